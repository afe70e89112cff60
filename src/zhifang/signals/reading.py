"""The rows the signals look at, as known at a change, read by the engine."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import connections

from zhifang.registry.archives.operations import EMPLOYER_ARCHIVE
from zhifang.registry.changes.queries import known
from zhifang.registry.declarations.operations import DECLARATION
from zhifang.registry.examinations.operations import EXAMINATION
from zhifang.registry.measurements.operations import MEASUREMENT
from zhifang.registry.training.operations import TRAINING
from zhifang.signals.at_threshold import Trained
from zhifang.signals.influence import Subject
from zhifang.signals.reopening import SiteStatus
from zhifang.signals.signal import Entry

#: The table of each sheet looked at, what is one entry of it, the day it speaks of, and who
#: reports it. An examination or report of many rows is one entry.
_SHEETS = {
    "declarations": (DECLARATION.table, DECLARATION.key, "declared_on", "using_unit_id"),
    "measurements": (
        MEASUREMENT.table,
        ("institution_id", "report_no"),
        "issued_on",
        "institution_id",
    ),
    "examinations": (EXAMINATION.table, ("institution_id", "exam_no"), "exam_on", "institution_id"),
    "trainings": (TRAINING.table, TRAINING.key, "trained_on", "using_unit_id"),
    "employer_archives": (
        EMPLOYER_ARCHIVE.table,
        EMPLOYER_ARCHIVE.key,
        "checked_on",
        "using_unit_id",
    ),
}

_HERE = f"""
    select distinct on (s.site_id) s.site_id, s.town from site_state s
    where {known("s")} and s.valid_from <= %(as_of)s
    order by s.site_id, s.valid_from desc
"""


def _rows(text: str, parameters: dict[str, Any]) -> Iterator[tuple[Any, ...]]:
    with connections["engine"].cursor() as cursor:
        cursor.execute(text, parameters)
        while block := cursor.fetchmany(5000):
            yield from block


def entries(as_of: date, change_id: int) -> Iterator[Entry]:
    """Everything handed in by the day, with the first day on which each entry came in.

    A correction that leaves the event's day alone is no new entry; one that moves it is. What
    came in after ``as_of`` is left out whatever it speaks of: taking only its events up to the
    day would take only long delays. A row without a stated sender is answered for by the
    institution, or employer, it names. ``key``: file and row, else the row's id.
    """
    for sheet, (table, one, day, reporter) in _SHEETS.items():
        entry = ", ".join(f"f.{column}" for column in dict.fromkeys((*one, day)))
        text = f"""
            with here as ({_HERE}),
            version as (
                select f.*, min(f.received_on) over (partition by {entry}) as came_in
                from {table} f where f.added_by <= %(change)s)
            select distinct on ({entry})
                   coalesce(f.sender_id, f.{reporter})::text, f.using_unit_id::text,
                   coalesce(here.town, ''), f.{day}, f.came_in,
                   coalesce(f.file_id || ':' || f.source_row, f.id::text)
            from version f left join here on here.site_id = f.site_id
            where {known("f")} and f.{day} <= %(as_of)s and f.came_in <= %(as_of)s
            order by {entry}, f.id"""
        for sender, employer, town, event_on, received_on, key in _rows(
            text, {"as_of": as_of, "change": change_id}
        ):
            yield Entry(sheet, sender, employer, town, event_on, received_on, key)


def trainings(as_of: date, change_id: int) -> Iterator[Trained]:
    """Every training of a principal or manager finished by the day."""
    text = f"""
        with here as ({_HERE})
        select f.worker_id::text, coalesce(f.organiser, ''), f.using_unit_id::text,
               coalesce(here.town, ''), f.trained_on, f.hours,
               coalesce(f.file_id || ':' || f.source_row, f.id::text)
        from training f left join here on here.site_id = f.site_id
        where {known("f")} and f.trained_on <= %(as_of)s and f.role <> 'worker'"""
    for person, organiser, employer, town, day, hours, key in _rows(
        text, {"as_of": as_of, "change": change_id}
    ):
        amount = None if hours is None else Decimal(hours).normalize()
        yield Trained(person, organiser, employer, town, day, amount, key)


def statuses(as_of: date, change_id: int) -> Iterator[SiteStatus]:
    """Every state of every site that began by the day."""
    text = f"""
        select o.credit_code || '/' || site.site_no, s.employer_id::text, s.town, s.valid_from,
               s.status
        from site_state s join site on site.id = s.site_id
             join organisation o on o.id = site.organisation_id
        where {known("s")} and s.valid_from <= %(as_of)s"""
    for row in _rows(text, {"as_of": as_of, "change": change_id}):
        yield SiteStatus(*row)


def subjects(target: str, evaluation: int) -> Iterator[Subject]:
    """The rows of an evaluation that name a party."""
    text = """
        select coalesce(r.town, ''), r.party_id::text, r.side, r.subject_id
        from evaluation_row r where r.evaluation_id = %(evaluation)s
          and r.party_id is not null and r.side in ('numerator', 'missing')"""
    for town, party, side, key in _rows(text, {"evaluation": evaluation}):
        yield Subject(target, town, party, side, key)
