"""Finding the open items of a day: once for a day and change, by the engine, and kept.

They are a cache; the newest days are kept and the others found again when asked for.
"""

from __future__ import annotations

from datetime import date, timedelta

from django.db import connections, transaction

from zhifang.obligations.queries import OUTCOME, SPEAKS
from zhifang.obligations.storing import bring_up_to_date
from zhifang.registry.changes.queries import known

#: Days ahead that the worklist looks.
SOON, LATER = 30, 90

#: How many days and changes are kept.
KEPT_DAYS = 24

_BAND = """
    case
        when q.outcome = 'NOT_MET' then 'overdue'
        when q.outcome = 'UNKNOWN' then 'unknown'
        when q.due_latest <= %(soon)s then 'due_30'
        else 'due_90'
    end
"""

#: The turns that speak on the day, neither done nor ended, due by the later day.
_FILL = f"""
    with here as (
        select distinct on (s.site_id) s.site_id, s.town, s.employer_id, s.employer_name,
               site.site_no
        from site_state s join site on site.id = s.site_id
        where {known("s")} and s.valid_from <= %(as_of)s
        order by s.site_id, s.valid_from desc),
    institution as (
        select distinct on (i.institution_id) i.institution_id, i.town, i.name
        from diagnosis_institution i where {known("i")} and i.valid_from <= %(as_of)s
        order by i.institution_id, i.valid_from desc)
    insert into open_item (
        day_id, obligation_id, rule, holder_id, site_id, worker_id, hazard, subject, due_earliest,
        due_latest, missing, outcome, band, town, employer_name, site_no, sort_key)
    select %(day)s, q.obligation_id, q.rule, q.holder_id, q.site_id, q.worker_id, q.hazard,
           q.subject, q.due_earliest, q.due_latest, q.missing, q.outcome, {_BAND},
           coalesce(here.town, institution.town),
           case when here.employer_id = q.holder_id then here.employer_name
                else institution.name end,
           here.site_no, coalesce(q.due_latest::text, '~')
    from (
        select t.*, {OUTCOME} as outcome from turn t
        where {known("t")} and {SPEAKS}
          and (t.done_on is null or t.done_on > %(as_of)s)
          and (t.ended_on is null or t.ended_on > %(as_of)s)
          and (t.due_latest is null or t.due_latest <= %(later)s or t.due_earliest < %(as_of)s)
    ) q left join here on here.site_id = q.site_id
    left join institution on institution.institution_id = q.holder_id
"""


def found_on(as_of: date, change_id: int) -> int:
    """The id of the kept day, its items found now if they were not before.

    Stale employers are brought up to date first.
    """
    bring_up_to_date()
    day = _kept(as_of, change_id)
    if day is not None:
        return day
    with transaction.atomic(using="engine"), connections["engine"].cursor() as cursor:
        cursor.execute(
            "insert into worklist_day (as_of, change_id) values (%s, %s) "
            "on conflict (as_of, change_id) do nothing returning id",
            [as_of, change_id],
        )
        row = cursor.fetchone()
        if row is not None:
            cursor.execute(
                _FILL,
                {
                    "day": row[0],
                    "as_of": as_of,
                    "change": change_id,
                    "soon": as_of + timedelta(days=SOON),
                    "later": as_of + timedelta(days=LATER),
                },
            )
            cursor.execute(
                "delete from worklist_day where id in "
                "(select id from worklist_day order by id desc offset %s)",
                [KEPT_DAYS],
            )
            return int(row[0])
    return found_on(as_of, change_id)


def _kept(as_of: date, change_id: int) -> int | None:
    with connections["engine"].cursor() as cursor:
        cursor.execute(
            "select id from worklist_day where as_of = %s and change_id = %s", [as_of, change_id]
        )
        row = cursor.fetchone()
    return int(row[0]) if row else None
