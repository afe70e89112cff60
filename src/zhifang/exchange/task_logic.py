"""Checks of the rows of 任务进展 against the plan they name."""

from __future__ import annotations

from typing import Any

import polars as pl

from zhifang.statutes.plans import Plan, Task, plans

from .problems import none, problems

_NAMED = ("plan", "task", "department", "town", "stage", "done_on")


def report_checks(typed: pl.DataFrame) -> list[pl.DataFrame]:
    """One owner a row; task, stage and owner as the plan has them; not before the stage opens.

    A plan that is not installed here cannot be compared with: its rows are kept with a warning.
    """
    both = pl.col("department").is_not_null() & pl.col("town").is_not_null()
    neither = pl.col("department").is_null() & pl.col("town").is_null()
    known = {plan.id: plan for plan in plans()}
    elsewhere = ~pl.col("plan").is_in(list(known))
    found = [
        problems(typed, both | neither, "department", "one_owner"),
        problems(typed, elsewhere, "plan", "plan_elsewhere"),
    ]
    judged = typed.filter(~both & ~neither & ~elsewhere)
    cases = judged.select(_NAMED).unique()
    wrong = []
    for row in cases.rows(named=True):
        fault = _fault(known[row["plan"]], row)
        if fault:
            wrong.append({**row, "column": fault[0], "reason": fault[1]})
    if not wrong:
        return found
    bad = pl.DataFrame(wrong, schema={**cases.schema, "column": pl.String, "reason": pl.String})
    told = judged.select("pos", *_NAMED).join(bad, on=_NAMED, nulls_equal=True)
    return [*found, told.select(none().columns)]


def _fault(plan: Plan, row: dict[str, Any]) -> tuple[str, str] | None:
    """The first cell of a row that does not go with the plan, and why."""
    task = next((one for one in plan.tasks if one.id == row["task"]), None)
    if task is None:
        return ("task", "not_in_plan") if row["task"] else None
    stage = next((one for one in task.stages if one.id == row["stage"]), None)
    if stage is None:
        return ("stage", "not_in_plan") if row["stage"] else None
    if not _owes(plan, task, row["department"] or row["town"]):
        return "town" if row["town"] else "department", "not_owner"
    if row["done_on"] and row["done_on"] < stage.opens_on:
        return "done_on", "too_early"
    return None


def _owes(plan: Plan, task: Task, text: str) -> bool:
    holder = plan.holder_of(text)
    return holder in task.departments or (task.towns and holder in plan.towns)
