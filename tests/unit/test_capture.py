"""Capture and recapture against closed forms, simulation and what cannot be said."""

from __future__ import annotations

import numpy as np
import pytest

from zhifang.calc.capture import Estimate, estimate

THREE = {
    (True, True, True): 30,
    (True, True, False): 40,
    (True, False, True): 25,
    (False, True, True): 20,
    (True, False, False): 60,
    (False, True, False): 45,
    (False, False, True): 35,
}


def test_two_lists_by_hand() -> None:
    """(43 x 31) / 13 - 1 = 101.54 in all, of whom 60 were seen."""
    found = estimate({(True, True): 12, (True, False): 30, (False, True): 18})
    assert found is not None
    assert found.seen == 60
    assert found.total == pytest.approx(43 * 31 / 13 - 1)
    assert found.seen < found.low < found.total < found.high


def unseen_of(found: Estimate, *pairs: tuple[int, int]) -> float:
    return next(model.unseen for model in found.models if model.pairs == pairs)


def test_three_lists_equal_the_closed_forms() -> None:
    """Fienberg 1972: all models but that of independence have a closed form."""
    found = estimate(THREE)
    assert found is not None
    n = {"".join("1" if one else "0" for one in history): k for history, k in THREE.items()}
    # one pair: the third list is independent of both
    ratio = (n["110"] + n["100"] + n["010"]) / (n["111"] + n["101"] + n["011"])
    assert unseen_of(found, (0, 1)) == pytest.approx(n["001"] * ratio)
    # two pairs: given the first list the others are independent
    assert unseen_of(found, (0, 1), (0, 2)) == pytest.approx(n["010"] * n["001"] / n["011"])
    # all pairs: no three-way term
    whole = n["111"] * n["100"] * n["010"] * n["001"] / (n["110"] * n["101"] * n["011"])
    assert unseen_of(found, (0, 1), (0, 2), (1, 2)) == pytest.approx(whole)
    assert found.odds[0, 1] == pytest.approx(30 * 35 / (25 * 20))
    assert len(found.models) == 8
    assert found.models[0].aic == min(model.aic for model in found.models)


@pytest.mark.parametrize("linked", [False, True])
def test_the_interval_holds_the_truth_of_a_district_with_a_fifth_unknown(linked: bool) -> None:
    """A thousand employers, 0.2 of them on no list; with and without two lists that depend."""
    rng = np.random.default_rng(20201231)
    held = 0
    for _ in range(200):
        first = rng.random(1000) < 0.45
        chance = np.where(first, 0.55, 0.3) if linked else np.full(1000, 0.42)
        lists = [first, rng.random(1000) < chance, rng.random(1000) < 0.38]
        histories: dict[tuple[bool, ...], int] = {}
        for one in zip(*lists, strict=True):
            key = tuple(bool(value) for value in one)
            histories[key] = histories.get(key, 0) + 1
        found = estimate({key: k for key, k in histories.items() if any(key)})
        assert found is not None
        held += found.low <= 1000 <= found.high
    # choosing the model costs a little of the 95 %
    assert held >= 0.86 * 200


def test_what_cannot_be_said() -> None:
    assert estimate({(True, False): 10, (False, True): 5}) is None
    assert estimate({(True, False, False): 10, (False, True, False): 5}) is None
    with pytest.raises(ValueError, match="two or three"):
        estimate({(True,): 3})


def test_models_whose_margins_are_empty_are_left_out() -> None:
    """Nobody is on the first and the second list: no model with that pair."""
    few = {**THREE, (True, True, True): 0, (True, True, False): 0}
    found = estimate(few)
    assert found is not None
    assert all((0, 1) not in model.pairs for model in found.models)
    assert found.odds[0, 1] == 0


def test_everybody_on_every_list_leaves_nobody_unseen() -> None:
    found = estimate({(True, True): 50})
    assert found is not None
    assert (found.total, found.low, found.high) == (50, 50, 50)
