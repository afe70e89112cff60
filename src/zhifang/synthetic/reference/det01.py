"""DET-01, periodic measurement of a site, in plain words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection
from datetime import date
from itertools import pairwise

from zhifang.core.days import FAR, add_days
from zhifang.synthetic.reference import law
from zhifang.synthetic.reference.days import Span, holds, joined, without
from zhifang.synthetic.reference.recurring import Stretch, turns_of_episode
from zhifang.synthetic.reference.turn import Turn
from zhifang.synthetic.reference.view import Facts, Row, Site

RULE = "DET-01"
QUALIFYING = {"10", "31", "32"}
#: Sampling needs production: these days after a suspension are not owed either.
DAYS_AFTER_SUSPENSION = 30


def subject_of(site: Site) -> str:
    """The natural key of a turn's subject."""
    return f"{site[0]}/{site[1]}"


def _not_owed(facts: Facts, site: Site, as_of: date) -> list[Span]:
    spans = []
    for state in facts.states(site, as_of):
        if state.row["status"] == "suspended":
            end = state.end if state.end == FAR else add_days(state.end, DAYS_AFTER_SUSPENSION)
            spans.append((state.start, end))
    return joined(spans)


def report_days(
    facts: Facts, site: Site, as_of: date, kinds: Collection[str] = QUALIFYING
) -> list[date]:
    """Days of the reports that cover every post-hazard pair present on their last sampling day."""
    reports: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in facts.samples.get(site, ()):
        if row["report_kind"] in kinds:
            reports[row["institution_code"], row["report_no"]].append(row)
    found = set()
    present = facts.post_hazards(site, as_of)
    for rows in reports.values():
        day = max(row["sampled_on"] for row in rows)  # the day of the report, one event
        if day > as_of:
            continue
        measured = {((*site, row["workshop"], row["post"]), row["hazard"]) for row in rows}
        wanted = {
            (post, hazard) for post, hazard, state in present if state.start <= day < state.end
        }
        if wanted <= measured:
            found.add(day)
    return sorted(found)


def stretches(
    facts: Facts,
    site: Site,
    start: date,
    as_of: date,
    months_of: Callable[[tuple[str, ...], date], law.Months] = law.measurement_months,
) -> list[Stretch]:
    """The days from the episode's start, cut wherever presence, class or law changes."""
    episode = next((one for one in facts.hazard_days(site, as_of) if holds(one, start)), None)
    if episode is None:
        return []
    owed = without([episode], _not_owed(facts, site, as_of))
    states = facts.states(site, as_of)
    present = facts.post_hazards(site, as_of)
    cuts = {start, FAR, law.LAW_IN_FORCE, law.MEASUREMENT_CHANGE, law.RISK_CATALOGUE_FROM}
    cuts |= {day for span in owed for day in span}
    cuts |= {day for state in states for day in (state.start, state.end)}
    cuts |= {day for _, _, state in present for day in (state.start, state.end)}
    days = sorted(day for day in cuts if day >= start)
    found: list[Stretch] = []
    for first, end in pairwise(days):
        # a suspension defers a measurement and does not end it (decision record 5)
        months: law.Months = law.RESTING if holds(episode, first) else None
        if any(holds(span, first) for span in owed):
            state = next((s for s in states if s.start <= first < s.end), None)
            recorded = state.row["risk_class"] if state else None
            industry = state.row["industry"] if state else None
            hazards = {h for _, h, s in present if s.start <= first < s.end}
            classes = law.risk_classes(recorded, industry, hazards, first)
            months = months_of(classes, first)
        found.append((first, end, months))
    return found


def turns_of_site(facts: Facts, site: Site, as_of: date) -> list[Turn]:
    """Every turn of one site, as the view of the day shows them."""
    found: list[Turn] = []
    days = report_days(facts, site, as_of)
    for start, end in facts.hazard_days(site, as_of):
        events = [day for day in days if start <= day < end]

        def seen(day: date, start: date = start) -> list[Stretch]:
            return stretches(facts, site, start, day)

        found += turns_of_episode(subject_of(site), (start, end), events, seen, as_of)
    return found


def turns(facts: Facts, as_of: date) -> list[Turn]:
    """Every turn of the district on a day."""
    found: list[Turn] = []
    for site in sorted(facts.posts_of_site):
        found += turns_of_site(facts, site, as_of)
    return found
