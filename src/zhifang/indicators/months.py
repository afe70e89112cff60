"""A target at the end of each month or year, counted from the stored turns all at once."""

from __future__ import annotations

import calendar
from datetime import date
from typing import Any

from zhifang import statutes
from zhifang.access.readers import Reader
from zhifang.calc import Counts
from zhifang.indicators.asking import Question
from zhifang.indicators.figures import Judged
from zhifang.indicators.over_days import Counted, count_over
from zhifang.indicators.queries import base_counts
from zhifang.registry.changes.queries import KnownAt

#: Month ends shown before the day asked.
MONTHS = 24


def month_ends(as_of: date, first: date, number: int = MONTHS) -> list[date]:
    """The last days of the months before ``as_of``'s, not before ``first``, and ``as_of``."""
    found = []
    year, month = as_of.year, as_of.month
    for _ in range(number):
        year, month = (year, month - 1) if month > 1 else (year - 1, 12)
        end = date(year, month, calendar.monthrange(year, month)[1])
        if end < first:
            break
        found.append(end)
    return [*reversed(found), as_of]


def year_ends(as_of: date, first: date) -> list[date]:
    """31 December of the years from ``first`` on before ``as_of``'s, and ``as_of``."""
    return [date(year, 12, 31) for year in range(first.year, as_of.year)] + [as_of]


def over_time(
    plan: statutes.Plan, target: statutes.Target, as_of: date, at: KnownAt, by: str, reader: Reader
) -> list[dict[str, Any]]:
    """The figures on each day; a township's reader is counted its own townships."""
    pick = month_ends if by == "month" else year_ends
    days = pick(as_of, plan.first_day)
    counted = [
        one
        for one in count_over(plan, [target], days, at.change_id)
        if reader.district or one.town in reader.towns
    ]
    base = base_counts(Question.of(plan, target, as_of, at.change_id), reader=reader)
    found = []
    for day in days:
        counts = _together([one for one in counted if one.day == day])
        figures = Judged(counts, target, plan, base=base).figures()
        found.append({"as_of": day, **figures})
    return found


def _together(counted: list[Counted]) -> Counts:
    """The counts of towns as one."""
    unknown: dict[str, int] = {}
    for one in counted:
        for kinds, number in one.counts.unknown.items():
            unknown[kinds] = unknown.get(kinds, 0) + number
    return Counts(
        sum(one.counts.met for one in counted),
        sum(one.counts.unmet for one in counted),
        unknown,
        sum(one.counts.pending for one in counted),
        sum(one.counts.not_applicable for one in counted),
    )
