"""Tasks of a plan and decisions of meetings, judged day by day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from zhifang.obligations.plan_tasks import (
    Decision,
    PlanTurn,
    Report,
    item_turns,
    standing,
    standings,
    task_turns,
)
from zhifang.statutes import plan

PLAN = plan("mentougou-2016-2020")
DUE = date(2018, 12, 31)
CAMPAIGN = "PLN-01:mentougou-2016-2020:M04:2018:anjian"


def report(
    done_on: date, *, owner: str = "anjian", task: str = "M04", stage: str = "2018"
) -> Report:
    return Report(task, stage, owner, done_on, f"总结 {done_on}")


def campaign(reports: list[Report], on: date) -> PlanTurn:
    """The campaign of 2018."""
    (found,) = [turn for turn in task_turns(PLAN, reports, on) if turn.obligation_id == CAMPAIGN]
    return found


def test_a_stage_is_owed_from_the_day_it_opens() -> None:
    def asked(on: date) -> list[str]:
        return [turn.stage for turn in task_turns(PLAN, [], on) if turn.subject == "M04"]

    assert asked(date(2017, 12, 31)) == ["2017"]
    assert asked(date(2018, 1, 1)) == ["2017", "2018"]
    assert asked(date(2015, 12, 31)) == []


def test_every_owner_owes_every_stage() -> None:
    turns = task_turns(PLAN, [], date(2020, 12, 31))
    assert len(turns) == len({turn.obligation_id for turn in turns})
    wanted = sum(
        len(task.stages) * (len(task.departments) + (13 if task.towns else 0))
        for task in PLAN.tasks
    )
    assert len(turns) == wanted
    scheme = [turn.holder for turn in turns if (turn.subject, turn.stage) == ("M28", "scheme")]
    assert len(scheme) == 16 + 13


@pytest.mark.parametrize(
    ("on", "outcome", "late"),
    [
        (DUE - timedelta(days=1), "PENDING", 0),
        (DUE, "PENDING", 0),
        (DUE + timedelta(days=1), "NOT_MET", 1),
        (DUE + timedelta(days=31), "NOT_MET", 31),
    ],
)
def test_the_day_before_the_due_day_and_after(on: date, outcome: str, late: int) -> None:
    turn = campaign([], on)
    assert (turn.outcome, turn.days_late, turn.due_on) == (outcome, late, DUE)
    assert turn.weight == "primary"


@pytest.mark.parametrize(
    ("done_on", "late"), [(date(2018, 1, 1), 0), (DUE, 0), (DUE + timedelta(days=5), 5)]
)
def test_a_report_on_or_after_the_opening_discharges(done_on: date, late: int) -> None:
    turn = campaign([report(done_on)], date(2019, 6, 1))
    assert (turn.outcome, turn.done_on, turn.days_late) == ("MET", done_on, late)
    assert turn.evidence == f"总结 {done_on}"


def test_a_report_before_the_opening_does_not_and_the_first_after_it_does() -> None:
    early = report(date(2017, 12, 31))
    assert campaign([early], date(2018, 6, 1)).outcome == "PENDING"
    both = [report(date(2018, 11, 2)), early, report(date(2018, 10, 1))]
    assert campaign(both, date(2019, 6, 1)).done_on == date(2018, 10, 1)


def test_what_is_done_later_is_not_seen_yet() -> None:
    turn = campaign([report(date(2019, 2, 1))], date(2019, 1, 31))
    assert (turn.outcome, turn.done_on, turn.evidence) == ("NOT_MET", None, "")


def test_an_owner_is_known_by_id_name_or_township() -> None:
    on = date(2019, 6, 1)
    assert campaign([report(DUE, owner="区安全监管局")], on).outcome == "MET"
    assert campaign([report(DUE, owner="区卫生计生委")], on).outcome == "NOT_MET"
    done = {
        turn.holder
        for turn in task_turns(PLAN, [report(DUE, owner="110109001", task="M28")], on)
        if turn.outcome == "MET"
    }
    assert done == {"110109001"}


def decision(**changes: object) -> Decision:
    fields: dict[str, object] = {
        "meeting_no": "LX-1",
        "item_no": "2",
        "held_on": date(2018, 3, 1),
        "department": "区卫生计生委",
        "decision": "建立数据库",
        "due_on": date(2018, 9, 30),
        "done_on": None,
        "outcome": "",
    }
    return Decision(**{**fields, **changes})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("changes", "on", "outcome"),
    [
        ({}, date(2018, 9, 30), "PENDING"),
        ({}, date(2018, 10, 1), "NOT_MET"),
        ({"done_on": date(2018, 10, 5)}, date(2018, 10, 4), "NOT_MET"),
        ({"done_on": date(2018, 10, 5)}, date(2018, 10, 5), "MET"),
        ({"due_on": None}, date(2020, 1, 1), "UNKNOWN"),
        ({"due_on": None, "done_on": date(2019, 1, 1)}, date(2020, 1, 1), "MET"),
        ({"held_on": None}, date(2018, 10, 1), "NOT_MET"),
    ],
)
def test_a_decision(changes: dict[str, object], on: date, outcome: str) -> None:
    (turn,) = item_turns(PLAN, [decision(**changes)], on)
    assert (turn.outcome, turn.holder) == (outcome, "weijiwei")
    assert turn.obligation_id == "PLN-02:LX-1:2"


def test_a_meeting_to_come_or_of_another_plan_is_not_shown() -> None:
    assert item_turns(PLAN, [decision()], date(2018, 2, 28)) == []
    assert item_turns(PLAN, [decision(held_on=date(2015, 12, 31))], date(2018, 6, 1)) == []
    assert item_turns(PLAN, [decision(held_on=date(2021, 1, 1))], date(2021, 6, 1)) == []


def test_owners_are_counted() -> None:
    on = date(2019, 1, 1)
    turns = item_turns(
        PLAN,
        [
            decision(),
            decision(item_no="3", done_on=date(2018, 9, 1)),
            decision(item_no="4", done_on=date(2018, 12, 1)),
            decision(item_no="5", due_on=date(2019, 5, 1)),
            decision(item_no="6", due_on=date(2019, 1, 1)),
            decision(item_no="7", due_on=None),
            decision(item_no="8", department="区某办"),
        ],
        on,
    )
    health, other = standings(turns, on)
    assert (health.holder, health.total, health.due, health.done, health.late) == (
        "weijiwei", 6, 3, 2, 1,
    )  # fmt: skip
    assert (health.overdue, health.pending, health.unknown) == (1, 2, 1)
    assert (other.holder, other.overdue) == ("区某办", 1)
    assert standing("", turns, on).total == 7
