"""The naive reference of DEC-01 and DET-01 against the tables of the semantics, case by case."""

from __future__ import annotations

import pytest

from tests.support.reference_rows import (
    NOISE,
    day,
    declaration,
    employer,
    measured,
    nothing,
    post,
    report,
    shown,
)
from zhifang.core.days import FAR
from zhifang.synthetic import reference
from zhifang.synthetic.reference import law
from zhifang.synthetic.reference.turn import Turn, outcome


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


def test_outcome_of_a_turn_that_ended_between_its_two_due_days_is_unknown() -> None:
    turn = Turn("s", day("2018-01-01"), day("2018-01-01"), day("2019-01-01"), day("2020-01-01"))
    turn.ended_on = day("2019-06-01")
    assert outcome(turn, day("2019-12-31")) == "UNKNOWN"


def test_an_unknown_class_settled_by_the_catalogue_does_not_stay_unknown() -> None:
    found = measured("2021-03-12", ["2020-02-15"], industry="C1811")
    assert shown(found) == [
        ("2020-02-15", "2021-02-15", "2023-02-15", "UNKNOWN"),
        ("2020-02-15", "2023-02-15", "2023-02-15", "PENDING"),
    ]
