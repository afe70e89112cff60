"""Progress of plan tasks as it is handed in: owners, stages, permissions, corrections."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest
from django.db import connections

from tests.support import workbooks as books
from tests.support.workbooks import Row
from zhifang.exchange.intake import submit, submit_rows
from zhifang.exchange.senders import Sender
from zhifang.exchange.summary import Summary
from zhifang.exchange.withdrawal import withdraw

PLAN = "mentougou-2016-2020"
REPORT: Row = {
    "plan": PLAN,
    "task": "M04",
    "department": "区安全监管局",
    "stage": "2018",
    "done_on": "2018-12-01",
    "evidence": "专项治理总结〔2018〕3号",
}
TOWN: Row = {
    **{key: value for key, value in REPORT.items() if key != "department"},
    "task": "M28",
    "town": "大峪街道",
}


def hand_in(rows: Sequence[Row], sender: Sender | None = None) -> Summary:
    """Rows of one workbook, received in 2021."""
    return submit(
        [books.sent("任务进展.xlsx", {"task_reports": rows})],
        actor="test",
        sender=sender or Sender.operator(),
        received_on=date(2021, 1, 15),
    )


def told(summary: Summary) -> list[tuple[str, str]]:
    """(column, reason) of every problem and warning."""
    return [
        (one.column, one.reason) for file in summary.files for one in file.problems + file.warnings
    ]


def kept() -> list[tuple[Any, ...]]:
    """What is in force."""
    with connections["engine"].cursor() as cursor:
        cursor.execute(
            "select task, department, stage, done_on::text, town, evidence from task_report "
            "where removed_by is null order by department, task, stage, done_on"
        )
        return list(cursor.fetchall())


def test_rows_of_departments_and_towns_are_kept(database: str) -> None:
    summary = hand_in([REPORT, TOWN, {**TOWN, "town": "城子街道"}])
    assert told(summary) == []
    assert kept() == [
        ("M28", "110109001", "2018", "2018-12-01", "110109001", REPORT["evidence"]),
        ("M28", "110109002", "2018", "2018-12-01", "110109002", REPORT["evidence"]),
        ("M04", "区安全监管局", "2018", "2018-12-01", None, REPORT["evidence"]),
    ]
    again = hand_in([REPORT, TOWN])
    assert (again.sheets["task_reports"].unchanged, again.change_id) == (2, None)
    corrected = hand_in([{**TOWN, "evidence": "更正"}])
    assert corrected.sheets["task_reports"].corrected == 1
    assert [row[5] for row in kept()].count("更正") == 1


def test_one_row_twice_in_a_file(database: str) -> None:
    """The key of a township's row is whole although its department is blank."""
    summary = hand_in([TOWN, TOWN])
    assert told(summary) == []
    assert len(kept()) == 1
    differing = hand_in([{**TOWN, "evidence": "甲"}, {**TOWN, "evidence": "乙"}])
    assert {reason for _, reason in told(differing)} == {"duplicate_key"}
    assert [row[5] for row in kept()] == [TOWN["evidence"]]


@pytest.mark.parametrize(
    ("change", "column", "reason"),
    [
        ({"task": "M99"}, "task", "not_in_plan"),
        ({"stage": "2016"}, "stage", "not_in_plan"),
        ({"department": "区财政局"}, "department", "not_owner"),
        ({"department": "某某局"}, "department", "not_owner"),
        ({"department": None}, "department", "one_owner"),
        ({"town": "大峪街道"}, "department", "one_owner"),
        ({"department": None, "town": "大峪街道"}, "town", "not_owner"),
        ({"done_on": "2017-12-31"}, "done_on", "too_early"),
        ({"done_on": "2021-02-01"}, "done_on", "future_date"),
        ({"evidence": None}, "evidence", "required"),
        ({"plan": "某规划"}, "plan", "bad_code"),
    ],
)
def test_what_does_not_go_with_the_plan_is_rejected(
    database: str, change: Row, column: str, reason: str
) -> None:
    good = {**REPORT, "stage": "2019", "done_on": "2019-12-01"}
    summary = hand_in([good, {**REPORT, **change}])
    assert told(summary) == [(column, reason)]
    assert summary.rejected == 1
    assert len(kept()) == 1


def test_a_plan_by_its_title_and_one_kept_elsewhere(database: str) -> None:
    titled = {**REPORT, "plan": "门头沟区职业病防治规划（2016-2020年）", "department": "anjian"}
    foreign = {**REPORT, "plan": "chengguan-2021-2025", "task": "T1"}
    summary = hand_in([titled, foreign])
    assert told(summary) == [("plan", "plan_elsewhere")]
    assert summary.rejected == 0
    with connections["engine"].cursor() as cursor:
        cursor.execute("select plan from task_report order by plan")
        assert [row[0] for row in cursor.fetchall()] == ["chengguan-2021-2025", PLAN]


def test_a_township_reports_its_own_and_a_party_nothing(database: str) -> None:
    own = Sender.township(("110109001",))
    assert told(hand_in([TOWN], own)) == []
    other = hand_in([{**TOWN, "town": "城子街道"}, REPORT], own)
    assert {reason for _, reason in told(other)} == {"no_permission"}
    refused = hand_in([REPORT], Sender.party(books.CLINIC))
    assert {reason for _, reason in told(refused)} == {"no_permission"}
    assert len(kept()) == 1


def test_rows_of_the_api_are_judged_the_same(database: str) -> None:
    summary = submit_rows(
        "task_reports",
        [TOWN, {**TOWN, "stage": "2015"}],
        actor="test",
        sender=Sender.operator(),
        received_on=date(2021, 1, 15),
    )
    assert told(summary) == [("stage", "not_in_plan")]


def test_a_report_is_taken_back_by_its_key(database: str) -> None:
    hand_in([TOWN, REPORT])
    withdraw("task_reports", f"{PLAN}|M28|110109001|2018|2018-12-01", actor="test", reason="误报")
    assert [row[0] for row in kept()] == ["M04"]
