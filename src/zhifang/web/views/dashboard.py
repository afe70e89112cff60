"""The parts of the plan's page that come after it: townships, funnel, trend, changes, weeks."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from zhifang.indicators import by_town, months, queries
from zhifang.indicators.asking import not_computed
from zhifang.obligations.overnight import LISTED, flips_since
from zhifang.statutes import Plan, Target
from zhifang.web import charts, presenting
from zhifang.web.days import PageDays, page_days
from zhifang.web.reading import plan_day, plan_or_404, signed_in
from zhifang.worklists.weeks import coming

#: What the addresses of the parts are called, and the template of each.
PARTS = ("towns", "funnel", "trend", "overnight", "weeks")


def choosable(plan: Plan) -> list[Target]:
    """The targets that are computed."""
    return [target for target in plan.targets if not_computed(target) is None]


def chosen_target(request: HttpRequest, plan: Plan) -> Target:
    """The target asked for, else the plan's third, or its first; 404 for an unknown one."""
    targets = choosable(plan)
    if not targets:
        raise Http404
    asked = request.GET.get("target", "")
    if not asked:
        return next((one for one in targets if one.id == "I03"), targets[0])
    for target in targets:
        if target.id == asked:
            return target
    raise Http404


def shown(
    request: HttpRequest, part: str, plan: Plan, days: PageDays, context: dict[str, Any]
) -> HttpResponse:
    """The part alone for htmx, or on a page of its own."""
    alone = not request.headers.get("HX-Request")
    return render(
        request,
        "web/part_page.html" if alone else f"web/part_{part}.html",
        {
            "section": "plan",
            "plan": plan,
            "days": days,
            "part": part,
            "part_template": f"web/part_{part}.html",
            **context,
        },
    )


def asked(request: HttpRequest, plan_id: str) -> tuple[Plan, PageDays]:
    """Plan and days of a request."""
    plan = plan_or_404(plan_id)
    return plan, page_days(request, usual=plan_day(plan))


@require_safe
@signed_in
def towns(request: HttpRequest, plan_id: str) -> HttpResponse:
    """Townships by targets; each cell opens its rows."""
    plan, days = asked(request, plan_id)
    table = by_town.town_table(
        plan, days.as_of, queries.known(days.known_at), reader=request.reader
    )
    rows = [
        {
            "code": code,
            "name": queries.group_name("township", "" if code == "unattributed" else code),
            "cells": [
                {"target": target, "figures": table.figures[target.id, code]}
                for target in table.targets
            ],
        }
        for code in table.towns
    ]
    return shown(request, "towns", plan, days, {"targets": table.targets, "rows": rows})


@require_safe
@signed_in
def funnel(request: HttpRequest, plan_id: str) -> HttpResponse:
    """The townships of one target against the limits of chance."""
    plan, days = asked(request, plan_id)
    target = chosen_target(request, plan)
    table = by_town.town_table(
        plan, days.as_of, queries.known(days.known_at), reader=request.reader, only=target.id
    )
    found = by_town.funnel(table, target.id)
    for town in found["towns"]:
        code = "" if town["code"] == "unattributed" else town["code"]
        town["name"] = queries.group_name("township", code)
    return shown(
        request,
        "funnel",
        plan,
        days,
        {
            "target": target,
            "targets": [one for one in choosable(plan) if one.unit != "count"],
            "found": found,
            "funnel_chart": charts.funnel(plan, target, found, days),
        },
    )


@require_safe
@signed_in
def trend(request: HttpRequest, plan_id: str) -> HttpResponse:
    """One target at the ends of months or years."""
    plan, days = asked(request, plan_id)
    target = chosen_target(request, plan)
    by = request.GET.get("by", "month")
    if by not in ("month", "year"):
        raise Http404
    rows = months.over_time(
        plan, target, days.as_of, queries.known(days.known_at), by, request.reader
    )
    return shown(
        request,
        "trend",
        plan,
        days,
        {
            "target": target,
            "targets": choosable(plan),
            "by": by,
            "rows": [{**row, "unit": target.unit} for row in rows],
            "trend_chart": charts.over_time(plan, target, rows, by),
        },
    )


@require_safe
@signed_in
def overnight(request: HttpRequest, plan_id: str) -> HttpResponse:
    """What turned since yesterday, and why."""
    plan, days = asked(request, plan_id)
    found = flips_since(days.as_of, days.known_at)
    return shown(
        request,
        "overnight",
        plan,
        days,
        {
            "found": found,
            "rows": presenting.flips(request, found["rows"], found["change_id"]),
            "more": found["total"] > LISTED,
        },
    )


@require_safe
@signed_in
def weeks(request: HttpRequest, plan_id: str) -> HttpResponse:
    """The next twelve weeks against the capacity of the institutions."""
    plan, days = asked(request, plan_id)
    found = coming(days.as_of, days.known_at, reader=request.reader)
    return shown(
        request,
        "weeks",
        plan,
        days,
        {"found": found, "weeks_chart": charts.weeks(found, days)},
    )
