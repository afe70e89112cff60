"""One target: its rate, what is unknown, its groups and years, and the rows behind every number."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from zhifang.indicators import queries as indicators
from zhifang.web import charts
from zhifang.web.days import page_days
from zhifang.web.exports import export
from zhifang.web.reading import plan_day, plan_or_404, signed_in

SIDES = ("all", "numerator", "denominator", "missing", "unknown", "pending")
DIMENSIONS = ("township", "industry", "size")
ROW_COLUMNS = (
    "subject_kind",
    "subject_id",
    "party_id",
    "town",
    "side",
    "outcome",
    "due_on",
    "done_on",
    "obligation_id",
)


@require_safe
@signed_in
def detail(request: HttpRequest, plan_id: str, target_id: str) -> HttpResponse:
    """The page of one target; 404 when the plan has no such target."""
    plan = plan_or_404(plan_id)
    days = page_days(request, usual=plan_day(plan))
    target = indicators.target_detail(
        plan_id, target_id, days.as_of, days.known_at, reader=request.reader
    )
    if target is None:
        raise Http404
    dimension = request.GET.get("by", DIMENSIONS[0])
    if dimension not in DIMENSIONS:
        raise Http404
    groups = target.get("groups", {}).get(dimension, [])
    return render(
        request,
        "web/target.html",
        {
            "section": "plan",
            "plan": plan,
            "target": target,
            "days": days,
            "dimension": dimension,
            "groups": groups,
            "group_chart": charts.groups(target, groups),
            "year_chart": charts.years(target),
        },
    )


def chosen_rows(request: HttpRequest) -> dict[str, Any]:
    """Side and group asked for; 404 for one that does not exist."""
    side = request.GET.get("side", "all")
    dimension = request.GET.get("by") or None
    if side not in SIDES or dimension not in (None, *DIMENSIONS):
        raise Http404
    return {"side": side, "by": dimension, "code": request.GET.get("code")}


@require_safe
@signed_in
def row_list(request: HttpRequest, plan_id: str, target_id: str) -> HttpResponse:
    """The rows behind a number, a page at a time."""
    plan = plan_or_404(plan_id)
    days = page_days(request, usual=plan_day(plan))
    chosen = chosen_rows(request)
    found = indicators.rows(
        plan_id,
        target_id,
        days.as_of,
        days.known_at,
        reader=request.reader,
        after=request.GET.get("cursor") or None,
        limit=50,
        **chosen,
    )
    return render(
        request,
        "web/target_rows.html",
        {
            "section": "plan",
            "plan": plan,
            "target_id": target_id,
            "days": days,
            "found": found,
            "sides": SIDES,
            **chosen,
        },
    )


@require_safe
@signed_in
def row_export(request: HttpRequest, plan_id: str, target_id: str, form: str) -> HttpResponseBase:
    """The same rows as a file: csv is streamed, xlsx is written first."""
    plan = plan_or_404(plan_id)
    days = page_days(request, usual=plan_day(plan))
    reader = request.reader
    chosen = chosen_rows(request)
    return export(
        form,
        name=f"{plan_id}-{target_id}-{days.as_of}-{chosen['side']}",
        columns=ROW_COLUMNS,
        reader=reader,
        rows=lambda: indicators.iterate_rows(
            plan_id, target_id, days.as_of, days.known_at, reader=reader, **chosen
        ),
    )
