"""Limits of a funnel against sums of binomial chances, and the days of a trend."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from math import ceil, comb, floor

import pytest

from zhifang.indicators.by_town import LIMITS, limits
from zhifang.indicators.months import month_ends, year_ends


def chance_up_to(k: int, size: int, share: Fraction) -> float:
    """The chance of at most ``k`` of ``size``."""
    return float(
        sum(
            (comb(size, j) * share**j * (1 - share) ** (size - j) for j in range(k + 1)),
            Fraction(0),
        )
    )


@pytest.mark.parametrize("size", [5, 12, 40, 133])
@pytest.mark.parametrize("met", [1, 30, 70, 99])
def test_the_limits_leave_the_tails_outside(size: int, met: int) -> None:
    share = Fraction(met, 100)
    found = limits(met, 100, size)
    for name, tail in LIMITS:
        low, high = (one * size / 100 for one in found[name])
        if low > 0:
            assert chance_up_to(floor(low - 0.01), size, share) <= tail
            assert chance_up_to(ceil(low + 0.01), size, share) >= tail
        else:
            assert chance_up_to(0, size, share) >= tail
        assert chance_up_to(ceil(high + 0.01), size, share) >= 1 - tail
        if high < size:
            assert chance_up_to(floor(high - 0.01), size, share) <= 1 - tail
    assert found["outer"][0] <= found["inner"][0] < 100 * share < found["inner"][1]
    assert found["inner"][1] <= found["outer"][1] <= 100


def test_ends_of_months_and_years() -> None:
    assert month_ends(date(2020, 3, 15), date(2019, 12, 1)) == [
        date(2019, 12, 31),
        date(2020, 1, 31),
        date(2020, 2, 29),
        date(2020, 3, 15),
    ]
    assert len(month_ends(date(2020, 12, 31), date(2010, 1, 1))) == 25
    assert year_ends(date(2018, 6, 1), date(2016, 1, 1)) == [
        date(2016, 12, 31),
        date(2017, 12, 31),
        date(2018, 6, 1),
    ]
