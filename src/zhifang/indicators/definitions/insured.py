"""I14: workers covered by work-injury insurance."""

from __future__ import annotations

from collections.abc import Mapping

from zhifang.calc import Rows, day, nothing, value
from zhifang.indicators.definitions.asked import Asked
from zhifang.indicators.definitions.definition import Definition
from zhifang.indicators.definitions.of_day import HAZARD_SITES, SITE_DAYS
from zhifang.indicators.definitions.of_district import (
    INSURANCE_LISTS,
    INSURED_PERSONS,
    OPEN_MATCHES,
    PEOPLE,
)
from zhifang.indicators.definitions.population import employers_with_hazard, pairs_here


def subjects(facts: Mapping[str, Rows], asked: Asked) -> Rows:
    """Workers at employers with hazards (agency workers where they work), on the list or not.

    Without a list complete through the day, who is not found on one is unknown, and so is whom
    a row without identity number may be.
    """
    people, population = facts["people_of_day"], asked.variant.get("population")
    if population == "exposed":
        people = people.filter(people.exposed)
    pairs = pairs_here(people, facts["site_days"], asked)
    if population != "all":
        holders = employers_with_hazard(facts, asked)
        pairs = pairs.semi_join(holders, pairs.holder_id == holders.holder_id)
    insured = _on_the_day(facts["insured_persons_by_day"], "insured")
    maybe = _on_the_day(facts["open_matches_by_day"], "perhaps")
    lists = facts["insurance_lists_by_day"]
    listed = lists.aggregate(through=lists.complete_through.max())
    known = pairs.left_join(insured, pairs.worker_id == insured.worker_id).select(
        pairs, insured.insured
    )
    known = known.left_join(maybe, known.worker_id == maybe.worker_id).select(known, maybe.perhaps)
    known = known.cross_join(listed)
    complete = (known.through >= day(asked.as_of)).fill_null(False)
    sure = known.insured.fill_null(False)
    may_be = sure | known.perhaps.fill_null(False) | ~complete
    return known.select(
        subject_kind=value("pair"),
        subject_id=known.worker_id.cast("string") + value(":") + known.holder_id.cast("string"),
        party_id=known.holder_id,
        worker_id=known.worker_id,
        site_id=known.site_id,
        attributed_on=day(asked.as_of),
        can_met=may_be,
        can_not=~sure,
        can_out=value(False),
        pending=value(False),
        due_on=nothing("date"),
        done_on=nothing("date"),
        obligation_id=nothing("string"),
    )


def _on_the_day(periods: Rows, name: str) -> Rows:
    """The workers of the periods that hold the day."""
    there = periods.filter(periods.valid_to.isnull())
    return there.select("worker_id").distinct().mutate(**{name: value(True)})


I14 = Definition(
    id="I14",
    rule="INS-01",
    version="2",
    choices={"population": ("hazard", "exposed", "all")},
    needs=(
        HAZARD_SITES,
        SITE_DAYS,
        PEOPLE,
        INSURED_PERSONS,
        OPEN_MATCHES,
        INSURANCE_LISTS,
    ),
    subjects=subjects,
    reads=("DEC-01",),
)
