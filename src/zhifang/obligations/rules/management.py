"""What TRA-01 and TRA-02 share: persons in office at an employer with hazards, and trainings."""

from __future__ import annotations

from collections.abc import Mapping

from zhifang import statutes
from zhifang.calc import (
    Derived,
    Renewed,
    Rows,
    add_months,
    choose,
    day,
    derived,
    first_of,
    greatest,
    least,
    nothing,
    open_end,
    united,
)
from zhifang.obligations.rules.workplace import HAZARD_PERIODS
from zhifang.registry.training.facts import OFFICERS, TRAININGS

KEYS = ("holder_id", "worker_id")
OFFICE = (*KEYS, "role")

#: Hours of a first training, hours of later ones, months for which one is good.
LAW = ("training_first_hours", "training_later_hours", "training_cycle_months")
FIRST, LATER, CYCLE = (statutes.parameter(one).values[-1] for one in LAW)

TRAINED = Renewed(
    keys=KEYS,
    months=int(CYCLE.value),
    left_why="over",
    missing="training_hours",
    law_ref=f"{CYCLE.citation.law} {CYCLE.citation.article}",
)


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


def graded_trainings(facts: Mapping[str, Rows]) -> Rows:
    """The days on which somebody finished a training with hours enough, for sure or perhaps.

    Enough are the hours of a first training, or those of a later one after a first; what was
    finished before the law asked for hours is enough. Blank hours may be any number. Gives
    worker_id, event_on, event_ref, sure.
    """
    t = facts["trainings"]
    before = t.trained_on < day(FIRST.valid_from)
    first = before | (t.hours >= int(FIRST.value)).fill_null(False)
    graded = t.mutate(first=first, blank=t.hours.isnull() & ~before)
    began = graded.mutate(
        sure_on=choose(graded.first, graded.trained_on, nothing("date")),
        maybe_on=choose(graded.first | graded.blank, graded.trained_on, nothing("date")),
    )
    firsts = began.group_by("worker_id").agg(
        sure_on=began.sure_on.min(), maybe_on=began.maybe_on.min()
    )
    known = graded.join(firsts, graded.worker_id == firsts.worker_id).select(
        graded, firsts.sure_on, firsts.maybe_on
    )
    later = (known.hours >= int(LATER.value)).fill_null(False)
    sure = known.first | (later & (known.sure_on < known.trained_on).fill_null(False))
    maybe = known.blank | (later & (known.maybe_on < known.trained_on).fill_null(False))
    told = known.mutate(sure=sure, maybe=maybe)
    enough = told.filter(told.sure | told.maybe)
    best = first_of(enough, ("worker_id", "trained_on"), [choose(enough.sure, 0, 1), enough.id])
    return best.select("worker_id", "sure", event_on="trained_on", event_ref="id")


GRADED_TRAININGS = derived(
    "graded_trainings",
    (TRAININGS,),
    graded_trainings,
    worker_id="int64",
    event_on="date",
    event_ref="int64",
    sure="boolean",
)

NEEDS: tuple[Derived, ...] = (OFFICER_PERIODS, GRADED_TRAININGS)


def turns_of(role: str, facts: Mapping[str, Rows]) -> Rows:
    """Turns of everybody in office in a role."""
    periods = facts["officer_periods"]
    spans = periods.filter(periods.role == role).select(*KEYS, "site_id", "start", "stop")
    g = facts["graded_trainings"]
    events = spans.join(
        g,
        [
            spans.worker_id == g.worker_id,
            g.event_on < spans.stop,
            add_months(g.event_on, TRAINED.months) >= spans.start,
        ],
    ).select(*[spans[k] for k in (*KEYS, "start")], g.event_on, g.event_ref, g.sure)
    return TRAINED.turns(spans, events)
