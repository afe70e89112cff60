"""A worker's surveillance archive: derived from every fact about the worker, and what it lacks.

What an archive holds: identity, work and exposure history, examinations, whether the result was
told, diagnosed diseases (用人单位职业健康监护监督管理办法, order 49 of 2012, articles 19 and 20;
not checked against the text).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connections

from zhifang.registry.changes.queries import as_it_stood, known, rows
from zhifang.registry.workers.files import worker_facts

Row = dict[str, Any]

#: The further facts about a worker, latest first: table, day, columns.
_FURTHER: dict[str, tuple[str, str, str]] = {
    "radiation_posts": (
        "radiation_post", "valid_from", "f.valid_from, f.valid_to, f.category, f.area"
    ),
    "offices": ("officer", "valid_from", "f.role, f.valid_from, f.valid_to"),
    "trainings": ("training", "trained_on", "f.course, f.role, f.trained_on, f.hours"),
    "doses": (
        "dose", "valid_from",
        "f.valid_from, f.valid_to, f.dose_text, f.dose_msv, f.kind, f.institution_id",
    ),
    "cases": (
        "disease_case", "diagnosed_on",
        "f.disease_code, f.stage, f.diagnosed_on, f.reported_on, f.institution_id, f.sex, "
        "f.birth_on",
    ),
    "statements": (
        "worker_archive", "stated_on",
        "f.stated_on, f.archive_no, f.archive, f.work_history, f.told_on, f.copy_given_on, "
        "f.not_applicable",
    ),
}  # fmt: skip


@dataclass(frozen=True)
class Gap:
    """Something that the records do not show. ``kind`` is one of ``GAPS``.

    ``holder_id``: at whom; ``hazard`` and ``day``: of what, since when, as far as it has one.
    """

    kind: str
    holder_id: int | None = None
    hazard: str | None = None
    day: date | None = None


#: Kinds of gaps, in the order in which they are shown.
GAPS = (
    "no_statement", "archive_absent", "archive_blank", "history_not_shown", "result_not_told",
    "copy_not_given", "no_hazard", "no_examination", "not_examined", "no_dose",
)  # fmt: skip


def surveillance_archive(
    worker_id: int, *, as_of: date, change_id: int, using: str = "default"
) -> Row | None:
    """Everything known of a worker by a day in the reader's view; None when there is nothing.

    Each list is ordered by day, latest first; ends are exclusive. ``missing`` holds ``Gap``s of
    what the reader sees: others may hold more.
    """
    found: Row = {
        "id": worker_id,
        **worker_facts(worker_id, as_of=as_of, change_id=change_id, using=using),
        **_further(worker_id, as_of=as_of, change_id=change_id, using=using),
    }
    person = _person(found)
    if person is None:
        return None
    with connections[using].cursor() as cursor:
        cursor.execute("select id_masked from worker where id = %s", [worker_id])
        identity = cursor.fetchone()
    found |= person
    found["id_masked"] = identity[0] if identity else ""
    found["missing"] = missing(found, as_of)
    return found


def _further(worker_id: int, *, as_of: date, change_id: int, using: str) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for name, (table, day, columns) in _FURTHER.items():
        listed = rows(
            f"""select f.person_name, f.employer_id, f.using_unit_id, site.site_no, {columns}
                from {table} f join site on site.id = f.site_id
                where f.worker_id = %(worker)s and {known("f")} and f.{day} <= %(as_of)s
                order by f.{day} desc, f.id desc""",
            {"worker": worker_id, "change": change_id, "as_of": as_of},
            using,
        )
        found[name] = [as_it_stood(row, as_of) for row in listed]
    return found


def _person(found: Row) -> Row | None:
    """Name, sex and birth date by the first list that has any; sex and birth may be unknown."""
    told = [*found["exposures"], *found["examinations"], *found["cases"]]
    named = [*told, *(row for name in _FURTHER for row in found[name])]
    if not named:
        return None
    first = named[0]
    return {
        "name": first.get("worker_name") or first["person_name"],
        "sex": told[0]["sex"] if told else None,
        "birth_on": told[0]["birth_on"] if told else None,
    }


def missing(archive: Row, as_of: date) -> list[Gap]:
    """What the archive lacks by ``as_of``, in the order of ``GAPS``; a blank is never a "no"."""
    found = [
        *(gap for holder in _holders(archive) for gap in _of_holder(archive, holder, as_of)),
        *_of_exposure(archive),
    ]
    if archive["radiation_posts"] and not archive["doses"]:
        found.append(Gap("no_dose", archive["radiation_posts"][0]["using_unit_id"]))
    return sorted(found, key=lambda gap: GAPS.index(gap.kind))


def _holders(archive: Row) -> list[int]:
    """The units at which the worker was exposed or worked with radiation, the latest first."""
    periods = sorted(
        [*archive["exposures"], *archive["radiation_posts"]],
        key=lambda row: row["valid_from"],
        reverse=True,
    )
    return list(dict.fromkeys(row["using_unit_id"] for row in periods))


def _of_holder(archive: Row, holder: int, as_of: date) -> Iterable[Gap]:
    """What a unit's latest statement lacks, and what it does not say of the latest result."""
    statements = [row for row in archive["statements"] if row["using_unit_id"] == holder]
    if not statements:
        yield Gap("no_statement", holder)
        return
    last = statements[0]
    if last["archive"] is not True:
        kind = "archive_absent" if last["archive"] is False else "archive_blank"
        yield Gap(kind, holder, day=last["stated_on"])
    if last["work_history"] is not True:
        yield Gap("history_not_shown", holder, day=last["stated_on"])
    examined = [row["exam_on"] for row in archive["examinations"] if row["using_unit_id"] == holder]
    told = [row["told_on"] for row in statements if row["told_on"] is not None]
    if examined and (not told or max(told) < max(examined)):
        yield Gap("result_not_told", holder, day=max(examined))
    left = _left(archive, holder, as_of)
    given = any(
        row["copy_given_on"] is not None or "copy_given_on" in row["not_applicable"]
        for row in statements
    )
    if left is not None and not given:
        yield Gap("copy_not_given", holder, day=left)


def _left(archive: Row, holder: int, as_of: date) -> date | None:
    """The day by which the worker had left a unit; None while any work there goes on."""
    ends = [
        row["valid_to"]
        for row in (*archive["exposures"], *archive["radiation_posts"])
        if row["using_unit_id"] == holder
    ]
    if any(end is None or end > as_of for end in ends):
        return None
    return max(end for end in ends if end is not None)


def _of_exposure(archive: Row) -> Iterable[Gap]:
    """Posts without a hazard, and hazards that no examination speaks of."""
    for row in archive["exposures"]:
        if not row["hazards"]:
            yield Gap("no_hazard", row["using_unit_id"], day=row["valid_from"])
    hazards = dict.fromkeys(code for row in archive["exposures"] for code in row["hazards"])
    if hazards and not archive["examinations"]:
        yield Gap("no_examination")
        return
    covered = {code for row in archive["examinations"] for code in row["covers"]}
    for code in hazards:
        if code not in covered:
            yield Gap("not_examined", hazard=code)
