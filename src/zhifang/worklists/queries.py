"""The worklist: what is overdue, undecided for want of a fact, and coming due, for whom."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import connections

from zhifang.access.readers import OPERATOR, Reader
from zhifang.obligations.queries import OUTCOME, SPEAKS
from zhifang.registry.changes.queries import known, resolve

#: Days ahead that the worklist looks.
SOON, LATER = 30, 90

#: What each group of the worklist is.
BANDS = ("overdue", "unknown", "due_30", "due_90")

_BAND = """
    case
        when q.outcome = 'NOT_MET' then 'overdue'
        when q.outcome = 'UNKNOWN' then 'unknown'
        when q.due_latest <= %(soon)s then 'due_30'
        else 'due_90'
    end
"""

#: Open items: the turns that speak on the day, neither done nor ended, due by the later day.
_ITEMS = f"""
    select q.*, {_BAND} as band, here.town, here.employer_name, here.site_no
    from (
        select t.obligation_id, t.rule, t.holder_id, t.site_id, t.worker_id, t.hazard,
               t.due_earliest, t.due_latest, t.missing, {OUTCOME} as outcome
        from turn t
        where {known("t")} and {SPEAKS}
          and (t.done_on is null or t.done_on > %(as_of)s)
          and (t.ended_on is null or t.ended_on > %(as_of)s)
          and (t.due_latest is null or t.due_latest <= %(later)s or t.due_earliest < %(as_of)s)
          and (%(holder)s::bigint is null or t.holder_id = %(holder)s)
          and (%(rule)s = '' or t.rule = %(rule)s)
    ) q
    left join lateral (
        select s.town, s.employer_name, site.site_no from site_state s
        join site on site.id = s.site_id
        where s.site_id = q.site_id and {known("s")} and s.valid_from <= %(as_of)s
        order by s.valid_from desc limit 1
    ) here on true
"""


@dataclass(frozen=True)
class Filter:
    """What of the worklist is wanted. Empty fields take everything in."""

    town: str = ""
    holder_id: int | None = None
    rule: str = ""
    band: str = ""


def _parameters(as_of: date, change_id: int, wanted: Filter) -> dict[str, Any]:
    return {
        "as_of": as_of,
        "soon": as_of + timedelta(days=SOON),
        "later": as_of + timedelta(days=LATER),
        "change": change_id,
        "holder": wanted.holder_id,
        "rule": wanted.rule,
        "town": wanted.town,
        "band": wanted.band,
    }


_WANTED = "(%(town)s = '' or i.town = %(town)s) and (%(band)s = '' or i.band = %(band)s)"


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
    hazard, due_earliest, due_latest, outcome, missing, days (past due, negative: until due),
    sort_key.
    """
    using = "engine" if reader == OPERATOR else "default"
    at = resolve(known_at, using="engine")
    parameters = {
        **_parameters(as_of, at.change_id, wanted or Filter()),
        "after_key": after[0],
        "after_id": after[1],
        "limit": limit,
    }
    with connections[using].cursor() as cursor:
        cursor.execute(
            f"""select i.*, (%(as_of)s - i.due_latest) as days,
                   coalesce(i.due_latest::text, '~') as sort_key
                from ({_ITEMS}) i
                where {_WANTED}
                  and (coalesce(i.due_latest::text, '~'), i.obligation_id)
                      > (%(after_key)s, %(after_id)s)
                order by sort_key, i.obligation_id limit %(limit)s""",
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
    group = "coalesce(i.town, '')" if by == "town" else "i.holder_id::text"
    name = "''" if by == "town" else "min(i.employer_name)"
    with connections[using].cursor() as cursor:
        cursor.execute(
            f"""select {group} as code, {name} as name, i.rule, i.band, count(*) as number
                from ({_ITEMS}) i where {_WANTED}
                group by 1, 3, 4 order by 1, 3, 4""",
            _parameters(as_of, at.change_id, wanted or Filter()),
        )
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
