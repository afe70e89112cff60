"""Why: who owes what, under which article, which facts, which values, which day."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from zhifang.obligations import queries as obligations
from zhifang.web.days import page_days
from zhifang.web.reading import signed_in, usual_day


@require_safe
@signed_in
def why(request: HttpRequest, obligation_id: str) -> HttpResponse:
    """One obligation explained on a day; 404 outside the reader's view."""
    days = page_days(request, usual=usual_day())
    found = obligations.why(obligation_id, days.as_of, days.known_at, reader=request.reader)
    if found is None:
        raise Http404
    return render(request, "web/why.html", {"section": "worklist", "why": found, "days": days})
