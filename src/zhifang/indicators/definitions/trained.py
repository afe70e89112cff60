"""I04 and I05: principals and occupational-health managers trained within the year."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from zhifang import statutes
from zhifang.calc import Rows, add_months, day, nothing, value
from zhifang.indicators.definitions.asked import Asked
from zhifang.indicators.definitions.definition import Definition
from zhifang.indicators.definitions.of_day import HAZARD_SITES, SITE_DAYS
from zhifang.indicators.definitions.of_district import OFFICERS, TRAININGS
from zhifang.indicators.definitions.population import employers_with_hazard, in_office

NEEDS = (HAZARD_SITES, SITE_DAYS, OFFICERS, TRAININGS)


def _hours(parameter: str) -> tuple[date, int]:
    """The day from which a number of hours is asked for, and the number."""
    asked = statutes.parameter(parameter).values[-1]
    return asked.valid_from, int(asked.value)


def judged(trainings: Rows, asked: Asked) -> Rows:
    """Of each person: worker_id, ``sure`` and ``maybe`` trained on the day, ``done_on``.

    A training is good for a cycle of months. The first must reach the hours of a first one;
    after such a first, the hours of a later one do. What finished before hours were asked for
    counts whatever its hours; blank hours may be anything.
    """
    d = day(asked.as_of)
    asked_from, first_hours = _hours("training_first_hours")
    later_hours = _hours("training_later_hours")[1]
    months = _hours("training_cycle_months")[1]
    t = trainings
    before = t.trained_on < day(asked_from)
    first = before | (t.hours >= first_hours).fill_null(False)
    graded = t.mutate(first=first, blank=t.hours.isnull() & ~before)
    firsts = graded.group_by("worker_id").agg(
        first_sure=graded.trained_on.min(where=graded.first),
        first_maybe=graded.trained_on.min(where=graded.first | graded.blank),
    )
    fresh = graded.filter(add_months(graded.trained_on, months) >= d)
    known = fresh.join(firsts, "worker_id")
    if asked.variant.get("hours") == "any":
        judged_each = known.mutate(sure=value(True), maybe=value(True))
    else:
        later = (known.hours >= later_hours).fill_null(False)
        sure = known.first | (later & (known.first_sure < known.trained_on).fill_null(False))
        maybe = (
            sure | known.blank | (later & (known.first_maybe < known.trained_on).fill_null(False))
        )
        judged_each = known.mutate(sure=sure, maybe=maybe)
    return judged_each.group_by("worker_id").agg(
        sure=judged_each.sure.any(),
        maybe=judged_each.maybe.any(),
        done_on=judged_each.trained_on.max(where=judged_each.maybe),
    )


def _officers(facts: Mapping[str, Rows], asked: Asked, role: str) -> tuple[Rows, Rows]:
    """(Subjects that are persons in office at employers with hazards, those employers)."""
    lead = employers_with_hazard(facts, asked)
    holders = in_office(facts["officers_by_day"], role)
    people = holders.join(lead, holders.holder_id == lead.holder_id).select(holders, lead.site_id)
    trained = judged(facts["trainings_by_day"], asked)
    both = people.left_join(trained, people.worker_id == trained.worker_id).select(
        people, trained.sure, trained.maybe, trained.done_on
    )
    sure, maybe = both.sure.fill_null(False), both.maybe.fill_null(False)
    persons = both.select(
        subject_kind=value(role),
        subject_id=both.worker_id.cast("string") + value(":") + both.holder_id.cast("string"),
        party_id=both.holder_id,
        worker_id=both.worker_id,
        site_id=both.site_id,
        attributed_on=day(asked.as_of),
        can_met=maybe,
        can_not=~sure,
        can_out=value(False),
        pending=value(False),
        due_on=nothing("date"),
        done_on=both.done_on,
        obligation_id=nothing("string"),
    )
    return persons, lead.anti_join(holders, lead.holder_id == holders.holder_id)


def _without(lead: Rows, asked: Asked, *, can_met: bool, can_not: bool, can_out: bool) -> Rows:
    """A subject for each employer with nobody in office."""
    return lead.select(
        subject_kind=value("employer"),
        subject_id=lead.holder_id.cast("string"),
        party_id=lead.holder_id,
        worker_id=nothing("int64"),
        site_id=lead.site_id,
        attributed_on=day(asked.as_of),
        can_met=value(can_met),
        can_not=value(can_not),
        can_out=value(can_out),
        pending=value(False),
        due_on=nothing("date"),
        done_on=nothing("date"),
        obligation_id=nothing("string"),
    )


def principals(facts: Mapping[str, Rows], asked: Asked) -> Rows:
    """Principals of H; an employer without one on record is unknown."""
    persons, nobody = _officers(facts, asked, "principal")
    return persons.union(_without(nobody, asked, can_met=True, can_not=True, can_out=False))


def managers(facts: Mapping[str, Rows], asked: Asked) -> Rows:
    """Managers of H; an employer that has none counts as one untrained, or is left out."""
    persons, nobody = _officers(facts, asked, "manager")
    out = asked.variant.get("no_manager") == "out"
    return persons.union(_without(nobody, asked, can_met=False, can_not=not out, can_out=out))


I04 = Definition(
    id="I04",
    rule="TRA-01",
    version="2",
    choices={"hours": ("rule", "any")},
    needs=NEEDS,
    subjects=principals,
    reads=("DEC-01",),
    law=("training_first_hours", "training_later_hours", "training_cycle_months"),
)
I05 = Definition(
    id="I05",
    rule="TRA-02",
    version="2",
    choices={"no_manager": ("not_met", "out")},
    needs=NEEDS,
    subjects=managers,
    reads=("DEC-01",),
    law=("training_first_hours", "training_later_hours", "training_cycle_months"),
)
