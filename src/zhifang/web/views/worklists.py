"""What is overdue and coming due, for whom, and what to do next."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from zhifang.web.days import page_days
from zhifang.web.exports import export
from zhifang.web.reading import signed_in, usual_day
from zhifang.worklists import queries as worklists_queries

BUCKETS = ("overdue", "due_30", "due_90", "unknown")
COLUMNS = (
    "holder_code",
    "holder_name",
    "town_name",
    "site_no",
    "duty",
    "subject_label",
    "outcome",
    "due_earliest",
    "due_latest",
    "days_left",
    "next_step",
    "obligation_id",
)


def chosen(request: HttpRequest) -> dict[str, Any]:
    """Bucket, town, employer and rule asked for; 404 for an unknown bucket."""
    bucket = request.GET.get("bucket", "overdue")
    if bucket not in BUCKETS:
        raise Http404
    return {
        "bucket": bucket,
        "town": request.GET.get("town") or None,
        "employer": request.GET.get("employer") or None,
        "rule": request.GET.get("rule") or None,
    }


@require_safe
@signed_in
def worklist(request: HttpRequest) -> HttpResponse:
    """The worklist of a day."""
    days = page_days(request, usual=usual_day())
    filters = chosen(request)
    found = worklists_queries.worklist(
        days.as_of,
        days.known_at,
        reader=request.reader,
        after=request.GET.get("cursor") or None,
        limit=50,
        **filters,
    )
    return render(
        request,
        "web/worklist.html",
        {"section": "worklist", "days": days, "found": found, "buckets": BUCKETS, **filters},
    )


@require_safe
@signed_in
def worklist_export(request: HttpRequest, form: str) -> HttpResponseBase:
    """The same list as a file to work with."""
    days = page_days(request, usual=usual_day())
    reader = request.reader
    filters = chosen(request)
    return export(
        form,
        name=f"worklist-{filters['bucket']}-{days.as_of}",
        columns=COLUMNS,
        reader=reader,
        rows=lambda: worklists_queries.iterate_worklist(
            days.as_of, days.known_at, reader=reader, **filters
        ),
    )
