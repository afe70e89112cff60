"""Which obligations stand otherwise than a day before, and what turned them."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.db import connections

from zhifang.core.days import SHANGHAI, today
from zhifang.obligations.queries import OUTCOME, SPEAKS
from zhifang.obligations.storing import bring_up_to_date
from zhifang.registry.changes.queries import KnownAt, known, resolve

#: Rows listed; the counts are of all.
LISTED = 60


def _at(text: str, day: str, change: str) -> str:
    """SQL about the day and change of other parameters."""
    return text.replace("%(as_of)s", day).replace("%(change)s", change)


def _state(day: str, change: str) -> str:
    return _at(
        f"""select t.obligation_id, {OUTCOME} as outcome, t.added_by
            from turn t join touched using (obligation_id)
            where {known("t")} and {SPEAKS}""",
        day,
        change,
    )


_FLIPS = f"""
    with touched as (
      select distinct t.obligation_id from turn t
      where t.added_by > %(before_change)s and t.added_by <= %(after_change)s
         or t.removed_by > %(before_change)s and t.removed_by <= %(after_change)s
         or %(before_day)s::date < %(after_day)s::date and t.removed_by is null and (
              %(after_day)s in (t.done_on, t.ended_on, t.law_from)
              or %(before_day)s in (t.due_earliest, t.due_latest))),
    b as ({_state("%(before_day)s", "%(before_change)s")}),
    a as ({_state("%(after_day)s", "%(after_change)s")}),
    flip as (
      select obligation_id, b.outcome as before, a.outcome as after
      from b full join a using (obligation_id)
      where a.outcome is distinct from b.outcome
        and coalesce(b.outcome, 'PENDING') || coalesce(a.outcome, 'PENDING') <> 'PENDINGPENDING'
        and (b.outcome is not null or a.outcome in ('NOT_MET', 'UNKNOWN')))
"""

_ROWS = f"""
    {_FLIPS},
    named as (
      select distinct on (t.obligation_id) t.obligation_id, t.rule, t.holder_id, t.site_id,
             t.worker_id, t.hazard, t.due_latest
      from turn t join flip using (obligation_id)
      order by t.obligation_id, t.added_by desc, t.law_from desc),
    why as (
      select obligation_id, max(c) filter (
               where c > %(before_change)s and c <= %(after_change)s) as change_id
      from (select t.obligation_id, unnest(array[t.added_by, t.removed_by]) as c
            from turn t join flip using (obligation_id)) q
      group by obligation_id)
    select named.*, flip.before, flip.after, why.change_id, count(*) over () as total,
           site.site_no
    from flip join named using (obligation_id) join why using (obligation_id)
    left join site on site.id = named.site_id
    order by (flip.after = 'NOT_MET') desc, named.rule, named.obligation_id limit %(limit)s
"""

_COUNTS = f"""
    {_FLIPS}
    select t.rule, flip.before, flip.after, count(distinct flip.obligation_id) as number
    from flip join turn t using (obligation_id)
    group by 1, 2, 3 order by 1, 4 desc
"""


def days_before(as_of: date, known_at: datetime | None) -> tuple[date, KnownAt, KnownAt]:
    """The day compared with, what was known then, and what is known now.

    Today is compared with yesterday; another day with itself as known a day before.
    """
    after = resolve(known_at, using="engine")
    moment = known_at or datetime.now(tz=SHANGHAI)
    before = resolve(moment - timedelta(days=1), using="engine")
    day = as_of - timedelta(days=1) if as_of == today() and known_at is None else as_of
    return day, before, after


def flips_since(
    as_of: date, known_at: datetime | None, *, using: str = "default"
) -> dict[str, Any]:
    """What turned since the day before: counts by rule, and the first obligations with why.

    Keys: before_day, before_known, total, counts [rule, before, after, number], rows
    [obligation_id, rule, holder_id, site_no, worker_id, hazard, due_latest, before, after,
    change]; ``change`` is None where only the day has passed.
    """
    bring_up_to_date()
    before_day, before, after = days_before(as_of, known_at)
    parameters: dict[str, Any] = {
        "before_day": before_day,
        "after_day": as_of,
        "before_change": before.change_id,
        "after_change": after.change_id,
        "limit": LISTED,
    }
    with connections[using].cursor() as cursor:
        cursor.execute(_COUNTS, parameters)
        counts = _dicts(cursor)
        cursor.execute(_ROWS, parameters)
        rows = _dicts(cursor)
        cursor.execute(
            "select c.id, c.recorded_at, c.verb, c.reason, min(f.name) as file "
            "from change c left join received_file f on f.change_id = c.id "
            "where c.id = any(%s) group by c.id, c.recorded_at, c.verb, c.reason",
            [sorted({row["change_id"] for row in rows if row["change_id"]})],
        )
        changes = {change["id"]: change for change in _dicts(cursor)}
    return {
        "before_day": before_day,
        "before_known": before.recorded_at,
        "total": rows[0]["total"] if rows else 0,
        "counts": counts,
        "rows": [{**row, "change": changes.get(row["change_id"])} for row in rows],
        "change_id": after.change_id,
    }


def _dicts(cursor: Any) -> list[dict[str, Any]]:
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
