"""I14, work-injury insurance of workers, in plain words."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from zhifang.synthetic.reference.population import Pair, Population, pair_subject, population
from zhifang.synthetic.reference.rows import EITHER, TargetRow, row_of
from zhifang.synthetic.reference.view import (
    Facts,
    Row,
    Site,
    Worker,
    on_day,
    running,
    shown,
    site_of,
    worker_of,
)

Named = tuple[str, date | None]  # name, birth day


def on_the_list(facts: Facts, as_of: date) -> list[Row]:
    """The rows of the insurance list that hold the day."""
    periods = running(
        facts.of("insured_persons"), lambda row: (row["employer_code"], row["insured_no"]), as_of
    )
    return [row for states in periods.values() if (row := on_day(states, as_of))]


def namesakes(facts: Facts) -> dict[Named, set[Worker]]:
    """The workers of the register under each name and birth day."""
    found: dict[Named, set[Worker]] = defaultdict(set)
    for row in facts.of("workers"):
        if row.get("worker_name") and row.get("birth_on"):
            found[row["worker_name"], row["birth_on"]].add(worker_of(row))
    return found


def complete(facts: Facts, as_of: date) -> bool:
    """Whether somebody stated that the list is complete through the day."""
    return any(
        row["sheet"] == "insured_persons" and row["complete_through"] >= as_of
        for row in facts.of("coverage")
    )


def counted(facts: Facts, here: Population, who: str) -> dict[Pair, Site]:
    """The pairs of a population, each with its lowest site here that is not closed."""
    if who == "exposed":
        return {pair: site for pair, site in here.exposed.items() if pair[0] in here.sites}
    found = {}
    for pair, posts in sorted(facts.exposure_rows.items()):
        if who == "hazard" and pair[0] not in here.sites:
            continue
        at = {
            site_of(row)
            for rows in posts.values()
            if (row := on_day(shown(rows, here.as_of), here.as_of))
        }
        sites = [site for site in at if here.is_open(site)]
        if sites:
            found[pair] = min(sites)
    return found


def insured(
    facts: Facts, as_of: date, *, who: str = "hazard", district: str = ""
) -> list[TargetRow]:
    """I14: workers of the holders of H, an agency's at the unit where they work."""
    here = population(facts, as_of, district)
    listed = on_the_list(facts, as_of)
    numbered = {worker_of(row) for row in listed if row["id_type"] and row["id_number"]}
    people = namesakes(facts)
    perhaps: set[Worker] = set()
    for row in listed:
        if not (row["id_type"] and row["id_number"]):
            perhaps |= people.get((row["person_name"], row["birth_on"]), set())
    told = complete(facts, as_of)
    found = []
    for pair, site in counted(facts, here, who).items():
        values: tuple[str, ...] = ("NOT",)
        if pair[1] in numbered:
            values = ("MET",)
        elif pair[1] in perhaps or not told:
            values = EITHER
        found.append(row_of(pair_subject(pair), here.town(site), *values))
    return found
