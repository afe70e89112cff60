"""What a report is made from: a plan, its targets, and everything each of them says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from zhifang import statutes
from zhifang.reports.figures import Figure, Town, Year
from zhifang.reports.wording import Words


@dataclass(frozen=True)
class Party:
    """An employer or institution with subjects that work is left about, or that are unknown."""

    credit_code: str
    name: str
    open: int
    unknown: int


@dataclass(frozen=True)
class Variant:
    """Another way to count the target; ``figure`` None where it has no answer, with the reason."""

    key: str
    title: str
    figure: Figure | None
    reason: str


@dataclass(frozen=True)
class Facts:
    """Everything a computed target says. ``figure`` counts, the rest explains it."""

    figure: Figure
    document: Mapping[str, Any]
    towns: tuple[Town, ...]
    years: tuple[Year, ...]
    variants: tuple[Variant, ...]
    parties: tuple[Party, ...]
    done_in_period: int
    words: Words
    base: Figure | None = None


@dataclass(frozen=True)
class Entry:
    """A target of the plan; ``facts`` None while it is not computed, ``reason`` then says why."""

    target: statutes.Target
    facts: Facts | None
    reason: str

    @property
    def unverified(self) -> bool:
        """Whether a value of law or the plan's own value was compared with no source."""
        law = self.facts.document["weight"] if self.facts else ""
        return "unverified" in (law, self.target.weight)


@dataclass(frozen=True)
class Material:
    """A plan on one day, as known at one instant (ISO 8601; None: nothing recorded yet)."""

    plan: statutes.Plan
    as_of: date
    known_at: datetime | None
    place: str
    town: str
    law_digest: str
    entries: tuple[Entry, ...] = field(default=())

    @property
    def computed(self) -> list[tuple[statutes.Target, Facts]]:
        """The targets that have figures."""
        return [(entry.target, entry.facts) for entry in self.entries if entry.facts]

    @property
    def waiting(self) -> list[Entry]:
        """The targets that are not computed."""
        return [entry for entry in self.entries if entry.facts is None]


def wants_few(target: statutes.Target) -> bool:
    """Whether those that count are the problem: a share that should fall, events not wanted."""
    return target.comparison == "falls" or (target.unit == "count" and target.value == 0)


def option_title(indicator: str, key: str, option: str) -> str:
    """What a variant is called in the catalogue; its plan-file spelling where it has no name."""
    entry = statutes.indicators().get(indicator)
    for found in entry.options if entry else ():
        if (found.key, found.option) == (key, option):
            return found.title_zh
    return f"{key}={option}"
