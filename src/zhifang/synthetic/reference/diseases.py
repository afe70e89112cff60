"""I11, I12, I15 and I16: monitoring, reporting, pneumoconiosis, acute events, in plain words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache

from zhifang.core.days import add_days, add_months
from zhifang.statutes import catalogue
from zhifang.synthetic.reference.population import town_of
from zhifang.synthetic.reference.rows import EITHER, TargetRow, by_subject, row_of
from zhifang.synthetic.reference.view import Facts, Row, State, on_day, running, site_of

#: A month is confirmed by this day of the next one, zero cases or more.
CONFIRMED_BY = 10
#: A case is reported within so many days of its diagnosis.
DAYS_TO_REPORT = 15
#: Under five years of dust.
MONTHS_OF_DUST = 60
#: Number from which an acute event is major, by scale.
SCALES = {
    "moh25_2002": {"cases": 10, "deaths": 1, "anthrax": 1},
    "phe_plan": {"cases": 50, "deaths": 5},
}


def monitored(
    facts: Facts, as_of: date, towns: Iterable[str], district: str, *, unit: str = "township"
) -> list[TargetRow]:
    """I11: townships with a record of key-disease monitoring this year; or the whole district."""
    year_start = date(as_of.year, 1, 1)
    seen = {
        row["town"]
        for row in facts.of("monitoring_records")
        if year_start <= row["monitored_on"] <= as_of
    }
    if unit == "county":
        here = any(town in seen for town in towns)
        return [row_of(district, "", "MET" if here else "NOT")]
    return [row_of(town, town, "MET" if town in seen else "NOT") for town in sorted(towns)]


def months_due(as_of: date) -> list[tuple[date, date]]:
    """(first day, day by which it is confirmed) of the months whose next 10th is in the year."""
    year_start = date(as_of.year, 1, 1)
    months = [add_months(year_start, n - 1) for n in range(12)]
    due = [(month, add_months(month, 1).replace(day=CONFIRMED_BY)) for month in months]
    return [one for one in due if one[1] <= as_of]


def institutions(facts: Facts, as_of: date) -> list[TargetRow]:
    """I12: diagnosis institutions all of whose months are confirmed in time."""
    confirmed = {
        (row["institution_code"], row["year"], row["month"]): row["confirmed_on"]
        for row in facts.of("monthly_reports")
    }
    service = running(
        facts.of("diagnosis_institutions"), lambda row: row["institution_code"], as_of
    )
    found = []
    for code, states in service.items():
        if not states:
            continue
        values = []
        for month, due in months_due(as_of):
            if on_day(states, add_days(add_months(month, 1), -1)) is None:
                continue
            day = confirmed.get((code, month.year, month.month))
            values.append("MET" if day is not None and day <= due else "NOT")
        now = on_day(states, as_of)
        if not values and now is None:
            continue
        value = "OUT" if not values else "MET" if set(values) == {"MET"} else "NOT"
        last: State = states[-1]
        found.append(row_of(str(code), (now or last.row)["town"] or "", value))
    return by_subject(found)


def case_subject(row: Row) -> str:
    """The natural key of a case of the ledger."""
    return f"{row['institution_code']}:{row['case_no']}"


def reported_cases(facts: Facts, as_of: date) -> list[TargetRow]:
    """I12 read by cases: those whose 15 days end this year; later ones are pending."""
    year_start = date(as_of.year, 1, 1)
    found = []
    for row in facts.of("disease_cases"):
        day = row["diagnosed_on"]
        due = add_days(day, DAYS_TO_REPORT)
        if day > as_of or due < year_start:
            continue
        in_time = row["reported_on"] is not None and row["reported_on"] <= due
        value = "PENDING" if due > as_of else "MET" if in_time else "NOT"
        town = town_of(facts, site_of(row), day, as_of)
        found.append(row_of(case_subject(row), town, value))
    return by_subject(found)


@cache
def pneumoconioses() -> frozenset[str]:
    """The codes of pneumoconioses (尘肺病) in every edition of the catalogue."""
    return frozenset(
        row["disease_code"] for row in catalogue("diseases") if row["subclass_zh"] == "尘肺病"
    )


def _young(row: Row) -> tuple[str, ...]:
    """Whether the dust service is under 60 months; with neither years nor months, either."""
    years, months = row["dust_years"], row["dust_months"]
    if years is None and months is None:
        return EITHER
    return ("MET",) if 12 * (years or 0) + (months or 0) < MONTHS_OF_DUST else ("NOT",)


def pneumoconiosis(facts: Facts, as_of: date, *, year: str = "reported") -> list[TargetRow]:
    """I15: first cards of the year, one a person and disease; MET is the numerator."""
    year_start = date(as_of.year, 1, 1)
    day_of = {"reported": "reported_on", "diagnosed": "diagnosed_on"}[year]
    first: dict[str, Row] = {}
    cards = [
        row
        for row in facts.of("disease_cases")
        if row["disease_code"] in pneumoconioses()
        and row["stage"] == "new"
        and row["diagnosed_on"] <= as_of
        and row[day_of] is not None
        and row[day_of] <= as_of
    ]
    for row in sorted(cards, key=lambda one: (one[day_of], case_subject(one))):
        subject = f"{row['id_type']}|{row['id_number']}|{row['disease_code']}"
        first.setdefault(subject, row)
    return by_subject(
        row_of(subject, town_of(facts, site_of(row), row["diagnosed_on"], as_of), *_young(row))
        for subject, row in first.items()
        if row[day_of] >= year_start
    )


@dataclass(frozen=True)
class Share:
    """n of N, and how many more may belong to either."""

    numerator: int
    denominator: int
    unknown: int = 0

    def completions(self) -> list[tuple[int, int]]:
        """Every (n, N): each unknown adds (1, 1) or (0, 1)."""
        whole = self.denominator + self.unknown
        return [(self.numerator + more, whole) for more in range(self.unknown + 1)]


def falls(now: Share, base: Share) -> bool | None:
    """Whether the share is below the base's; None when the facts do not decide it.

    None too when a whole or the base's numerator is 0: nothing can fall below nothing.
    """
    found = set()
    for n, whole in now.completions():
        for base_n, base_whole in base.completions():
            decidable = whole > 0 and base_whole > 0 and base_n > 0
            found.add(n * base_whole < base_n * whole if decidable else None)
    return found.pop() if len(found) == 1 else None


def acute(facts: Facts, as_of: date, *, scale: str = "moh25_2002") -> list[TargetRow]:
    """I16: acute events of the year; MET is a major one, which is counted."""
    year_start = date(as_of.year, 1, 1)
    found = []
    for row in facts.of("acute_events"):
        day = row["occurred_on"]
        if not year_start <= day <= as_of:
            continue
        numbers = [(row[name], least) for name, least in SCALES[scale].items()]
        if any(number is not None and number >= least for number, least in numbers):
            values: tuple[str, ...] = ("MET",)
        else:
            values = EITHER if any(number is None for number, _ in numbers) else ("NOT",)
        found.append(row_of(row["event_no"], town_of(facts, site_of(row), day, as_of), *values))
    return by_subject(found)


def none_happened(certain: int, undecided: int) -> bool | None:
    """Whether there was no major event; None when only the undecided ones could be one."""
    if certain:
        return False
    return None if undecided else True
