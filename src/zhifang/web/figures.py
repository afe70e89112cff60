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


def heat(row: dict[str, Any]) -> str:
    """The class of a cell: met, cannot tell, or how far below; nothing where nothing is counted."""
    if not has_rows(row):
        return ""
    if row["met"] is True:
        return "heat-met"
    if row["met"] is None:
        return "heat-open"
    if row["unit"] == "count":
        return "heat-below-3"
    value = row["value"] or 0
    return "heat-below-1" if value >= 75 else "heat-below-2" if value >= 50 else "heat-below-3"


def heat_sign(row: dict[str, Any]) -> str:
    """The sign of a cell, so that colour never speaks alone."""
    return {True: "✓", False: "✗"}.get(row["met"], "?")


def beyond(town: dict[str, Any]) -> str:
    """Where a township lies in its funnel."""
    if not has_rate(town["figures"]):
        return _("too few rows")
    words = {"inner": _("outside the 95% limits"), "outer": _("outside the 99.8% limits")}
    return words.get(town["outside"] or "", _("as by chance"))


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


def fraction(row: dict[str, Any]) -> str:
    """Numerator and denominator, with the rate where one may be shown: 16/20 (80.0%)."""
    counts = f"{row['numerator']}/{row['denominator']}"
    return f"{counts} ({rate(shown_rate(row))})" if has_rate(row) else counts


def bar(target: dict[str, Any]) -> dict[str, Any]:
    """Where the parts of a target's bar stand, on 0..100; a count is scaled to its greatest end.

    Keys: low and high (what is certain, what the unknown rows leave open), ci_low and ci_high,
    line (the level wanted, or the base year's), base (whether the line is the base year's).
    """
    if target["unit"] == "count":
        names = ("low", "high", "ci_low", "ci_high")
        goal = target["target"] or 0
        most = max([goal, 1, *(target[name] for name in names if target[name] is not None)])
        parts = {
            name: None if target[name] is None else round(100 * target[name] / most, 1)
            for name in names
        }
        return {**parts, "line": round(100 * goal / most, 1), "base": False, "shown": True}
    shown = has_rate(target)
    names = ("low", "high", "ci_low", "ci_high")
    base = target.get("base")
    line = level_of(target["comparison"], target["target"])
    if base and base["denominator"]:
        line = round(100 * base["numerator"] / base["denominator"], 1)
    return {
        **{name: target[name] if shown else None for name in names},
        "line": line,
        "base": bool(base),
        "shown": shown,
    }


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
