"""I06 and I07: archives of employers, and surveillance archives of exposed workers."""

from __future__ import annotations

from collections.abc import Mapping

from zhifang.calc import Rows, case, day, first_of, nothing, value
from zhifang.indicators.definitions.asked import Asked
from zhifang.indicators.definitions.definition import Definition
from zhifang.indicators.definitions.of_day import HAZARD_SITES, SITE_DAYS
from zhifang.indicators.definitions.of_district import (
    EMPLOYER_ARCHIVES,
    EXAM_DAYS,
    PEOPLE,
    TOLD_RESULTS,
    WORKER_ARCHIVES,
)
from zhifang.indicators.definitions.population import employers_with_hazard, pairs_here


def employers(facts: Mapping[str, Rows], asked: Asked) -> Rows:
    """H by the latest check of the archive: six files there or not applicable."""
    lead = employers_with_hazard(facts, asked)
    checks = facts["employer_archives_by_day"]
    last = first_of(checks, ("holder_id",), [checks.checked_on.desc(), checks.site_no.desc()])
    both = lead.left_join(last, lead.holder_id == last.holder_id).select(
        lead, last.checked_on, last.files_there, last.files_missing, last.files_unchecked
    )
    checked = both.checked_on.notnull()
    unchecked = (both.files_unchecked > 0).fill_null(False)
    if asked.variant.get("complete") == "exists":
        there = (both.files_there > 0).fill_null(False)
        can_met = there | (checked & unchecked)
        can_not = ~there
    else:
        missing = (both.files_missing > 0).fill_null(False)
        can_met = checked & ~missing
        can_not = ~checked | missing | unchecked
    return both.select(
        subject_kind=value("employer"),
        subject_id=both.holder_id.cast("string"),
        party_id=both.holder_id,
        worker_id=nothing("int64"),
        site_id=both.site_id,
        attributed_on=day(asked.as_of),
        can_met=can_met,
        can_not=can_not,
        can_out=value(False),
        pending=value(False),
        due_on=nothing("date"),
        done_on=case((can_met & ~can_not, both.checked_on), otherwise=nothing("date")),
        obligation_id=nothing("string"),
    )


def workers(facts: Mapping[str, Rows], asked: Asked) -> Rows:
    """Pairs exposed on the day, by what the records give or by what the employer states."""
    people = facts["people_of_day"]
    pairs = pairs_here(people.filter(people.exposed), facts["site_days"], asked)
    rows = facts["worker_archives_by_day"]
    keys = ("worker_id", "holder_id")
    rows = rows.semi_join(pairs, list(keys))
    last = first_of(rows, keys, [rows.stated_on.desc(), rows.site_no.desc()])
    results = facts["told_results_by_day"]
    told = results.group_by(*keys).agg(told_on=results.told_on.max())
    exams = facts["exam_days_by_day"]
    examined = exams.group_by(*keys).agg(exam_on=exams.exam_on.max())
    known = pairs.left_join(last, [pairs[k] == last[k] for k in keys]).select(
        pairs, last.archive, last.work_history, last.stated_on
    )
    known = known.left_join(told, [known[k] == told[k] for k in keys]).select(known, told.told_on)
    known = known.left_join(examined, [known[k] == examined[k] for k in keys]).select(
        known, examined.exam_on
    )
    archive = known.archive.fill_null(False)
    blank = known.stated_on.notnull() & known.archive.isnull()
    if asked.variant.get("source") == "stated":
        can_met, can_not = archive | blank, ~archive
    else:
        whole = known.work_history.fill_null(False) & (known.told_on >= known.exam_on).fill_null(
            False
        )
        can_met, can_not = whole | archive, ~whole
    return known.select(
        subject_kind=value("pair"),
        subject_id=known.worker_id.cast("string") + value(":") + known.holder_id.cast("string"),
        party_id=known.holder_id,
        worker_id=known.worker_id,
        site_id=known.site_id,
        attributed_on=day(asked.as_of),
        can_met=can_met,
        can_not=can_not,
        can_out=value(False),
        pending=value(False),
        due_on=nothing("date"),
        done_on=case((can_met & ~can_not, known.told_on), otherwise=nothing("date")),
        obligation_id=nothing("string"),
    )


I06 = Definition(
    id="I06",
    rule="ARC-01",
    version="2",
    choices={"complete": ("six", "exists")},
    needs=(HAZARD_SITES, SITE_DAYS, EMPLOYER_ARCHIVES),
    subjects=employers,
    reads=("DEC-01",),
)
I07 = Definition(
    id="I07",
    rule="ARC-02",
    version="2",
    choices={"source": ("derived", "stated")},
    needs=(SITE_DAYS, PEOPLE, WORKER_ARCHIVES, TOLD_RESULTS, EXAM_DAYS),
    subjects=workers,
)
