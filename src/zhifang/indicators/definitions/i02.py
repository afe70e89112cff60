"""I02: share of key-industry employers whose sites are measured within the cycle in force."""

from __future__ import annotations

from collections.abc import Mapping

from zhifang.calc import (
    Column,
    Rows,
    add_days,
    add_months,
    case,
    coalesce,
    day,
    nothing,
    outcome,
    value,
)
from zhifang.indicators.definitions.asked import Asked
from zhifang.indicators.definitions.definition import Definition
from zhifang.indicators.definitions.of_day import (
    HAZARD_SITES,
    POST_HAZARD_SAMPLES,
    SITE_DAYS,
    SPEAKING_TURNS,
)
from zhifang.indicators.definitions.population import (
    each_site,
    employers_with_hazard,
    in_key_industry,
    latest_opened,
    over_sites,
    with_hazard,
)


def subjects(facts: Mapping[str, Rows], asked: Asked) -> Rows:
    """Employers of K (or their sites, or post-hazard pairs); state of the open turn on the day."""
    speaking = facts["speaking_turns"]
    declaring = speaking.filter(speaking.rule == "DEC-01")
    running = with_hazard(declaring, asked)
    lead = in_key_industry(employers_with_hazard(facts, asked), asked)
    turns = speaking.filter(speaking.rule == "DET-01").semi_join(lead, "holder_id")
    last = latest_opened(turns, ("holder_id", "site_id"))
    here = last.semi_join(running, last.site_id == running.site_id)
    if asked.variant.get("cycle") == "calendar_year":
        here = by_calendar_year(here)
    if asked.variant.get("subject") == "post_hazard":
        return each_pair(facts["post_hazard_samples"], here, lead, asked)
    states = site_states(here, asked)
    if asked.variant.get("subject") == "site":
        return each_site(states, lead, asked)
    return over_sites(states, lead, asked)


def site_states(turns: Rows, asked: Asked) -> Rows:
    """The state of each site from its open turn: past due NOT; in time and anchored on a
    measurement met; in time and anchored on the start pending."""
    d = day(asked.as_of)
    judged = turns.mutate(outcome=outcome(turns, d))
    in_time = (judged.outcome == "PENDING") & (judged.anchor_kind == "event")
    waiting = (judged.outcome == "PENDING") & (judged.anchor_kind != "event")
    unsure = judged.outcome == "UNKNOWN"
    met = in_time | (judged.outcome == "MET")
    return judged.mutate(
        can_met=met | (unsure & (judged.anchor_kind == "event")),
        can_not=(judged.outcome == "NOT_MET") | unsure,
        can_out=waiting
        | (judged.outcome == "NOT_APPLICABLE")
        | (unsure & (judged.anchor_kind != "event")),
        pending=waiting,
        due_on=judged.due_latest,
        done_on=case((judged.anchor_kind == "event", judged.anchor_on), otherwise=nothing("date")),
    )


def by_calendar_year(turns: Rows) -> Rows:
    """The reading "once in each calendar year (or three)": due on the year's last day."""

    def year_end(column: Column) -> Column:
        return (column.year().cast("string") + value("-12-31")).cast("date")

    passed = turns.anchor_kind == "event"
    earliest = year_end(add_months(turns.anchor_on, turns.months_low))
    latest = year_end(add_months(turns.anchor_on, turns.months_high))
    # "Judged at the end of the day": on 31 December the year is over.
    return turns.mutate(
        due_earliest=case(
            (passed & turns.months_low.notnull(), add_days(earliest, -1)),
            otherwise=turns.due_earliest,
        ),
        due_latest=case(
            (passed & turns.months_high.notnull(), add_days(latest, -1)),
            otherwise=turns.due_latest,
        ),
    )


def each_pair(samples: Rows, turns: Rows, lead: Rows, asked: Asked) -> Rows:
    """One row a post-hazard pair: sampled within the cycle that its site is under on the day."""
    d = day(asked.as_of)
    pairs = samples.join(turns, samples.site_id == turns.site_id).select(
        samples, turns.months_low, turns.months_high, turns.obligation_id, turns.ended_on
    )
    pairs = pairs.semi_join(lead, pairs.holder_id == lead.holder_id)
    start = coalesce(pairs.sampled_on, pairs.since)
    earliest = add_months(start, pairs.months_low)
    latest = add_months(start, pairs.months_high)
    rests = pairs.months_low.isnull()
    in_time = (d <= latest).fill_null(False)
    past = (d > earliest).fill_null(False)
    sampled = pairs.sampled_on.notnull()
    return pairs.select(
        subject_kind=value("post_hazard"),
        subject_id=pairs.post_id.cast("string") + value(":") + pairs.hazard,
        party_id=pairs.holder_id,
        worker_id=nothing("int64"),
        site_id=pairs.site_id,
        attributed_on=d,
        can_met=in_time & sampled & ~rests,
        can_not=past & ~rests,
        can_out=rests | (in_time & ~sampled),
        pending=in_time & ~sampled & ~rests,
        due_on=latest,
        done_on=pairs.sampled_on,
        obligation_id=pairs.obligation_id,
    )


I02 = Definition(
    id="I02",
    rule="DET-01",
    version="2",
    choices={
        "subject": ("employer", "site", "post_hazard"),
        "cycle": ("rolling", "calendar_year"),
        "day": ("sampled", "issued"),
    },
    needs=(SPEAKING_TURNS, SITE_DAYS, HAZARD_SITES, POST_HAZARD_SAMPLES),
    subjects=subjects,
    reads=("DEC-01",),
)
