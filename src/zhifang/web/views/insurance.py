"""Insured rows without identity number that may be workers: the queue, and deciding."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from zhifang.access.permissions import check_may, may
from zhifang.calc import cut
from zhifang.exchange.tasks import match_insurance
from zhifang.registry.changes.queries import resolve
from zhifang.registry.insurance.matching import agreement
from zhifang.registry.insurance.queue import candidates, decide
from zhifang.registry.parties.queries import organisation_names
from zhifang.web import presenting, words
from zhifang.web.reading import pair_of, signed_in

PAGE = 50
ANSWERS = {"accept": "accepted", "refuse": "refused"}


@require_safe
@signed_in
def matches(request: HttpRequest) -> HttpResponse:
    """The candidates, likeliest first; only for the district."""
    if not may(request.reader, "match"):
        raise Http404
    decided = request.GET.get("show") == "all"
    found = candidates(decided=decided, after=after(request), limit=PAGE + 1)
    shown = found[:PAGE]
    presenting.record_shown(request, [row["worker_id"] for row in shown])
    last = shown[-1] if len(found) > PAGE else None
    return render(
        request,
        "web/insurance.html",
        {
            "section": "records",
            "matches": described(shown),
            "decided": decided,
            "next": f"{last['confidence']!r}|{last['id']}" if last else None,
        },
    )


def after(request: HttpRequest) -> tuple[float, int] | None:
    """The cursor of the page before; 404 for one that no page of ours made."""
    confidence, number = pair_of(request)
    if not confidence and not number:
        return None
    try:
        found = float(confidence), int(number)
    except ValueError as error:
        raise Http404 from error
    if not (0 <= found[0] <= 1 and 0 < found[1] < 2**63):
        raise Http404
    return found


def described(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Candidates with the unit's name, the confidence in percent, and why."""
    change_id = resolve().change_id
    names = organisation_names([row["employer_id"] for row in rows], change_id=change_id)
    return [
        {
            **row,
            "employer_name": names.get(row["employer_id"], ("", ""))[1],
            # cut, not rounded: nothing but certainty is 100
            "percent": cut(int(Decimal(repr(row["confidence"])).scaleb(9)), 10**9),
            "why": words.agreement_text(
                *agreement(
                    row["person_name"], row["birth_on"], row["worker_name"], row["worker_birth_on"]
                )
            ),
        }
        for row in rows
    ]


@require_POST
@signed_in
def decide_match(request: HttpRequest, match_id: int) -> HttpResponse:
    """Accepts or refuses one candidate, with the reason."""
    check_may(request.reader, "match")
    answer = ANSWERS.get(request.POST.get("answer", ""))
    if answer is None:
        raise Http404
    reason = request.POST.get("reason", "").strip()
    decide(match_id, answer, actor=request.reader.actor, reason=reason)
    said = {
        "accepted": _("Decided: the same person."),
        "refused": _("Decided: not this person."),
    }
    messages.success(request, said[answer])
    back = reverse("web:insurance")
    return HttpResponseRedirect(f"{back}?show=all" if request.POST.get("show") == "all" else back)


@require_POST
@signed_in
def compare_again(request: HttpRequest) -> HttpResponse:
    """Leaves comparing the whole list anew to a job."""
    check_may(request.reader, "match")
    match_insurance.defer(actor=request.reader.actor)
    messages.success(request, _("The list is being compared; load this page again in a minute."))
    return redirect("web:insurance")
