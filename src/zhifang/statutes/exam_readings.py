"""How each printed in-service rule of GBZ 188 is read: used as a cycle, or skipped and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from zhifang.statutes.exam_links import UNDECIDED, exam_links
from zhifang.statutes.files import catalogue, day_or_none

EDITIONS = ("2014", "2025")

#: A place on the scale of service: months from the start, and 1 when just after that day.
Place = tuple[int, int]

#: Tests of a part of the body: duties of their own, not the in-service examination.
PARTIAL_TESTS = ("liver_function", "cholinesterase", "blood_lead", "ent", "skin")

#: Conditions on a person that are not recorded; the default row of the section applies.
PERSON_CONDITIONS = {
    "confirmed_case": "confirmed cases are not recorded",
    "observation_case": "observation cases are not recorded",
    "new_allergic_rhinitis": "new allergic rhinitis is not recorded",
    "driver_class": "driver classes are not recorded, and no listed hazard is linked",
}


@dataclass(frozen=True)
class Reading:
    """A cycle of one section while service lies in ``[start, end)`` (end None = for good).

    ``circumstance`` is any, grade:high, grade:low, noise:85 or noise:80; ``months_min`` and
    ``months_max`` differ where the standard prints a range; ``recommended`` = not mandatory.
    """

    edition: str
    section: str
    clause: str
    rule_no: str
    circumstance: str
    start: Place
    end: Place | None
    months_min: int
    months_max: int
    recommended: bool


@dataclass(frozen=True)
class Account:
    """What becomes of one row of exam_cycles.csv: its readings, or why it is skipped."""

    row: dict[str, str]
    readings: tuple[Reading, ...]
    skipped: str


@cache
def edition_period(edition: str) -> tuple[date, date | None]:
    """The days ``[valid_from, valid_to)`` of an edition of GBZ 188; None = still in force."""
    row = next(row for row in catalogue("exam_hazards") if row["edition"] == edition)
    last_day = day_or_none(row["effective_to"])
    first_day = date.fromisoformat(row["effective_from"])
    return first_day, last_day + timedelta(days=1) if last_day else None


@cache
def _linked_sections() -> set[tuple[str, str]]:
    return {(link.edition, link.section) for link in exam_links() if link.section != UNDECIDED}


@cache
def _special() -> dict[tuple[str, str, str], list[dict[str, str]]]:
    """Our readings of rules whose parsed columns do not hold the whole printed text."""
    found: dict[tuple[str, str, str], list[dict[str, str]]] = {}
    for row in catalogue("exam_cycle_readings"):
        found.setdefault((row["edition"], row["section"], row["rule_no"]), []).append(row)
    return found


@cache
def _base_start(edition: str, section: str) -> Place | None:
    """Where the general rows of a section begin: after its first-years stretch, if any.

    None when the first-years rule itself goes on for good.
    """
    start: Place = (0, 0)
    for (an_edition, a_section, _), rows in _special().items():
        if (an_edition, a_section) != (edition, section):
            continue
        for row in rows:
            if not row["service_to_months"]:
                return None
            start = max(start, _end_of(row) or start)
    return start


def _end_of(row: dict[str, str]) -> Place | None:
    if not row["service_to_months"]:
        return None
    return int(row["service_to_months"]), int(row["service_to_inclusive"])


def _circumstance(row: dict[str, str]) -> str:
    """The circumstance a printed row asks for."""
    kind, sign, value = (row[f"condition_{part}"] for part in ("type", "op", "value"))
    if kind in ("poison_work_grade", "dust_work_grade"):
        return {(">=", "II"): "grade:high", ("=", "I"): "grade:low", ("<=", "I"): "grade:low"}[
            sign, value
        ]
    if kind == "noise_LEX8h_dB":
        return {">=": "noise:85", "range": "noise:80"}[sign]
    return "any"


def _skip_reason(row: dict[str, str]) -> str:
    """Why a row without a special reading is no in-service cycle; empty when it is one."""
    if row["scope"] in PARTIAL_TESTS:
        return f"a partial test ({row['scope']}) is another duty"
    if row["condition_type"] in PERSON_CONDITIONS:
        return PERSON_CONDITIONS[row["condition_type"]]
    if row["scope"] == "follow_up":
        return "follow-up of a finding that is not recorded"
    if (row["edition"], row["section"]) not in _linked_sections():
        return "no hazard of the 2015 catalogue is linked to this section"
    return ""


def _reading(row: dict[str, str], start: Place) -> Reading:
    return Reading(
        edition=row["edition"],
        section=row["section"],
        clause=f"GBZ 188-{row['edition']} {row['clause']}",
        rule_no=row["rule_no"],
        circumstance=_circumstance(row),
        start=start,
        end=None,
        months_min=int(row["cycle_months_min"]),
        months_max=int(row["cycle_months_max"]),
        recommended=row["recommended_only"] == "1",
    )


def _special_reading(row: dict[str, str], special: dict[str, str], start: Place) -> Reading:
    return Reading(
        edition=row["edition"],
        section=row["section"],
        clause=f"GBZ 188-{row['edition']} {row['clause']}",
        rule_no=row["rule_no"],
        circumstance="any",
        start=start,
        end=_end_of(special),
        months_min=int(special["months_min"]),
        months_max=int(special["months_max"]),
        recommended=row["recommended_only"] == "1",
    )


def _account(row: dict[str, str]) -> Account:
    key = row["edition"], row["section"], row["rule_no"]
    if key in _special():
        readings = []
        start: Place = (0, 0)
        for special in _special()[key]:
            readings.append(_special_reading(row, special, start))
            start = _end_of(special) or start
        return Account(row, tuple(readings), "")
    reason = _skip_reason(row)
    base = _base_start(row["edition"], row["section"])
    if not reason and base is None:
        reason = "the first-years rule of this section goes on for good"
    if reason or base is None:
        return Account(row, (), reason)
    return Account(row, (_reading(row, base),), "")


@cache
def accounts() -> tuple[Account, ...]:
    """Every in-service row of exam_cycles.csv, in its order, with what becomes of it."""
    return tuple(_account(row) for row in catalogue("exam_cycles") if row["exam_kind"] == "in")


@cache
def readings_of(edition: str, section: str) -> tuple[Reading, ...]:
    """The cycles of one section of one edition, over all circumstances and stretches."""
    return tuple(
        reading
        for account in accounts()
        for reading in account.readings
        if (reading.edition, reading.section) == (edition, section)
    )
