"""What a report is made from: every target of a plan asked once, at one day and one change."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import date, datetime
from typing import Any

from zhifang import statutes
from zhifang.access.readers import OPERATOR, Reader
from zhifang.indicators import queries
from zhifang.registry.parties.queries import organisation_names
from zhifang.reports.figures import Figure, Town, Year
from zhifang.reports.material import Entry, Facts, Material, Party, Variant, option_title, wants_few
from zhifang.reports.readings import reading
from zhifang.reports.wording import ANY_SUBJECT, SUBJECTS, Words

#: Told how far the work is: a text and the part done (0 to 1).
Progress = Callable[[str, float], None]


def gather(
    plan: statutes.Plan,
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
        told[target.id] = RowCounts(
            queries.row_lines(plan, target.id, as_of, instant, town=town, reader=reader),
            document["period"][0],
            open_side="numerator" if wants_few(target) else "missing",
        )
        years = queries.by_year(plan, target.id, as_of, instant, reader=reader, town=town or None)
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
    rows: RowCounts,
) -> Facts:
    """The facts of a target, its employers yet without names."""
    unit = target.unit
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
        base=_base(target, document.get("base")),
    )


def _base(target: statutes.Target, counted: Mapping[str, Any] | None) -> Figure | None:
    """What was counted in the base year: as the query says, else as the plan states it."""
    if counted is None and target.base is not None:
        counted = asdict(target.base)
    if counted is None:
        return None
    return Figure.of({"value": None, "met": None, **counted}, target.unit)


def _with_parties(
    entry: Entry, told: Mapping[str, RowCounts], names: Mapping[int, tuple[str, str]]
) -> Entry:
    """The entry with those that have something open or unknown, the most open first."""
    if entry.facts is None:
        return entry
    rows = told[entry.target.id]
    parties = [
        Party(*names.get(party, ("", "")), rows.open[party], rows.unknown[party])
        for party in rows.parties
    ]
    parties.sort(key=lambda p: (-p.open, -p.unknown, p.credit_code))
    return replace(entry, facts=replace(entry.facts, parties=tuple(parties)))


def _variant(target: statutes.Target, row: Mapping[str, Any]) -> Variant:
    figure = None if row["numerator"] is None else Figure.of(row, target.unit)
    title = option_title(target.indicator, *row["key"].partition("=")[::2])
    return Variant(row["key"], title, figure, row.get("reason") or "")


class RowCounts:
    """The rows behind a target, read once and counted: nobody's row is kept."""

    def __init__(self, lines: Iterator[str], period_start: str, *, open_side: str) -> None:
        """Reads the lines of `queries.row_lines`, the header first; ``open_side``: which rows
        work is left about."""
        self.open_side = open_side
        self.kinds: Counter[str] = Counter()
        self.open: Counter[int] = Counter()
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
        if side == self.open_side and row["party_id"]:
            self.open[int(row["party_id"])] += 1
        elif side == "unknown" and row["party_id"]:
            self.unknown[int(row["party_id"])] += 1

    @property
    def parties(self) -> set[int]:
        """Everybody with something open or unknown."""
        return {*self.open, *self.unknown}

    def words(self, indicator: str) -> Words:
        """How the subjects are called: after the kind that most rows are of."""
        read = reading(indicator)
        kind = min(self.kinds, key=lambda name: (-self.kinds[name], name), default=read.kind)
        usual = kind == read.kind
        noun, measure = read.subject if usual else SUBJECTS.get(kind, ANY_SUBJECT)
        return Words(noun, measure, read.done, read.undone)
