"""The data blocks of charts: plain figures and finished sentences for the script that draws."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.dates import MONTHS_3
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from zhifang.statutes import Plan, Target
from zhifang.web.days import PageDays
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


def over_time(plan: Plan, target: Target, rows: list[dict[str, Any]], by: str) -> dict[str, Any]:
    """A target at the ends of months or years; a count has its own axis."""
    page = reverse("web:target", kwargs={"plan_id": plan.id, "target_id": target.id})
    found = years(
        target,
        [
            {
                **row,
                "unit": target.unit,
                "year": row["as_of"].strftime("%Y-%m" if by == "month" else "%Y"),
            }
            for row in rows
        ],
    )
    for point, row in zip(found["years"], rows, strict=True):
        point["href"] = f"{page}?as_of={row['as_of']}"
        if target.unit == "count":
            point |= {name: row[name] for name in ("value", "ci_low", "ci_high")}
    return {
        **found,
        "description": _("The target at each day with its 95% interval"),
        "percent": target.unit != "count",
        "labels": len(rows) <= 8,
    }


def funnel(plan: Plan, target: Target, found: dict[str, Any], days: PageDays) -> dict[str, Any]:
    """Townships by size and rate, with the limits of chance; fewer than 5 rows are left out."""
    page = reverse("web:target-rows", kwargs={"plan_id": plan.id, "target_id": target.id})
    return {
        "description": _("Rate of each township by its number of rows, with the limits of chance"),
        "level": shown_rate(found["whole"]),
        "level_label": _("whole"),
        "target": level_of(target.comparison, target.value),
        "target_label": wanted(
            {"comparison": target.comparison, "target": target.value, "unit": target.unit}
        ),
        "size_label": _("Denominator"),
        "town_label": _("Township"),
        "inner_label": _("95% limits"),
        "outer_label": _("99.8% limits"),
        "lines": [[line["size"], *line["inner"], *line["outer"]] for line in found["lines"]],
        "towns": [
            {
                "name": town["name"],
                "size": town["figures"]["denominator"],
                "value": shown_rate(town["figures"]),
                "outside": town["outside"],
                "tip": tip(town["name"], town["figures"]),
                "href": f"{page}?town={town['code']}&side=denominator&{days.query}",
            }
            for town in found["towns"]
            if has_rate(town["figures"])
        ],
    }


def weeks(found: dict[str, Any], days: PageDays) -> dict[str, Any]:
    """Workers to examine by week beside what can be examined in one."""
    page = f"{reverse('web:worklist')}?rule=HEX-02&band=due_90&{days.query}"
    return {
        "description": _("Workers whose examination comes due, by week, and what can be done"),
        "bar_label": _("Workers due"),
        "line_label": _("Capacity a week"),
        "capacity": found["week_capacity"],
        "weeks": [
            {
                "name": week["first"].strftime("%m-%d"),
                "value": week["persons"],
                "tip": _("%(first)s to %(last)s: %(count)s")
                % {"first": week["first"], "last": week["last"], "count": week["persons"]},
                "href": page.replace("due_90", "due_30") if week["number"] < 4 else page,
            }
            for week in found["weeks"]
        ],
    }
