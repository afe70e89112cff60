"""DEC-07, the yearly update of a declaration, in plain words."""

from __future__ import annotations

from datetime import date

from zhifang.core.days import FAR, add_days, add_months
from zhifang.synthetic.reference.det01 import subject_of
from zhifang.synthetic.reference.turn import Turn, outcome
from zhifang.synthetic.reference.view import Facts, Site

#: A district's answer says less than 13 months; applied from this day.
UPDATED_FROM = date(2019, 1, 1)
LESS_THAN_MONTHS = 13


def turns_of_site(facts: Facts, site: Site, as_of: date) -> list[Turn]:
    """A turn for every filing standing while the site has a hazard."""
    rows = [r for r in facts.declarations.get(site, ()) if r["declared_on"] <= as_of]
    filed = sorted({r["declared_on"] for r in rows if r["kind"] in ("initial", "annual")})
    closings = sorted(r["declared_on"] for r in rows if r["kind"] == "closing")
    found = []
    for start, end in facts.hazard_days(site, as_of):
        for day in filed:
            if day >= end:
                continue
            over = min([end, *(closed for closed in closings if closed >= day)])
            after = min((later for later in filed if later > day), default=None)
            opened = max(day, start, UPDATED_FROM)
            if over <= opened or opened > as_of or (after is not None and after <= opened):
                continue
            due = max(add_days(add_months(day, LESS_THAN_MONTHS), -1), opened)
            done = after if after is not None and after < over else None
            turn = Turn(
                subject_of(site),
                day,
                opened,
                due,
                due,
                done_on=done,
                ended_on=over if over < FAR and over <= as_of else None,
                from_event=True,
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
