"""A worker's file, and who read it."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from zhifang.access import reads
from zhifang.registry.workers import queries as workers
from zhifang.web.days import page_days
from zhifang.web.reading import signed_in, usual_day


@require_safe
@signed_in
def worker_file(request: HttpRequest, worker_id: int) -> HttpResponse:
    """What is known of one worker in the reader's view; the reading is recorded."""
    days = page_days(request, usual=usual_day())
    found = workers.worker_file(worker_id, days.as_of, days.known_at, reader=request.reader)
    if found is None:
        raise Http404
    earlier = reads.of_worker(worker_id)
    reads.record(request.reader, kind="worker", door="page", shown=[worker_id])
    return render(
        request,
        "web/worker.html",
        {"section": "employers", "worker": found, "reads": earlier, "days": days},
    )
