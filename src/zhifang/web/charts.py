"""The data blocks of charts: plain figures and finished sentences for the script that draws."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.dates import MONTHS_3
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from zhifang.statutes import Target
from zhifang.web.figures import has_rate, level_of, rate, shown_rate, wanted


def tip(name: str, row: dict[str, Any]) -> str:
    """What a mark of a chart says when pointed at; plain text."""
    return _("%(name)s: %(n)s of %(total)s (%(rate)s), unknown %(unknown)s") % {
        "name": name,
        "n": row["numerator"],
        "total": row["denominator"],
        "rate": rate(shown_rate(row)),
        "unknown": row["unknown"],
    }


def groups(target: dict[str, Any], rows: list[dict[str, Any]]) -> dict[str, Any]:
    """Bars of the groups with what their unknown rows leave open."""
    level = level_of(target["comparison"], target["target"])
    return {
        "description": _("Rate of each group beside the target"),
        "target": level,
        "target_label": wanted(target),
        "rate_label": pgettext("chart", "Rate"),
        "range_label": _("Left open by unknown rows"),
        "rows": [
            {
                "name": row["name"],
                "value": shown_rate(row),
                "low": row["low"] if has_rate(row) else None,
                "high": row["high"] if has_rate(row) else None,
                "tip": tip(row["name"], row),
            }
            for row in rows
        ],
    }


def years(target: Target, rows: list[dict[str, Any]]) -> dict[str, Any]:
    """The rate of each year with its 95 % interval."""
    comparison = {"comparison": target.comparison, "target": target.value, "unit": target.unit}
    return {
        "description": _("Rate of each year with its 95% interval, beside the target"),
        "target": level_of(target.comparison, target.value),
        "target_label": wanted(comparison),
        "rate_label": pgettext("chart", "Rate"),
        "interval_label": _("95% interval"),
        "years": [
            {
                "year": row["year"],
                "value": shown_rate(row),
                "ci_low": row["ci_low"] if has_rate(row) else None,
                "ci_high": row["ci_high"] if has_rate(row) else None,
                "tip": tip(str(row["year"]), row),
            }
            for row in rows
        ],
    }


def due_days(days: list[tuple[date, int]], first: date, latest: date) -> dict[str, Any]:
    """A calendar of due days from ``first`` to ``latest``."""
    names = [_("Sun"), _("Mon"), _("Tue"), _("Wed"), _("Thu"), _("Fri"), _("Sat")]
    return {
        "description": _("Due days in a calendar"),
        "from": first.isoformat(),
        "to": latest.isoformat(),
        "day_names": names,
        "month_names": [str(name) for name in MONTHS_3.values()],
        "days": [
            [
                day.isoformat(),
                count,
                _("%(day)s: %(count)s due") % {"day": day, "count": count},
            ]
            for day, count in days
        ],
    }
