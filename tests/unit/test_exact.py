"""Exact intervals and the fall of a share, against published figures."""

from __future__ import annotations

from decimal import Decimal

import pytest

from zhifang.calc.exact import clopper_pearson, fall, garwood
from zhifang.calc.rates import Counts


@pytest.mark.parametrize(
    ("counts", "interval"),
    [
        # R. G. Newcombe, Stat. Med. 17 (1998) 857, table I, method 5
        ((81, 263), ("25.2", "36.8")),
        ((15, 148), ("5.7", "16.2")),
        ((0, 20), ("0.0", "16.9")),
        ((1, 29), ("0.0", "17.8")),
        ((29, 29), ("88.0", "100.0")),
    ],
)
def test_clopper_pearson(counts: tuple[int, int], interval: tuple[str, str]) -> None:
    assert clopper_pearson(*counts) == tuple(Decimal(end) for end in interval)


def test_no_cases_have_no_interval() -> None:
    assert clopper_pearson(0, 0) is None


@pytest.mark.parametrize(
    ("count", "interval"),
    # F. Garwood (1936), table 1, as reprinted in E. S. Pearson, H. O. Hartley, Biometrika Tables
    [(0, ("0.0", "3.7")), (1, ("0.0", "5.6")), (10, ("4.7", "18.4")), (50, ("37.1", "66.0"))],
)
def test_garwood(count: int, interval: tuple[str, str]) -> None:
    assert garwood(count) == tuple(Decimal(end) for end in interval)


def test_the_worked_example_is_undecided() -> None:
    """1/3 with one unknown against 3/6: as 2/4 it does not fall, as 1/4 it does."""
    found = fall(Counts(1, 2, {"MET NOT": 1}), Counts(3, 3, {}))
    assert found.fell is None
    assert found.undecided == "unknown"


def test_a_fall_that_chance_explains_is_no_fall_in_words() -> None:
    found = fall(Counts(1, 9, {}), Counts(2, 8, {}))
    assert found.fell is True
    assert not found.carried


def test_a_fall_that_the_data_carry() -> None:
    found = fall(Counts(1, 99, {}), Counts(30, 70, {}))
    assert found.fell is True
    assert found.carried


def test_an_equal_share_does_not_fall() -> None:
    assert fall(Counts(1, 1, {}), Counts(2, 2, {})).fell is False


@pytest.mark.parametrize(
    ("now", "base", "why"),
    [
        (Counts(0, 0, {}), Counts(3, 3, {}), "no_cases"),
        (Counts(1, 2, {}), Counts(0, 0, {}), "no_base_cases"),
        (Counts(1, 2, {}), Counts(0, 6, {}), "no_base_cases"),
    ],
)
def test_without_cases_nothing_is_said(now: Counts, base: Counts, why: str) -> None:
    found = fall(now, base)
    assert (found.fell, found.undecided) == (None, why)
