"""The outcome of a turn on a day: one function for every rule (semantics section 2)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import ibis
import ibis.expr.types as ir

from zhifang.calc.relations import Rows

MET = "MET"
NOT_MET = "NOT_MET"
UNKNOWN = "UNKNOWN"
PENDING = "PENDING"
NOT_APPLICABLE = "NOT_APPLICABLE"
OUTCOMES = (MET, NOT_MET, UNKNOWN, PENDING, NOT_APPLICABLE)


def speaking(turns: Rows, on: ir.DateValue) -> Rows:
    """The rows of ``turns`` that speak on the day ``on``: one for each turn opened by then."""
    return turns.filter((turns.law_from <= on) & ((turns.law_to > on) | turns.law_to.isnull()))


def outcome(turns: Rows, on: ir.DateValue) -> ir.StringColumn:
    """The outcome on the day ``on`` of each speaking row of ``turns``."""
    ended = turns.ended_on.notnull() & (turns.ended_on <= on)
    undatable = turns.due_earliest.isnull() & turns.due_latest.isnull()
    text = ibis.literal
    return ibis.cases(
        ((turns.done_on <= on).fill_null(False), text(MET)),
        (ended & undatable & (turns.ended_why == "lifted"), text(NOT_APPLICABLE)),
        (ended & (turns.ended_on <= turns.due_earliest), text(NOT_APPLICABLE)),
        (undatable, text(UNKNOWN)),
        (ended & (turns.ended_on > turns.due_latest), text(NOT_MET)),
        (ended, text(UNKNOWN)),
        ((on <= turns.due_earliest).fill_null(False), text(PENDING)),
        ((on <= turns.due_latest).fill_null(False), text(UNKNOWN)),
        else_=text(NOT_MET),
    )


@dataclass(frozen=True)
class Dates:
    """The days of one turn row, for one answer at a time."""

    due_earliest: date | None
    due_latest: date | None
    done_on: date | None
    ended_on: date | None
    ended_why: str | None


def outcome_of(turn: Dates, on: date) -> str:
    """The same as `outcome`, for a single turn row in Python."""
    if turn.done_on is not None and turn.done_on <= on:
        return MET
    ended = turn.ended_on if turn.ended_on is not None and turn.ended_on <= on else None
    if turn.due_earliest is None or turn.due_latest is None:
        return NOT_APPLICABLE if ended and turn.ended_why == "lifted" else UNKNOWN
    if ended is not None:
        if ended <= turn.due_earliest:
            return NOT_APPLICABLE
        return NOT_MET if ended > turn.due_latest else UNKNOWN
    if on <= turn.due_earliest:
        return PENDING
    return UNKNOWN if on <= turn.due_latest else NOT_MET


def days_late(turn: Dates, on: date) -> int:
    """Calendar days after the latest due day at which it was done, or has been waited until."""
    if turn.due_latest is None:
        return 0
    end = turn.done_on if turn.done_on is not None and turn.done_on <= on else on
    return max(0, (end - turn.due_latest).days)
