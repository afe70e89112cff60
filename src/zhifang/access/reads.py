"""Who read what: one entry a reading, a list with all the ids it showed."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime
from typing import TypedDict

from django.db import connections

from .readers import Reader


class Reading(TypedDict):
    """One reading of somebody's file."""

    read_at: datetime
    actor: str
    door: str


def record(
    reader: Reader, *, kind: str, door: str, shown: Iterable[int | str], using: str = "default"
) -> None:
    """Records that ``reader`` was shown these ids of ``kind`` (worker, employer, identity …).

    ``door`` is ``page``, ``api``, ``export``, ``command`` or ``intake``, where a sender named a
    worker known through others and reaches the entry from then on. Nothing shown, nothing recorded.
    """
    ids = list(shown)
    if not ids:
        return
    with connections[using].cursor() as cursor:
        cursor.execute(
            "insert into read_log (read_at, actor, user_id, kind, door, shown) "
            "values (clock_timestamp(), %s, %s, %s, %s, %s)",
            [reader.actor, reader.user_id, kind, door, json.dumps(ids)],
        )


def of_worker(worker_id: int, *, limit: int = 100, using: str = "default") -> list[Reading]:
    """The latest readings of a worker's file, newest first, as far as the reader may see them."""
    with connections[using].cursor() as cursor:
        cursor.execute(
            "select read_at, actor, door from read_log "
            "where kind = 'worker' and shown @> %s::jsonb order by id desc limit %s",
            [json.dumps([worker_id]), limit],
        )
        return [Reading(read_at=at, actor=actor, door=door) for at, actor, door in cursor]
