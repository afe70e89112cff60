"""The values of law behind a turn, each with its source, weight and dates."""

from __future__ import annotations

from datetime import date
from typing import Any, Protocol

from zhifang import statutes
from zhifang.obligations.rules import RULES

#: The word for each unit of a parameter, as the doors know it.
UNITS = {"month": "月", "day": "日", "hour": "学时", "file": "类档案"}


class _Cycle(Protocol):
    """A row of the exam or measurement cycles."""

    @property
    def clause(self) -> str: ...
    @property
    def weight(self) -> str: ...
    @property
    def valid_from(self) -> date | None: ...
    @property
    def valid_to(self) -> date | None: ...


def law_behind(turn: dict[str, Any], as_of: date) -> list[dict[str, Any]]:
    """The values of law used: value, unit, title_zh, title_en, citation, weight and dates."""
    if turn["rule"] == "HEX-02":
        day = turn["law_from"]
        return _cycle(
            turn,
            [
                row
                for row in statutes.exam_cycle_rows()
                if row.hazard == turn["hazard"]
                and row.clause == turn["law_ref"]
                and row.valid_from <= day
                and (not row.valid_to or row.valid_to > day)
            ],
        )
    if turn["rule"] == "DET-01":
        return _cycle(
            turn,
            [row for row in statutes.measurement_cycle_rows() if row.clause == turn["law_ref"]],
        )
    return [value for one in RULES[turn["rule"]].law if (value := _parameter(one, as_of))]


def _cycle(turn: dict[str, Any], rows: list[Any]) -> list[dict[str, Any]]:
    """The months of a turn with the first of the rows they come from."""
    if not rows:
        return []
    row: _Cycle = rows[0]
    low, high = turn["months_low"], turn["months_high"]
    return [
        {
            "value": str(low) if low == high else f"{low}–{high}",
            "unit": "月",
            "title_zh": "",
            "title_en": "",
            "citation": row.clause,
            "weight": row.weight,
            "valid_from": row.valid_from,
            "valid_to": row.valid_to,
        }
    ]


def _parameter(parameter_id: str, as_of: date) -> dict[str, Any] | None:
    """The value of a parameter in force on the day; None when the law says none."""
    parameter = statutes.parameter(parameter_id)
    value = parameter.on(as_of)
    if value is None:
        return None
    return {
        "value": str(value.value),
        "unit": UNITS[parameter.unit],
        "title_zh": parameter.title_zh,
        "title_en": parameter.title_en,
        "citation": f"{value.citation.law} {value.citation.article}",
        "weight": value.weight,
        "valid_from": value.valid_from,
        "valid_to": value.valid_to,
    }
