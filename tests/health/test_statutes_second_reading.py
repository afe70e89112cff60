"""Two readings of GBZ 188, written apart, give the same in-service cycle on every day."""

from __future__ import annotations

from datetime import date

import pytest

from zhifang.core.days import add_days, add_months
from zhifang.statutes import (
    CIRCUMSTANCES,
    ExamCycle,
    circumstance_kind,
    exam_cycle_rows,
    hazards,
)
from zhifang.synthetic.reference.law import UNSAID, examination_months

#: Our circumstance in the words of the other reading.
LEVELS = {
    "any": "unknown",
    "grade:high": "II",
    "grade:low": "I",
    "grade:?": "unknown",
    "noise:85": "85",
    "noise:80": "80",
    "noise:low": "below",
    "noise:?": "unknown",
}

#: Starts of service; every length of service below is asked for, the day before, on, and after.
STARTS = (date(2019, 2, 28), date(2024, 10, 31))
MONTHS_OF_SERVICE = (1, 12, 24, 30)

Answer = tuple[int | None, int | None] | str


def _speaks(row: ExamCycle, start: date, day: date) -> bool:
    if day < row.valid_from or (row.valid_to is not None and day >= row.valid_to):
        return False
    opens = add_days(add_months(start, row.service_from_months), int(row.service_from_exclusive))
    if row.service_to_months is None:
        return opens <= day
    closes = add_days(add_months(start, row.service_to_months), int(row.service_to_inclusive))
    return opens <= day < closes


def _ours(rows: list[ExamCycle], start: date, day: date) -> Answer:
    (row,) = (row for row in rows if _speaks(row, start, day)) if rows else (None,)
    if row is None or row.status == "none":
        return "none"
    return (row.months_low, row.months_high) if row.status == "mandatory" else "unknown"


def _other(hazard: str, circumstance: str, start: date, day: date, longest: bool) -> Answer:
    months = examination_months(hazard, LEVELS[circumstance], day, start, longest)
    if months is None:
        return "none"
    return "unknown" if months == UNSAID else (min(months), max(months))


@pytest.mark.parametrize("range_cycle", ["max", "min"])
def test_both_readings_agree_on_every_hazard_and_circumstance(range_cycle: str) -> None:
    table: dict[tuple[str, str], list[ExamCycle]] = {}
    for row in exam_cycle_rows(range_cycle):
        table.setdefault((row.hazard, row.circumstance), []).append(row)
    days = {
        (start, add_days(add_months(start, months), shift))
        for start in STARTS
        for months in MONTHS_OF_SERVICE
        for shift in (-1, 0, 1)
    }
    for hazard in hazards():
        for circumstance in CIRCUMSTANCES[circumstance_kind(hazard.code)]:
            rows = table.get((hazard.code, circumstance), [])
            for start, day in days:
                assert _ours(rows, start, day) == _other(
                    hazard.code, circumstance, start, day, range_cycle == "max"
                ), (hazard.code, circumstance, start, day)
