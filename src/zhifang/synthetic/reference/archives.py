"""I06 and I07, the archives of employers and of workers, in plain words."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from zhifang.synthetic.reference.population import Pair, pair_subject, population
from zhifang.synthetic.reference.rows import EITHER, TargetRow, row_of
from zhifang.synthetic.reference.view import NOT_APPLICABLE, Facts, Row, worker_of

#: The six files of GBZ 331-2024 table C.29.
FILES = (
    "project_file",
    "management_file",
    "training_file",
    "monitoring_file",
    "surveillance_file",
    "personal_file",
)


def values_of_check(check: Row | None, complete: str = "six") -> tuple[str, ...]:
    """What an employer's row may be by its latest check; a file may not apply."""
    files = [check[name] for name in FILES] if check else [False]
    files = [one for one in files if one != NOT_APPLICABLE]
    blank = any(one is None for one in files)
    if complete == "exists":
        if any(one is True for one in files):
            return ("MET",)
        return EITHER if blank else ("NOT",)
    if any(one is False for one in files):
        return ("NOT",)
    return EITHER if blank else ("MET",)


def of_employers(
    facts: Facts, as_of: date, *, complete: str = "six", district: str = ""
) -> list[TargetRow]:
    """I06: employers of H by the latest check at any of their sites."""
    here = population(facts, as_of, district)
    checks: dict[str, list[Row]] = defaultdict(list)
    for row in facts.of("employer_archives"):
        if row["checked_on"] <= as_of:
            checks[row["credit_code"]].append(row)
    found = []
    for holder, lead in here.leads.items():
        latest = max(
            checks[holder], key=lambda row: (row["checked_on"], row["site_no"]), default=None
        )
        found.append(row_of(holder, here.town(lead), *values_of_check(latest, complete)))
    return found


def values_of_pair(
    statements: list[Row], examined_on: date | None, source: str = "derived"
) -> tuple[str, ...]:
    """What a pair's row may be. ``statements``: the employer's, ``examined_on`` its latest exam."""
    latest = max(
        statements, key=lambda row: (row["stated_on"], row["site_no"]), default={"archive": False}
    )
    archive = latest["archive"]
    if source == "stated":
        return EITHER if archive is None else ("MET",) if archive is True else ("NOT",)
    told = [row["told_on"] for row in statements if row["told_on"] is not None]
    complete = (
        latest.get("work_history") is True
        and examined_on is not None
        and any(day >= examined_on for day in told)
    )
    if complete:
        return ("MET",)
    return EITHER if archive is True else ("NOT",)


def of_workers(
    facts: Facts, as_of: date, *, source: str = "derived", district: str = ""
) -> list[TargetRow]:
    """I07: pairs exposed on the day. Identity and exposure history are always in the register."""
    here = population(facts, as_of, district)
    statements: dict[Pair, list[Row]] = defaultdict(list)
    for row in facts.of("worker_archives"):
        if row["stated_on"] <= as_of:
            told = row["told_on"]
            known = row | {"told_on": told if told is None or told <= as_of else None}
            statements[row["credit_code"], worker_of(row)].append(known)
    examined: dict[Pair, date] = {}
    for row in facts.of("examinations"):
        if row["exam_on"] <= as_of:
            pair = (row["using_code"], worker_of(row))
            examined[pair] = max(row["exam_on"], examined.get(pair, row["exam_on"]))
    return [
        row_of(
            pair_subject(pair),
            here.town(site),
            *values_of_pair(statements[pair], examined.get(pair), source),
        )
        for pair, site in sorted(here.exposed.items())
    ]
