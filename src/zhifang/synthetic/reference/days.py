"""Stretches of days as the reference writes them: ``[start, end)``, FAR for "still"."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from zhifang.core.days import FAR

Span = tuple[date, date]


def seen_end(valid_to: date | None, as_of: date) -> date:
    """The end of a state as the view of ``as_of`` shows it: one after that day is read as open."""
    return FAR if valid_to is None or valid_to > as_of else valid_to


def joined(spans: Iterable[Span]) -> list[Span]:
    """The same days as few spans: overlapping and touching ones become one."""
    result: list[Span] = []
    for start, end in sorted(span for span in spans if span[0] < span[1]):
        if result and start <= result[-1][1]:
            result[-1] = (result[-1][0], max(end, result[-1][1]))
        else:
            result.append((start, end))
    return result


def without(spans: Iterable[Span], removed: Iterable[Span]) -> list[Span]:
    """The days of ``spans`` that lie in none of ``removed``."""
    kept = list(spans)
    for gone_from, gone_to in removed:
        parts: list[Span] = []
        for start, end in kept:
            parts.append((start, min(end, gone_from)))
            parts.append((max(start, gone_to), end))
        kept = [(start, end) for start, end in parts if start < end]
    return kept


def holds(span: Span, day: date) -> bool:
    """Whether the day lies in the span."""
    return span[0] <= day < span[1]
