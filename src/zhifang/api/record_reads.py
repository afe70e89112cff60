"""Reading records by sheet: an employer's, and the district's own."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest
from ninja import Router

from zhifang.api import answers
from zhifang.api.cursors import decoded, encoded
from zhifang.api.reads import (
    PROBLEMS,
    Day,
    Instant,
    Json,
    Limit,
    Text,
    day_of,
    organisation_or_404,
    record_shown,
)
from zhifang.registry.changes.queries import resolve
from zhifang.registry.records.kinds import OF_DISTRICT, OF_EMPLOYERS
from zhifang.registry.records.queries import records_of, records_of_district

router = Router(tags=["reads"])


@router.get("employers/{credit_code}/records/{sheet}", response={200: answers.Records, **PROBLEMS})
def records(
    request: HttpRequest,
    credit_code: str,
    sheet: str,
    as_of: Day | None = None,
    known_at: Instant | None = None,
    cursor: Text = "",
    limit: Limit = 100,
) -> Any:
    """Records of one sheet of an employer, the latest received first; numbers are masked."""
    organisation = organisation_or_404(credit_code)
    if sheet not in OF_EMPLOYERS:
        raise Http404
    found = records_of(
        organisation,
        sheet,
        as_of=day_of(as_of),
        change_id=resolve(known_at).change_id,
        after=decoded(cursor, int)[0] if cursor else None,
        limit=limit + 1,
    )
    record_shown(request, [row.get("worker_id") for row in found[:limit]])
    return page_of_records(found, limit)


@router.get("records/{sheet}", response={200: answers.Records, **PROBLEMS})
def district_records(
    request: HttpRequest,  # noqa: ARG001 (ninja passes it)
    sheet: str,
    as_of: Day | None = None,
    known_at: Instant | None = None,
    cursor: Text = "",
    limit: Limit = 100,
) -> Any:
    """Records of one sheet of the district's own, which belong to no employer."""
    if sheet not in OF_DISTRICT:
        raise Http404
    found = records_of_district(
        sheet,
        as_of=day_of(as_of),
        change_id=resolve(known_at).change_id,
        after=decoded(cursor, int)[0] if cursor else None,
        limit=limit + 1,
    )
    return page_of_records(found, limit)


def page_of_records(found: list[Json], limit: int) -> Json:
    """A page of records with the cursor of the next; ``found`` holds one more where there is."""
    more = len(found) > limit
    return {"records": found[:limit], "next": encoded(found[limit - 1]["id"]) if more else None}
