"""The report of a plan as a file, for the district that signs it."""

from __future__ import annotations

import io

from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.views.decorators.http import require_safe

from zhifang.access import reads
from zhifang.access.permissions import may
from zhifang.reports.gathering import gather
from zhifang.reports.writing import CONTENT_TYPES, FORMS, written
from zhifang.web.days import page_days
from zhifang.web.exports import downloaded
from zhifang.web.reading import plan_day, plan_or_404, signed_in


@require_safe
@signed_in
def report(request: HttpRequest, plan_id: str, form: str) -> HttpResponseBase:
    """Word, PDF or a workbook of the day asked; 404 for anybody but the district."""
    plan = plan_or_404(plan_id)
    if form not in FORMS or not may(request.reader, "report"):
        raise Http404
    days = page_days(request, usual=plan_day(plan))
    name = f"{plan.id}-{days.as_of}"
    reads.record(request.reader, kind="target", door="export", shown=[name])
    material = gather(plan, days.as_of, days.known_at, reader=request.reader)
    content = io.BytesIO(written(material, form))
    response = FileResponse(content, content_type=CONTENT_TYPES[form])
    return downloaded(response, f"{name}.{form}")
