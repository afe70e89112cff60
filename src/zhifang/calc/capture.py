"""How many there are beside those on any list: capture and recapture with two or three lists.

Two lists: D. G. Chapman, Univ. Calif. Publ. Stat. 1 (1951) 131, with the interval of A. Chao,
Biometrics 43 (1987) 783. Three lists: log-linear models of S. E. Fienberg, Biometrika 59 (1972)
591, every one that the cells allow, the least AIC chosen.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import exp, isfinite, log, sqrt

import numpy as np

Z = 1.959963984540054
#: A history: for each list whether it names the subject.
History = tuple[bool, ...]


@dataclass(frozen=True)
class Model:
    """One model: the pairs of lists (by place) that depend on each other, unseen, its AIC."""

    pairs: tuple[tuple[int, int], ...]
    unseen: float
    deviation: float
    aic: float


@dataclass(frozen=True)
class Estimate:
    """A total with its 95 % interval.

    ``seen``: subjects on at least one list. ``models``: every model that could be fitted, the
    chosen one first. ``odds``: the odds ratio of each pair of lists among those seen by the
    third (two lists: none); None where a cell is empty. 1: no sign that the two depend.
    """

    seen: int
    total: float
    low: float
    high: float
    models: tuple[Model, ...]
    odds: Mapping[tuple[int, int], float | None]


def estimate(histories: Mapping[History, int]) -> Estimate | None:
    """The total behind the numbers of each history (those on no list are not among them).

    Two or three lists. None when nothing can be said: no subject is on two lists.
    """
    lists = len(next(iter(histories), ()))
    counts = {history: number for history, number in histories.items() if any(history)}
    seen = sum(counts.values())
    if lists == 2:
        models = _chapman(counts, seen)
    elif lists == 3:
        models = _log_linear(counts)
    else:
        raise ValueError(f"two or three lists, not {lists}")
    if not models:
        return None
    chosen = models[0]
    low, high = _interval(seen, chosen)
    return Estimate(seen, seen + chosen.unseen, low, high, tuple(models), _odds(counts, lists))


def _interval(seen: int, model: Model) -> tuple[float, float]:
    """Log-normal about the unseen, so that it never goes below those seen (Chao 1987)."""
    if model.unseen <= 0:
        return float(seen), float(seen)
    spread = exp(Z * sqrt(log(1 + (model.deviation / model.unseen) ** 2)))
    return seen + model.unseen / spread, seen + model.unseen * spread


def _chapman(counts: Mapping[History, int], seen: int) -> list[Model]:
    both = counts.get((True, True), 0)
    if not both:
        return []
    first, second = both + counts.get((True, False), 0), both + counts.get((False, True), 0)
    total = (first + 1) * (second + 1) / (both + 1) - 1
    variance = (
        (first + 1) * (second + 1) * (first - both) * (second - both)
        / ((both + 1) ** 2 * (both + 2))
    )  # fmt: skip
    return [Model((), total - seen, sqrt(variance), 0.0)]


def _log_linear(counts: Mapping[History, int]) -> list[Model]:
    """The models that can be fitted, by AIC, then by fewer pairs."""
    pairs = list(combinations(range(3), 2))
    found = [
        model
        for number in range(len(pairs) + 1)
        for chosen in combinations(pairs, number)
        if (model := _fitted(counts, chosen)) is not None
    ]
    return sorted(found, key=lambda model: (round(model.aic, 9), len(model.pairs)))


def _fitted(counts: Mapping[History, int], pairs: Sequence[tuple[int, int]]) -> Model | None:
    """A Poisson regression of the seven cells; None when a margin that it needs is empty.

    The cell of no list is the base of the coding, so the constant is the log of the unseen.
    """
    cells = [(a, b, c) for a in (0, 1) for b in (0, 1) for c in (0, 1) if a or b or c]
    number = np.array([counts.get((a > 0, b > 0, c > 0), 0) for a, b, c in cells], dtype=float)
    design = np.array(
        [[1.0, *cell, *(cell[i] * cell[j] for i, j in pairs)] for cell in cells], dtype=float
    )
    # an empty margin of a list or pair, or nobody outside it, drives a coefficient to infinity
    for column in design.T[1:]:
        if not number[column > 0].sum() or not number[column == 0].sum():
            return None
    mean = number + 0.5
    for _ in range(200):
        weighted = design * mean[:, None]
        working = np.log(mean) + (number - mean) / mean
        try:
            coefficients = np.linalg.solve(design.T @ weighted, weighted.T @ working)
        except np.linalg.LinAlgError:
            return None
        fitted = np.exp(np.clip(design @ coefficients, -30, 30))
        if np.max(np.abs(fitted - mean)) < 1e-10 * (1 + number.sum()):
            break
        mean = fitted
    else:
        return None
    covariance = np.linalg.inv(design.T @ (design * fitted[:, None]))
    unseen = exp(float(coefficients[0]))
    # of the fitted mean, and of the number about it
    deviation = sqrt(unseen**2 * float(covariance[0, 0]) + unseen)
    likelihood = float(np.sum(number * np.log(fitted) - fitted))
    if not (isfinite(unseen) and isfinite(deviation)):
        return None
    return Model(tuple(pairs), unseen, deviation, 2 * design.shape[1] - 2 * likelihood)


def _odds(counts: Mapping[History, int], lists: int) -> dict[tuple[int, int], float | None]:
    """The odds ratio of each pair of lists among the subjects of the third."""
    found: dict[tuple[int, int], float | None] = {}
    if lists != 3:
        return found
    for i, j in combinations(range(3), 2):
        (other,) = {0, 1, 2} - {i, j}

        def cell(a: bool, b: bool, *, i: int = i, j: int = j, other: int = other) -> int:
            history = [False, False, False]
            history[i], history[j], history[other] = a, b, True
            return counts.get(tuple(history), 0)

        across = cell(True, False) * cell(False, True)
        found[i, j] = cell(True, True) * cell(False, False) / across if across else None
    return found
