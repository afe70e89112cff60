"""DEC-01, declaration of hazards, in plain words."""

from __future__ import annotations

from datetime import date

from zhifang.core.days import FAR, add_days
from zhifang.synthetic.reference.det01 import subject_of
from zhifang.synthetic.reference.turn import Turn, outcome
from zhifang.synthetic.reference.view import Facts, Site

RULE = "DEC-01"
DISCHARGING = {"initial", "change", "annual"}


def turns_of_site(facts: Facts, site: Site, as_of: date, grace_days: int = 0) -> list[Turn]:
    """A turn for every start of the condition, and for every closing declaration inside it."""
    rows = [r for r in facts.declarations.get(site, ()) if r["declared_on"] <= as_of]
    declared = sorted(r["declared_on"] for r in rows if r["kind"] in DISCHARGING)
    closings = sorted({r["declared_on"] for r in rows if r["kind"] == "closing"})
    found = []
    for start, end in facts.hazard_days(site, as_of):
        for anchor in sorted({start} | {day for day in closings if start <= day < end}):
            closed_on = max((day for day in closings if day <= anchor), default=date.min)
            standing = [day for day in declared if closed_on < day <= anchor]
            # a filing and its closing on one day: the closing stands
            first = add_days(anchor, 1) if anchor in closings else anchor
            later = [day for day in declared if first <= day < end]
            done_on = max(standing, default=None) or min(later, default=None)
            turn = Turn(
                subject_of(site),
                anchor,
                anchor,
                add_days(anchor, grace_days),
                add_days(anchor, grace_days),
                done_on=done_on,
                ended_on=end if done_on is None and end < FAR and end <= as_of else None,
            )
            turn.outcome = outcome(turn, as_of)
            found.append(turn)
    return found


def turns(facts: Facts, as_of: date) -> list[Turn]:
    """Every turn of the district on a day."""
    found: list[Turn] = []
    for site in sorted(facts.posts_of_site):
        found += turns_of_site(facts, site, as_of)
    return found
