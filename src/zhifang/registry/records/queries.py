"""Records of a sheet, as far as row security shows them."""

from __future__ import annotations

from datetime import date
from typing import Any

from zhifang.registry.changes.queries import as_it_stood, known, rows
from zhifang.registry.records.kinds import KINDS, OF_DISTRICT, OF_EMPLOYERS, RecordKind


def _listed(listed: RecordKind, parameters: dict[str, Any], using: str) -> list[dict[str, Any]]:
    whose = f"{listed.of} and " if listed.of else ""
    found = rows(
        f"""select f.id, {listed.day} as day, f.sender_id, f.file_id, f.source_row,
                   r.name as file_name, {listed.columns}
            from {listed.table} f {listed.joins}
            left join received_file r on r.id = f.file_id
            where {whose}{known("f")}
              and ({listed.day} <= %(as_of)s or {listed.day} is null)
              and (%(after)s::bigint is null or f.id < %(after)s)
            order by f.id desc limit %(limit)s""",
        parameters,
        using,
    )
    return [as_it_stood(row, parameters["as_of"]) for row in found]


def records_of(
    organisation: int,
    kind: str,
    *,
    as_of: date,
    change_id: int,
    after: int | None = None,
    limit: int = 50,
    using: str = "default",
) -> list[dict[str, Any]]:
    """Records of one kind (a key of ``OF_EMPLOYERS``) up to the day, the latest received first.

    Each with ``id``, ``day``, ``sender_id``, ``file_id``, ``file_name``, ``source_row`` and the
    columns of its kind. ``after``: the id of the last row of the page before.
    """
    asked = {"organisation": organisation, "change": change_id, "as_of": as_of, "after": after}
    return _listed(OF_EMPLOYERS[kind], {**asked, "limit": limit}, using)


def records_of_district(
    kind: str,
    *,
    as_of: date,
    change_id: int,
    after: int | None = None,
    limit: int = 50,
    using: str = "default",
) -> list[dict[str, Any]]:
    """Records of one kind of ``OF_DISTRICT`` that the reader may see, as ``records_of``.

    ``day`` is null for a decision of a meeting that is not known; it is listed on every day.
    """
    asked = {"change": change_id, "as_of": as_of, "after": after, "limit": limit}
    return _listed(OF_DISTRICT[kind], asked, using)


def sender_of_record(kind: str, record_id: int, *, using: str = "default") -> int | None:
    """Who sent a record in force: an organisation's id, 0 for none named; None when unseen."""
    found = rows(
        f"select coalesce(f.sender_id, 0) as sender from {KINDS[kind].table} f "
        "where f.id = %(id)s and f.removed_by is null",
        {"id": record_id},
        using,
    )
    return int(found[0]["sender"]) if found else None
