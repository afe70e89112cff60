"""Which rows of a target an act can still complete, and which are lost for its period."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db import connections

from zhifang.core.days import today
from zhifang.indicators.asking import Question
from zhifang.indicators.evaluating import evaluate
from zhifang.registry.changes.queries import known

#: Examinations that fell due and can no more be made, as the exposure has ended.
_TOO_LATE = f"""
    select distinct t.worker_id, t.holder_id from turn t
    where {known("t")} and t.rule = 'HEX-02'
      and t.law_from <= %(as_of)s and (t.law_to is null or t.law_to > %(as_of)s)
      and t.ended_on <= %(working)s and t.ended_on > %(start)s
      and (t.done_on is null or t.done_on > %(as_of)s)
      and coalesce(t.due_earliest, %(start)s) < least(t.ended_on, %(as_of)s)
"""


def working_day(as_of: date) -> date:
    """The day acts can be done from: today, or for a day that is past that day itself."""
    return min(today(), as_of)


def with_lost(question: Question, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rows, each with ``lost``: nothing done from the working day on can complete it.

    An examination counts only within the exposure; a report or a confirmation only by its day.
    """
    indicator, chosen = question.target.indicator, dict(question.variant)
    working = working_day(question.as_of)
    if indicator == "I12":
        late = _late_by(question, working - timedelta(days=1))
        return [{**row, "lost": row["subject_id"] in late} for row in rows]
    if indicator == "I03":
        on_time = chosen.get("count") == "on_time"
        gone = _left(question, working)
        by_person = chosen.get("subject") == "person"
        workers = {worker for worker, _holder in gone}
        return [
            {
                **row,
                "lost": (
                    row["worker_id"] in workers
                    if by_person
                    else (row["worker_id"], row["party_id"]) in gone
                )
                or (on_time and row["due_on"] is not None and row["due_on"] < working),
            }
            for row in rows
        ]
    return [{**row, "lost": False} for row in rows]


def _left(question: Question, working: date) -> set[tuple[int, int]]:
    """(worker, duty holder) with an examination that can no more be made."""
    with connections["engine"].cursor() as cursor:
        cursor.execute(
            _TOO_LATE,
            {
                "as_of": question.as_of,
                "working": working,
                "start": question.asked.period_start,
                "change": question.change_id,
            },
        )
        return {(worker, holder) for worker, holder in cursor.fetchall()}


def _late_by(question: Question, day: date) -> set[str]:
    """Subjects that had missed a day by the end of ``day``."""
    if day < question.asked.period_start:
        return set()
    earlier = Question.of(question.plan, question.target, day, question.change_id)
    with connections["engine"].cursor() as cursor:
        cursor.execute(
            "select subject_id from evaluation_row where evaluation_id = %s and side = 'missing'",
            [evaluate(earlier)],
        )
        return {row[0] for row in cursor.fetchall()}
