"""The rows of targets: one a subject, the side it is on, and what rows add up to."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

SIDES = ("numerator", "missing", "unknown", "pending", "not_applicable")
SIDE_OF = {
    "MET": "numerator",
    "NOT": "missing",
    "UNKNOWN": "unknown",
    "PENDING": "pending",
    "OUT": "not_applicable",
}
#: What a row may be when a missing fact decides between done and not done.
EITHER = ("MET", "NOT")


@dataclass
class TargetRow:
    """One subject of a target: the side it is on, its town ("" = unattributed)."""

    subject: str
    side: str
    town: str
    may_be: tuple[str, ...] = ()  # every side it may fall on, by completion


def row_of(subject: str, town: str, *values: str) -> TargetRow:
    """The row of a subject that may be each of ``values``: unknown when there are several."""
    possible = sorted(set(values))
    value = possible[0] if len(possible) == 1 else "UNKNOWN"
    return TargetRow(subject, SIDE_OF[value], town, tuple(possible))


def conjunction(values: list[str]) -> str:
    """Any NOT: NOT; else any UNKNOWN: UNKNOWN; else any MET: MET; else OUT."""
    for value in ("NOT", "UNKNOWN", "MET"):
        if value in values:
            return value
    return "OUT"


def by_subject(rows: Iterable[TargetRow]) -> list[TargetRow]:
    """The rows in the order of their subjects."""
    return sorted(rows, key=lambda row: row.subject)


def totals(rows: list[TargetRow]) -> dict[str, int]:
    """numerator, denominator, unknown, pending, not_applicable of some rows."""
    sides = Counter(row.side for row in rows)
    return {
        "numerator": sides["numerator"],
        "denominator": sides["numerator"] + sides["missing"],
        "unknown": sides["unknown"],
        "pending": sides["pending"],
        "not_applicable": sides["not_applicable"],
    }


def by_town(rows: list[TargetRow]) -> dict[str, dict[str, int]]:
    """The totals of each township; "" holds the unattributed rows."""
    found: dict[str, list[TargetRow]] = defaultdict(list)
    for row in rows:
        found[row.town].append(row)
    return {town: totals(found[town]) for town in sorted(found)}
