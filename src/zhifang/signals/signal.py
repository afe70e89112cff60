"""What a signal is: who, which figures, how unlikely, and the rows that show it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from zhifang import statutes

#: The kinds of signals in the order they are shown.
KINDS = ("year_end", "backdated", "at_threshold", "reopened", "one_employer")


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing somebody handed in: what it is about, the day it speaks of, the day it came in.

    ``sender`` answers for it (who sent it, else the institution or employer it names);
    ``key`` finds the row again.
    """

    sheet: str
    sender: str
    employer: str
    town: str
    event_on: date
    received_on: date
    key: str

    @property
    def lag(self) -> int:
        """Days from the event to its entry; below zero for what was announced ahead."""
        return (self.received_on - self.event_on).days


@dataclass(frozen=True)
class Limits:
    """The district's choices, from ``statutes/parameters/signals``; percents are whole."""

    false_discovery_percent: int
    last_days: int
    least_days: int
    least_earlier: int
    usual_percent: int
    backdated_days: int
    neighbour_hours: int
    reopening_days: int
    least_denominator: int

    @staticmethod
    def on(day: date) -> Limits:
        """The choices in force on ``day``."""
        return Limits(**{name: _chosen(name, day) for name in Limits.__dataclass_fields__})

    @property
    def q(self) -> float:
        """The false-discovery rate kept in each kind."""
        return self.false_discovery_percent / 100


def _chosen(name: str, day: date) -> int:
    value = statutes.parameter(f"signal_{name}").on(day)
    if value is None or not isinstance(value.value, int):
        raise ValueError(f"signal_{name} has no whole number on {day}")
    return value.value


@dataclass(frozen=True)
class Signal:
    """A reason to look. ``figures`` are what was counted, ``evidence`` the rows counted.

    ``p``: how often chance alone shows as much; None where the pattern is met or not.
    ``town``: "" where the subject belongs to none or to several.
    """

    kind: str
    subject_kind: str
    subject: str
    town: str
    figures: Mapping[str, Any]
    evidence: tuple[Mapping[str, Any], ...]
    p: float | None = None


@dataclass(frozen=True)
class Judgement:
    """The signals of one kind. ``judged`` subjects were looked at, ``too_few`` could not be."""

    kind: str
    signals: tuple[Signal, ...]
    judged: int
    too_few: int
