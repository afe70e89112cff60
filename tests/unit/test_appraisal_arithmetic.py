"""Points by hand: proportional, bands, met; few rows, no rows, undecided rows; ties; deductions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

import pytest

from zhifang.appraisal.arithmetic import (
    NOTHING,
    SCORED,
    SMALL,
    UNDECIDED,
    Held,
    Line,
    Score,
    cut,
    score,
)
from zhifang.appraisal.document import points
from zhifang.appraisal.placing import places, target_places
from zhifang.calc import Counts
from zhifang.statutes import plan
from zhifang.statutes.appraisals import Band, Deduction, Scheme, Scored, scheme

PLAN = plan("mentougou-2016-2020")
TARGETS = {target.id: target for target in PLAN.targets}
BOTH = ("towns", "departments")


def scored(target: str, weight: int, how: str = "proportional", **more: object) -> Scored:
    given: dict[str, object] = {"floor": 0, "bands": (), "small_counts": False, **more}
    return Scored(id=target, weight=weight, who=BOTH, score=how, **given)  # type: ignore[arg-type]


def having(*targets: Scored, **more: object) -> Scheme:
    """The scheme of 2018 with these targets and nothing deducted."""
    return replace(
        scheme("mentougou-2018"),
        targets=targets,
        **{"deductions": (), "ties_by": (), **more},  # type: ignore[arg-type]
    )


def counts(met: int, unmet: int, **unknown: int) -> Counts:
    return Counts(met, unmet, {kinds.replace("_", " "): n for kinds, n in unknown.items()})


def held(given: Mapping[str, Counts], met: bool | None = None) -> dict[str, Held]:
    return {target: Held(one, met) for target, one in given.items()}


def line(found: Score, target: str) -> Line:
    return next(one for one in found.lines if one.target == target)


def town(chosen: Scheme, given: Mapping[str, Counts], met: bool | None = None) -> Score:
    return score(chosen, "towns", held(given, met), TARGETS)


def test_a_share_earns_its_part_of_the_way_to_the_target() -> None:
    """18 of 20 is 90 % of rows, 18/19 of the way to 95 %: 10 × 18/19 = 9.4736…, cut to 9.47."""
    found = line(town(having(scored("I01", 10), full_marks=10), {"I01": counts(18, 2)}), "I01")
    assert (found.status, found.part) == (SCORED, Fraction(18, 19))
    assert found.points == Fraction(947, 100)


@pytest.mark.parametrize(
    ("met", "unmet", "part"),
    [(95, 5, "1"), (9496, 504, "9496/9500"), (19, 1, "1"), (100, 0, "1"), (0, 20, "0")],
)
def test_95_of_100_is_whole_and_9496_of_10000_is_not(met: int, unmet: int, part: str) -> None:
    found = town(having(scored("I01", 10)), {"I01": counts(met, unmet)})
    assert line(found, "I01").part == Fraction(part)


def test_below_the_floor_nothing_is_earned() -> None:
    chosen = having(scored("I01", 10, floor=60))
    assert line(town(chosen, {"I01": counts(12, 8)}), "I01").part == Fraction(60, 95)
    assert line(town(chosen, {"I01": counts(599, 401)}), "I01").part == 0


@pytest.mark.parametrize(
    ("met", "unmet", "part"), [(95, 5, 1), (949, 51, "4/5"), (9, 1, "4/5"), (89, 11, 0)]
)
def test_bands_begin_at_their_rate(met: int, unmet: int, part: object) -> None:
    bands = (Band(95, 100), Band(90, 80))
    found = town(having(scored("I02", 10, "bands", bands=bands)), {"I02": counts(met, unmet)})
    assert line(found, "I02").part == Fraction(str(part))


def test_few_rows_are_not_scored_and_their_weight_goes_to_the_others() -> None:
    """4 rows of I02: its 30 go to I01 and I03 as 10 to 60. 100 × 10/70 = 14.2857… cut."""
    chosen = having(scored("I01", 10), scored("I02", 30), scored("I03", 60))
    found = town(chosen, {"I01": counts(95, 5), "I02": counts(1, 3), "I03": counts(95, 5)})
    assert line(found, "I02").status == SMALL
    assert line(found, "I02").part is None
    assert [one.weight for one in found.lines] == [Fraction(100, 7), 0, Fraction(600, 7)]
    assert [one.points for one in found.lines] == [Fraction("14.28"), 0, Fraction("85.71")]
    assert found.total == Fraction("99.99"), "the lines as shown add up to the total"


def test_too_little_of_the_weight_gives_no_total_and_keeps_the_schemes_weights() -> None:
    """49 of 100 scored: none; 50 of 100: a total. A lone small duty does not become everything."""
    small = {"I02": counts(1, 3)}
    for weight, total in ((49, None), (50, 100)):
        chosen = having(scored("I01", weight), scored("I02", 100 - weight))
        found = town(chosen, {"I01": counts(95, 5), **small})
        assert found.total == total
    one = line(town(having(scored("I01", 49), scored("I02", 51)), {
        "I01": counts(95, 5), **small}), "I01")  # fmt: skip
    assert (one.weight, one.points) == (49, 49)


def test_five_rows_are_scored() -> None:
    found = town(having(scored("I01", 100)), {"I01": counts(4, 1)})
    assert line(found, "I01").status == SCORED


def test_a_neutral_scheme_gives_few_rows_their_fixed_part() -> None:
    chosen = having(scored("I01", 60), scored("I02", 40), small_rule="neutral", neutral_part=80)
    found = town(chosen, {"I01": counts(95, 5), "I02": counts(0, 4)})
    assert line(found, "I02").part is None
    assert [one.points for one in found.lines] == [60, 32]
    assert found.total == 92


def test_a_duty_that_is_no_rate_counts_however_few_rows() -> None:
    chosen = having(scored("I09", 100, "met", small_counts=True))
    found = town(chosen, {"I09": counts(2, 0)}, met=True)
    assert (line(found, "I09").status, found.total) == (SCORED, 100)
    assert town(chosen, {"I09": counts(1, 1)}, met=False).total == 0


def test_nothing_to_count_is_neither_full_nor_no_marks() -> None:
    chosen = having(scored("I01", 50), scored("I09", 50, "met", small_counts=True))
    found = town(chosen, {"I01": counts(95, 5), "I09": counts(0, 0)})
    assert line(found, "I09").status == NOTHING
    assert found.total == 100


def test_a_body_with_nothing_to_score_has_no_total_and_no_place() -> None:
    chosen = having(scored("I01", 100))
    found = town(chosen, {"I01": counts(0, 0)})
    assert (found.total, found.least, found.most, found.grade) == (None, None, None, "")
    other = town(chosen, {"I01": counts(19, 1)})
    assert places(chosen, {"a": found, "b": other}) == {"b": 1}


def test_unknown_rows_earn_only_what_is_certain() -> None:
    """15 met, 3 not, 2 unknown: from 15/20 to 17/20, against 95 %."""
    chosen = having(scored("I01", 100))
    found = town(chosen, {"I01": counts(15, 3, MET_NOT=2)})
    one = line(found, "I01")
    assert (one.status, one.low, one.high) == (UNDECIDED, Fraction(15, 19), Fraction(17, 19))
    assert one.part == one.low
    assert (found.total, found.least, found.most) == tuple(
        Fraction(text) for text in ("78.94", "78.94", "89.47")
    )


def test_unknown_rows_that_decide_nothing_leave_the_line_certain() -> None:
    found = town(having(scored("I01", 100)), {"I01": counts(97, 1, MET_NOT=2)})
    assert line(found, "I01").status == SCORED
    assert found.total == found.most == 100


def test_a_neutral_scheme_leaves_an_undecided_target_out() -> None:
    chosen = having(scored("I01", 50), scored("I02", 50), undecided="neutral")
    found = town(chosen, {"I01": counts(15, 3, MET_NOT=2), "I02": counts(19, 1)})
    assert line(found, "I01").part is None
    assert found.total == 100


def test_a_scheme_may_count_the_certain_rows_alone() -> None:
    chosen = having(scored("I01", 100), undecided="known_only")
    one = line(town(chosen, {"I01": counts(15, 3, MET_NOT=2)}), "I01")
    assert one.part == Fraction(100 * 15, 18) / 95
    judged = having(scored("I09", 100, "met", small_counts=True), undecided="known_only")
    assert town(judged, {"I09": counts(6, 0, MET_NOT=1)}).total == 100
    assert town(judged, {"I09": counts(0, 0, MET_NOT=1)}).total is None


def test_only_unknown_rows() -> None:
    """Rows that may all be outside: the line is undecided from nothing to whole."""
    chosen = having(scored("I01", 100, small_counts=True))
    one = line(town(chosen, {"I01": counts(0, 0, NOT_OUT=3)}), "I01")
    assert (one.status, one.low, one.high) == (UNDECIDED, 0, 1)


def test_a_comparison_that_cannot_be_told_is_undecided() -> None:
    chosen = having(scored("I09", 100, "met", small_counts=True))
    found = town(chosen, {"I09": counts(3, 0, MET_NOT=1)}, met=None)
    assert (line(found, "I09").status, found.total, found.most) == (UNDECIDED, 0, 100)


EVENT = Deduction("event", "事故", "event", "I16", "numerator", 10, 20, ("towns",), "fair")


def test_deductions_are_by_row_up_to_their_most_and_limit_the_grade() -> None:
    chosen = having(scored("I01", 100), deductions=(EVENT,))
    totals = {}
    for events in (0, 1, 2, 5):
        found = town(chosen, {"I01": counts(95, 5), "I16": counts(events, 0)})
        totals[events] = (found.total, found.grade)
    assert totals == {
        0: (100, "excellent"), 1: (90, "fair"), 2: (80, "fair"), 5: (80, "fair"),
    }  # fmt: skip


def test_events_of_unknown_size_are_not_deducted_but_said() -> None:
    chosen = having(scored("I01", 100), deductions=(EVENT,))
    found = town(chosen, {"I01": counts(95, 5), "I16": counts(0, 0, MET_NOT=1)})
    assert (found.total, found.least, found.most) == (100, 90, 100)
    assert (found.taken[0].rows, found.taken[0].open_rows) == (0, 1)
    assert found.grade == "excellent"


def test_a_total_is_never_below_nothing() -> None:
    chosen = having(scored("I01", 100), deductions=(EVENT,))
    assert town(chosen, {"I01": counts(0, 20), "I16": counts(9, 0)}).total == 0


def test_departments_are_scaled_to_full_marks_over_what_they_answer_for() -> None:
    chosen = having(scored("I01", 10), scored("I02", 30), scored("I14", 60))
    found = score(
        chosen, "departments", held({"I01": counts(95, 5), "I02": counts(0, 100)}), TARGETS
    )
    assert [one.weight for one in found.lines] == [25, 75]
    assert found.total == 25


@pytest.mark.parametrize(
    ("level", "grade"),
    [(90, "excellent"), (89, "good"), (80, "good"), (60, "fair"), (59, "poor"), (0, "poor")],
)
def test_grades_begin_at_their_points(level: int, grade: str) -> None:
    chosen = having(scored("I11", 100, "bands", bands=(Band(100, level),) if level else ()))
    assert town(chosen, {"I11": counts(20, 0)}).grade == grade


# places


def with_totals(chosen: Scheme, shares: Mapping[str, int]) -> dict[str, Score]:
    return {body: town(chosen, {"I01": counts(n, 100 - n)}) for body, n in shares.items()}


def test_equal_totals_share_their_place() -> None:
    chosen = having(scored("I01", 100))
    scores = with_totals(chosen, {"a": 90, "b": 95, "c": 90, "d": 50})
    assert places(chosen, scores) == {"b": 1, "a": 2, "c": 2, "d": 4}
    assert places(replace(chosen, numbering="dense"), scores) == {"b": 1, "a": 2, "c": 2, "d": 3}


def test_totals_above_the_target_are_equal() -> None:
    chosen = having(scored("I01", 100))
    assert places(chosen, with_totals(chosen, {"a": 95, "b": 100})) == {"a": 1, "b": 1}


def tied(chosen: Scheme) -> dict[str, Score]:
    """Three bodies with 50 points each, from different targets."""
    return {
        "a": town(chosen, {"I01": counts(95, 5), "I02": counts(0, 100)}),
        "b": town(chosen, {"I01": counts(0, 100), "I02": counts(95, 5)}),
        "c": town(chosen, {"I01": counts(0, 100), "I02": counts(95, 5)}),
    }


def test_a_tie_is_decided_by_the_targets_in_turn() -> None:
    chosen = having(scored("I01", 50), scored("I02", 50))
    scores = tied(chosen)
    assert {one.total for one in scores.values()} == {50}
    assert places(chosen, scores) == {"a": 1, "b": 1, "c": 1}
    by_first = replace(chosen, ties_by=("I01", "I02"))
    assert places(by_first, scores) == {"a": 1, "b": 2, "c": 2}
    by_second = replace(chosen, ties_by=("I02",))
    assert places(by_second, scores) == {"b": 1, "c": 1, "a": 3}


def test_a_key_on_which_one_of_the_equals_is_not_scored_decides_nothing() -> None:
    chosen = having(scored("I01", 50), scored("I02", 50), ties_by=("I02", "I01"))
    scores = {
        "a": town(chosen, {"I01": counts(95, 5), "I02": counts(3, 0)}),
        "b": town(chosen, {"I01": counts(95, 5), "I02": counts(95, 5)}),
    }
    assert {one.total for one in scores.values()} == {100}
    assert places(chosen, scores) == {"a": 1, "b": 1}


def test_fewer_deductions_decide_a_tie() -> None:
    chosen = having(scored("I01", 100), deductions=(EVENT,), ties_by=("deductions",), decimals=0)
    scores = {
        "a": town(chosen, {"I01": counts(95, 5), "I16": counts(1, 0)}),
        "b": town(chosen, {"I01": counts(171, 29), "I16": counts(0, 0)}),
    }
    assert {one.total for one in scores.values()} == {90}
    assert places(chosen, scores) == {"b": 1, "a": 2}


def test_places_on_a_target_are_of_the_certain_bodies() -> None:
    chosen = having(scored("I01", 100))
    scores = {
        "few": town(chosen, {"I01": counts(4, 0)}),
        "open": town(chosen, {"I01": counts(15, 3, MET_NOT=2)}),
        "best": town(chosen, {"I01": counts(18, 2)}),
        "next": town(chosen, {"I01": counts(17, 3)}),
    }
    assert target_places(chosen, scores, "I01") == {"best": 1, "next": 2}


# text


def test_points_are_cut_and_never_raised() -> None:
    assert cut(Fraction(2, 3), 2) == Fraction(66, 100)
    assert cut(Fraction(7), 2) == 7
    assert points(Fraction(947, 100), 2) == "9.47"
    assert points(Fraction(5), 2) == "5.00"
    assert points(Fraction(5), 0) == "5"
    assert points(Fraction(1, 100), 2) == "0.01"
    assert points(None, 2) is None
    with pytest.raises(ValueError, match="more than 2 decimals"):
        points(Fraction(1, 3), 2)
