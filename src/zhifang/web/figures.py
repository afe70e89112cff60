"""Rates and targets as text. Nothing is computed here: values come cut from the queries."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

#: With fewer rows in the denominator only counts are shown (semantics section 8).
LEAST_DENOMINATOR = 5


def shown_rate(row: dict[str, Any]) -> float | None:
    """The rate, or None where the denominator is too small for a percentage."""
    if row["denominator"] < LEAST_DENOMINATOR:
        return None
    value: float | None = row["value"]
    return value


def level_of(comparison: str, target: int | None) -> int | None:
    """Where the target line stands; None for targets that are no level."""
    return target if comparison in (">=", "=") else None


def rate(value: Any) -> str:
    """A rate with its sign; a dash where there is none."""
    return "–" if value is None or value == "" else f"{value}%"


def has_rate(row: dict[str, Any]) -> bool:
    """Whether a percentage, its bounds and its interval may be shown."""
    return shown_rate(row) is not None


def has_rows(row: dict[str, Any]) -> bool:
    """Whether there is anything to count."""
    return bool(row["denominator"] or row["unknown"])


def unmet(row: dict[str, Any]) -> int:
    """How many rows of the denominator are not met."""
    return int(row["denominator"]) - int(row["numerator"])


def group_rate(row: dict[str, Any]) -> str:
    """A rate, or a dash where the denominator is too small for a percentage."""
    return rate(shown_rate(row))


def figure(target: dict[str, Any]) -> str:
    """A target's value in its unit; only counts where the denominator is too small."""
    if target["unit"] == "count":
        return "–" if target["value"] is None else str(target["value"])
    if has_rate(target) or not has_rows(target):
        return group_rate(target)
    return f"{target['numerator']}/{target['denominator']}"


def wanted(target: dict[str, Any]) -> str:
    """The comparison in words: ≥ 95%, = 100%, falls, = 0."""
    if target["comparison"] == "falls":
        return _("falls")
    if target["comparison"] == "rises":
        by = target["target"]
        return _("rises") if by is None else _("rises by %s%%") % by
    sign = {">=": "≥", "=": "="}.get(target["comparison"], target["comparison"])
    unit = "" if target["unit"] == "count" else "%"
    return f"{sign} {target['target']}{unit}"
