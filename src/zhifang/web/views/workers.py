"""A worker's file, and who read it."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from zhifang.access import reads
from zhifang.access.permissions import may
from zhifang.registry.changes.queries import resolve
from zhifang.registry.parties.queries import organisation_names
from zhifang.registry.workers import files
from zhifang.web import presenting
from zhifang.web.days import page_days
from zhifang.web.reading import signed_in, usual_day


@require_safe
@signed_in
def worker_file(request: HttpRequest, worker_id: int) -> HttpResponse:
    """What is known of one worker in the reader's view; the reading is recorded."""
    days = page_days(request, usual=usual_day())
    at = resolve(days.known_at)
    found = files.worker_file(worker_id, as_of=days.as_of, change_id=at.change_id)
    if found is None:
        raise Http404
    allowed = may(request.reader, "see_reads")
    earlier = reads.of_worker(worker_id) if allowed else []
    reads.record(request.reader, kind="worker", door="page", shown=[worker_id])
    return render(
        request,
        "web/worker.html",
        {
            "section": "employers",
            "worker": named(found, at.change_id),
            "reads": earlier,
            "may_see_reads": allowed,
            "days": days,
        },
    )


def named(found: dict[str, Any], change_id: int) -> dict[str, Any]:
    """The file with names beside its codes and ids."""
    exposures, examinations = found["exposures"], found["examinations"]
    parties = {row[column] for row in exposures for column in ("employer_id", "using_unit_id")}
    parties |= {row["institution_id"] for row in examinations}
    names = organisation_names(parties, change_id=change_id)
    for row in exposures:
        row["through"] = presenting.through(row["valid_to"])
        for party in ("employer", "using_unit"):
            code, name = names.get(row[f"{party}_id"], ("", ""))
            row[f"{party}_name"] = name or code
        row["hazard_names"] = "、".join(presenting.hazard_name(code) for code in row["hazards"])
    for row in examinations:
        code, name = names.get(row["institution_id"], ("", ""))
        row["institution_name"] = name or code
        row["hazard_name"] = presenting.hazard_name(row["hazard"])
    return found
