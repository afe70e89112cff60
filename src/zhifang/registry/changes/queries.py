"""Which change speaks for an instant: the second clock, read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

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


def known(alias: str, change: str = "%(change)s") -> str:
    """SQL: the version ``alias`` was known at the change."""
    return (
        f"{alias}.added_by <= {change} "
        f"and ({alias}.removed_by is null or {alias}.removed_by > {change})"
    )
