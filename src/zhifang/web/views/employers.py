"""Employers: what one is, owes and did, and its files; withdrawing a record."""

from __future__ import annotations

from datetime import timedelta

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from zhifang.exchange import received, withdrawal
from zhifang.obligations import queries as obligations
from zhifang.registry.parties import queries as parties
from zhifang.web import charts
from zhifang.web.days import page_days
from zhifang.web.reading import signed_in, usual_day


@require_safe
@signed_in
def employer_list(request: HttpRequest) -> HttpResponse:
    """Employers in the reader's view, by name or credit code."""
    days = page_days(request, usual=usual_day())
    text = request.GET.get("text", "").strip()
    found = parties.employers(
        days.as_of,
        days.known_at,
        reader=request.reader,
        text=text,
        after=request.GET.get("cursor") or None,
        limit=50,
    )
    context = {"section": "employers", "found": found, "text": text, "days": days}
    return render(request, "web/employers.html", context)


@require_safe
@signed_in
def employer(request: HttpRequest, credit_code: str) -> HttpResponse:
    """The page of one employer; 404 outside the reader's view."""
    days = page_days(request, usual=usual_day())
    reader = request.reader
    found = parties.employer(credit_code, days.as_of, days.known_at, reader=reader)
    if found is None:
        raise Http404
    owes = obligations.of_holder(
        found["id"],
        days.as_of,
        days.known_at,
        reader=reader,
        after=request.GET.get("cursor") or None,
        limit=50,
    )
    year_on = days.as_of + timedelta(days=364)
    return render(
        request,
        "web/employer.html",
        {
            "section": "employers",
            "employer": found,
            "owes": owes,
            "did": parties.records(found["id"], days.as_of, days.known_at, reader=reader, limit=50),
            "files": received.files(reader=reader, organisation_id=found["id"], limit=20),
            "due_chart": charts.due_days(
                owes["due_days"], days.as_of.isoformat(), year_on.isoformat()
            ),
            "days": days,
        },
    )


@require_POST
@signed_in
def withdraw_record(request: HttpRequest) -> HttpResponse:
    """Takes one record back, with its reason."""
    withdrawal.withdraw_record(
        kind=request.POST.get("kind", ""),
        key=request.POST.get("key", ""),
        reason=request.POST.get("reason", "").strip(),
        reader=request.reader,
    )
    messages.success(request, _("The record was withdrawn."))
    back = request.POST.get("back", "/")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}):
        back = "/"
    return HttpResponseRedirect(back)
