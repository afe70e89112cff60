"""Plans as data: dated documents with targets, read from ``statutes/plans`` or a file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from zhifang.core.errors import UserError
from zhifang.statutes.files import folder
from zhifang.statutes.plan_checks import plan_faults, read_document


@dataclass(frozen=True)
class Department:
    """A department the plan names; ``role`` is lead or participant."""

    id: str
    name_zh: str
    name_en: str
    role: str


@dataclass(frozen=True)
class Target:
    """One target. ``value`` is in whole percent or a count; None when the comparison is falls.

    ``variant`` holds the option of every variant key of the indicator; ``waits_for`` names the
    issue that will compute it, empty when it is computed.
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
    waits_for: str


@dataclass(frozen=True)
class Goal:
    """A goal without a number, shown with its evidence."""

    id: str
    title_zh: str
    title_en: str
    source_section: str
    source_quote: str
    evidence_zh: str
    evidence_en: str
    waits_for: str


@dataclass(frozen=True)
class Plan:
    """A plan. It runs from ``first_day`` to ``last_day``, both included.

    ``met_rule``: all_completions or known_only. ``choices``: what this plan chooses where the
    law is silent, by parameter id.
    """

    id: str
    title_zh: str
    title_en: str
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
    return Target(
        id=entry["id"],
        indicator=entry["indicator"],
        title_zh=entry["title"]["zh"],
        title_en=entry["title"]["en"],
        unit=entry["unit"],
        comparison=entry["comparison"],
        value=entry.get("value"),
        source_section=entry["source"]["section"],
        source_quote=entry["source"]["quote"],
        departments=tuple(entry["departments"]),
        variant=MappingProxyType(dict(entry["variant"])),
        waits_for=entry.get("waits_for", ""),
    )


def _goal(entry: Mapping[str, Any]) -> Goal:
    return Goal(
        id=entry["id"],
        title_zh=entry["title"]["zh"],
        title_en=entry["title"]["en"],
        source_section=entry["source"]["section"],
        source_quote=entry["source"]["quote"],
        evidence_zh=entry["evidence"]["zh"],
        evidence_en=entry["evidence"]["en"],
        waits_for=entry.get("waits_for", ""),
    )


def _plan(content: Mapping[str, Any]) -> Plan:
    return Plan(
        id=content["id"],
        title_zh=content["title"]["zh"],
        title_en=content["title"]["en"],
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
        goals=tuple(_goal(entry) for entry in content.get("goals") or ()),
    )


def load_plan(path: Path) -> Plan:
    """The plan of a file; raises the first of its faults as a UserError."""
    faults = plan_faults(path)
    if faults:
        raise faults[0]
    return _plan(read_document(path))


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
