"""What a report is made from: every target of a plan asked once, at one day and one change."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from zhifang import statutes
from zhifang.access.readers import OPERATOR, Reader
from zhifang.indicators import queries
from zhifang.registry.parties.queries import organisation_names
from zhifang.reports.figures import Figure, Town, Year
from zhifang.reports.readings import reading
from zhifang.reports.wording import ANY_SUBJECT, SUBJECTS, Words

#: Told how far the work is: a text and the part done (0 to 1).
Progress = Callable[[str, float], None]


@dataclass(frozen=True)
class Party:
    """An employer or institution with subjects that are not met or not known."""

    credit_code: str
    name: str
    unmet: int
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
    weight: str
    base: Figure | None = None


@dataclass(frozen=True)
class Entry:
    """A target of the plan; ``facts`` None while it is not computed, ``reason`` then says why."""

    target: statutes.Target
    facts: Facts | None
    reason: str


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


def gather(
    plan_id: str,
    as_of: date,
    known_at: datetime | date | None = None,
    *,
    town: str = "",
    reader: Reader = OPERATOR,
    progress: Progress = lambda _text, _part: None,
) -> Material:
    """Asks for table, townships, years and rows. ``town`` narrows all of it to one township.

    Everything is answered at the change in force when the work began, however long it takes.
    """
    plan = statutes.plan(plan_id)
    at = queries.known(known_at)
    instant = at.recorded_at if at.recorded_at else known_at
    found, told = [], {}
    for number, target in enumerate(plan.targets):
        progress(target.id, number / len(plan.targets))
        document = queries.target_document(
            plan, target, as_of, at, by="township", reader=reader, town=town or None
        )
        if document.get("numerator") is None:
            found.append(Entry(target, None, document["reason"]))
            continue
        told[target.id] = _Rows(
            queries.row_lines(plan.id, target.id, as_of, instant, town=town, reader=reader),
            document["period"][0],
        )
        years = queries.by_year(
            plan.id, target.id, as_of, instant, reader=reader, town=town or None
        )
        facts = _facts(target, document, years, told[target.id])
        found.append(Entry(target, facts, document["reason"] or ""))
    names = organisation_names(
        set().union(*(rows.parties for rows in told.values())),
        change_id=at.change_id,
        using=queries.alias(reader),
    )
    return Material(
        plan=plan,
        as_of=as_of,
        known_at=at.recorded_at,
        place=queries.group_name("township", town) if town else plan.district_zh,
        town=town,
        law_digest=statutes.digest(),
        entries=tuple(_with_parties(entry, told, names) for entry in found),
    )


def _facts(
    target: statutes.Target,
    document: Mapping[str, Any],
    years: Sequence[Mapping[str, Any]],
    rows: _Rows,
) -> Facts:
    """The facts of a target, its employers yet without names."""
    unit, base = target.unit, document.get("base")
    return Facts(
        figure=Figure.of(document, unit),
        document=document,
        towns=tuple(
            Town(group["code"], group["name"], Figure.of(group, unit))
            for group in document["groups"]
        ),
        years=tuple(Year(year["year"], year["as_of"], Figure.of(year, unit)) for year in years),
        variants=tuple(_variant(target, variant) for variant in document["variants"]),
        parties=(),
        done_in_period=rows.done_in_period,
        words=rows.words(target.indicator),
        weight=weakest(document["weight"], target.weight),
        base=Figure.of({"value": None, "met": None, **base}, unit) if base else None,
    )


def _with_parties(
    entry: Entry, told: Mapping[str, _Rows], names: Mapping[int, tuple[str, str]]
) -> Entry:
    """The entry with those that have something unmet or unknown, the most unmet first."""
    if entry.facts is None:
        return entry
    rows = told[entry.target.id]
    parties = [
        Party(*names.get(party, ("", "")), rows.unmet[party], rows.unknown[party])
        for party in rows.parties
    ]
    parties.sort(key=lambda p: (-p.unmet, -p.unknown, p.credit_code))
    return replace(entry, facts=replace(entry.facts, parties=tuple(parties)))


def weakest(*weights: str) -> str:
    """The weakest of the weights that the law and the plan's own value have."""
    order = ("unverified", "secondary", "primary")
    return min(weights, key=order.index)


def _variant(target: statutes.Target, row: Mapping[str, Any]) -> Variant:
    figure = None if row["numerator"] is None else Figure.of(row, target.unit)
    title = option_title(target.indicator, *row["key"].partition("=")[::2])
    return Variant(row["key"], title, figure, row.get("reason") or "")


def option_title(indicator: str, key: str, option: str) -> str:
    """What a variant is called in the catalogue; its plan-file spelling where it has no name."""
    entry = statutes.indicators().get(indicator)
    for found in entry.options if entry else ():
        if (found.key, found.option) == (key, option):
            return found.title_zh
    return f"{key}={option}"


class _Rows:
    """The rows behind a target, read once and counted: nobody's row is kept."""

    def __init__(self, lines: Iterator[str], period_start: str) -> None:
        """Reads the lines of `queries.row_lines`, the header first."""
        self.kinds: Counter[str] = Counter()
        self.unmet: Counter[int] = Counter()
        self.unknown: Counter[int] = Counter()
        self.done_in_period = 0
        header = next(lines).split(",")
        for fields in csv.reader(lines):
            self._count(dict(zip(header, fields, strict=True)), period_start)

    def _count(self, row: Mapping[str, str], period_start: str) -> None:
        side = row["side"]
        if side in ("numerator", "missing", "unknown"):
            self.kinds[row["subject_kind"]] += 1
        if side == "numerator" and row["done_on"] >= period_start:
            self.done_in_period += 1
        elif side == "missing" and row["party_id"]:
            self.unmet[int(row["party_id"])] += 1
        elif side == "unknown" and row["party_id"]:
            self.unknown[int(row["party_id"])] += 1

    @property
    def parties(self) -> set[int]:
        """Everybody with something unmet or unknown."""
        return {*self.unmet, *self.unknown}

    def words(self, indicator: str) -> Words:
        """How the subjects are called: after the kind that most rows are of."""
        read = reading(indicator)
        kind = min(self.kinds, key=lambda name: (-self.kinds[name], name), default=read.kind)
        usual = kind == read.kind
        noun, measure = read.subject if usual else SUBJECTS.get(kind, ANY_SUBJECT)
        return Words(noun, measure, read.done, read.undone)
