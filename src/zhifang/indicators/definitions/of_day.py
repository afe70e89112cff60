"""The relations of the day asked. Nothing after that day is shown, but for what a turn itself
carries, which its outcome on the day does not read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from zhifang.calc import Relation, Rows, case, coalesce, day, nothing, value
from zhifang.indicators.definitions.known import (
    DECLARATIONS,
    EMPLOYER_LISTS,
    EXPOSURES,
    MEASUREMENTS,
    POST_HAZARDS,
    SITE_STATES,
    TURNS,
    Known,
    turns_during,
)


@dataclass(frozen=True, eq=False)
class OfDay(Relation):
    """A relation of one day, computed from what is known of all days."""

    needs: tuple[Known, ...]
    expression: Callable[[Mapping[str, Rows], date], Rows] = field(repr=False)

    def on(self, as_of: date) -> Rows:
        """The rows of the day, with exactly the promised columns."""
        rows = self.expression({one.name: one.rows() for one in self.needs}, as_of)
        return rows.select(*self.columns)


def running(rows: Rows, as_of: date) -> Rows:
    """The rows whose ``valid_from`` to ``valid_to`` holds the day."""
    d = day(as_of)
    return rows.filter((rows.valid_from <= d) & ((rows.valid_to > d) | rows.valid_to.isnull()))


def _speaking_turns(known: Mapping[str, Rows], as_of: date) -> Rows:
    return turns_during(known["turns"], as_of, as_of)


def _site_days(known: Mapping[str, Rows], as_of: date) -> Rows:
    states, d = known["site_states"], day(as_of)
    begun = states.filter(states.valid_from <= d)
    return begun.mutate(
        valid_to=case((begun.valid_to <= d, begun.valid_to), otherwise=nothing("date"))
    )


def _hazard_sites(known: Mapping[str, Rows], as_of: date) -> Rows:
    d = day(as_of)
    turns = turns_during(known["turns"], as_of, as_of)
    declaring = turns.filter(
        (turns.rule == "DEC-01") & (turns.ended_on.isnull() | (turns.ended_on > d))
    )
    sites = running(known["site_states"], as_of)
    sites = sites.filter(sites.status != "closed").semi_join(declaring, "site_id")
    there, hazards = running(known["exposures"], as_of), running(known["post_hazards"], as_of)
    exposed = there.semi_join(hazards, there.post_id == hazards.post_id)
    counted = exposed.group_by("site_id").agg(workers=exposed.worker_id.nunique())
    return sites.left_join(counted, sites.site_id == counted.site_id).select(
        sites, workers=coalesce(counted.workers, value(0))
    )


def _latest_filings(known: Mapping[str, Rows], as_of: date) -> Rows:
    filed = known["declarations"]
    filed = filed.filter(
        filed.kind.isin(["initial", "change", "annual"]) & (filed.declared_on <= day(as_of))
    )
    return filed.group_by("site_id").agg(declared_on=filed.declared_on.max())


def _listed_employers(known: Mapping[str, Rows], as_of: date) -> Rows:
    lists = known["employer_lists"]
    return lists.filter(lists.since <= day(as_of)).select("holder_id", "list")


def _post_hazard_samples(known: Mapping[str, Rows], as_of: date) -> Rows:
    hazards = running(known["post_hazards"], as_of)
    pairs = hazards.group_by("post_id", "site_id", "holder_id", "hazard").agg(
        since=hazards.valid_from.min()
    )
    taken = known["measurements"]
    taken = taken.filter(
        taken.report_kind.isin(["10", "31", "32"]) & (taken.sampled_on <= day(as_of))
    )
    last = taken.group_by("post_id", "hazard").agg(sampled_on=taken.sampled_on.max())
    return pairs.left_join(
        last, [pairs.post_id == last.post_id, pairs.hazard == last.hazard]
    ).select(pairs, last.sampled_on)


#: Turn rows that speak on the day asked: one for each turn opened by then.
SPEAKING_TURNS = OfDay(
    "speaking_turns",
    {name: kind for name, kind in TURNS.columns.items() if name not in ("law_from", "law_to")},
    (TURNS,),
    _speaking_turns,
)

#: Where a site stood: the state of each site on each day up to the day asked.
SITE_DAYS = OfDay("site_days", dict(SITE_STATES.columns), (SITE_STATES,), _site_days)

#: Sites that are known to be in business and have a listed hazard on the day, with how many
#: workers are there at posts with one. A turn of DEC-01 runs exactly while a site has one.
HAZARD_SITES = OfDay(
    "hazard_sites",
    {
        "site_id": "int64",
        "holder_id": "int64",
        "site_no": "string",
        "town": "string",
        "industry": "string",
        "workers": "int64",
    },
    (TURNS, SITE_STATES, EXPOSURES, POST_HAZARDS),
    _hazard_sites,
)

#: The latest initial, change or annual declaration of a site on or before the day asked.
LATEST_FILINGS = OfDay(
    "latest_filings",
    {"site_id": "int64", "declared_on": "date"},
    (DECLARATIONS,),
    _latest_filings,
)

#: The lists that name an employer by the day asked.
LISTED_EMPLOYERS = OfDay(
    "listed_employers",
    {"holder_id": "int64", "list": "string"},
    (EMPLOYER_LISTS,),
    _listed_employers,
)

#: Post-hazard pairs of a site on the day asked, with the last qualifying sampling of each.
POST_HAZARD_SAMPLES = OfDay(
    "post_hazard_samples",
    {
        "post_id": "int64",
        "site_id": "int64",
        "holder_id": "int64",
        "hazard": "string",
        "since": "date",
        "sampled_on": "date",
    },
    (POST_HAZARDS, MEASUREMENTS),
    _post_hazard_samples,
)
