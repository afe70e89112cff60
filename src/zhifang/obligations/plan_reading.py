"""Reading the obligations of a plan: its tasks and the decisions of joint meetings, on a day.

The facts are read under the reader's own row security. Where a reader cannot see every report of
an owner, that owner is left out: what is hidden must not look undone. So a township gets its own
tasks, and an organisation the decisions it sent itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from django.db import connections

from zhifang.access.readers import OPERATOR, Reader
from zhifang.core.errors import UserError
from zhifang.obligations.plan_tasks import (
    ITEM_RULE,
    TASK_RULE,
    Decision,
    PlanTurn,
    Report,
    Standing,
    item_turns,
    standing,
    standings,
    task_turns,
)
from zhifang.registry.changes.queries import known, resolve
from zhifang.statutes.plans import Plan, plan, plans

#: The holder of a summary's row that counts all townships.
TOWNS = "towns"


def _alias(reader: Reader) -> str:
    return "engine" if reader == OPERATOR else "default"


def reports(plan_id: str, change_id: int, *, using: str) -> list[Report]:
    """The reports on tasks of a plan that were known at a change and may be seen."""
    with connections[using].cursor() as cursor:
        cursor.execute(
            "select r.task, r.stage, r.department, r.done_on, r.evidence from task_report r "
            f"where r.plan = %(plan)s and {known('r')}",
            {"plan": plan_id, "change": change_id},
        )
        return [Report(*row) for row in cursor.fetchall()]


def decisions(change_id: int, *, using: str) -> list[Decision]:
    """The decisions of joint meetings that were known at a change and may be seen."""
    with connections[using].cursor() as cursor:
        cursor.execute(
            "select i.meeting_no, i.item_no, m.held_on, i.department, i.decision, i.due_on, "
            "i.done_on, coalesce(i.outcome, '') from meeting_item i "
            f"left join meeting m on m.meeting_no = i.meeting_no and {known('m')} "
            f"where {known('i')} order by m.held_on, i.meeting_no, i.item_no",
            {"change": change_id},
        )
        return [Decision(*row) for row in cursor.fetchall()]


def turns_on(asked: Plan, on: date, change_id: int, *, reader: Reader) -> list[PlanTurn]:
    """The obligations of a plan on a day that the reader may see, tasks first."""
    using = _alias(reader)
    found: list[PlanTurn] = []
    if reader.district or reader.towns:
        of_tasks = task_turns(asked, reports(asked.id, change_id, using=using), on)
        found = [turn for turn in of_tasks if reader.district or turn.holder in reader.towns]
    return [*found, *item_turns(asked, decisions(change_id, using=using), on)]


def plan_obligations(
    asked: Plan,
    as_of: date,
    known_at: datetime | date | None = None,
    *,
    owner: str = "",
    reader: Reader = OPERATOR,
) -> dict[str, Any]:
    """The obligations of a plan on a day: by owner, altogether, and one by one.

    ``summary`` is ``owners`` with all townships counted as one (holder "towns"). ``owner``
    narrows everything to one department or township, by id, code or name.
    """
    at = resolve(known_at, using="engine")
    turns = turns_on(asked, as_of, at.change_id, reader=reader)
    if owner:
        turns = _of_owner(asked, turns, owner)
    return {
        "plan": asked.id,
        "plan_digest": asked.digest,
        "as_of": as_of,
        "known_at": at.recorded_at,
        "owners": [_named(asked, asdict(one)) for one in _ordered(asked, turns, as_of)],
        "summary": [_named(asked, asdict(one)) for one in _in_short(asked, turns, as_of)],
        "total": asdict(standing("", turns, as_of)),
        "turns": [_named(asked, asdict(turn)) for turn in turns],
    }


def _ordered(asked: Plan, turns: Sequence[PlanTurn], on: date) -> list[Standing]:
    """Departments as the plan lists them, then its townships, then whoever else was named."""
    listed = [*(department.id for department in asked.departments), *asked.towns]
    places = {holder: place for place, holder in enumerate(listed)}
    return sorted(standings(turns, on), key=lambda one: places.get(one.holder, len(places)))


def _in_short(asked: Plan, turns: Sequence[PlanTurn], on: date) -> list[Standing]:
    """As `_ordered`, but the townships together where there are several."""
    of_towns = [turn for turn in turns if turn.holder in asked.towns]
    if len({turn.holder for turn in of_towns}) < 2:
        return _ordered(asked, turns, on)
    others = [turn for turn in turns if turn.holder not in asked.towns]
    return [*_ordered(asked, others, on), standing(TOWNS, of_towns, on)]


def _named(asked: Plan, row: dict[str, Any]) -> dict[str, Any]:
    zh, en = ("各镇街", "townships") if row["holder"] == TOWNS else ("", "")
    return {
        **row,
        "holder_zh": zh or asked.holder_name(row["holder"], "zh"),
        "holder_en": en or asked.holder_name(row["holder"], "en"),
    }


def _of_owner(asked: Plan, turns: Sequence[PlanTurn], owner: str) -> list[PlanTurn]:
    holder = asked.holder_of(owner) or owner
    found = [turn for turn in turns if turn.holder == holder]
    if not found:
        raise UserError(
            f"“{owner}”在这个规划中没有任务或议定事项；请用部门名称、代号或镇街代码。",
            f'"{owner}" has no task or decision in this plan; '
            "give a department's name or id, or a township's code.",
        )
    return found


def plan_obligation(
    obligation_id: str, on: date, known_at: datetime | date | None = None
) -> dict[str, Any]:
    """One obligation of a plan with what the plan or the meeting says; UserError for none.

    A task of a plan kept outside ``statutes/plans`` is shown by ``zhifang tasks FILE`` alone.
    """
    rule, _, rest = obligation_id.partition(":")
    at = resolve(known_at, using="engine")
    asked: list[Plan] = []
    if rule == TASK_RULE:
        asked = [plan(rest.partition(":")[0])]
    elif rule == ITEM_RULE:
        asked = sorted(plans(), key=lambda one: one.level != "district")
    for one in asked:
        for turn in turns_on(one, on, at.change_id, reader=OPERATOR):
            if turn.obligation_id == obligation_id:
                return {
                    **_named(one, asdict(turn)),
                    **_source(one, turn),
                    "as_of": on,
                    "known_at": at.recorded_at,
                }
    raise UserError(
        f"{on} 没有 {obligation_id} 这项任务或议定事项；zhifang tasks 列出全部。",
        f"There is no task or decision {obligation_id} on {on}; zhifang tasks lists them.",
    )


def _source(asked: Plan, turn: PlanTurn) -> dict[str, str]:
    """Where the obligation is written: the section and words of the plan, or the minutes."""
    for task in asked.tasks:
        if turn.rule == TASK_RULE and task.id == turn.subject:
            return {
                "citation": f"{asked.title_zh}（{asked.document_number}）{task.source_section}",
                "quote": task.source_quote,
            }
    return {"citation": f"联席会议 {turn.subject} 议定事项 {turn.stage}", "quote": turn.title_zh}
