"""Plans as data: dated documents with targets, read from ``statutes/plans`` or a file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from cryptography.hazmat.primitives.hashes import SM3, Hash

from zhifang.core.errors import UserError
from zhifang.statutes.codes import town_by_text
from zhifang.statutes.files import folded, folder
from zhifang.statutes.plan_checks import NONE, plan_faults
from zhifang.statutes.plan_lines import read_document


@dataclass(frozen=True)
class Department:
    """A department the plan names; ``role`` is lead or participant."""

    id: str
    name_zh: str
    name_en: str
    role: str


@dataclass(frozen=True)
class Base:
    """What was counted in the base year: numerator, denominator, and how many were unknown."""

    numerator: int
    denominator: int
    unknown: int


@dataclass(frozen=True)
class Target:
    """One target. ``value`` is in whole percent or a count; None where nothing is to be reached.

    ``indicator`` is empty where this product computes none; ``reason_zh`` and ``reason_en`` say
    why. ``variant`` holds the option of every variant key of the indicator. ``weight``: primary =
    the plan's text was read, secondary = quoted by others, unverified = from knowledge.
    ``nature``: binding, expected or empty. ``key_industries``: its own, or empty for the plan's.
    """

    id: str
    indicator: str
    title_zh: str
    title_en: str
    unit: str
    comparison: str
    value: int | None
    source_section: str
    source_quote: str
    departments: tuple[str, ...]
    variant: Mapping[str, str]
    weight: str
    nature: str
    key_industries: tuple[str, ...]
    base: Base | None
    reason_zh: str
    reason_en: str
    note_zh: str
    note_en: str


@dataclass(frozen=True)
class Goal:
    """A goal without a number, shown with its evidence.

    ``shows``: which records are the evidence (``plan_checks.SHOWN``), empty for none.
    """

    id: str
    title_zh: str
    title_en: str
    source_section: str
    source_quote: str
    evidence_zh: str
    evidence_en: str
    shows: str


@dataclass(frozen=True)
class Stage:
    """One stage of a task: what is due by ``due_on``. ``weight`` tells whether the plan gives
    the period or the day is the district's reading; ``note_*`` says which reading."""

    id: str
    title_zh: str
    title_en: str
    opens_on: date
    due_on: date
    weight: str
    note_zh: str
    note_en: str


@dataclass(frozen=True)
class Task:
    """A task of the plan (M01 …): each of its owners owes each of its stages.

    ``towns``: every township of the plan owes it too.
    """

    id: str
    title_zh: str
    title_en: str
    source_section: str
    source_quote: str
    departments: tuple[str, ...]
    towns: bool
    stages: tuple[Stage, ...]


@dataclass(frozen=True)
class Plan:
    """A plan. It runs from ``first_day`` to ``last_day``, both included.

    ``level``: national, city or district: whose plan it is; ``district`` is where it is counted.
    ``met_rule``: all_completions or known_only. ``choices``: what this plan chooses where the
    law is silent, by parameter id. ``digest``: SM3 of the file.
    """

    id: str
    title_zh: str
    title_en: str
    level: str
    document_number: str
    issuer: str
    issued_on: date
    first_day: date
    last_day: date
    base_year: int | None
    district: str
    district_zh: str
    district_en: str
    towns: tuple[str, ...]
    key_industries: tuple[str, ...]
    met_rule: str
    choices: Mapping[str, int | str]
    departments: tuple[Department, ...]
    targets: tuple[Target, ...]
    goals: tuple[Goal, ...]
    tasks: tuple[Task, ...]
    digest: str

    def holder_of(self, text: str) -> str | None:
        """The id of the department, or the code of the township, that a text names."""
        wanted = folded(text)
        for department in self.departments:
            if wanted in map(folded, (department.id, department.name_zh, department.name_en)):
                return department.id
        found = town_by_text(text)
        return found.code if found and found.code in self.towns else None

    def holder_name(self, holder: str, lang: str) -> str:
        """The name of a department or township of the plan; the text itself for any other."""
        for department in self.departments:
            if department.id == holder:
                return department.name_en if lang == "en" else department.name_zh
        found = town_by_text(holder) if holder in self.towns else None
        return found.name_zh if found else holder

    def target(self, target_id: str) -> Target:
        """The target of an id, e.g. I01."""
        for target in self.targets:
            if target.id == target_id:
                return target
        raise UserError(
            f"规划“{self.title_zh}”中没有指标 {target_id}。",
            f'The plan "{self.title_en}" has no target {target_id}.',
        )


