"""One target: its rate, what is unknown, its groups and years, and the rows behind every number."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from zhifang.access import reads
from zhifang.indicators import queries
from zhifang.statutes import Plan, Target
from zhifang.web import charts, presenting
from zhifang.web.days import PageDays, page_days
from zhifang.web.exports import export, text_lines
from zhifang.web.reading import pair_of, plan_day, plan_or_404, signed_in

PAGE = 50
SIDES = tuple(queries.SIDES)


def target_or_404(plan: Plan, target_id: str) -> Target:
    """The target of the address."""
    for target in plan.targets:
        if target.id == target_id:
            return target
    raise Http404


def asked(request: HttpRequest, plan_id: str, target_id: str) -> tuple[Plan, Target, PageDays]:
    """Plan, target and days of a request."""
    plan = plan_or_404(plan_id)
    return plan, target_or_404(plan, target_id), page_days(request, usual=plan_day(plan))


@require_safe
@signed_in
def detail(request: HttpRequest, plan_id: str, target_id: str) -> HttpResponse:
    """The page of one target. Years and variants come after it, in requests of their own."""
    plan, target, days = asked(request, plan_id, target_id)
    dimension = request.GET.get("by", "township")
    if dimension not in queries.GROUPS:
        raise Http404
    at = queries.known(days.known_at)
    found = queries.target_document(
        plan,
        target,
        days.as_of,
        at,
        by=dimension,
        reader=request.reader,
        variants=False,
    )
    return render(
        request,
        "web/target.html",
        {
            "section": "plan",
            "plan": plan,
            "target": found,
            "known_at": at.recorded_at,
            "days": days,
            "dimension": dimension,
            "group_chart": charts.groups(found, found.get("groups", [])),
        },
    )


@require_safe
@signed_in
def years(request: HttpRequest, plan_id: str, target_id: str) -> HttpResponse:
    """The part of a target's page that tells of its years."""
    plan, target, days = asked(request, plan_id, target_id)
    found = queries.by_year(plan.id, target.id, days.as_of, days.known_at, reader=request.reader)
    part = bool(request.headers.get("HX-Request"))
    return render(
        request,
        "web/part_years.html" if part else "web/years.html",
        {
            "section": "plan",
            "plan": plan,
            "target_id": target.id,
            "years": found,
            "year_chart": charts.years(target, found),
            "days": days,
        },
    )


@require_safe
@signed_in
def variants(request: HttpRequest, plan_id: str, target_id: str) -> HttpResponse:
    """The part of a target's page that shows the other ways to count it."""
    plan, target, days = asked(request, plan_id, target_id)
    at = queries.known(days.known_at)
    found = queries.target_document(plan, target, days.as_of, at, reader=request.reader)
    part = bool(request.headers.get("HX-Request"))
    return render(
        request,
        "web/part_variants.html" if part else "web/variants.html",
        {
            "section": "plan",
            "plan": plan,
            "target": found,
            "indicator": target.indicator,
            "days": days,
        },
    )


def chosen_side(request: HttpRequest) -> str:
    """The side asked for; 404 for one that does not exist."""
    side = request.GET.get("side", "all")
    if side not in SIDES:
        raise Http404
    return side


@require_safe
@signed_in
def row_list(request: HttpRequest, plan_id: str, target_id: str) -> HttpResponse:
    """The rows behind a number, a page at a time."""
    plan, target, days = asked(request, plan_id, target_id)
    side = chosen_side(request)
    town = request.GET.get("town", "")
    at = queries.known(days.known_at)
    after_id, after_subject = pair_of(request)
    rows = queries.page_of_rows(
        queries.evaluation_id(plan.id, target.id, days.as_of, days.known_at),
        sides=queries.SIDES[side],
        town=town,
        after=(after_subject, int(after_id) if after_id.isdecimal() else 0),
        limit=PAGE + 1,
        reader=request.reader,
    )
    more = len(rows) > PAGE
    return render(
        request,
        "web/target_rows.html",
        {
            "section": "plan",
            "plan": plan,
            "target": target,
            "days": days,
            "side": side,
            "sides": SIDES,
            "town": town,
            "town_name": presenting.town_name(town),
            "rows": presenting.target_rows(request, rows[:PAGE], at.change_id),
            "next": f"{rows[PAGE - 1]['id']}|{rows[PAGE - 1]['subject_id']}" if more else None,
        },
    )


@require_safe
@signed_in
def row_export(request: HttpRequest, plan_id: str, target_id: str, form: str) -> HttpResponseBase:
    """A side of a target as a file. The csv of all sides is what the digest is made of."""
    plan, target, days = asked(request, plan_id, target_id)
    side = chosen_side(request)
    reader = request.reader
    town = request.GET.get("town", "")
    name = "-".join(filter(None, (plan.id, target.id, str(days.as_of), side, town)))
    reads.record(reader, kind="target", door="export", shown=[name])

    def lines() -> Iterator[str]:
        return queries.row_lines(
            plan.id, target.id, days.as_of, days.known_at, side=side, town=town, reader=reader
        )

    if form == "csv":
        return text_lines(name, reader, lines)

    def rows() -> Iterator[list[Any]]:
        found = csv.reader(lines())
        next(found)
        return found

    return export(form, name=name, columns=queries.HEADER.split(","), reader=reader, rows=rows)
