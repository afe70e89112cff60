"""Which change speaks for an instant: the second clock, read; and rows as of a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import connections

from zhifang.core.days import SHANGHAI

#: Held by a writer from the moment it takes its instant until it commits.
CLOSING_LOCK = 20160918


@dataclass(frozen=True)
class KnownAt:
    """The latest change at or before an instant; id 0 when nothing was recorded by then."""

    change_id: int
    recorded_at: datetime | None


def instant(known_at: datetime | date) -> datetime:
    """A bare day means its last microsecond in Shanghai; a naive instant is Shanghai time.

    An instant given to the second, as pages print it, means the end of that second.
    """
    if isinstance(known_at, datetime):
        whole = known_at if known_at.microsecond else known_at.replace(microsecond=999_999)
        return whole if whole.tzinfo else whole.replace(tzinfo=SHANGHAI)
    following = datetime.combine(known_at + timedelta(days=1), time(), tzinfo=SHANGHAI)
    return following - timedelta(microseconds=1)


def resolve(known_at: datetime | date | None = None, *, using: str = "default") -> KnownAt:
    """The change in force at ``known_at`` (default: the latest).

    For an instant after the latest change, a writer that has taken its instant and not committed
    yet is waited for: it may be the one in force, and the answer must stay the same.
    """
    with connections[using].cursor() as cursor:
        cursor.execute("select id, recorded_at from change order by id desc limit 1")
        row = cursor.fetchone()
        if known_at is not None:
            at = instant(known_at)
            if row is None or row[1] < at:
                cursor.execute("select pg_advisory_lock_shared(%s)", [CLOSING_LOCK])
                cursor.execute("select pg_advisory_unlock_shared(%s)", [CLOSING_LOCK])
            cursor.execute(
                "select id, recorded_at from change where recorded_at <= %s "
                "order by id desc limit 1",
                [at],
            )
            row = cursor.fetchone()
    return KnownAt(row[0], row[1].astimezone(SHANGHAI)) if row else KnownAt(0, None)


#: Columns with the day of what came after a record's own day: its end, or what was done of it.
AFTERWARDS = (
    "valid_to", "reported_on", "told_on", "copy_given_on", "filed_on", "decided_on", "done_on",
)  # fmt: skip


def rows(sql: str, parameters: dict[str, Any], using: str) -> list[dict[str, Any]]:
    """The rows of a query as dictionaries by column."""
    with connections[using].cursor() as cursor:
        cursor.execute(sql, parameters)
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def as_it_stood(row: dict[str, Any], as_of: date) -> dict[str, Any]:
    """The row without what had not come by the day: an end after it is open (semantics 1)."""
    return {
        name: None if name in AFTERWARDS and value is not None and value > as_of else value
        for name, value in row.items()
    }


def known(alias: str, change: str = "%(change)s") -> str:
    """SQL: the version ``alias`` was known at the change."""
    return (
        f"{alias}.added_by <= {change} "
        f"and ({alias}.removed_by is null or {alias}.removed_by > {change})"
    )
