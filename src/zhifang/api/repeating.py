"""Requests that may be repeated: the same idempotency key gets the same answer, once."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from django.db import connection
from ninja.errors import HttpError
from ninja.responses import Status

from zhifang.access.readers import Reader
from zhifang.api.keys import digest
from zhifang.api.models import RepeatedRequest

LONGEST_KEY = 200


def once(
    reader: Reader,
    key: str,
    request: dict[str, Any],
    work: Callable[[], tuple[int, dict[str, Any]]],
) -> Status[dict[str, Any]]:
    """The answer (status, body) of ``work``, done at most once for a key of this reader.

    A key used with another request is refused (422). Two at the same time wait for each other.
    """
    if not key or len(key) > LONGEST_KEY or not key.isprintable():
        raise HttpError(422, "Idempotency-Key: 1 to 200 printable characters")
    asked = digest(json.dumps(request, sort_keys=True, default=str))
    with connection.cursor() as cursor:
        name = f"{reader.actor}\n{key}"
        cursor.execute("select pg_advisory_xact_lock(hashtextextended(%s, 20160916))", [name])
    found = RepeatedRequest.objects.filter(actor=reader.actor, idempotency_key=key).first()
    if found is not None:
        if found.request_digest != asked:
            raise HttpError(422, "Idempotency-Key: already used with another request")
        return Status(found.status, found.answer)
    status, answer = work()
    RepeatedRequest.objects.create(
        actor=reader.actor,
        idempotency_key=key,
        request_digest=asked,
        status=status,
        answer=answer,
        answered_at=datetime.now(UTC),
    )
    return Status(status, answer)
