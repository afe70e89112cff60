"""From counts to what is printed: exact comparison, cutting, counts of events, falling shares."""

from __future__ import annotations

from dataclasses import replace

import pytest

from zhifang import statutes
from zhifang.calc import Counts
from zhifang.indicators.figures import Judged

PLAN = statutes.plan("mentougou-2016-2020")
EITHER = "MET NOT"


def counted(met: int, whole: int, unknown: int = 0, may_be: str = EITHER) -> Counts:
    """n of N, and how many more may be what ``may_be`` says."""
    return Counts(met, whole - met, {may_be: unknown} if unknown else {})


@pytest.mark.parametrize(
    ("target", "counts", "value", "met"),
    [
        # at least 95 %
        ("I01", counted(9496, 10000), 94.9, False),
        ("I01", counted(9499, 10000), 94.9, False),
        ("I01", counted(9500, 10000), 95.0, True),
        ("I01", counted(95, 100), 95.0, True),
        ("I01", counted(94, 100), 94.0, False),
        ("I01", counted(19, 20), 95.0, True),
        ("I01", counted(18, 19), 94.7, False),
        ("I01", counted(0, 0), None, None),
        ("I01", counted(94, 99, 1), 94.9, None),
        ("I01", counted(95, 99, 1), 95.9, True),
        ("I01", counted(93, 99, 1), 93.9, False),
        ("I01", counted(94, 99, 1, "NOT OUT"), 94.9, False),
        ("I01", counted(0, 0, 1), None, None),
        # at least 90 %
        ("I14", counted(9, 10), 90.0, True),
        ("I14", counted(8999, 10000), 89.9, False),
        # all
        ("I09", counted(9999, 10000), 99.9, False),
        ("I09", counted(3, 3), 100.0, True),
        ("I09", counted(3, 3, 1), 100.0, None),
        # none
        ("I16", counted(0, 0), 0, True),
        ("I16", counted(0, 4), 0, True),
        ("I16", counted(0, 0, 1), 0, None),
        ("I16", counted(1, 1, 1), 1, False),
    ],
)
def test_exact_comparison(
    target: str, counts: Counts, value: float | None, met: bool | None
) -> None:
    figures = Judged(counts, PLAN.target(target), PLAN).figures()
    assert figures["value"] == value
    assert figures["met"] is met


def test_what_a_rate_may_be() -> None:
    figures = Judged(counted(94, 99, 1), PLAN.target("I01"), PLAN).figures()
    assert (figures["low"], figures["high"]) == (94.0, 95.0)
    assert (figures["numerator"], figures["denominator"], figures["unknown"]) == (94, 99, 1)


def test_the_interval_is_beside_the_rate_and_never_in_met() -> None:
    figures = Judged(counted(95, 100), PLAN.target("I01"), PLAN).figures()
    assert (figures["ci_low"], figures["ci_high"]) == (88.8, 97.9)
    assert figures["met"] is True


def test_a_plan_may_look_at_the_known_alone() -> None:
    plan = replace(PLAN, met_rule="known_only")
    assert Judged(counted(95, 100, 900), plan.target("I01"), plan).met is True
    assert Judged(counted(94, 100, 900), plan.target("I01"), plan).met is False


@pytest.mark.parametrize(
    ("counts", "base", "decide", "met"),
    [
        (counted(1, 3, 1), counted(3, 6), "point", None),  # the worked example
        (counted(1, 4), counted(3, 6), "point", True),
        (counted(1, 4), counted(3, 6), "fisher", None),
        (counted(1, 100), counted(30, 100), "fisher", True),
        (counted(3, 6), counted(3, 6), "fisher", False),
        (counted(2, 4), counted(3, 6), "point", False),
        (counted(0, 0), counted(3, 6), "point", None),
        (counted(1, 4), counted(0, 6), "point", None),
    ],
)
def test_a_falling_share(counts: Counts, base: Counts, decide: str, met: bool | None) -> None:
    assert Judged(counts, PLAN.target("I15"), PLAN, decide, base).met is met
