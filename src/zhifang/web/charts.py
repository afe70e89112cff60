"""The data blocks of charts: plain figures and finished sentences for the script that draws."""

from __future__ import annotations

from typing import Any

from django.utils.dates import MONTHS_3
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from zhifang.web.templatetags.zhifang import rate, wanted


def number(value: Any) -> float | None:
    """A figure a script can draw; None stays None."""
    return None if value is None else float(value)


def target_level(target: dict[str, Any]) -> float | None:
    """Where the target line stands; None for targets that are no level."""
    return number(target["target"]) if target["comparison"] in (">=", "=") else None


def tip(name: str, row: dict[str, Any]) -> str:
    """What a mark of a chart says when pointed at; plain text."""
    return _("%(name)s: %(n)s of %(total)s (%(rate)s), unknown %(unknown)s") % {
        "name": name,
        "n": row["numerator"],
        "total": row["denominator"],
        "rate": rate(row["value"]),
        "unknown": row["unknown"],
    }


def groups(target: dict[str, Any], rows: list[dict[str, Any]]) -> dict[str, Any]:
    """Bars of the groups with what their unknown rows leave open."""
    return {
        "description": _("Rate of each group beside the target"),
        "target": target_level(target),
        "target_label": wanted(target),
        "rate_label": pgettext("chart", "Rate"),
        "range_label": _("Left open by unknown rows"),
        "rows": [
            {
                "name": row["name"],
                "value": number(row["value"]),
                "low": number(row["low"]),
                "high": number(row["high"]),
                "tip": tip(row["name"], row),
            }
            for row in rows
        ],
    }


def years(target: dict[str, Any]) -> dict[str, Any]:
    """The rate of each year with its 95 % interval."""
    return {
        "description": _("Rate of each year with its 95% interval, beside the target"),
        "target": target_level(target),
        "target_label": wanted(target),
        "rate_label": pgettext("chart", "Rate"),
        "interval_label": _("95% interval"),
        "years": [
            {
                "year": row["year"],
                "value": number(row["value"]),
                "ci_low": number(row["ci_low"]),
                "ci_high": number(row["ci_high"]),
                "tip": tip(str(row["year"]), row),
            }
            for row in target.get("years", [])
        ],
    }


def due_days(days: list[dict[str, Any]], first: str, latest: str) -> dict[str, Any]:
    """A calendar of due days from ``first`` to ``latest`` (ISO days)."""
    names = [_("Sun"), _("Mon"), _("Tue"), _("Wed"), _("Thu"), _("Fri"), _("Sat")]
    return {
        "description": _("Due days in a calendar"),
        "from": first,
        "to": latest,
        "day_names": names,
        "month_names": [str(name) for name in MONTHS_3.values()],
        "days": [
            [
                day["on"].isoformat(),
                day["count"],
                _("%(day)s: %(count)s due") % {"day": day["on"], "count": day["count"]},
            ]
            for day in days
        ],
    }
