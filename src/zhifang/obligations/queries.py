"""Reading stored turns: counts, one obligation and its history, and what an employer owes."""

from __future__ import annotations

from datetime import date
from typing import Any

from zhifang.calc import Dates, outcome_of
from zhifang.core.errors import UserError
from zhifang.obligations.rules import RULES
from zhifang.obligations.running import TURN_COLUMNS
from zhifang.registry.changes.queries import known, rows

_COLUMNS = ("id", "obligation_id", "rule", *TURN_COLUMNS, "added_by", "removed_by")
_SELECT = ", ".join(f"t.{column}" for column in _COLUMNS)
SPEAKS = "t.law_from <= %(as_of)s and (t.law_to > %(as_of)s or t.law_to is null)"

#: The outcome function in SQL, the same as `zhifang.calc.outcome_of` (a test compares them).
OUTCOME = """
    case
        when t.done_on <= %(as_of)s then 'MET'
        when t.ended_on <= %(as_of)s and t.due_earliest is null and t.ended_why = 'lifted'
            then 'NOT_APPLICABLE'
        when t.ended_on <= %(as_of)s and t.ended_on <= t.due_earliest then 'NOT_APPLICABLE'
        when t.due_earliest is null then 'UNKNOWN'
        when t.ended_on <= %(as_of)s and t.ended_on > t.due_latest then 'NOT_MET'
        when t.ended_on <= %(as_of)s then 'UNKNOWN'
        when %(as_of)s <= t.due_earliest then 'PENDING'
        when %(as_of)s <= t.due_latest then 'UNKNOWN'
        else 'NOT_MET'
    end
"""


def outcomes_by_rule(
    as_of: date, change_id: int, *, holder_id: int | None = None, using: str = "default"
) -> list[dict[str, Any]]:
    """How many turns of each rule stand at which outcome on the day."""
    counted = rows(
        f"""select t.rule, {OUTCOME} as outcome, count(*) as number from turn t
            where {known("t")} and {SPEAKS}
              and (%(holder)s::bigint is null or t.holder_id = %(holder)s)
            group by 1, 2""",
        {"as_of": as_of, "change": change_id, "holder": holder_id},
        using,
    )
    found: dict[str, dict[str, Any]] = {rule: {"rule": rule} for rule in RULES}
    for row in counted:
        found[row["rule"]][row["outcome"]] = row["number"]
    return list(found.values())


def turns_of(
    holder_id: int, *, as_of: date, change_id: int, using: str = "default"
) -> list[dict[str, Any]]:
    """The turns of an employer that speak on the day, with their outcome, due day first."""
    return rows(
        f"""select {_SELECT}, {OUTCOME} as outcome from turn t
            where {known("t")} and {SPEAKS} and t.holder_id = %(holder)s
            order by t.due_latest nulls last, t.obligation_id""",
        {"as_of": as_of, "change": change_id, "holder": holder_id},
        using,
    )


def history_of(obligation_id: str, *, using: str = "default") -> list[dict[str, Any]]:
    """Every stored row of an obligation the reader may see, superseded ones too, oldest first."""
    return rows(
        f"""select {_SELECT}, added.recorded_at as added_at, gone.recorded_at as removed_at
            from turn t join change added on added.id = t.added_by
            left join change gone on gone.id = t.removed_by
            where t.obligation_id = %(obligation)s
            order by t.added_by, t.law_from""",
        {"obligation": obligation_id},
        using,
    )


def speaking_row(history: list[dict[str, Any]], as_of: date, change_id: int) -> dict[str, Any]:
    """The row that speaks on the day as known at the change; its ``outcome`` is added.

    When none does, the nearest: the first of those known then, else the newest stored.
    """
    if not history:
        raise UserError(
            "没有这个义务编号，或者它不在您的查看范围内；请从名单或工作清单中打开。",
            "There is no such obligation, or it is outside what you may see; open it from a "
            "list of rows or the worklist.",
        )
    then = [
        row
        for row in history
        if row["added_by"] <= change_id
        and (row["removed_by"] is None or row["removed_by"] > change_id)
    ]
    spoken = [
        row
        for row in then
        if row["law_from"] <= as_of and (row["law_to"] is None or row["law_to"] > as_of)
    ]
    chosen = (spoken or then[:1] or history[-1:])[0]
    dates = Dates(
        chosen["due_earliest"],
        chosen["due_latest"],
        chosen["done_on"],
        chosen["ended_on"],
        chosen["ended_why"],
    )
    chosen = {
        **chosen,
        "outcome": outcome_of(dates, as_of),
        "speaks": bool(spoken),
        "superseded": not then,
    }
    return chosen
