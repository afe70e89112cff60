"""I01: share of key-industry employers that have declared their hazards at all sites."""

from __future__ import annotations

from collections.abc import Mapping

from zhifang.calc import Rows, add_months, day, outcome
from zhifang.indicators.definitions.asked import Asked
from zhifang.indicators.definitions.definition import Definition
from zhifang.indicators.definitions.of_day import (
    HAZARD_SITES,
    LATEST_FILINGS,
    LISTED_EMPLOYERS,
    SITE_DAYS,
    SPEAKING_TURNS,
)
from zhifang.indicators.definitions.population import (
    employers_with_hazard,
    in_key_industry,
    latest_opened,
    over_sites,
    with_hazard,
)

#: A declaration stays fresh for this many months in the variant ``valid: updated_13m``.
FRESH_MONTHS = 13


def subjects(facts: Mapping[str, Rows], asked: Asked) -> Rows:
    """Employers of K, each declared at all its sites or not; state of the day asked.

    ``frame``: all that the register knows, those that declared, those that some list names; how
    many there may be beside them is no matter of rows (`zhifang.indicators.frames`).
    """
    d = day(asked.as_of)
    turns = facts["speaking_turns"].filter(facts["speaking_turns"].rule == "DEC-01")
    running = with_hazard(turns, asked)
    lead = in_key_industry(employers_with_hazard(facts, asked), asked)
    last = latest_opened(turns, ("holder_id", "site_id"))
    here = last.semi_join(running, last.site_id == running.site_id)
    judged = here.mutate(outcome=outcome(here, d))
    met = judged.outcome == "MET"
    unmet = judged.outcome == "NOT_MET"
    if asked.variant.get("valid") == "updated_13m":
        filings = facts["latest_filings"]
        judged = judged.left_join(filings, judged.site_id == filings.site_id).select(
            judged, filings.declared_on
        )
        fresh = (add_months(judged.declared_on, FRESH_MONTHS) > d).fill_null(False)
        met = (judged.outcome == "MET") & fresh
        unmet = (judged.outcome == "NOT_MET") | ((judged.outcome == "MET") & ~fresh)
    states = judged.mutate(
        can_met=met,
        can_not=unmet,
        can_out=~met & ~unmet,
        pending=judged.outcome == "PENDING",
        due_on=judged.due_latest,
    )
    if asked.variant.get("frame") == "declared":
        declared = states.filter(states.done_on <= d)
        lead = lead.semi_join(declared, lead.holder_id == declared.holder_id)
    if asked.variant.get("frame") == "union":
        lead = lead.semi_join(facts["listed_employers"], "holder_id")
    return over_sites(states, lead, asked)


I01 = Definition(
    id="I01",
    rule="DEC-01",
    version="2",
    choices={
        "valid": ("any", "updated_13m"),
        "population": ("key", "all"),
        "frame": ("register", "declared", "union", "estimated"),
    },
    needs=(SPEAKING_TURNS, SITE_DAYS, HAZARD_SITES, LATEST_FILINGS, LISTED_EMPLOYERS),
    subjects=subjects,
)
