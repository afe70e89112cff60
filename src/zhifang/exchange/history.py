"""Received files as their readers see them: sender and district, by row security.

Every function reads through the alias ``default`` inside the reader's transaction.
"""

from __future__ import annotations

from typing import Any

from zhifang.registry.changes.models import ReceivedFile

from .received import content_of
from .sheets import SHEETS

COUNTS = ("received", "applied", "corrected", "unchanged", "rejected")
_LISTED = ("id", "name", "sm3", "size", "received_at", "received_on", "sent_by", "actor", "status",
           "summary", "return_name", "change_id")  # fmt: skip


def files(
    *, organisation_id: int | None = None, after: int | None = None, limit: int = 50
) -> tuple[list[dict[str, Any]], int | None]:
    """Received files, the latest first, and the cursor of the next page (None: no more)."""
    found = ReceivedFile.objects.order_by("-id")
    if organisation_id is not None:
        found = found.filter(sent_by=organisation_id)
    if after is not None:
        found = found.filter(id__lt=after)
    rows = list(found.values(*_LISTED)[: limit + 1])
    more = rows[limit - 1]["id"] if len(rows) > limit else None
    return [_described(row) for row in rows[:limit]], more


def file(file_id: int) -> dict[str, Any] | None:
    """One received file; None outside the reader's view."""
    row = ReceivedFile.objects.filter(id=file_id).values(*_LISTED).first()
    return _described(row) if row else None


def _described(row: dict[str, Any]) -> dict[str, Any]:
    """The row with its totals; ``sheets``: key, names in both languages, counts."""
    summary = row.pop("summary")
    sheets = [
        {"key": key, "zh": SHEETS[key].zh, "en": SHEETS[key].en, **counts}
        for key, counts in summary.get("sheets", {}).items()
    ]
    return {
        **row,
        "running": row["status"] in ("received", "checking"),
        "progress": summary.get("progress"),
        "refusal": summary.get("refusal"),
        "sheets": sheets,
        "totals": {name: sum(sheet[name] for sheet in sheets) for name in COUNTS},
        "problems": summary.get("problems", []),
        "problems_total": summary.get("problems_total", 0),
        "warnings_total": summary.get("warnings_total", 0),
    }


def marked_return(file_id: int) -> tuple[str, bytes] | None:
    """Name and bytes of the workbook of rejected rows; None when there is none to be seen."""
    found = ReceivedFile.objects.filter(id=file_id).only("return_name", "return_content").first()
    if found is None or found.return_name is None or found.return_content is None:
        return None
    return found.return_name, content_of(found.return_content)


def content(file_id: int) -> tuple[str, bytes] | None:
    """Name and bytes of a file exactly as received; None outside the reader's view."""
    found = ReceivedFile.objects.filter(id=file_id).only("name", "content").first()
    return (found.name, content_of(found.content)) if found else None