def _target(entry: Mapping[str, Any]) -> Target:
    base = entry.get("base")
    return Target(
        id=entry["id"],
        indicator="" if entry["indicator"] == NONE else entry["indicator"],
        **_titled(entry),
        unit=entry["unit"],
        comparison=entry["comparison"],
        value=entry.get("value"),
        departments=tuple(entry["departments"]),
        variant=MappingProxyType(dict(entry.get("variant", {}))),
        weight=entry["weight"],
        nature=entry.get("nature", ""),
        key_industries=tuple(entry.get("key_industries", ())),
        base=Base(base["numerator"], base["denominator"], base.get("unknown", 0)) if base else None,
        **_said(entry, "reason"),
        **_said(entry, "note"),
    )


def _titled(entry: Mapping[str, Any]) -> dict[str, str]:
    """Title and source, which targets, goals and tasks share."""
    return {
        **_said(entry, "title"),
        "source_section": entry["source"]["section"],
        "source_quote": entry["source"]["quote"],
    }


def _said(entry: Mapping[str, Any], name: str) -> dict[str, str]:
    """``name_zh`` and ``name_en`` of a text in both languages; empty where there is none."""
    pair = entry.get(name, {})
    return {f"{name}_zh": pair.get("zh", ""), f"{name}_en": pair.get("en", "")}


def _task(entry: Mapping[str, Any], first_day: date) -> Task:
    stages = (
        Stage(
            id=stage["id"],
            **_said(stage, "title"),
            opens_on=stage.get("opens_on", first_day),
            due_on=stage["due_on"],
            weight=stage["weight"],
            **_said(stage, "note"),
        )
        for stage in entry["stages"]
    )
    return Task(
        id=entry["id"],
        **_titled(entry),
        departments=tuple(entry["departments"]),
        towns=entry.get("towns", False),
        stages=tuple(stages),
    )


def _plan(content: Mapping[str, Any], digest: str) -> Plan:
    return Plan(
        id=content["id"],
        **_said(content, "title"),
        level=content.get("level", "district"),
        document_number=content["document"]["number"],
        issuer=content["document"]["issuer"],
        issued_on=content["document"]["issued_on"],
        first_day=content["from"],
        last_day=content["to"],
        base_year=content.get("base_year"),
        district=content["district"]["code"],
        district_zh=content["district"]["zh"],
        district_en=content["district"]["en"],
        towns=tuple(content["towns"]),
        key_industries=tuple(content["key_industries"]),
        met_rule=content["met_rule"],
        choices=MappingProxyType(dict(content["choices"])),
        departments=tuple(
            Department(entry["id"], entry["zh"], entry["en"], entry["role"])
            for entry in content["departments"]
        ),
        targets=tuple(_target(entry) for entry in content["targets"]),
        goals=tuple(
            Goal(
                id=entry["id"],
                **_titled(entry),
                **_said(entry, "evidence"),
                shows=entry.get("shows", ""),
            )
            for entry in content.get("goals") or ()
        ),
        tasks=tuple(_task(entry, content["from"]) for entry in content.get("tasks") or ()),
        digest=digest,
    )


def load_plan(path: Path) -> Plan:
    """The plan of a file; raises the first of its faults as a UserError."""
    faults = plan_faults(path)
    if faults:
        raise faults[0]
    digest = Hash(SM3())
    digest.update(path.read_bytes())
    return _plan(read_document(path).content, digest.finalize().hex())


@cache
def _plans() -> Mapping[str, Plan]:
    found = [load_plan(path) for path in sorted((folder() / "plans").glob("*.yaml"))]
    return MappingProxyType({entry.id: entry for entry in found})


def plans() -> list[Plan]:
    """Every plan of ``statutes/plans``, by id."""
    return list(_plans().values())


def plan(plan_id: str) -> Plan:
    """The plan of an id, e.g. ``mentougou-2016-2020``."""
    try:
        return _plans()[plan_id]
    except KeyError:
        known = "、".join(_plans())
        raise UserError(
            f"没有名为“{plan_id}”的规划，现有：{known}。",
            f'There is no plan called "{plan_id}"; known: {known}.',
        ) from None


def plan_or_file(text: str) -> Plan:
    """The plan of an id, or of a plan file that lies elsewhere (``…/my-plan.yaml``).

    For the command line alone: whoever may run it may read files.
    """
    path = Path(text)
    if text not in _plans() and path.suffix in (".yaml", ".yml"):
        return load_plan(path)
    return plan(text)
