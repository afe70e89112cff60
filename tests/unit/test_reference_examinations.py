"""The naive reference of HEX-02 against the tables of the semantics, case by case."""

from __future__ import annotations

import pytest

from tests.support.reference_rows import (
    CCL4,
    NOISE,
    SILICA,
    TOLUENE,
    day,
    employer,
    exam,
    examined,
    nothing,
    post,
    shown,
    work,
)
from zhifang.synthetic import reference
from zhifang.synthetic.reference import law


@pytest.mark.parametrize(
    ("hazard", "last", "as_of", "due", "expected"),
    [
        (CCL4, "2025-03-10", "2026-07-31", "2026-08-01", "PENDING"),
        (CCL4, "2025-03-10", "2026-08-02", "2026-08-01", "NOT_MET"),
        (CCL4, "2025-11-05", "2026-08-02", "2026-11-05", "PENDING"),
        (TOLUENE, "2025-09-01", "2026-07-31", "2026-09-01", "PENDING"),
        (TOLUENE, "2025-09-01", "2026-08-01", "2026-09-01", "NOT_APPLICABLE"),
        (TOLUENE, "2025-06-01", "2026-06-01", "2026-06-01", "PENDING"),
        (TOLUENE, "2025-06-01", "2026-06-02", "2026-06-01", "NOT_MET"),
        (TOLUENE, "2025-06-01", "2026-08-01", "2026-06-01", "NOT_MET"),
    ],
)
def test_examinations_around_2026_08_01(
    hazard: str, last: str, as_of: str, due: str, expected: str
) -> None:
    assert shown(examined(as_of, hazard, [last])) == [(last, due, due, expected)]


def test_nothing_is_owed_for_what_is_only_recommended() -> None:
    assert examined("2026-09-30", TOLUENE, ["2026-08-15"]) == []


@pytest.mark.parametrize(
    ("last", "due"), [("2019-03-15", "2020-06-10"), ("2019-09-01", "2020-09-01")]
)
def test_silica_grade_one_becomes_two_on_2020_06_10(last: str, due: str) -> None:
    rows = nothing()
    rows["employers"] = [employer()]
    rows["posts"] = [
        post(work_grade=1),
        post(work_grade=2, valid_from=day("2020-06-10"), graded_on=day("2020-06-10")),
    ]
    rows["workers"] = [work("2012-01-01")]
    rows["examinations"] = [exam(last)]
    before = reference.turns(rows, "HEX-02", day("2020-06-09"))[-1]
    after = reference.turns(rows, "HEX-02", day("2020-06-10"))[-1]
    assert str(before.due_latest) == f"{int(last[:4]) + 2}{last[4:]}"
    assert (str(after.due_earliest), str(after.due_latest)) == (due, due)


def test_a_due_day_in_a_gap_moves_to_its_end() -> None:
    rows = nothing()
    rows["employers"] = [employer()]
    rows["posts"] = [post(NOISE, noise_level=88)]
    rows["workers"] = [work("2018-01-01", "2020-03-01"), work("2020-05-11")]
    rows["examinations"] = [exam("2019-04-01", NOISE)]
    before = reference.turns(rows, "HEX-02", day("2020-02-29"))[-1]
    away = reference.turns(rows, "HEX-02", day("2020-04-15"))[-1]
    back = reference.turns(rows, "HEX-02", day("2020-05-11"))[-1]
    late = reference.turns(rows, "HEX-02", day("2020-05-12"))[-1]
    assert (str(before.due_latest), before.outcome) == ("2020-04-01", "PENDING")
    assert (away.outcome, str(away.ended_on)) == ("NOT_APPLICABLE", "2020-03-01")
    assert (str(back.due_latest), back.outcome) == ("2020-05-11", "PENDING")
    assert late.outcome == "NOT_MET"


def test_an_examination_in_a_gap_counts_from_the_return_on() -> None:
    rows = nothing()
    rows["employers"] = [employer()]
    rows["posts"] = [post(NOISE, noise_level=88)]
    rows["workers"] = [work("2018-01-01", "2020-03-01"), work("2020-05-11")]
    rows["examinations"] = [exam("2019-04-01", NOISE), exam("2020-04-20", NOISE)]
    away = reference.turns(rows, "HEX-02", day("2020-05-01"))[-1]
    back = reference.turns(rows, "HEX-02", day("2020-05-11"))
    assert away.outcome == "NOT_APPLICABLE"
    assert [(str(t.anchor), t.outcome) for t in back[-2:]] == [
        ("2019-04-01", "MET"),
        ("2020-04-20", "PENDING"),
    ]


