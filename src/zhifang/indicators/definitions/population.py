"""Who is counted in the state targets: employers in business here with a listed hazard."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from zhifang.calc import Rows, choose, day, first_of, nothing, value
from zhifang.indicators.definitions.asked import Asked
from zhifang.indicators.definitions.definition import with_decisive


def with_hazard(declaring_turns: Rows, asked: Asked) -> Rows:
    """The DEC-01 turns running on the day: a site has a listed hazard exactly while one runs."""
    d = day(asked.as_of)
    return declaring_turns.filter(
        declaring_turns.ended_on.isnull() | (declaring_turns.ended_on > d)
    )


def employers_with_hazard(facts: Mapping[str, Rows], asked: Asked) -> Rows:
    """H, each with its lead site: most workers exposed, tie lowest site number.

    Gives holder_id, site_id, industry. ``facts``: hazard_sites.
    """
    sites = facts["hazard_sites"]
    sites = sites.filter(sites.town.startswith(asked.district))
    lead = first_of(sites, ("holder_id",), [sites.workers.desc(), sites.site_no, sites.site_id])
    return lead.select("holder_id", "site_id", "industry")


def here_on(site_days: Rows, asked: Asked) -> Rows:
    """The sites of the district, also closed ones, on the day: what stood of them."""
    d = day(asked.as_of)
    return site_days.filter(
        (site_days.valid_from <= d)
        & ((site_days.valid_to > d) | site_days.valid_to.isnull())
        & site_days.town.startswith(asked.district)
    )


def open_on(site_days: Rows, asked: Asked) -> Rows:
    """The sites of the district that are not closed on the day: what stood of them."""
    here = here_on(site_days, asked)
    return here.filter(here.status != "closed")


def in_office(officers: Rows, role: str) -> Rows:
    """Who holds a role on the day: worker_id, holder_id, once each."""
    there = officers.filter((officers.role == role) & officers.valid_to.isnull())
    return there.select("worker_id", "holder_id").distinct()


def pairs_here(people: Rows, site_days: Rows, asked: Asked) -> Rows:
    """Workers of ``people`` (worker_id, site_id) at sites here, one row a worker and holder.

    Gives worker_id, holder_id and site_id, the one of the lowest number.
    """
    sites = open_on(site_days, asked)
    there = people.join(sites, people.site_id == sites.site_id).select(
        people.worker_id, sites.holder_id, sites.site_id, sites.site_no
    )
    return there.group_by("worker_id", "holder_id").agg(site_id=there.site_id.argmin(there.site_no))


def in_key_industry(lead: Rows, asked: Asked) -> Rows:
    """Those of ``lead`` whose industry belongs to a key industry of the plan."""
    if asked.variant.get("population") == "all":
        return lead
    belongs = value(False)
    for prefix in asked.key_industries:
        belongs = belongs | lead.industry.startswith(prefix)
    return lead.filter(belongs.fill_null(False))


def latest_opened(turns: Rows, keys: Sequence[str]) -> Rows:
    """The turn of each subject that was opened last."""
    return first_of(
        turns, keys, [turns.opened_on.desc(), turns.anchor_on.desc(), turns.obligation_id]
    )


def over_sites(states: Rows, lead: Rows, asked: Asked) -> Rows:
    """One row an employer from the states of its sites: any NOT is NOT, else any UNKNOWN is
    UNKNOWN, else any MET is MET, else OUT; over every completion.

    ``states``: holder_id, site_id, can_met, can_not, can_out, pending, due_on, done_on,
    obligation_id. Gives `SUBJECT_COLUMNS`.
    """
    mine = states.join(lead, states.holder_id == lead.holder_id).select(
        states, lead_site_id=lead.site_id
    )
    weighed = mine.mutate(
        weight=choose(mine.can_not, 2, 0) + choose(mine.can_out, 0, 1),
    )
    grouped = weighed.group_by("holder_id", "lead_site_id").agg(
        can_not=weighed.can_not.any(),
        quiet=(weighed.can_met | weighed.can_out).all(),
        some_met=weighed.can_met.any(),
        can_out=weighed.can_out.all(),
        pending=weighed.pending.any(),
    )
    order = [weighed.weight.desc(), weighed.due_on, weighed.obligation_id, weighed.site_id]
    told = with_decisive(grouped, weighed, ("holder_id",), order, asked)
    return told.select(
        subject_kind=value("employer"),
        subject_id=told.holder_id.cast("string"),
        party_id=told.holder_id,
        worker_id=nothing("int64"),
        site_id=told.lead_site_id,
        attributed_on=day(asked.as_of),
        can_met=told.quiet & told.some_met,
        can_not=told.can_not,
        can_out=told.can_out,
        pending=told.pending,
        due_on=told.due_on,
        done_on=told.done_on,
        obligation_id=told.obligation_id,
    )


def each_site(states: Rows, lead: Rows, asked: Asked) -> Rows:
    """One row a site of the employers of ``lead``; columns as `over_sites`."""
    mine = states.semi_join(lead, states.holder_id == lead.holder_id)
    return mine.select(
        subject_kind=value("site"),
        subject_id=mine.site_id.cast("string"),
        party_id=mine.holder_id,
        worker_id=nothing("int64"),
        site_id=mine.site_id,
        attributed_on=day(asked.as_of),
        can_met=mine.can_met,
        can_not=mine.can_not,
        can_out=mine.can_out,
        pending=mine.pending,
        due_on=mine.due_on,
        done_on=mine.done_on,
        obligation_id=mine.obligation_id,
    )
