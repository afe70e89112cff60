"""A worker's surveillance archive, and who read it."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from zhifang.access import reads
from zhifang.access.permissions import may
from zhifang.exchange.sheets import SHEETS
from zhifang.registry.changes.queries import resolve
from zhifang.registry.parties.queries import organisation_names
from zhifang.registry.workers.archive import surveillance_archive
from zhifang.web import presenting, words
from zhifang.web.days import page_days
from zhifang.web.reading import signed_in, usual_day
from zhifang.web.records import code_text

#: The lists of an archive, and those whose codes are named by a sheet.
LISTS = (
    "exposures", "examinations", "radiation_posts", "doses", "cases", "statements", "offices",
    "trainings",
)  # fmt: skip
SHEETS_OF = {
    "doses": "doses",
    "cases": "disease_cases",
    "offices": "officers",
    "trainings": "trainings",
    "statements": "worker_archives",
}
PARTIES = ("employer", "using_unit", "institution")


@require_safe
@signed_in
def worker_file(request: HttpRequest, worker_id: int) -> HttpResponse:
    """What is known of one worker in the reader's view; the reading is recorded."""
    days = page_days(request, usual=usual_day())
    at = resolve(days.known_at)
    found = surveillance_archive(worker_id, as_of=days.as_of, change_id=at.change_id)
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
    """The archive with names beside its codes and ids."""
    lists = [found[name] for name in LISTS]
    rows = [row for listed in lists for row in listed]
    parties = {row[f"{party}_id"] for row in rows for party in PARTIES if f"{party}_id" in row}
    parties |= {gap.holder_id for gap in found["missing"] if gap.holder_id is not None}
    names = organisation_names(parties, change_id=change_id)

    def name_of(party: int | None) -> str:
        code, name = names.get(party or 0, ("", ""))
        return name or code

    for row in rows:
        for party in PARTIES:
            row[f"{party}_name"] = name_of(row.get(f"{party}_id"))
        row["through"] = presenting.through(row.get("valid_to"))
    for row in found["exposures"]:
        row["hazard_names"] = "、".join(presenting.hazard_name(code) for code in row["hazards"])
    for row in found["examinations"]:
        row["hazard_name"] = presenting.hazard_name(row["hazard"])
    for key, name in SHEETS_OF.items():
        sheet = SHEETS[name]
        for row in found[key]:
            for column, value in row.copy().items():
                declared = sheet.by_key.get(column)
                if declared is not None and declared.codes is not None and value is not None:
                    row[f"{column}_text"] = code_text(declared, value)
    gaps = [
        {
            "text": words.gap_text(gap.kind),
            "holder": name_of(gap.holder_id),
            "hazard": presenting.hazard_name(gap.hazard),
            "day": gap.day,
        }
        for gap in found["missing"]
    ]
    return {**found, "gaps": gaps}
