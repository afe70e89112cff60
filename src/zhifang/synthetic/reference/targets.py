"""The targets I01-I16 of ``semantics`` section 5, counted by hand: which module counts which."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Any

from zhifang.statutes import catalogue
from zhifang.synthetic.reference import (
    archives,
    dec01,
    det01,
    diseases,
    hex02,
    insurance,
    radiation,
    supervision,
    training,
    workplaces,
)
from zhifang.synthetic.reference.diseases import Share
from zhifang.synthetic.reference.rows import SIDES, TargetRow, by_town, conjunction, totals
from zhifang.synthetic.reference.turn import Turn
from zhifang.synthetic.reference.view import Facts

__all__ = [
    "IDS", "KEY_INDUSTRIES", "RULES", "SIDES", "VARIANTS", "Choices", "TargetRow", "by_town",
    "conjunction", "rows_of_target", "share_of", "totals", "verdict",
]  # fmt: skip

#: The key industries the plan names (机动车维修 = O811).
KEY_INDUSTRIES = ("C307", "C308", "C33", "C36", "O811")
#: Mentougou, and how its own towns are found.
DISTRICT = "110109"
IDS = tuple(f"I{number:02d}" for number in range(1, 17))
#: The rule whose turns a target counts.
RULES = {"I01": "DEC-01", "I02": "DET-01", "I03": "HEX-02"}
#: The key of a target's variants and its options, the default first.
VARIANTS: dict[str, tuple[str, tuple[str, ...]]] = {
    "I04": ("hours", ("rule", "any")),
    "I05": ("no_manager", ("not_met", "out")),
    "I06": ("complete", ("six", "exists")),
    "I07": ("source", ("derived", "stated")),
    "I08": ("objects", ("all", "employers")),
    "I09": ("handled", ("decided", "filed")),
    "I11": ("unit", ("township", "county")),
    "I12": ("reading", ("institutions", "cases")),
    "I13": ("cover", ("no_gap_90", "any_period")),
    "I14": ("population", ("hazard", "exposed", "all")),
    "I15": ("year", ("reported", "diagnosed")),
    "I16": ("scale", ("moh25_2002", "phe_plan")),
}


@cache
def towns_of_the_district() -> tuple[str, ...]:
    """The codes of the thirteen townships."""
    return tuple(
        row["code"]
        for row in catalogue("regions")
        if row["level"] == "4" and row["parent_code"] == DISTRICT
    )


@dataclass(frozen=True)
class Choices:
    """What a plan chooses.

    ``key_industries``: beginnings of GB/T 4754 codes. ``variant``: options by key. ``towns``: the
    plan's townships. ``district``: how the towns that are here begin, "" takes every one.
    """

    key_industries: tuple[str, ...] = KEY_INDUSTRIES
    variant: Mapping[str, str] | None = None
    towns: tuple[str, ...] = ()
    district: str = ""

    @staticmethod
    def of(plan: Mapping[str, Any] | None) -> Choices:
        """The choices of a plan given as a mapping with these keys."""
        given = plan or {}
        return Choices(
            tuple(given.get("key_industries", KEY_INDUSTRIES)),
            dict(given.get("variant", {})),
            tuple(given.get("towns", ())),
            given.get("district", ""),
        )

    def option(self, target: str) -> str:
        """The option chosen for a target, the default one without a choice.

        Raises ValueError for an option that is not counted here.
        """
        key, options = VARIANTS.get(target, ("", ("",)))
        chosen = (self.variant or {}).get(key, options[0])
        if chosen not in options:
            raise ValueError(f"{target} is not counted by {key}: {chosen}")
        return chosen


def rows_of_target(
    facts: Facts,
    target: str,
    as_of: date,
    *,
    turns: list[Turn] | None = None,
    choices: Choices | None = None,
) -> list[TargetRow]:
    """The rows of a target on a day, sorted by subject; a town elsewhere is "unattributed".

    ``turns``: those of its rule, if they are at hand. Raises KeyError for an unknown target.
    """
    plan = choices or Choices()
    found = _rows_of_target(facts, target, as_of, turns=turns, plan=plan)
    return [row if row.town.startswith(plan.district) else replace(row, town="") for row in found]


def _rows_of_target(
    facts: Facts, target: str, as_of: date, *, turns: list[Turn] | None, plan: Choices
) -> list[TargetRow]:
    option, here = plan.option(target), plan.district
    if target in RULES:
        rule = {"I01": dec01, "I02": det01, "I03": hex02}[target]
        given = rule.turns(facts, as_of) if turns is None else turns
        if target == "I03":
            return workplaces.examined(facts, given, as_of)
        return workplaces.employers_in_time(
            facts, given, as_of, plan.key_industries, measured=target == "I02", district=here
        )
    match target:
        case "I04":
            return training.officers(facts, "principal", as_of, hours=option, district=here)
        case "I05":
            return training.officers(facts, "manager", as_of, no_manager=option, district=here)
        case "I06":
            return archives.of_employers(facts, as_of, complete=option, district=here)
        case "I07":
            return archives.of_workers(facts, as_of, source=option, district=here)
        case "I08":
            return supervision.visited(facts, as_of, objects=option, district=here)
        case "I09":
            return supervision.handled(facts, as_of, handled=option)
        case "I10":
            return supervision.trained_supervisors(facts, as_of)
        case "I11":
            towns = plan.towns or towns_of_the_district()
            return diseases.monitored(facts, as_of, towns, here or DISTRICT, unit=option)
        case "I12":
            by_case = option == "cases"
            return (diseases.reported_cases if by_case else diseases.institutions)(facts, as_of)
        case "I13":
            medical = (plan.variant or {}).get("workers", "medical") == "medical"
            return radiation.dosed(facts, as_of, cover=option, medical=medical)
        case "I14":
            return insurance.insured(facts, as_of, who=option, district=here)
        case "I15":
            return diseases.pneumoconiosis(facts, as_of, year=option)
        case "I16":
            return diseases.acute(facts, as_of, scale=option)
    raise KeyError(target)


def share_of(rows: list[TargetRow]) -> Share:
    """The rows as a share with its unknowns."""
    counts = totals(rows)
    return Share(counts["numerator"], counts["denominator"], counts["unknown"])


def verdict(rows: list[TargetRow], target: str, base: Share | None = None) -> bool | None:
    """Whether I15 fell below ``base``, or I16 stayed at none; None when it cannot be said."""
    share = share_of(rows)
    if target == "I16":
        return diseases.none_happened(share.numerator, share.unknown)
    return diseases.falls(share, base) if target == "I15" and base else None
