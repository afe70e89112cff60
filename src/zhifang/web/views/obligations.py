"""Why: who owes what, under which article, which facts, which values, which day."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from zhifang.core.days import FAR
from zhifang.core.errors import UserError
from zhifang.obligations import explaining
from zhifang.obligations.storing import bring_up_to_date
from zhifang.web import presenting
from zhifang.web.days import page_days
from zhifang.web.reading import signed_in, usual_day
from zhifang.web.words import status_text
from zhifang.worklists.wording import unit_text


@require_safe
@signed_in
def why(request: HttpRequest, obligation_id: str) -> HttpResponse:
    """One obligation explained on a day; 404 outside the reader's view."""
    days = page_days(request, usual=usual_day())
    bring_up_to_date()
    try:
        found = explaining.why(obligation_id, days.as_of, days.known_at, reader=request.reader)
    except UserError as error:
        raise Http404 from error
    subject = found["subject"]
    worker = subject["worker"]
    presenting.record_shown(request, [worker["id"] if worker else None])
    return render(
        request,
        "web/why.html",
        {
            "section": "worklist",
            "why": found,
            "turn": found["turn"],
            "rests_through": presenting.through((found["due_again"] or {}).get("law_from")),
            "subject_label": label(subject),
            "town_name": presenting.town_name(subject["site"]["town"]) if subject["site"] else "",
            "facts": [fact_line(fact) for fact in found["facts"]],
            "versions": [version(row) for row in found["versions"]],
            "days": days,
        },
    )


def label(subject: dict[str, Any]) -> str:
    """Whom or what it is about."""
    parts = []
    if subject["worker"]:
        parts.append(f"{subject['worker']['worker_name']}（{subject['worker']['id_masked']}）")
    if subject["site"]:
        parts.append(
            " ".join(filter(None, (subject["site"]["site_no"], subject["site"]["address"])))
        )
    if subject["hazard"]:
        parts.append(presenting.hazard_name(subject["hazard"]["code"]))
    if subject["name"]:
        parts.append(subject["name"])
    return " · ".join(parts)


def fact_line(fact: dict[str, Any]) -> dict[str, Any]:
    """A fact with a text of what it says, as far as the reader may see it."""
    hazard = fact.get("hazard")
    post = " ".join(filter(None, (fact.get("workshop"), fact.get("post"))))
    grade = fact.get("work_grade")
    noise = fact.get("noise_level")
    hours = fact.get("hours")
    parts = (
        fact.get("receipt_no")
        or fact.get("report_no")
        or fact.get("exam_no")
        or fact.get("case_no")
        or fact.get("certificate_no")
        or fact.get("appointed_no"),
        post,
        presenting.hazard_name(hazard) if hazard else None,
        None if grade is None else f"{grade} ({fact.get('grade_edition')})",
        None if noise is None else f"{noise} dB(A)",
        fact.get("course"),
        status_text(fact["status"]) if fact.get("status") else None,
        fact.get("place") or fact.get("dose_text"),
        fact.get("address"),
        fact.get("legal_person"),
        None if hours is None else f"{hours:g} {unit_text('学时')}",
        fact.get("organiser"),
        fact.get("institution"),
    )
    return {**fact, "text": " · ".join(str(part) for part in parts if part)}


def version(row: dict[str, Any]) -> dict[str, Any]:
    """A stored row of the obligation with its last day under the law."""
    return {
        **row,
        "law_through": presenting.through(row["law_to"]),
        "unscheduled": row["due_earliest"] in (None, FAR),
    }
