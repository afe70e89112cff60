"""I08, I09 and I10: parties visited, serious cases handled, supervisors trained."""

from __future__ import annotations

from datetime import date

from zhifang.core.days import add_days
from zhifang.synthetic.reference.population import population, town_of
from zhifang.synthetic.reference.rows import TargetRow, by_subject, row_of
from zhifang.synthetic.reference.view import Facts, Site, on_day, running, site_of

#: A case not decided counts from this many days after it was found.
DAYS_TO_DECIDE = 90


def visited(
    facts: Facts, as_of: date, *, objects: str = "all", district: str = ""
) -> list[TargetRow]:
    """I08: employers of H and the other parties registered for supervision, visited this year."""
    here = population(facts, as_of, district)
    sites: dict[str, Site] = dict(here.leads)
    if objects == "all":
        entries = running(
            facts.of("supervised_parties"), lambda row: (site_of(row), row["kind"]), as_of
        )
        entered = [row for states in entries.values() if (row := on_day(states, as_of))]
        others = {site_of(row) for row in entered if row["kind"] != "employer"}
        for site in sorted(others, reverse=True):  # the lowest number comes last and stays
            if site[0] not in here.leads and here.is_here(site):
                sites[site[0]] = site
    year_start = date(as_of.year, 1, 1)
    visits = {
        row["credit_code"]
        for row in facts.of("inspections")
        if year_start <= row["inspected_on"] <= as_of
    }
    return [
        row_of(party, here.town(site), "MET" if party in visits else "NOT")
        for party, site in sorted(sites.items())
    ]


def handled(facts: Facts, as_of: date, *, handled: str = "decided") -> list[TargetRow]:
    """I09: serious cases decided, or 90 days old, this year; the younger ones are pending."""
    year_start = date(as_of.year, 1, 1)
    found = []
    for row in facts.of("serious_cases"):
        if row["found_on"] > as_of:
            continue
        filed, decided = (
            row[name] if row[name] is not None and row[name] <= as_of else None
            for name in ("filed_on", "decided_on")
        )
        latest = add_days(row["found_on"], DAYS_TO_DECIDE)
        counts_on = min(decided, latest) if decided else latest
        if counts_on < year_start:
            continue
        done = filed is not None and (handled == "filed" or decided is not None)
        value = "PENDING" if counts_on > as_of else "MET" if done else "NOT"
        town = town_of(facts, site_of(row), min(counts_on, as_of), as_of)
        found.append(row_of(row["case_no"], town, value))
    return by_subject(found)


def trained_supervisors(facts: Facts, as_of: date) -> list[TargetRow]:
    """I10: supervisors in office on the day, trained this year."""
    year_start = date(as_of.year, 1, 1)
    trained = {
        row["supervisor_no"]
        for row in facts.of("supervisor_trainings")
        if year_start <= row["trained_on"] <= as_of
    }
    terms = running(facts.of("supervisors"), lambda row: row["supervisor_no"], as_of)
    in_office = [row for states in terms.values() if (row := on_day(states, as_of))]
    return by_subject(
        row_of(
            row["supervisor_no"],
            row["town"] or "",
            "MET" if row["supervisor_no"] in trained else "NOT",
        )
        for row in in_office
    )
