"""The relations of the day asked on training, archives, insurance, radiation, diseases and
supervision: events up to the day, and states begun by it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from zhifang.calc import Relation, Rows, case, day, nothing
from zhifang.indicators.definitions.known import (
    EXPOSURES,
    POST_HAZARDS,
    Known,
    begun_during,
    come_during,
    latest_during,
    running_during,
)
from zhifang.indicators.definitions.of_day import OfDay, running
from zhifang.registry.archives import facts as archives
from zhifang.registry.diseases import facts as diseases
from zhifang.registry.examinations import facts as examinations
from zhifang.registry.insurance import facts as insurance
from zhifang.registry.radiation import facts as radiation
from zhifang.registry.supervision import facts as supervision
from zhifang.registry.training import facts as training

PAIR = ("worker_id", "holder_id")


def _events(
    whole: Relation,
    on: str,
    *later: str,
    during: Callable[[Rows, date, date], Rows] | None = None,
) -> OfDay:
    """Events up to the day ``on``; days in ``later`` that have not come are empty."""
    known = Known(whole.name, whole.columns, during or come_during(on))

    def rows(tables: Mapping[str, Rows], as_of: date) -> Rows:
        events, d = tables[whole.name], day(as_of)
        come = events.filter(events[on] <= d)
        return come.mutate(
            **{
                column: case((come[column] <= d, come[column]), otherwise=nothing("date"))
                for column in later
            }
        )

    return OfDay(f"{whole.name}_by_day", whole.columns, (known,), rows)


def _states(whole: Relation, during: Callable[[Rows, date, date], Rows] = begun_during) -> OfDay:
    """States begun by the day; an end after it has not come."""
    known = Known(whole.name, whole.columns, during)

    def rows(tables: Mapping[str, Rows], as_of: date) -> Rows:
        states, d = tables[whole.name], day(as_of)
        begun = states.filter(states.valid_from <= d)
        return begun.mutate(
            valid_to=case((begun.valid_to <= d, begun.valid_to), otherwise=nothing("date"))
        )

    return OfDay(f"{whole.name}_by_day", whole.columns, (known,), rows)


def _all(whole: Relation) -> OfDay:
    known = Known(whole.name, whole.columns)
    return OfDay(
        f"{whole.name}_by_day", whole.columns, (known,), lambda tables, _on: tables[whole.name]
    )


OFFICERS = _states(training.OFFICERS)
TRAININGS = _events(training.TRAININGS, "trained_on")
#: Of these four the latest by the day is read, of the next two what holds on the day.
EMPLOYER_ARCHIVES = _events(
    archives.EMPLOYER_ARCHIVES,
    "checked_on",
    during=latest_during("checked_on", ("holder_id",), ("checked_on", "site_no")),
)
WORKER_ARCHIVES = _events(
    archives.WORKER_ARCHIVES,
    "stated_on",
    during=latest_during("stated_on", PAIR, ("stated_on", "site_no")),
)
TOLD_RESULTS = _events(
    archives.TOLD_RESULTS,
    "known_on",
    during=latest_during("known_on", PAIR, ("told_on", "known_on")),
)
EXAM_DAYS = _events(
    examinations.EXAM_DAYS, "exam_on", during=latest_during("exam_on", PAIR, ("exam_on",))
)
INSURED_PERSONS = _states(insurance.INSURED_PERSONS, running_during)
OPEN_MATCHES = _states(insurance.OPEN_MATCHES, running_during)
INSURANCE_LISTS = _all(insurance.INSURANCE_LISTS)
RADIATION_POSTS = _states(radiation.RADIATION_POSTS)
DOSES = _states(radiation.DOSES)
DIAGNOSIS_INSTITUTIONS = _states(diseases.DIAGNOSIS_INSTITUTIONS)
MONTHLY_REPORTS = _events(diseases.MONTHLY_REPORTS, "confirmed_on")
DISEASE_CASES = _events(diseases.DISEASE_CASES, "diagnosed_on", "reported_on")
ACUTE_EVENTS = _events(diseases.ACUTE_EVENTS, "occurred_on")
MONITORING_RECORDS = _events(diseases.MONITORING_RECORDS, "monitored_on")
SUPERVISORS = _states(supervision.SUPERVISORS)
SUPERVISOR_TRAININGS = _events(supervision.SUPERVISOR_TRAININGS, "trained_on")
SUPERVISED_PARTIES = _states(supervision.SUPERVISED_PARTIES)
INSPECTIONS = _events(supervision.INSPECTIONS, "inspected_on")
SERIOUS_CASES = _events(supervision.SERIOUS_CASES, "found_on", "filed_on", "decided_on")


def _people_at_sites(known: Mapping[str, Rows], as_of: date) -> Rows:
    there, hazards = running(known["exposures"], as_of), running(known["post_hazards"], as_of)
    met = hazards.select("post_id").distinct()
    marked = there.left_join(met, there.post_id == met.post_id).select(
        there.worker_id, there.site_id, exposed=met.post_id.notnull()
    )
    return marked.group_by("worker_id", "site_id").agg(exposed=marked.exposed.any())


#: Who is at which site on the day, and whether at a post with a listed hazard.
PEOPLE = OfDay(
    "people_of_day",
    {"worker_id": "int64", "site_id": "int64", "exposed": "boolean"},
    (EXPOSURES, POST_HAZARDS),
    _people_at_sites,
)
