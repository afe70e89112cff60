"""The worklist: what is overdue, undecided for want of a fact, and coming due, for whom."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connections

from zhifang.access.readers import OPERATOR, Reader
from zhifang.core.days import FAR
from zhifang.registry.changes.queries import resolve
from zhifang.worklists.open_items import found_on

#: What each group of the worklist is.
BANDS = ("overdue", "unknown", "due_30", "due_90")

_COLUMNS = (
    "obligation_id, rule, holder_id, site_id, worker_id, hazard, subject, due_earliest, "
    "due_latest, missing, outcome, band, town, employer_name, site_no, sort_key"
)


@dataclass(frozen=True)
class Filter:
    """What of the worklist is wanted. Empty fields take everything in."""

    town: str = ""
    holder_id: int | None = None
    rule: str = ""
    band: str = ""


def _parameters(as_of: date, change_id: int, wanted: Filter) -> dict[str, Any]:
    return {
        "day": found_on(as_of, change_id),
        "as_of": as_of,
        "holder": wanted.holder_id,
        "rule": wanted.rule,
        "town": wanted.town,
        "band": wanted.band,
    }


def _conditions(wanted: Filter) -> str:
    """Only what is wanted reaches the text, so that an index serves it."""
    conditions = ["i.day_id = %(day)s"]
    if wanted.town:
        conditions.append("i.town = %(town)s")
    if wanted.band:
        conditions.append("i.band = %(band)s")
    if wanted.rule:
        conditions.append("i.rule = %(rule)s")
    if wanted.holder_id is not None:
        conditions.append("i.holder_id = %(holder)s")
    return " and ".join(conditions)


def items(
    as_of: date,
    known_at: datetime | date | None = None,
    *,
    wanted: Filter | None = None,
    reader: Reader = OPERATOR,
    after: tuple[str, str] = ("", ""),
    limit: int | None = None,
) -> Iterator[dict[str, Any]]:
    """Open items by due day, the longest overdue first; ``after`` is (sort key, obligation id).

    An item: band, rule, obligation_id, holder_id, employer_name, site_no, town, worker_id,
    hazard, subject, due_earliest, due_latest, outcome, missing, days (past due, negative: until
    due; None: perhaps never due), sort_key.
    """
    using = "engine" if reader == OPERATOR else "default"
    at = resolve(known_at, using="engine")
    chosen = wanted or Filter()
    parameters = {
        **_parameters(as_of, at.change_id, chosen),
        "after_key": after[0],
        "after_id": after[1],
        "limit": limit,
        "far": FAR,
    }
    with connections[using].cursor() as cursor:
        cursor.execute(
            f"""select {_COLUMNS}, (%(as_of)s - nullif(i.due_latest, %(far)s)) as days
                from open_item i
                where {_conditions(chosen)}
                  and (i.sort_key, i.obligation_id) > (%(after_key)s, %(after_id)s)
                order by i.sort_key, i.obligation_id limit %(limit)s""",
            parameters,
        )
        names = [column[0] for column in cursor.description]
        while rows := cursor.fetchmany(2000):
            yield from (dict(zip(names, row, strict=True)) for row in rows)


def summary(
    as_of: date,
    known_at: datetime | date | None = None,
    *,
    wanted: Filter | None = None,
    reader: Reader = OPERATOR,
    by: str = "town",
) -> list[dict[str, Any]]:
    """Open items counted by town or by employer, rule and band.

    A row: code (town, or employer id), name (of the employer), rule, band, number.
    """
    using = "engine" if reader == OPERATOR else "default"
    at = resolve(known_at, using="engine")
    chosen = wanted or Filter()
    group = "coalesce(i.town, '')" if by == "town" else "i.holder_id::text"
    name = "''" if by == "town" else "min(i.employer_name)"
    with connections[using].cursor() as cursor:
        cursor.execute(
            f"""select {group} as code, {name} as name, i.rule, i.band, count(*) as number
                from open_item i where {_conditions(chosen)}
                group by 1, 3, 4 order by 1, 3, 4""",
            _parameters(as_of, at.change_id, chosen),
        )
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
