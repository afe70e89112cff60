"""The naive reference against the tables of the semantics, case by case."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from zhifang.core.days import FAR
from zhifang.synthetic import reference
from zhifang.synthetic.reference import law
from zhifang.synthetic.reference.turn import Turn, outcome

SILICA, NOISE, CCL4, TOLUENE = "F001", "W001", "H036", "H029"


def day(text: str) -> date:
    return date.fromisoformat(text)


def nothing() -> dict[str, list[dict[str, Any]]]:
    return {
        sheet: []
        for sheet in (
            "employers", "posts", "workers", "declarations", "measurements", "examinations"
        )
    }  # fmt: skip


def employer(code: str = "E", **values: Any) -> dict[str, Any]:
    row = {
        "credit_code": code,
        "site_no": "1",
        "town": "A",
        "industry": "C3311",
        "status": "operating",
        "risk_class": None,
        "valid_from": day("2010-01-01"),
    }
    return row | values


def post(hazard: str = SILICA, code: str = "E", **values: Any) -> dict[str, Any]:
    row = {
        "credit_code": code,
        "site_no": "1",
        "workshop": "S",
        "post": "P",
        "hazard": hazard,
        "valid_from": day("2010-01-01"),
        "valid_to": None,
        "work_grade": None,
        "graded_on": None,
        "noise_level": None,
    }
    return row | values


def work(start: str, end: str | None = None, code: str = "E", **values: Any) -> dict[str, Any]:
    row = {
        "credit_code": code,
        "site_no": "1",
        "workshop": "S",
        "post": "P",
        "id_type": "01",
        "id_number": "W",
        "valid_from": day(start),
        "valid_to": day(end) if end else None,
    }
    return row | values


def exam(on: str, hazard: str = SILICA, **values: Any) -> dict[str, Any]:
    row = {
        "institution_code": "H",
        "exam_no": on,
        "id_type": "01",
        "id_number": "W",
        "exam_kind": "in",
        "exam_on": day(on),
        "hazard": hazard,
        "examined": [hazard],
    }
    return row | values


def report(on: str, code: str = "E", **values: Any) -> dict[str, Any]:
    row = {
        "institution_code": "T",
        "report_no": on,
        "sample_no": "1",
        "report_kind": "10",
        "sampled_on": day(on),
        "credit_code": code,
        "site_no": "1",
        "workshop": "S",
        "post": "P",
        "hazard": SILICA,
    }
    return row | values


def declaration(on: str, kind: str = "initial", code: str = "E") -> dict[str, Any]:
    return {"credit_code": code, "site_no": "1", "kind": kind, "declared_on": day(on)}


def shown(turns: list[Turn]) -> list[tuple[str, str, str, str]]:
    return [
        (str(t.anchor), str(t.due_earliest), str(t.due_latest), t.outcome)
        for t in turns
    ]  # fmt: skip


def examined(
    as_of: str, hazard: str, exams: list[str], start: str = "2012-01-01", **values: Any
) -> list[Turn]:
    rows = nothing()
    rows["employers"] = [employer()]
    rows["posts"] = [post(hazard, **values)]
    rows["workers"] = [work(start)]
    rows["examinations"] = [exam(on, hazard) for on in exams]
    found = reference.turns(rows, "HEX-02", day(as_of))
    return [turn for turn in found if str(turn.anchor) in exams]


def measured(as_of: str, reports: list[str], **values: Any) -> list[Turn]:
    rows = nothing()
    rows["employers"] = [employer(**values)]
    rows["posts"] = [post()]
    rows["measurements"] = [report(on) for on in reports]
    found = reference.turns(rows, "DET-01", day(as_of))
    return [turn for turn in found if str(turn.anchor) in reports]


@pytest.mark.parametrize(
    ("last", "as_of", "expected"),
    [
        ("2020-06-01", "2020-12-31", [("2020-06-01", "2023-06-01", "PENDING")]),
        ("2020-06-01", "2021-02-01", [("2020-06-01", "2023-06-01", "PENDING")]),
        ("2020-02-01", "2021-01-31", [("2020-02-01", "2023-02-01", "PENDING")]),
        ("2020-02-01", "2021-02-01", [("2020-02-01", "2023-02-01", "PENDING")]),
        ("2020-02-01", "2023-02-02", [("2020-02-01", "2023-02-01", "NOT_MET")]),
        ("2020-01-31", "2021-01-31", [("2020-01-31", "2021-01-31", "PENDING")]),
        (
            "2020-01-31",
            "2021-02-01",
            [("2020-01-31", "2021-01-31", "NOT_MET"), ("2020-01-31", "2023-01-31", "PENDING")],
        ),
        ("2019-06-01", "2021-01-31", [("2019-06-01", "2020-06-01", "NOT_MET")]),
        (
            "2019-06-01",
            "2021-02-02",
            [("2019-06-01", "2020-06-01", "NOT_MET"), ("2019-06-01", "2022-06-01", "PENDING")],
        ),
    ],
)
def test_measurement_of_a_general_site_around_2021_02_01(
    last: str, as_of: str, expected: list[tuple[str, str, str]]
) -> None:
    found = measured(as_of, [last], risk_class="general")
    assert shown(found) == [(a, d, d, o) for a, d, o in expected]


def test_a_turn_opened_by_a_change_is_closed_by_what_comes_after_it() -> None:
    found = measured("2021-12-31", ["2019-06-01", "2021-05-01"], risk_class="general")
    assert [(str(t.opened), t.done_on, t.outcome) for t in found[:2]] == [
        ("2019-06-01", None, "NOT_MET"),
        ("2021-02-01", day("2021-05-01"), "MET"),
    ]


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


@pytest.mark.parametrize(
    ("recorded", "industry", "hazards", "on", "classes"),
    [
        (None, "C3311", set(), "2021-03-11", ("general", "severe")),
        (None, "C3311", set(), "2021-03-12", ("severe",)),
        ("general", "C3311", set(), "2019-01-01", ("general",)),
        (None, None, set(), "2022-01-01", ("general", "severe")),
        (None, "O8111", {"H029"}, "2022-01-01", ("general",)),
        (None, "O8111", {"H028"}, "2022-01-01", ("severe",)),
        (None, "C2110", {"H190"}, "2022-01-01", ("severe",)),
        (None, "C2110", {"F032"}, "2022-01-01", ("general",)),
        (None, "A0313", set(), "2022-01-01", ("general", "severe")),
        (None, "K7010", set(), "2022-01-01", ("general", "severe")),
    ],
)
def test_risk_class_of_a_site(
    recorded: str, industry: str, hazards: set[str], on: str, classes: tuple[str, ...]
) -> None:
    assert law.risk_classes(recorded, industry, hazards, day(on)) == classes


def test_measurement_waits_for_thirty_days_after_a_suspension() -> None:
    rows = nothing()
    rows["employers"] = [
        employer(),
        employer(status="suspended", valid_from=day("2018-01-01")),
        employer(valid_from=day("2018-07-01")),
    ]
    rows["posts"] = [post()]
    rows["measurements"] = [report("2017-03-01")]
    inside = reference.turns(rows, "DET-01", day("2018-05-01"))[-1]
    resumed = reference.turns(rows, "DET-01", day("2018-07-01"))[-1]
    late = reference.turns(rows, "DET-01", day("2018-08-01"))[-1]
    assert (inside.outcome, inside.due_latest, inside.ended_on) == ("PENDING", FAR, None)
    assert (str(resumed.due_latest), resumed.outcome) == ("2018-07-31", "PENDING")
    assert late.outcome == "NOT_MET"


@pytest.mark.parametrize(
    ("change", "anchors"),
    [
        ({}, {"2010-01-01", "2018-03-01"}),
        ({"report_kind": "20"}, {"2010-01-01"}),
        ({"report_kind": "33"}, {"2010-01-01"}),
        ({"report_kind": "31"}, {"2010-01-01", "2018-03-01"}),
        ({"hazard": NOISE}, {"2010-01-01"}),
    ],
)
def test_which_report_discharges(change: dict[str, str], anchors: set[str]) -> None:
    rows = nothing()
    rows["employers"] = [employer()]
    rows["posts"] = [post()]
    rows["measurements"] = [report("2018-03-01") | change]
    found = reference.turns(rows, "DET-01", day("2018-12-31"))
    assert {str(turn.anchor) for turn in found} == anchors


def test_a_report_counts_on_its_last_sampling_day_with_all_pairs_of_that_day() -> None:
    rows = nothing()
    rows["employers"] = [employer()]
    rows["posts"] = [post(), post(NOISE, valid_from=day("2018-03-02"))]
    first = report("2018-03-01")
    second = report("2018-03-01", sample_no="2", hazard=NOISE) | {"sampled_on": day("2018-03-03")}
    rows["measurements"] = [first]
    assert len(reference.turns(rows, "DET-01", day("2018-12-31"))) == 2
    rows["measurements"] = [first | {"sampled_on": day("2018-03-03")}]
    assert len(reference.turns(rows, "DET-01", day("2018-12-31"))) == 1
    rows["measurements"] = [first, second]
    assert str(reference.turns(rows, "DET-01", day("2018-12-31"))[1].anchor) == "2018-03-03"


def test_declaration_is_due_the_day_the_hazard_begins_and_after_a_closing() -> None:
    rows = nothing()
    rows["employers"] = [employer()]
    rows["posts"] = [post(valid_from=day("2018-01-10"))]
    first = reference.turns(rows, "DEC-01", day("2018-01-10"))
    assert shown(first) == [("2018-01-10", "2018-01-10", "2018-01-10", "PENDING")]
    assert reference.turns(rows, "DEC-01", day("2018-01-11"))[0].outcome == "NOT_MET"
    rows["declarations"] = [
        declaration("2017-12-01"),
        declaration("2019-05-01", "closing"),
        declaration("2019-09-01", "annual"),
    ]
    assert [t.outcome for t in reference.turns(rows, "DEC-01", day("2019-06-01"))] == [
        "MET",
        "NOT_MET",
    ]
    assert [t.outcome for t in reference.turns(rows, "DEC-01", day("2019-09-01"))] == [
        "MET",
        "MET",
    ]


def test_a_site_closed_undeclared_stays_not_met() -> None:
    rows = nothing()
    rows["employers"] = [employer(), employer(status="closed", valid_from=day("2018-06-01"))]
    rows["posts"] = [post()]
    (turn,) = reference.turns(rows, "DEC-01", day("2019-01-01"))
    assert (turn.outcome, str(turn.ended_on)) == ("NOT_MET", "2018-06-01")


def test_a_hazard_nobody_can_place_is_unknown_until_it_is_examined() -> None:
    found = examined("2020-12-31", "F052", ["2018-01-01", "2019-01-01"])
    assert [t.outcome for t in found] == ["MET", "UNKNOWN"]


def test_outcome_of_a_turn_that_ended_between_its_two_due_days_is_unknown() -> None:
    turn = Turn("s", day("2018-01-01"), day("2018-01-01"), day("2019-01-01"), day("2020-01-01"))
    turn.ended_on = day("2019-06-01")
    assert outcome(turn, day("2019-12-31")) == "UNKNOWN"


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


def test_an_unknown_class_settled_by_the_catalogue_does_not_stay_unknown() -> None:
    found = measured("2021-03-12", ["2020-02-15"], industry="C1811")
    assert shown(found) == [
        ("2020-02-15", "2021-02-15", "2023-02-15", "UNKNOWN"),
        ("2020-02-15", "2023-02-15", "2023-02-15", "PENDING"),
    ]


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
