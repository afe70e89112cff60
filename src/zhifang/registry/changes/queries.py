"""Which change speaks for an instant: the second clock, read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db import connections

from zhifang.core.days import SHANGHAI


@dataclass(frozen=True)
class KnownAt:
    """The latest change at or before an instant; id 0 when nothing was recorded by then."""

    change_id: int
    recorded_at: datetime | None


def instant(known_at: datetime | date) -> datetime:
    """A bare day means its last microsecond in Shanghai; a naive instant is Shanghai time."""
    if isinstance(known_at, datetime):
        return known_at if known_at.tzinfo else known_at.replace(tzinfo=SHANGHAI)
    following = datetime.combine(known_at + timedelta(days=1), time(), tzinfo=SHANGHAI)
    return following - timedelta(microseconds=1)


def resolve(known_at: datetime | date | None = None, *, using: str = "default") -> KnownAt:
    """The change in force at ``known_at`` (default: the latest)."""
    with connections[using].cursor() as cursor:
        if known_at is None:
            cursor.execute("select id, recorded_at from change order by id desc limit 1")
        else:
            cursor.execute(
                "select id, recorded_at from change where recorded_at <= %s "
                "order by id desc limit 1",
                [instant(known_at)],
            )
        row = cursor.fetchone()
    return KnownAt(row[0], row[1].astimezone(SHANGHAI)) if row else KnownAt(0, None)


def known(alias: str, change: str = "%(change)s") -> str:
    """SQL: the version ``alias`` was known at the change."""
    return (
        f"{alias}.added_by <= {change} "
        f"and ({alias}.removed_by is null or {alias}.removed_by > {change})"
    )
