"""I03: share of the in-service examinations due in the year that were done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from zhifang.calc import (
    Column,
    Rows,
    add_days,
    case,
    choose,
    coalesce,
    day,
    first_of,
    outcome,
    value,
)
from zhifang.indicators.definitions.asked import Asked
from zhifang.indicators.definitions.definition import Definition, ended_by, with_decisive
from zhifang.indicators.definitions.of_day import SITE_DAYS, SPEAKING_TURNS


def subjects(facts: Mapping[str, Rows], asked: Asked) -> Rows:
    """(Worker, duty holder) pairs with an examination due in the year, or in arrears from before.

    A pair is met when every examination due is done by the day asked.
    """
    d = day(asked.as_of)
    start = day(asked.period_start)
    spoken = facts["speaking_turns"]
    turns = ended_by(spoken.filter(spoken.rule == "HEX-02"), asked)
    lives = ~turns.over | (turns.ended_on > start)
    if asked.variant.get("denominator") == "all_exposed":
        counted = whole_population(turns.filter(lives), asked)
    else:
        counted = due_in_period(turns.filter(lives), asked)
    there = counted.mutate(
        seen_on=case(
            (counted.over, add_days(counted.ended_on, -1)),
            (counted.done_on <= d, counted.done_on),
            otherwise=d,
        ),
        waits=~counted.over & (counted.done_on.isnull() | (counted.done_on > d)),
    )
    keys = (
        ("worker_id",) if asked.variant.get("subject") == "person" else ("worker_id", "holder_id")
    )
    weighed = there.mutate(
        weight=case(
            (there.not_low & there.not_high, value(4)),
            (there.not_low | there.not_high, value(3)),
            (there.met_low | there.met_high, value(2)),
            otherwise=value(1),
        ),
        due_on=there.due_latest,
    )
    judged = by_hazard(weighed)
    grouped = judged.group_by(*keys).agg(
        can_not=judged.can_not.any(),
        quiet=(judged.can_met | judged.can_out).all(),
        some_met=judged.can_met.any(),
        can_out=judged.can_out.all(),
        pending=judged.waits.any(),
        seen_on=judged.seen_on.max(),
        one_holder=judged.holder_id.min(),
        one_site=judged.lowest_site.min(),
        other_site=judged.highest_site.max(),
    )
    grouped = last_place(grouped, weighed, keys)
    order = [weighed.weight.desc(), weighed.due_on, weighed.anchor_on, weighed.obligation_id]
    told = with_decisive(grouped, weighed, keys, order, asked)
    if asked.variant.get("subject") == "person":
        kind, subject = value("person"), told.worker_id.cast("string")
    else:
        kind = value("pair")
        subject = told.worker_id.cast("string") + value("@") + told.party_id.cast("string")
    return told.select(
        subject_kind=kind,
        subject_id=subject,
        party_id=told.party_id,
        worker_id=told.worker_id,
        site_id=told.site_id,
        attributed_on=told.attributed_on,
        can_met=told.quiet & told.some_met,
        can_not=told.can_not,
        can_out=told.can_out,
        pending=told.pending,
        due_on=told.due_on,
        done_on=told.done_on,
        obligation_id=told.obligation_id,
    )


def due_in_period(turns: Rows, asked: Asked) -> Rows:
    """What each turn adds, for the least and the greatest due day it may have.

    A due day counts when it came while the worker was there: in the period, or before it when
    the turn was still open at the period's start. One exam made early enters when due.
    """
    d = day(asked.as_of)
    start = day(asked.period_start)
    done = (turns.done_on <= d).fill_null(False)
    open_at_start = turns.done_on.isnull() | (turns.done_on >= start)
    undatable = turns.due_earliest.isnull()

    def adds(due: Column) -> tuple[Column, Column]:
        # Undone on its due day it is still in time.
        came = (due < d) | ((due == d) & done)
        reached = came & (~turns.over | (turns.ended_on > due))
        counts = (reached & ((due >= start) | open_at_start)).fill_null(False)
        timely = done
        if asked.variant.get("count") == "on_time":
            timely = done & (turns.done_on <= due).fill_null(False)
        return counts & timely, counts & ~timely

    met_low, not_low = adds(turns.due_earliest)
    met_high, not_high = adds(turns.due_latest)
    # Where not even a due day can be said, it may have come, or not.
    uncertain = undatable & open_at_start
    return turns.mutate(
        met_low=met_low & ~undatable,
        not_low=not_low & ~undatable,
        met_high=choose(undatable, uncertain & done, met_high),
        not_high=choose(undatable, uncertain & ~done, not_high),
    )


def by_hazard(turns: Rows) -> Rows:
    """What each hazard of a worker at a duty holder may be.

    What is missing of one post holds for all its turns: they are all judged by the least cycle,
    or all by the greatest.
    """
    h = turns.group_by("holder_id", "worker_id", "hazard").agg(
        met_low=turns.met_low.any(),
        not_low=turns.not_low.any(),
        met_high=turns.met_high.any(),
        not_high=turns.not_high.any(),
        waits=turns.waits.any(),
        seen_on=turns.seen_on.max(),
        lowest_site=turns.site_id.min(),
        highest_site=turns.site_id.max(),
    )
    return h.mutate(
        can_not=h.not_low | h.not_high,
        can_met=(h.met_low & ~h.not_low) | (h.met_high & ~h.not_high),
        can_out=(~h.met_low & ~h.not_low) | (~h.met_high & ~h.not_high),
    )


def last_place(grouped: Rows, turns: Rows, keys: Sequence[str]) -> Rows:
    """Adds party_id, site_id and attributed_on: where a subject was seen last, and when.

    Nearly all have turns at one site only; the turns of the others are put in order.
    """
    moved = grouped.filter(grouped.one_site != grouped.other_site)
    theirs = turns.semi_join(moved, list(keys))
    last = first_of(
        theirs, keys, [theirs.seen_on.desc(), theirs.site_no, theirs.holder_id, theirs.hazard]
    ).select(*keys, last_holder="holder_id", last_site="site_id")
    both = grouped.left_join(last, [grouped[key] == last[key] for key in keys]).select(
        grouped, last.last_holder, last.last_site
    )
    return both.mutate(
        party_id=coalesce(both.last_holder, both.one_holder),
        site_id=coalesce(both.last_site, both.one_site),
        attributed_on=both.seen_on,
    )


def whole_population(turns: Rows, asked: Asked) -> Rows:
    """The reading "of all exposed": examined within the running cycle, or not."""
    d = day(asked.as_of)
    last = first_of(
        turns,
        ("holder_id", "worker_id", "hazard"),
        [turns.opened_on.desc(), turns.anchor_on.desc(), turns.obligation_id],
    )
    judged = last.mutate(outcome=outcome(last, d))
    here = judged.filter(~judged.over)
    in_time = here.outcome.isin(["PENDING", "MET"]) & (here.anchor_kind == "event")
    maybe = (here.outcome == "UNKNOWN") & (here.anchor_kind == "event")
    return here.mutate(
        met_low=in_time,
        not_low=~in_time,
        met_high=in_time | maybe,
        not_high=~in_time & ~maybe,
        done_on=case((here.anchor_kind == "event", here.anchor_on), otherwise=here.done_on),
    ).drop("outcome")


I03 = Definition(
    id="I03",
    rule="HEX-02",
    version="1",
    choices={
        "denominator": ("due", "all_exposed"),
        "count": ("by_period_end", "on_time"),
        "subject": ("pair", "person"),
    },
    needs=(SPEAKING_TURNS, SITE_DAYS),
    subjects=subjects,
)