def test_a_gap_of_ninety_one_days_begins_a_new_episode() -> None:
    rows = nothing()
    rows["employers"] = [employer()]
    rows["posts"] = [post(NOISE, noise_level=88)]
    rows["workers"] = [work("2018-01-01", "2020-01-01"), work("2020-04-01")]  # 91 days
    anchors = {str(t.anchor) for t in reference.turns(rows, "HEX-02", day("2020-12-31"))}
    assert anchors == {"2018-01-01", "2020-04-01"}
    rows["workers"][1]["valid_from"] = day("2020-03-31")
    anchors = {str(t.anchor) for t in reference.turns(rows, "HEX-02", day("2020-12-31"))}
    assert anchors == {"2018-01-01"}


@pytest.mark.parametrize(
    ("hazard", "level", "on", "months"),
    [
        (SILICA, "unknown", "2020-01-01", (12, 24)),
        (SILICA, "unknown", "2026-08-01", (12,)),
        (SILICA, "I", "2014-09-30", None),
        (SILICA, "I", "2014-10-01", (24,)),
        (NOISE, "unknown", "2020-01-01", (12, 24)),
        (NOISE, "below", "2020-01-01", None),
        ("F011", "II", "2020-01-01", (36,)),
        ("F032", "unknown", "2012-12-31", None),
        ("F032", "I", "2014-12-31", (12,)),
        ("F032", "I", "2016-01-01", (60,)),
        ("F032", "I", "2026-08-01", (36,)),
        ("F052", "II", "2020-01-01", ()),
        ("R001", "unknown", "2020-01-01", None),
        ("H314", "unknown", "2015-12-31", (6,)),
        ("H314", "unknown", "2016-01-01", (12,)),
        ("H046", "unknown", "2026-08-01", (12,)),
        ("H001", "unknown", "2020-01-01", (12,)),
        ("H002", "unknown", "2020-01-01", (12, 24)),
        ("H041", "I", "2026-07-31", None),
        ("H041", "I", "2026-08-01", (12,)),
        ("H249", "unknown", "2020-01-01", (12,)),
    ],
)
def test_months_of_the_catalogue(
    hazard: str, level: str, on: str, months: tuple[int, ...] | None
) -> None:
    assert law.examination_months(hazard, level, day(on), day("2014-01-01")) == months


def test_every_section_gives_its_printed_months_or_none() -> None:
    """Every hazard of both editions can be asked on both sides of both changes."""
    answers = {
        law.examination_months(row["code"], "II", day(on), day("2014-01-01"))
        for row in law.catalogue("hazards")
        for on in ("2014-09-30", "2014-10-01", "2026-07-31", "2026-08-01")
    }
    assert answers == {None, (), (6,), (12,), (24,), (36,)}


def test_organic_dust_is_half_yearly_in_the_first_two_years_of_2025() -> None:
    assert law.examination_months("F032", "I", day("2027-12-31"), day("2026-01-01")) == (6,)
    assert law.examination_months("F032", "I", day("2028-01-01"), day("2026-01-01")) == (36,)


def test_a_hazard_nobody_can_place_is_unknown_until_it_is_examined() -> None:
    found = examined("2020-12-31", "F052", ["2018-01-01", "2019-01-01"])
    assert [t.outcome for t in found] == ["MET", "UNKNOWN"]


def test_noise_below_80_lifts_the_duty_and_the_strictest_post_wins() -> None:
    rows = nothing()
    rows["employers"] = [employer()]
    rows["posts"] = [
        post(NOISE, noise_level=86),
        post(NOISE, noise_level=79, valid_from=day("2019-01-01")),
    ]
    rows["workers"] = [work("2018-01-01")]
    rows["examinations"] = [exam("2018-02-01", NOISE)]
    lifted = reference.turns(rows, "HEX-02", day("2019-01-01"))[-1]
    assert (lifted.outcome, str(lifted.ended_on)) == ("NOT_APPLICABLE", "2019-01-01")
    rows["posts"].append(post(NOISE, post="Q", noise_level=83))
    rows["workers"].append(work("2018-01-01", post="Q"))
    owed = reference.turns(rows, "HEX-02", day("2019-01-01"))[-1]
    assert (str(owed.due_latest), owed.outcome) == ("2020-02-01", "PENDING")


