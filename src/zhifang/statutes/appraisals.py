"""Schemes of yearly appraisals as data, read from ``statutes/appraisals`` or from kept text."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from cryptography.hazmat.primitives.hashes import SM3, Hash

from zhifang.core.errors import UserError
from zhifang.statutes.appraisal_checks import scheme_faults
from zhifang.statutes.files import folder
from zhifang.statutes.plan_lines import read_document
from zhifang.statutes.plans import Plan, load_plan, plans


@dataclass(frozen=True)
class Band:
    """A rate of at least ``at_least`` percent earns ``part`` percent of the weight."""

    at_least: int
    part: int


@dataclass(frozen=True)
class Scored:
    """A target of the plan that is scored. ``weight`` in points; ``who``: towns, departments.

    ``score``: proportional (to the plan's value, nothing below ``floor`` percent), bands or met.
    ``small_counts``: scored however few the rows are, for duties that are no rate.
    """

    id: str
    weight: int
    who: tuple[str, ...]
    score: str
    floor: int
    bands: tuple[Band, ...]
    small_counts: bool


@dataclass(frozen=True)
class Deduction:
    """Points taken for each row on a side of a target, at most ``most`` of them.

    ``grade_at_most``: the best grade while there is such a row; empty for any.
    """

    id: str
    title_zh: str
    title_en: str
    target: str
    side: str
    points: int
    most: int
    who: tuple[str, ...]
    grade_at_most: str


@dataclass(frozen=True)
class Grade:
    """A total of at least ``at_least`` points."""

    id: str
    title_zh: str
    title_en: str
    at_least: int


@dataclass(frozen=True)
class Scheme:
    """How the years of a plan are appraised.

    ``weight``: how far the source of weights and thresholds was read (a plan that asks for an
    appraisal but gives no weights leaves them to the district: unverified). ``known_on``: month
    and day of the next year as known at whose end the counts are frozen. ``small_below``: below
    so many rows a target is not scored; a body of whose weight less than ``least_scored`` percent
    is scored has no total. ``text``: the file itself; ``digest``: its SM3.
    """

    id: str
    title_zh: str
    title_en: str
    plan: str
    years: tuple[int, ...]
    source_section: str
    source_quote: str
    weight: str
    note_zh: str
    note_en: str
    full_marks: int
    decimals: int
    towns: tuple[str, ...]
    departments: bool
    objection_days: int
    known_on: str
    small_below: int
    small_rule: str
    neutral_part: int
    least_scored: int
    undecided: str
    ties_by: tuple[str, ...]
    numbering: str
    targets: tuple[Scored, ...]
    deductions: tuple[Deduction, ...]
    grades: tuple[Grade, ...]
    text: str
    digest: str

    def as_of(self, year: int) -> date:
        """The day a year is appraised on: its last. UserError for a year of another scheme."""
        if year not in self.years:
            years = "、".join(map(str, self.years))
            raise UserError(
                f"方案“{self.title_zh}”不适用于 {year} 年，适用于：{years}。",
                f'The scheme "{self.title_en}" is not for {year}; it is for {years}.',
            )
        return date(year, 12, 31)

    def known_day(self, year: int) -> date:
        """The day as known at whose end the year is frozen."""
        month, day = map(int, self.known_on.split("-"))
        return date(year + 1, month, day)

    @property
    def counted(self) -> tuple[str, ...]:
        """The ids of every target that is scored or deducted for."""
        return tuple(
            dict.fromkeys(
                (*(one.id for one in self.targets), *(one.target for one in self.deductions))
            )
        )


def _pair(entry: Mapping[str, Any], name: str) -> dict[str, str]:
    pair = entry.get(name, {})
    return {f"{name}_zh": pair.get("zh", ""), f"{name}_en": pair.get("en", "")}


def _scheme(content: Mapping[str, Any], text: str, plan: Plan) -> Scheme:
    state = Hash(SM3())
    state.update(text.encode())
    return Scheme(
        id=content["id"],
        **_pair(content, "title"),
        plan=content["plan"],
        years=tuple(content["years"]),
        source_section=content["source"]["section"],
        source_quote=content["source"]["quote"],
        weight=content["weight"],
        **_pair(content, "note"),
        full_marks=content["full_marks"],
        decimals=content["decimals"],
        towns=tuple(content.get("towns") or plan.towns),
        departments=content["departments"],
        objection_days=content["objection_days"],
        known_on=content["known_on"],
        small_below=content["small"]["below"],
        small_rule=content["small"]["rule"],
        neutral_part=content["small"].get("neutral_part", 0),
        least_scored=content["small"]["least_scored"],
        undecided=content["undecided"],
        ties_by=tuple(content["ties"]["by"]),
        numbering=content["ties"]["numbering"],
        targets=tuple(
            Scored(
                id=entry["id"],
                weight=entry["weight"],
                who=tuple(entry["who"]),
                score=entry["score"],
                floor=entry.get("floor", 0),
                bands=tuple(
                    Band(band["at_least"], band["part"]) for band in entry.get("bands") or ()
                ),
                small_counts=entry.get("small_counts", False),
            )
            for entry in content["targets"]
        ),
        deductions=tuple(
            Deduction(
                id=entry["id"],
                **_pair(entry, "title"),
                target=entry["target"],
                side=entry["side"],
                points=entry["points"],
                most=entry["most"],
                who=tuple(entry["who"]),
                grade_at_most=entry.get("grade_at_most", ""),
            )
            for entry in content.get("deductions") or ()
        ),
        grades=tuple(
            Grade(entry["id"], **_pair(entry, "title"), at_least=entry["at_least"])
            for entry in content["grades"]
        ),
        text=text,
        digest=state.finalize().hex(),
    )


def load_scheme(path: Path, known: Mapping[str, Plan] | None = None) -> Scheme:
    """The scheme of a file, for one of the plans ``known`` (default: those of the law data).

    Raises the first of its faults as a UserError.
    """
    there = known if known is not None else {plan.id: plan for plan in plans()}
    faults = scheme_faults(path, there)
    if faults:
        raise faults[0]
    content = read_document(path).content
    return _scheme(content, path.read_bytes().decode(), there[content["plan"]])


@lru_cache(maxsize=32)
def kept(scheme_id: str, scheme_text: str, plan_id: str, plan_text: str) -> tuple[Scheme, Plan]:
    """Scheme and plan as they were when their texts were kept, whatever the files say now."""
    with tempfile.TemporaryDirectory() as place:
        plan_path = Path(place) / f"{plan_id}.yaml"
        plan_path.write_bytes(plan_text.encode())
        plan = load_plan(plan_path)
        scheme_path = Path(place) / "scheme" / f"{scheme_id}.yaml"
        scheme_path.parent.mkdir()
        scheme_path.write_bytes(scheme_text.encode())
        return load_scheme(scheme_path, {plan.id: plan}), plan


def plan_text(plan_id: str) -> str:
    """The text of a plan of the law data."""
    return (folder() / "plans" / f"{plan_id}.yaml").read_bytes().decode()


@cache
def _schemes() -> Mapping[str, Scheme]:
    found = [load_scheme(path) for path in sorted((folder() / "appraisals").glob("*.yaml"))]
    return MappingProxyType({entry.id: entry for entry in found})


def schemes() -> list[Scheme]:
    """Every scheme of ``statutes/appraisals``, by id."""
    return list(_schemes().values())


def scheme(scheme_id: str) -> Scheme:
    """The scheme of an id, e.g. ``mentougou-2018``."""
    try:
        return _schemes()[scheme_id]
    except KeyError:
        known = "、".join(_schemes())
        raise UserError(
            f"没有名为“{scheme_id}”的考核方案，现有：{known}。",
            f'There is no appraisal scheme called "{scheme_id}"; known: {known}.',
        ) from None
