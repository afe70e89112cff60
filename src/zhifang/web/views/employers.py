"""Employers: what one is, owes and did, and its files; withdrawing a record."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from zhifang.access.permissions import may
from zhifang.core.errors import UserError
from zhifang.exchange import history
from zhifang.exchange.taking_back import take_back_record
from zhifang.obligations.queries import turns_of
from zhifang.obligations.storing import bring_up_to_date
from zhifang.registry.changes.queries import resolve
from zhifang.registry.parties import directory
from zhifang.registry.parties.queries import organisation_id, organisation_names, sites_of
from zhifang.registry.records.kinds import OF_EMPLOYERS
from zhifang.registry.records.queries import records_of
from zhifang.web import charts, presenting, records
from zhifang.web.days import page_days
from zhifang.web.reading import cursor_of, signed_in, usual_day

PAGE = 50
OPEN = ("NOT_MET", "UNKNOWN", "PENDING")


@require_safe
@signed_in
def employer_list(request: HttpRequest) -> HttpResponse:
    """Employers in the reader's view, by name or credit code and township."""
    days = page_days(request, usual=usual_day())
    text = request.GET.get("text", "").strip().replace("\x00", "")
    rows = directory.employers(
        days.as_of,
        resolve(days.known_at).change_id,
        text=text,
        town=request.GET.get("town", ""),
        after=cursor_of(request) or 0,
        limit=PAGE + 1,
    )
    for row in rows:
        row["town_name"] = presenting.town_name(row["town"])
        row["industry_name"] = presenting.industry_name(row["industry"])
    return render(
        request,
        "web/employers.html",
        {
            "section": "employers",
            "employers": rows[:PAGE],
            "next": rows[PAGE - 1]["id"] if len(rows) > PAGE else None,
            "text": text,
            "days": days,
        },
    )


@require_safe
@signed_in
def employer(request: HttpRequest, credit_code: str) -> HttpResponse:
    """The page of one employer; 404 outside the reader's view."""
    days = page_days(request, usual=usual_day())
    at = resolve(days.known_at)
    organisation = organisation_or_404(credit_code)
    sites = sites_on(organisation, days.as_of, at.change_id)
    bring_up_to_date(holder_ids=[organisation])
    turns = turns_of(organisation, as_of=days.as_of, change_id=at.change_id)
    if not sites and not turns:
        raise Http404
    kind = request.GET.get("kind", "declarations")
    if kind not in OF_EMPLOYERS:
        raise Http404
    found = records_of(
        organisation,
        kind,
        as_of=days.as_of,
        change_id=at.change_id,
        after=cursor_of(request),
        limit=PAGE + 1,
    )
    shown = records.described(kind, found[:PAGE], request.reader)
    presenting.record_shown(request, [row.get("worker_id") for row in shown])
    owed = [turn for turn in turns if turn["outcome"] in OPEN]
    latest = days.as_of + timedelta(days=364)
    coming = due_days(owed, days.as_of, latest)
    files, _more = history.files(organisation_id=organisation, limit=20)
    return render(
        request,
        "web/employer.html",
        {
            "section": "employers",
            "may_enter": may(request.reader, "upload"),
            "name": sites[0]["employer_name"] if sites else name_of(organisation, at.change_id),
            "credit_code": credit_code,
            "sites": sites,
            "owes": presenting.duties(request, with_sites(owed[:PAGE], sites), at.change_id),
            "owed": len(owed),
            "due_chart": charts.due_days(coming, days.as_of, latest) if coming else None,
            "kind": kind,
            "kinds": tuple(OF_EMPLOYERS),
            "records": shown,
            "next": found[PAGE - 1]["id"] if len(found) > PAGE else None,
            "files": files,
            "days": days,
        },
    )


def organisation_or_404(credit_code: str) -> int:
    """The id of a credit code."""
    try:
        return organisation_id(credit_code)
    except UserError as error:
        raise Http404 from error


def name_of(organisation: int, change_id: int) -> str:
    """The name of an institution that has no site of its own here."""
    return organisation_names([organisation], change_id=change_id)[organisation][1]


def sites_on(organisation: int, as_of: date, change_id: int) -> list[dict[str, Any]]:
    """The sites with their state on the day and the hazards of their posts."""
    hazards = directory.hazards_of(organisation, as_of=as_of, change_id=change_id)
    for row in hazards:
        row["hazard_name"] = presenting.hazard_name(row["hazard"])
    found: dict[int, dict[str, Any]] = {}
    for state in sites_of(organisation, as_of=as_of, change_id=change_id):
        if state["site_id"] in found:
            continue
        found[state["site_id"]] = {
            **state,
            "town_name": presenting.town_name(state["town"]),
            "industry_name": presenting.industry_name(state["industry"]),
            "hazards": [row for row in hazards if row["site_id"] == state["site_id"]],
        }
    return list(found.values())


def with_sites(turns: list[dict[str, Any]], sites: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Turns with the number and township of their site."""
    by_id = {site["site_id"]: site for site in sites}
    return [
        {
            **turn,
            "site_no": by_id.get(turn["site_id"], {}).get("site_no"),
            "town": by_id.get(turn["site_id"], {}).get("town"),
        }
        for turn in turns
    ]


def due_days(turns: list[dict[str, Any]], first: date, latest: date) -> list[tuple[date, int]]:
    """How many open duties fall due on each day."""
    counted = Counter(
        turn["due_latest"]
        for turn in turns
        if turn["due_latest"] is not None and first <= turn["due_latest"] <= latest
    )
    return sorted(counted.items())


@require_POST
@signed_in
def withdraw_record(request: HttpRequest) -> HttpResponse:
    """Takes one record back, with its reason."""
    number = request.POST.get("record", "")
    if not (number.isascii() and number.isdigit() and len(number) <= 18):
        raise Http404
    take_back_record(
        request.POST.get("kind", ""),
        int(number),
        reason=request.POST.get("reason", "").strip(),
        reader=request.reader,
    )
    messages.success(request, _("The record was withdrawn."))
    back = request.POST.get("back", "/")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}):
        back = "/"
    return HttpResponseRedirect(back)
