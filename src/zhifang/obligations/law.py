"""The law tables that rules join, made from `zhifang.statutes` (pure), and their loading."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from zhifang import statutes
from zhifang.core.days import FAR

#: Before any edition in the catalogue the tables say "none".
BEGINNING = date(1900, 1, 1)


def _row(**columns: Any) -> dict[str, Any]:
    blank = dict.fromkeys(
        (
            "service_from_months",
            "service_from_days",
            "service_to_months",
            "service_to_days",
            "months_low",
            "months_high",
        )
    )
    return {**blank, "law_ref": "", "missing": "", **columns}


def exam_cycles(range_cycle: str = "max") -> Iterator[dict[str, Any]]:
    """Rows of the relation ``exam_cycles``, each hazard and class covering all days.

    ``range_cycle``: which end of a printed range counts ("max" or "min").
    """
    first: dict[tuple[str, str], date] = {}
    for cycle in statutes.exam_cycle_rows(range_cycle):
        key = (cycle.hazard, cycle.circumstance)
        first[key] = min(first.get(key, FAR), cycle.valid_from)
        missing = ""
        if cycle.status == "unknown":
            missing = "exam_section"
        elif cycle.circumstance.endswith(":?") and cycle.months_low != cycle.months_high:
            missing = "noise_level" if cycle.circumstance.startswith("noise") else "work_grade"
        yield _row(
            hazard=cycle.hazard,
            cls=cycle.circumstance,
            law_from=cycle.valid_from,
            law_to=cycle.valid_to or FAR,
            service_from_months=cycle.service_from_months or None,
            service_from_days=int(cycle.service_from_exclusive),
            service_to_months=cycle.service_to_months,
            service_to_days=int(cycle.service_to_inclusive),
            months_low=cycle.months_low,
            months_high=cycle.months_high,
            status=cycle.status,
            law_ref=cycle.clause,
            missing=missing,
        )
    for (hazard, circumstance), start in first.items():
        yield _row(hazard=hazard, cls=circumstance, law_from=BEGINNING, law_to=start, status="none")


def hazard_circumstances() -> Iterator[dict[str, Any]]:
    """Rows of the relation ``hazard_circumstances``: hazards that have in-service cycles."""
    for hazard in sorted({cycle.hazard for cycle in statutes.exam_cycle_rows()}):
        yield {"hazard": hazard, "circumstance": statutes.circumstance_kind(hazard)}


def measurement_cycles() -> Iterator[dict[str, Any]]:
    """Rows of the relation ``measurement_cycles``, each class covering all days."""
    first: dict[str, date] = {}
    for row in _measurement_cycles():
        first[row["cls"]] = min(first.get(row["cls"], FAR), row["law_from"])
        yield row
    for cls, start in first.items():
        if start > BEGINNING:
            yield _row(cls=cls, law_from=BEGINNING, law_to=start, status="none")


def _measurement_cycles() -> Iterator[dict[str, Any]]:
    """The stretches in which the law says something.

    A recorded class holds on all days; a class by the catalogue only from the catalogue's day,
    before it the class is unknown.
    """
    catalogue_from = min(row.valid_from for row in statutes.risk_class_of_industry_rows())
    for cycle in statutes.measurement_cycle_rows():
        start, stop = cycle.valid_from or BEGINNING, cycle.valid_to or FAR
        known = {
            "status": "mandatory",
            "law_ref": cycle.clause,
            "months_low": cycle.months_low,
            "months_high": cycle.months_high,
        }
        if cycle.risk_class == "unknown":
            undecided = "" if cycle.months_low == cycle.months_high else "risk_class"
            yield _row(
                cls="catalogue:unknown", law_from=start, law_to=stop, missing=undecided, **known
            )
            for cls in ("severe", "general"):
                if start < catalogue_from:
                    yield _row(
                        cls=f"catalogue:{cls}",
                        law_from=start,
                        law_to=min(stop, catalogue_from),
                        missing=undecided,
                        **known,
                    )
            continue
        yield _row(cls=f"recorded:{cycle.risk_class}", law_from=start, law_to=stop, **known)
        if stop > catalogue_from:
            yield _row(
                cls=f"catalogue:{cycle.risk_class}",
                law_from=max(start, catalogue_from),
                law_to=stop,
                **known,
            )


def evaluation_cycles() -> Iterator[dict[str, Any]]:
    """Rows of the relation ``evaluation_cycles``, each class covering all days: none is owed by
    the class general, and before the law."""
    catalogue_from = min(row.valid_from for row in statutes.risk_class_of_industry_rows())
    first = FAR
    for cycle in statutes.evaluation_cycle_rows():
        start, stop = cycle.valid_from, cycle.valid_to or FAR
        first = min(first, start)
        known = {
            "status": "mandatory",
            "law_ref": cycle.clause,
            "months_low": cycle.months_low,
            "months_high": cycle.months_high,
        }
        if cycle.risk_class == "severe":
            yield _row(cls="recorded:severe", law_from=start, law_to=stop, **known)
            if stop > catalogue_from:
                begun = max(start, catalogue_from)
                yield _row(cls="catalogue:severe", law_from=begun, law_to=stop, **known)
            continue
        open_class = {**known, "missing": "risk_class"}
        yield _row(cls="catalogue:unknown", law_from=start, law_to=stop, **open_class)
        for cls in ("severe", "general"):
            if start < catalogue_from:
                ended = min(stop, catalogue_from)
                yield _row(cls=f"catalogue:{cls}", law_from=start, law_to=ended, **open_class)
    yield _row(cls="recorded:general", law_from=BEGINNING, law_to=FAR, status="none")
    yield _row(cls="catalogue:general", law_from=catalogue_from, law_to=FAR, status="none")
    for cls in ("recorded:severe", "catalogue:severe", "catalogue:general", "catalogue:unknown"):
        yield _row(cls=cls, law_from=BEGINNING, law_to=first, status="none")


def industry_risk_classes() -> Iterator[dict[str, Any]]:
    """Rows of the relation ``industry_risk_classes`` by three-digit group (letter and digits)."""
    for row in statutes.risk_class_of_industry_rows():
        yield {"industry": row.industry, "cls": row.risk_class}


def days_off() -> Iterator[dict[str, Any]]:
    """Rows of the relation ``days_off``."""
    for day, next_on in statutes.working_calendar().days_off():
        yield {"day": day, "next_on": next_on}


LAW = {
    "exam_cycles": exam_cycles,
    "hazard_circumstances": hazard_circumstances,
    "measurement_cycles": measurement_cycles,
    "evaluation_cycles": evaluation_cycles,
    "industry_risk_classes": industry_risk_classes,
    "days_off": days_off,
}
