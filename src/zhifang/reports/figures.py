"""The rate objects that sentences, tables and charts of a report are made from.

A figure is one row of the plan's table (semantics section 10): whole counts, with the value, its
bounds and its interval as they are printed everywhere else.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from zhifang.calc import SMALL, difference, newcombe, still_needed

#: The unit of a target that counts events instead of taking a share.
COUNT = "count"


@dataclass(frozen=True)
class Figure:
    """What was counted for a target, a township or a year.

    ``value``, ``low``, ``high``, ``ci_low``, ``ci_high``: percent with one decimal, or a number
    of events when ``unit`` is count; None where there is nothing to divide by.
    """

    unit: str
    numerator: int
    denominator: int
    unknown: int
    pending: int
    not_applicable: int
    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    ci_low: Decimal | None
    ci_high: Decimal | None
    met: bool | None
    unmet_incomplete: int

    @classmethod
    def of(cls, row: Mapping[str, Any], unit: str) -> Figure:
        """The figure of a target, group, variant or year as the queries give it."""
        return cls(
            unit=unit,
            numerator=row["numerator"],
            denominator=row["denominator"],
            unknown=row["unknown"],
            pending=row.get("pending") or 0,
            not_applicable=row.get("not_applicable") or 0,
            value=_decimal(row["value"]),
            low=_decimal(row.get("low")),
            high=_decimal(row.get("high")),
            ci_low=_decimal(row.get("ci_low")),
            ci_high=_decimal(row.get("ci_high")),
            met=row["met"],
            unmet_incomplete=row.get("unmet_incomplete") or 0,
        )

    @property
    def counts_events(self) -> bool:
        """A number of events, not a share."""
        return self.unit == COUNT

    @property
    def unmet(self) -> int:
        """Certain subjects of the denominator that are not in the numerator."""
        return self.denominator - self.numerator

    @property
    def empty(self) -> bool:
        """Nothing to take a share of, not even anything unknown; no event is a count of 0."""
        return not self.counts_events and self.denominator == 0 and self.unknown == 0

    @property
    def has_rate(self) -> bool:
        """Whether a percentage, its interval and a rank may be shown (semantics section 8)."""
        return not self.counts_events and self.denominator >= SMALL

    @property
    def has_value(self) -> bool:
        """Whether a value may be shown: a count always, a percentage from five subjects on."""
        return self.counts_events or self.has_rate

    @property
    def share(self) -> Fraction:
        """n/N exactly, for ranks. ZeroDivisionError when N = 0."""
        return Fraction(self.numerator, self.denominator)

    def needed(self, target: int | None) -> int:
        """How many more must be met, the denominator as it is; 0 for targets that are no share."""
        if target is None or self.unit != "percent":
            return 0
        return still_needed(self.numerator, self.denominator, target)


@dataclass(frozen=True)
class Change:
    """From one figure to a later one, in percentage points: difference, interval, possible range.

    ``points`` is cut towards zero, ``falls`` and ``rises`` are exact. ``possible`` is how far
    the unknown subjects of both could move the difference, None when there are none.
    """

    points: Decimal
    rises: bool
    falls: bool
    ci_low: Decimal
    ci_high: Decimal
    possible: tuple[Decimal, Decimal] | None

    @classmethod
    def between(cls, before: Figure, now: Figure) -> Change | None:
        """None unless both may be shown as a percentage."""
        if not (before.has_rate and now.has_rate):
            return None
        pair = (now.numerator, now.denominator), (before.numerator, before.denominator)
        points, interval = difference(*pair), newcombe(*pair)
        if points is None or interval is None:
            return None
        possible = None
        if (before.unknown or now.unknown) and None not in (
            before.low,
            before.high,
            now.low,
            now.high,
        ):
            possible = now.low - before.high, now.high - before.low  # type: ignore[operator]
        return cls(
            points=points,
            rises=now.share > before.share,
            falls=now.share < before.share,
            ci_low=interval[0],
            ci_high=interval[1],
            possible=possible,
        )

    @property
    def may_be_chance(self) -> bool:
        """Whether the interval, as printed, covers no change at all."""
        return self.ci_low <= 0 <= self.ci_high

    @property
    def may_turn(self) -> bool:
        """Whether the unknown subjects could turn the direction round."""
        return self.possible is not None and self.possible[0] <= 0 <= self.possible[1]


@dataclass(frozen=True)
class Town:
    """A township's figure; ``code`` "unattributed" for what lies in none."""

    code: str
    name: str
    figure: Figure


@dataclass(frozen=True)
class Year:
    """A year's figure on its last day, or on the day asked."""

    year: int
    as_of: str
    figure: Figure


def _decimal(value: float | int | None) -> Decimal | None:
    return None if value is None else Decimal(str(value))
