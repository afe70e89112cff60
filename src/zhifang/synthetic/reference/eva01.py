"""EVA-01, evaluation of the current status of a site with a severe hazard, in plain words."""

from __future__ import annotations

from datetime import date

from zhifang.core.days import FAR, add_months
from zhifang.synthetic.reference import law
from zhifang.synthetic.reference.det01 import report_days, stretches, subject_of
from zhifang.synthetic.reference.recurring import Stretch, turns_of_episode
from zhifang.synthetic.reference.turn import Turn
from zhifang.synthetic.reference.view import Facts, Site

#: Kinds of reports that evaluate the current status.
EVALUATING = {"31"}


def turns_of_site(facts: Facts, site: Site, as_of: date) -> list[Turn]:
    """Every turn of one site; the latest due day of what is perhaps not owed is FAR."""
    found: list[Turn] = []
    days = report_days(facts, site, as_of, EVALUATING)
    for start, end in facts.hazard_days(site, as_of):
        events = [day for day in days if start <= day < end]

        def seen(day: date, start: date = start) -> list[Stretch]:
            return stretches(facts, site, start, day, law.evaluation_months)

        found += turns_of_episode(subject_of(site), (start, end), events, seen, as_of)
    for turn in found:
        if turn.due_latest and turn.due_latest >= add_months(turn.anchor, law.NEVER):
            turn.due_latest = FAR
    return found


def turns(facts: Facts, as_of: date) -> list[Turn]:
    """Every turn of the district on a day."""
    return [
        turn for site in sorted(facts.posts_of_site) for turn in turns_of_site(facts, site, as_of)
    ]
