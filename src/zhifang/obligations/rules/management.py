"""What TRA-01 and TRA-02 share: persons in office at an employer with hazards."""

from __future__ import annotations

from collections.abc import Mapping

from zhifang import statutes
from zhifang.calc import Derived, Rows, day, derived, first_of, greatest, least, open_end, united
from zhifang.obligations.rules.trainings import CYCLE, KEYS, TRAINED, good_in, graded_trainings
from zhifang.obligations.rules.workplace import HAZARD_PERIODS
from zhifang.registry.training.facts import OFFICERS

OFFICE = (*KEYS, "role")

#: Hours of a first training, hours of later ones, months for which one is good.
LAW = ("training_first_hours", "training_later_hours", "training_cycle_months")
FIRST, LATER = (statutes.parameter(one).values[-1] for one in LAW[:2])


def officer_periods(facts: Mapping[str, Rows]) -> Rows:
    """Who was in office at an employer while it had a listed hazard at any site, from the day
    the law gives a cycle. Gives `OFFICE`, site_id (where the term began), start, stop."""
    o = facts["officers"]
    following = o.valid_from.lead().over(
        group_by=[o.holder_id, o.site_id, o.worker_id, o.role], order_by=o.valid_from
    )
    o = o.mutate(start=o.valid_from, stop=least(open_end(o.valid_to), open_end(following)))
    terms = united(o.select(*OFFICE, "start", "stop"), OFFICE)
    begun = first_of(o, (*OFFICE, "start"), [o.site_no, o.site_id])
    terms = terms.join(
        begun, [*(terms[k] == begun[k] for k in OFFICE), terms.start == begun.start]
    ).select(terms, begun.site_id)
    h = facts["hazard_periods"]
    hazardous = united(h.select("holder_id", "start", "stop"), ("holder_id",))
    both = terms.join(hazardous, terms.holder_id == hazardous.holder_id).select(
        *OFFICE,
        "site_id",
        start=greatest(terms.start, hazardous.start, day(CYCLE.valid_from)),
        stop=least(terms.stop, hazardous.stop),
    )
    return both.filter(both.start < both.stop)


OFFICER_PERIODS = derived(
    "officer_periods",
    (OFFICERS, HAZARD_PERIODS),
    officer_periods,
    holder_id="int64",
    worker_id="int64",
    role="string",
    site_id="int64",
    start="date",
    stop="date",
)


GRADED_TRAININGS = graded_trainings("graded_trainings", FIRST, LATER)

NEEDS: tuple[Derived, ...] = (OFFICER_PERIODS, GRADED_TRAININGS)


def turns_of(role: str, facts: Mapping[str, Rows]) -> Rows:
    """Turns of everybody in office in a role."""
    periods = facts["officer_periods"]
    spans = periods.filter(periods.role == role).select(*KEYS, "site_id", "start", "stop")
    return TRAINED.turns(spans, good_in(spans, facts["graded_trainings"]))
