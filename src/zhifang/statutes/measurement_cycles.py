"""The law table of the periodic measurement, and the risk class of an industry."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache

from zhifang.statutes.files import catalogue
from zhifang.statutes.parameters import Value, parameter

#: How much a source is trusted, the weakest last.
_WEAKEST_LAST = ("primary", "secondary", "unverified")


@dataclass(frozen=True)
class MeasurementCycle:
    """Months between two periodic measurements of a risk class on ``[valid_from, valid_to)``.

    ``risk_class``: severe, general, or unknown (both are possible, so the two ends differ).
    """

    risk_class: str
    valid_from: date
    valid_to: date | None
    months_low: int
    months_high: int
    clause: str
    weight: str


@dataclass(frozen=True)
class RiskClassRow:
    """A row of the risk catalogue of 2021 (国卫办职健发〔2021〕5号), as printed."""

    industry: str
    sub_no: str
    name_zh: str
    risk_class: str
    solvent_exception: bool


@dataclass(frozen=True)
class IndustryRiskClass:
    """The class of an industry code from ``valid_from`` on.

    ``risk_class``: severe; general; unknown (the catalogue splits the group, or names only a
    part of it); solvent (severe when a listed solvent is a hazard of the site, else general).
    ``industry`` is a group (C331) or one of its classes (C3311).
    """

    industry: str
    risk_class: str
    valid_from: date
    weight: str


def _months(value: Value) -> int:
    return int(str(value.value))


def _weakest(weights: Iterable[str]) -> str:
    return max(weights, key=_WEAKEST_LAST.index)


@cache
def _measurement_cycles() -> tuple[MeasurementCycle, ...]:
    severe = parameter("measurement_cycle_severe_months")
    general = parameter("measurement_cycle_general_months")
    rows = [
        MeasurementCycle(
            risk_class,
            value.valid_from,
            value.valid_to,
            _months(value),
            _months(value),
            f"{value.citation.law} {value.citation.article}",
            value.weight,
        )
        for risk_class, values in (("severe", severe.values), ("general", general.values))
        for value in values
    ]
    starts = sorted({value.valid_from for value in (*severe.values, *general.values)})
    for start, end in zip(starts, [*starts[1:], None], strict=True):
        either = [value for value in (severe.on(start), general.on(start)) if value]
        months = [_months(value) for value in either]
        clauses = {f"{value.citation.law} {value.citation.article}": None for value in either}
        rows.append(
            MeasurementCycle(
                "unknown",
                start,
                end,
                min(months),
                max(months),
                "; ".join(clauses),
                _weakest(value.weight for value in either),
            )
        )
    return tuple(rows)


def measurement_cycle_rows() -> list[MeasurementCycle]:
    """The cycles of the classes severe, general and unknown, by date."""
    return list(_measurement_cycles())


#: More months than anybody lives: a duty that is perhaps not owed at all falls due then, if ever.
NEVER_MONTHS = 24_000


@cache
def _evaluation_cycles() -> tuple[MeasurementCycle, ...]:
    return tuple(
        MeasurementCycle(
            risk_class,
            value.valid_from,
            value.valid_to,
            _months(value),
            _months(value) if risk_class == "severe" else NEVER_MONTHS,
            f"{value.citation.law} {value.citation.article}",
            value.weight,
        )
        for risk_class in ("severe", "unknown")
        for value in parameter("evaluation_cycle_severe_months").values
    )


def evaluation_cycle_rows() -> list[MeasurementCycle]:
    """The cycles of the status evaluation by date: of the class severe, and of unknown,
    which may be general and then owes none (`NEVER_MONTHS`)."""
    return list(_evaluation_cycles())


@cache
def _risk_class_rows() -> tuple[RiskClassRow, ...]:
    return tuple(
        RiskClassRow(
            row["industry_code"],
            row["sub_no"],
            row["name_zh"],
            row["risk_class"],
            row["solvent_exception"] == "1",
        )
        for row in catalogue("project_risk_classes")
    )


def risk_class_rows() -> list[RiskClassRow]:
    """The risk catalogue, row by row."""
    return list(_risk_class_rows())


def _class_of(rows: list[RiskClassRow]) -> str:
    if any(row.solvent_exception for row in rows):
        return "solvent"
    classes = {row.risk_class for row in rows}
    if len(classes) > 1:
        return "unknown"
    # One row that names only a part of its group says nothing about the rest of it.
    if len(rows) == 1 and not rows[0].sub_no and rows[0].name_zh.endswith("）"):
        return "unknown"
    return classes.pop()


@cache
def _industry_risk_classes() -> tuple[IndustryRiskClass, ...]:
    listed: dict[str, list[RiskClassRow]] = {}
    for row in _risk_class_rows():
        listed.setdefault(row.industry, []).append(row)
    start = parameter("risk_class_catalogue_from").values[0]
    industries = [row["full_code"] for row in catalogue("industries")]
    return tuple(
        IndustryRiskClass(code, _class_of(rows), start.valid_from, start.weight)
        for group, rows in sorted(listed.items())
        for code in sorted({group, *(full for full in industries if full.startswith(group))})
    )


def risk_class_of_industry_rows() -> list[IndustryRiskClass]:
    """Every listed group (letter and three digits) and each of its classes, with its class.

    So a site's full code joins exactly; a code that does not appear has no class: unknown.
    """
    return list(_industry_risk_classes())


#: 苯、正己烷、二氯乙烷、氯仿（三氯甲烷）: the solvents of the catalogue's footnote.
SOLVENTS = ("H028", "H031", "H035", "H190")


def key_industry_match(industry: str | None, key_industries: Iterable[str]) -> bool:
    """Whether a full code (C3311) belongs to one of the key industries (C33), by prefix."""
    return bool(industry) and any(str(industry).startswith(key) for key in key_industries)
