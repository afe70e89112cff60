"""Exact intervals and tests for few cases: shares, counts, and whether a share fell."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from math import comb

from scipy.special import betaincinv, gammaincinv

from zhifang.calc.rates import TENTH, Counts

LEVEL = 0.95
#: Below this one-sided p a fall is called a fall (semantics 5, I15).
SIGNIFICANT = 0.05


def _ends(low: float, high: float) -> tuple[Decimal, Decimal]:
    """The low end floored, the high end raised to 0.1.

    A value within 1e-9 of a tenth is that tenth: the quantiles carry a binary fraction.
    """
    return (
        Decimal(repr(low + 1e-9)).quantize(TENTH, ROUND_FLOOR),
        Decimal(repr(max(0.0, high - 1e-9))).quantize(TENTH, ROUND_CEILING),
    )


def clopper_pearson(numerator: int, denominator: int) -> tuple[Decimal, Decimal] | None:
    """The exact 95 % interval of a share in percent; None when N = 0.

    C. J. Clopper, E. S. Pearson, Biometrika 26 (1934) 404. 1 of 3: 0.8 to 90.6.
    """
    if denominator == 0:
        return None
    tail = (1 - LEVEL) / 2
    n, total = numerator, denominator
    low = 0.0 if n == 0 else float(betaincinv(n, total - n + 1, tail))
    high = 1.0 if n == total else float(betaincinv(n + 1, total - n, 1 - tail))
    return _ends(100 * low, 100 * high)


def garwood(count: int) -> tuple[Decimal, Decimal]:
    """The exact 95 % interval of the mean of a Poisson count.

    F. Garwood, Biometrika 28 (1936) 437. 0: 0.0 to 3.7; 10: 4.7 to 18.4.
    """
    tail = (1 - LEVEL) / 2
    low = 0.0 if count == 0 else float(gammaincinv(count, tail))
    return _ends(low, float(gammaincinv(count + 1, 1 - tail)))


@dataclass(frozen=True)
class Fall:
    """Whether a share fell below that of a base year.

    ``fell``: true for every completion of the unknowns, false for none, else None.
    ``p``: one-sided Fisher p of the certain counts; None where one of them is empty.
    ``undecided``: why ``fell`` is None: no_cases | no_base_cases | unknown, else "".
    """

    fell: bool | None
    p: float | None
    undecided: str

    @property
    def carried(self) -> bool:
        """Whether the data carry the word "falls" (下降)."""
        return bool(self.fell) and self.p is not None and self.p < SIGNIFICANT


def fisher_less(now: Counts, base: Counts) -> float:
    """Fisher's exact one-sided p: how often chance alone gives ``now`` as few met, or fewer."""
    met, drawn = now.met + base.met, now.denominator
    total = drawn + base.denominator
    ways = sum(
        comb(met, few) * comb(total - met, drawn - few)
        for few in range(now.met + 1)
        if drawn - few <= total - met
    )
    return ways / comb(total, drawn)


def fall(now: Counts, base: Counts) -> Fall:
    """Whether n/N fell below n₀/N₀: n·N₀ < n₀·N over all completions (semantics 5, I15)."""
    if base.denominator == 0 or base.met == 0:
        return Fall(None, None, "no_base_cases")
    if now.denominator == 0 and now.unknowns == 0:
        return Fall(None, None, "no_cases")
    p = None
    if now.denominator:
        p = fisher_less(now, base)
    highest, lowest = now.greatest(), now.least()
    if 0 in (highest[1], lowest[1]):
        return Fall(None, p, "no_cases")
    worst = _below(highest, base.least())
    best = _below(lowest, base.greatest())
    if worst == best:
        return Fall(worst, p, "")
    return Fall(None, p, "unknown")


def _below(now: tuple[int, int], base: tuple[int, int]) -> bool:
    return now[0] * base[1] < base[0] * now[1]
