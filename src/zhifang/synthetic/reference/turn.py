"""A turn of an obligation and its outcome on a day, as ``semantics`` section 2 words it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date


@dataclass
class Turn:
    """One turn. Days are inclusive but ``ended_on``, which is the first day it is over.

    ``subject`` is a natural key: ``credit code/site no`` for sites, ``credit code|id type|
    id number|hazard`` for examinations. ``lapsed`` holds the names of the due days that never
    come, because what made them due went before them.
    """

    subject: str
    anchor: date
    opened: date
    due_earliest: date | None
    due_latest: date | None
    done_on: date | None = None
    ended_on: date | None = None
    outcome: str = ""
    from_event: bool = False
    ended_why: str = ""
    lapsed: frozenset[str] = field(default_factory=frozenset)


def outcome(turn: Turn, as_of: date) -> str:
    """MET, NOT_MET, UNKNOWN, PENDING or NOT_APPLICABLE at the end of the day."""
    earliest, latest = turn.due_earliest, turn.due_latest
    if turn.done_on is not None and turn.done_on <= as_of:
        return "MET"
    if earliest is None or latest is None:
        return "UNKNOWN"
    if turn.ended_on is not None and turn.ended_on <= as_of:
        if turn.ended_on <= earliest:
            return "NOT_APPLICABLE"
        return "NOT_MET" if turn.ended_on > latest else "UNKNOWN"
    if as_of <= earliest:
        return "PENDING"
    return "UNKNOWN" if as_of <= latest else "NOT_MET"
