"""Cursors: opaque to clients, a list of plain values to us."""

from __future__ import annotations

import base64
import binascii
import json
from typing import Any

from ninja.errors import HttpError


def encoded(*values: str | int) -> str:
    """A cursor of the values after which the next page begins."""
    return base64.urlsafe_b64encode(json.dumps(values).encode()).decode().rstrip("=")


def decoded(cursor: str, *kinds: type) -> Any:
    """The values of a cursor of ours; 422 for any other text."""
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        values = json.loads(base64.urlsafe_b64decode(padded.encode("ascii")))
    except (binascii.Error, UnicodeError, ValueError) as error:
        raise HttpError(422, "cursor: not one of ours") from error
    fits = isinstance(values, list) and len(values) == len(kinds)
    if not fits or any(type(v) is not kind for v, kind in zip(values, kinds, strict=True)):
        raise HttpError(422, "cursor: not one of ours")
    if any(isinstance(v, str) and "\x00" in v for v in values):
        raise HttpError(422, "cursor: not one of ours")
    if any(isinstance(v, int) and not 0 <= v < 2**63 for v in values):
        raise HttpError(422, "cursor: not one of ours")
    return tuple(values)
