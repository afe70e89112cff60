"""Who is where on a day: employers with hazards here, their lead sites, exposed pairs."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date
from typing import cast

from zhifang.synthetic.reference.view import Facts, Site, Worker

Pair = tuple[str, Worker]  # duty holder, worker
Placed = tuple[date, date, Site]  # first day, day after the last, site


def pair_sites(facts: Facts, pair: Pair, as_of: date) -> list[Placed]:
    """(first day, day after the last, site) of everything the pair is exposed to."""
    pieces = facts.pieces(pair, as_of)
    return [(one.start, one.end, one.site) for hazard in pieces for one in pieces[hazard]]


def pair_site(spans: list[Placed], day: date) -> Site | None:
    """The site of a pair on a day: the lowest one it is exposed at."""
    return min((site for start, end, site in spans if start <= day < end), default=None)


def pair_subject(pair: Pair) -> str:
    """The natural key of a row about a pair."""
    return f"{pair[0]}|{pair[1][0]}|{pair[1][1]}"


def town_of(facts: Facts, site: Site | None, day: date, as_of: date) -> str:
    """The township of a site on a day, "" when it cannot be said."""
    if site is None:
        return ""
    for state in facts.states(site, as_of):
        if state.start <= day < state.end:
            return state.row["town"] or ""
    return ""


class Population:
    """The district at the end of a day; ``district`` is the beginning of the towns that are here.

    ``sites``: H of semantics 5, each holder with its sites here that have a listed hazard.
    ``leads``: the lead site of each. ``exposed``: each pair exposed here with its lowest site.
    """

    def __init__(self, facts: Facts, as_of: date, district: str = "") -> None:
        self.facts = facts
        self.as_of = as_of
        self.district = district
        self.sites: dict[str, list[Site]] = defaultdict(list)
        for site in sorted(facts.posts_of_site):
            hazardous = any(start <= as_of < end for start, end in facts.hazard_days(site, as_of))
            if hazardous and self.is_here(site):
                self.sites[site[0]].append(site)
        self.spans = {pair: pair_sites(facts, pair, as_of) for pair in sorted(facts.exposure_rows)}
        count: Counter[Site] = Counter()
        self.exposed: dict[Pair, Site] = {}
        for pair, spans in self.spans.items():
            at = {site for start, end, site in spans if start <= as_of < end}
            count.update(at)
            here = [site for site in at if self.is_here(site)]
            if here:
                self.exposed[pair] = min(here)
        self.leads = {
            holder: min(sites, key=lambda site: (-count[site], site))
            for holder, sites in sorted(self.sites.items())
        }

    def town(self, site: Site | None) -> str:
        """The township of a site on the day."""
        return town_of(self.facts, site, self.as_of, self.as_of)

    def is_here(self, site: Site) -> bool:
        """Whether the site stands in the district on the day."""
        return self.town(site).startswith(self.district)

    def is_open(self, site: Site) -> bool:
        """Whether the site stands here and is not closed."""
        closed = self.facts.closed(site, self.as_of)
        return self.is_here(site) and not any(a <= self.as_of < b for a, b in closed)


def population(facts: Facts, as_of: date, district: str = "") -> Population:
    """The population of a day, counted once for the same facts."""
    key = ("population", as_of, district)
    if key not in facts.kept:
        facts.kept[key] = Population(facts, as_of, district)
    return cast(Population, facts.kept[key])