def test_one_dust_conclusion_covers_every_examined_dust() -> None:
    rows = nothing()
    rows["employers"] = [employer()]
    rows["posts"] = [post("F001", work_grade=2), post("F011", work_grade=2)]
    rows["workers"] = [work("2018-01-01")]
    rows["examinations"] = [exam("2018-02-01", "F011", examined=["F001", "F011", NOISE])]
    anchors = {(t.subject[-4:], str(t.anchor)) for t in reference.turns(
        rows, "HEX-02", day("2018-12-31")
    )}  # fmt: skip
    assert ("F001", "2018-02-01") in anchors
    assert ("F011", "2018-02-01") in anchors


@pytest.mark.parametrize(
    ("kind", "on", "counts"),
    [
        ("pre", "2017-10-03", True),
        ("pre", "2017-10-02", False),
        ("leaving", "2018-05-01", True),
        ("emergency", "2018-05-01", False),
        ("after", "2018-05-01", False),
    ],
)
def test_which_examination_qualifies(kind: str, on: str, counts: bool) -> None:
    rows = nothing()
    rows["employers"] = [employer()]
    rows["posts"] = [post()]
    rows["workers"] = [work("2018-01-01")]
    rows["examinations"] = [exam(on, exam_kind=kind)]
    anchors = {str(t.anchor) for t in reference.turns(rows, "HEX-02", day("2018-12-31"))}
    assert (on in anchors) is counts


def test_ungraded_silica_is_unknown_between_the_two_cycles() -> None:
    found = examined("2020-07-02", SILICA, ["2019-07-01"])
    assert shown(found) == [("2019-07-01", "2020-07-01", "2021-07-01", "UNKNOWN")]


def test_what_was_owed_while_it_lasted_is_not_applicable_when_it_ends() -> None:
    """Examined on the last day at work: the next turn was open that day, and is over the next."""
    rows = nothing()
    rows["employers"] = [employer()]
    rows["posts"] = [post(NOISE, noise_level=88)]
    rows["workers"] = [work("2018-01-01", "2018-07-01")]
    rows["examinations"] = [exam("2018-06-30", NOISE)]
    last = reference.turns(rows, "HEX-02", day("2018-06-30"))[-1]
    gone = reference.turns(rows, "HEX-02", day("2018-07-01"))[-1]
    assert (str(last.due_latest), last.outcome) == ("2019-06-30", "PENDING")
    assert (str(gone.due_latest), gone.outcome) == ("2019-06-30", "NOT_APPLICABLE")


def test_who_left_before_the_first_edition_was_waiting_for_it() -> None:
    rows = nothing()
    rows["employers"] = [employer()]
    rows["posts"] = [post(NOISE, noise_level=88)]
    rows["workers"] = [work("2013-01-01", "2014-05-01")]
    inside = reference.turns(rows, "HEX-02", day("2014-04-30"))
    after = reference.turns(rows, "HEX-02", day("2014-05-01"))
    assert shown(inside) == [("2013-01-01", "2014-10-01", "2014-10-01", "PENDING")]
    assert shown(after) == [("2013-01-01", "2014-10-01", "2014-10-01", "NOT_APPLICABLE")]


def test_a_turn_anchored_before_the_work_opens_with_the_work() -> None:
    rows = nothing()
    rows["employers"] = [employer()]
    rows["posts"] = [post(NOISE, noise_level=88)]
    rows["workers"] = [work("2018-01-01")]
    rows["examinations"] = [exam("2017-12-01", NOISE, exam_kind="pre")]
    (turn,) = reference.turns(rows, "HEX-02", day("2018-02-01"))
    assert (str(turn.anchor), str(turn.opened)) == ("2017-12-01", "2018-01-01")


def test_what_is_overdue_when_the_duty_is_lifted_can_still_be_done() -> None:
    """Toluene, overdue when the duty is lifted on 2026-08-01, examined after it: met, late."""
    (before,) = examined("2026-08-31", TOLUENE, ["2025-06-01", "2026-09-01"])[:1]
    (turn,) = examined("2026-09-30", TOLUENE, ["2025-06-01", "2026-09-01"])[:1]
    assert (before.outcome, turn.outcome) == ("NOT_MET", "MET")
    assert str(turn.due_latest) == "2026-06-01"
