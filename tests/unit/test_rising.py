"""A rate compared with that of a base year: what is enough, what is not, what cannot be said."""

from __future__ import annotations

import pytest

from zhifang.calc.rates import Counts
from zhifang.calc.rising import rises


def counted(met: int, total: int, unknown: int = 0) -> Counts:
    """Counts with ``unknown`` subjects that may be met or not."""
    return Counts(met, total - met, {"MET NOT": unknown} if unknown else {})


@pytest.mark.parametrize(
    ("now", "base", "percent", "expected"),
    [
        ((48, 100), (40, 100), 20, True),
        ((47, 100), (40, 100), 20, False),
        ((4799, 10000), (40, 100), 20, False),
        ((41, 100), (40, 100), None, True),
        ((40, 100), (40, 100), None, False),
        ((40, 100), (40, 100), 0, True),
        ((47, 99, 1), (40, 100), 20, None),
        ((47, 99, 2), (40, 100), 20, None),
        ((60, 99, 1), (40, 100), 20, True),
        ((48, 100), (39, 99, 1), 20, True),
        ((48, 100), (40, 99, 1), 20, None),
        ((20, 99, 1), (40, 100), 20, False),
        ((0, 0), (40, 100), 20, None),
        ((48, 100), (0, 100), 20, None),
        ((48, 100), (0, 0), 20, None),
    ],
)
def test_a_rise(
    now: tuple[int, ...], base: tuple[int, ...], percent: int | None, expected: bool | None
) -> None:
    assert rises(counted(*now), counted(*base), percent) is expected
