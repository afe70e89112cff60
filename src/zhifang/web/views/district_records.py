"""The records of the district that belong to no employer, a list a sheet."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from zhifang.registry.changes.queries import resolve
from zhifang.registry.records.kinds import OF_DISTRICT
from zhifang.registry.records.queries import records_of_district
from zhifang.web import records
from zhifang.web.days import page_days
from zhifang.web.reading import cursor_of, signed_in, usual_day

PAGE = 50


@require_safe
@signed_in
def district_records(request: HttpRequest) -> HttpResponse:
    """Records of one sheet in the reader's view, the latest received first."""
    days = page_days(request, usual=usual_day())
    kind = request.GET.get("kind", "supervisors")
    if kind not in OF_DISTRICT:
        raise Http404
    found = records_of_district(
        kind,
        as_of=days.as_of,
        change_id=resolve(days.known_at).change_id,
        after=cursor_of(request),
        limit=PAGE + 1,
    )
    return render(
        request,
        "web/district_records.html",
        {
            "section": "records",
            "kind": kind,
            "kinds": tuple(OF_DISTRICT),
            "records": records.described(kind, found[:PAGE], request.reader),
            "next": found[PAGE - 1]["id"] if len(found) > PAGE else None,
            "days": days,
        },
    )
