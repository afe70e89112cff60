"""Signals of a plan: what was seen in the data handed in that is a reason to look."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from zhifang.access.permissions import may
from zhifang.signals import wording
from zhifang.signals.queries import signals_document
from zhifang.web import presenting, words
from zhifang.web.days import page_days
from zhifang.web.reading import plan_day, plan_or_404, signed_in
from zhifang.worklists.wording import side_text

#: How many rows behind a signal a page lists; the API has them all.
LISTED = 100


@require_safe
@signed_in
def signals(request: HttpRequest, plan_id: str) -> HttpResponse:
    """The signals by kind, for the district and the townships."""
    if not may(request.reader, "see_signals"):
        raise Http404
    plan = plan_or_404(plan_id)
    days = page_days(request, usual=plan_day(plan))
    document = signals_document(plan, days.as_of, days.known_at, reader=request.reader)
    return render(
        request,
        "web/signals.html",
        {
            "section": "plan",
            "plan": plan,
            "days": days,
            "caution": wording.caution(),
            "kinds": [described(kind) for kind in document["kinds"]],
            "limits": document["limits"],
            "false_percent": f"{document['false_discovery_percent']}%",
            "any": any(kind["signals"] for kind in document["kinds"]),
        },
    )


def described(kind: dict[str, Any]) -> dict[str, Any]:
    """One kind in words, with the first rows behind each of its signals."""
    return {
        **kind,
        "title": wording.kind_text(kind["kind"]),
        "by_chance": kind["kind"] != "reopened",
        "signals": [
            {
                **signal,
                "about": wording.subject_text(signal["subject_kind"]),
                "who": signal["name"] or signal["subject"] or _("not stated"),
                "reason": wording.reason(signal["kind"], signal["figures"]),
                "town_name": presenting.town_name(signal["town"]),
                "chance": None if signal["p"] is None else f"{signal['p']:.1g}",
                "rows": [row_of(row) for row in signal["evidence"][:LISTED]],
                "total": len(signal["evidence"]),
            }
            for signal in kind["signals"]
        ],
    }


def row_of(row: dict[str, Any]) -> dict[str, Any]:
    """A row behind a signal: whose it is, and its other columns as label and value."""
    said = [
        (_("Sheet"), words.sheet_text(row["sheet"]) if "sheet" in row else None),
        (_("Township"), presenting.town_name(row.get("town"))),
        (_("Day"), row.get("event_on")),
        (_("Received on"), row.get("received_on")),
        (_("Days until received"), row.get("days")),
        (_("Hours"), row.get("hours")),
        (_("Hours required"), row.get("required")),
        (_("Status"), words.status_text(row["status"]) if "status" in row else None),
        (_("Counted as"), side_text(row["side"]) if "side" in row else None),
    ]
    return {
        "code": row.get("employer") or "",
        "name": row.get("employer_name") or row.get("employer") or "",
        "said": [(label, value) for label, value in said if value not in (None, "")],
    }
