"""What comes due in the next twelve weeks beside what the institutions can do."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.db import connections

from zhifang.access.readers import OPERATOR, Reader
from zhifang.registry.changes.queries import known, resolve
from zhifang.worklists.open_items import found_on

WEEKS = 12
#: The rule whose persons an institution examines.
EXAMINATION = "HEX-02"


def coming(
    as_of: date, known_at: datetime | date | None = None, *, reader: Reader = OPERATOR
) -> dict[str, Any]:
    """Duties by week of their due day from ``as_of`` on, and the examinations that can be made.

    weeks: number 0–11, first and last day, due {rule: duties}, persons (workers to examine).
    backlog: workers whose examination is overdue. year_capacity: persons a year all institutions
    state, None where none does; week_capacity: a fifty-second of it, cut. beyond: persons of
    backlog and twelve weeks above what can be examined in them.
    """
    using = "engine" if reader == OPERATOR else "default"
    at = resolve(known_at, using="engine")
    parameters: dict[str, Any] = {
        "day": found_on(as_of, at.change_id),
        "as_of": as_of,
        "last": as_of + timedelta(days=7 * WEEKS - 1),
        "year": as_of.year,
        "change": at.change_id,
        "rule": EXAMINATION,
    }
    with connections[using].cursor() as cursor:
        cursor.execute(
            """select (i.due_latest - %(as_of)s) / 7, i.rule, count(*),
                      count(distinct i.worker_id)
               from open_item i where i.day_id = %(day)s
                 and i.due_latest between %(as_of)s and %(last)s group by 1, 2""",
            parameters,
        )
        found = cursor.fetchall()
        cursor.execute(
            """select count(distinct i.worker_id) from open_item i
               where i.day_id = %(day)s and i.rule = %(rule)s and i.band = 'overdue'""",
            parameters,
        )
        (backlog,) = cursor.fetchone()
        cursor.execute(
            f"""select sum(c.persons), count(*) from capacity c
                where {known("c")} and c.year = %(year)s and c.service = 'examination'""",
            parameters,
        )
        persons, stated = cursor.fetchone()
    capacity = int(persons) if stated else None
    weeks: list[dict[str, Any]] = [
        {
            "number": number,
            "first": as_of + timedelta(days=7 * number),
            "last": as_of + timedelta(days=7 * number + 6),
            "due": {},
            "persons": 0,
        }
        for number in range(WEEKS)
    ]
    for number, rule, duties, workers in found:
        weeks[number]["due"][rule] = duties
        if rule == EXAMINATION:
            weeks[number]["persons"] = workers
    able = None if capacity is None else capacity * WEEKS // 52
    wanted = backlog + sum(week["persons"] for week in weeks)
    return {
        "weeks": weeks,
        "rules": sorted({rule for _week, rule, *_numbers in found}),
        "backlog": backlog,
        "year_capacity": capacity,
        "week_capacity": None if capacity is None else capacity // 52,
        "able": able,
        "wanted": wanted,
        "beyond": None if able is None else max(0, wanted - able),
    }
