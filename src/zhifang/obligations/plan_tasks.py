"""PLN: tasks of a plan and decisions of joint meetings as obligations of departments and towns.

PLN-01: each owner of a task owes each of its stages by the stage's due day; discharged by the
first report of it on or after the day the stage opens. PLN-02: the department named by a decision
owes it by the day the meeting set. They are few, so they are not stored: a turn is made from the
plan and the facts whenever it is asked for, and judged by the one outcome function.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from zhifang.calc import Dates, days_late, outcome_of
from zhifang.statutes.plans import Plan, Stage, Task

TASK_RULE, ITEM_RULE = "PLN-01", "PLN-02"
#: Weight of a due day that a meeting set: it stands in its minutes.
SET_BY_MEETING = "primary"


@dataclass(frozen=True)
class Report:
    """A report that an owner completed a stage. ``owner``: as sent, or a township's code."""

    task: str
    stage: str
    owner: str
    done_on: date
    evidence: str


@dataclass(frozen=True)
class Decision:
    """A decision of a joint meeting. ``held_on`` None: the meeting itself is not on record."""

    meeting_no: str
    item_no: str
    held_on: date | None
    department: str
    decision: str
    due_on: date | None
    done_on: date | None
    outcome: str


@dataclass(frozen=True)
class PlanTurn:
    """One obligation of an owner on a day. ``due_on`` None: no day was set, so it is UNKNOWN
    until it is done. ``evidence``: what shows that it is done."""

    obligation_id: str
    rule: str
    holder: str
    subject: str
    stage: str
    title_zh: str
    title_en: str
    opened_on: date | None
    due_on: date | None
    weight: str
    note_zh: str
    note_en: str
    done_on: date | None
    evidence: str
    outcome: str
    days_late: int


@dataclass(frozen=True)
class Standing:
    """How the obligations of one owner stand: ``due`` fell due by the day, done or not;
    ``late`` of the ``done`` were done after their day."""

    holder: str
    total: int
    due: int
    done: int
    late: int
    overdue: int
    pending: int
    unknown: int


def task_turns(plan: Plan, reports: Iterable[Report], on: date) -> list[PlanTurn]:
    """The obligations from the tasks of a plan whose stage has opened by the day."""
    done: dict[tuple[str, str, str], list[Report]] = {}
    for report in reports:
        holder = plan.holder_of(report.owner)
        if holder and report.done_on <= on:
            done.setdefault((report.task, report.stage, holder), []).append(report)
    return [
        _task_turn(plan, task, stage, holder, done.get((task.id, stage.id, holder), []), on)
        for task in plan.tasks
        for stage in task.stages
        if stage.opens_on <= on
        for holder in (*task.departments, *(plan.towns if task.towns else ()))
    ]


def _task_turn(
    plan: Plan, task: Task, stage: Stage, holder: str, reports: Sequence[Report], on: date
) -> PlanTurn:
    qualifying = [one for one in reports if one.done_on >= stage.opens_on]
    first = min(qualifying, key=lambda one: (one.done_on, one.evidence), default=None)
    dates = Dates(stage.due_on, stage.due_on, first.done_on if first else None, None, None)
    outcome = outcome_of(dates, on)
    return PlanTurn(
        obligation_id=f"{TASK_RULE}:{plan.id}:{task.id}:{stage.id}:{holder}",
        rule=TASK_RULE,
        holder=holder,
        subject=task.id,
        stage=stage.id,
        title_zh=f"{task.title_zh}：{stage.title_zh}",
        title_en=f"{task.title_en}: {stage.title_en}",
        opened_on=stage.opens_on,
        due_on=stage.due_on,
        weight=stage.weight,
        note_zh=stage.note_zh,
        note_en=stage.note_en,
        done_on=dates.done_on,
        evidence=first.evidence if first else "",
        outcome=outcome,
        days_late=_late(dates, outcome, on),
    )


def item_turns(plan: Plan, decisions: Iterable[Decision], on: date) -> list[PlanTurn]:
    """The obligations from decisions of meetings held in the plan's period, by the day."""
    return [
        _item_turn(plan, one, on)
        for one in decisions
        if one.held_on is None or plan.first_day <= one.held_on <= min(on, plan.last_day)
    ]


def _item_turn(plan: Plan, one: Decision, on: date) -> PlanTurn:
    done_on = one.done_on if one.done_on is not None and one.done_on <= on else None
    dates = Dates(one.due_on, one.due_on, done_on, None, None)
    outcome = outcome_of(dates, on)
    return PlanTurn(
        obligation_id=f"{ITEM_RULE}:{one.meeting_no}:{one.item_no}",
        rule=ITEM_RULE,
        holder=plan.holder_of(one.department) or one.department,
        subject=one.meeting_no,
        stage=one.item_no,
        title_zh=one.decision,
        title_en=one.decision,
        opened_on=one.held_on,
        due_on=one.due_on,
        weight=SET_BY_MEETING,
        note_zh="",
        note_en="",
        done_on=done_on,
        evidence=one.outcome if done_on else "",
        outcome=outcome,
        days_late=_late(dates, outcome, on),
    )


def _late(dates: Dates, outcome: str, on: date) -> int:
    return days_late(dates, on) if outcome in ("MET", "NOT_MET") else 0


def standings(turns: Iterable[PlanTurn], on: date) -> list[Standing]:
    """The obligations of each owner counted, in the order of their first appearance."""
    by_holder: dict[str, list[PlanTurn]] = {}
    for turn in turns:
        by_holder.setdefault(turn.holder, []).append(turn)
    return [standing(holder, mine, on) for holder, mine in by_holder.items()]


def standing(holder: str, turns: Sequence[PlanTurn], on: date) -> Standing:
    """Some obligations counted under one name."""

    def number(outcome: str) -> int:
        return sum(turn.outcome == outcome for turn in turns)

    return Standing(
        holder=holder,
        total=len(turns),
        due=sum(turn.due_on is not None and turn.due_on < on for turn in turns),
        done=number("MET"),
        late=sum(turn.outcome == "MET" and turn.days_late > 0 for turn in turns),
        overdue=number("NOT_MET"),
        pending=number("PENDING"),
        unknown=number("UNKNOWN"),
    )
