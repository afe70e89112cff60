"""What is asked: one target of a plan, on one day, as known at one change, in one variant."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import date

from zhifang import statutes
from zhifang.indicators.definitions import DEFINITIONS, Definition
from zhifang.indicators.definitions.definition import Asked
from zhifang.obligations.rules.rule import Choices


@dataclass(frozen=True)
class Question:
    """A question that always has the same answer."""

    plan: statutes.Plan
    target: statutes.Target
    as_of: date
    change_id: int
    variant: tuple[tuple[str, str], ...]

    @classmethod
    def of(
        cls, plan: statutes.Plan, target: statutes.Target, as_of: date, change_id: int
    ) -> Question:
        """The question in the variant the plan chose."""
        chosen = {key: options[0] for key, options in DEFINITIONS[target.indicator].choices.items()}
        chosen |= {key: option for key, option in target.variant.items() if key in chosen}
        return cls(plan, target, as_of, change_id, tuple(sorted(chosen.items())))

    @property
    def definition(self) -> Definition:
        """The indicator's definition."""
        return DEFINITIONS[self.target.indicator]

    @property
    def key_industries(self) -> tuple[str, ...]:
        """The industries that count: the target's own, else the plan's."""
        return self.target.key_industries or self.plan.key_industries

    @property
    def asked(self) -> Asked:
        """What the definition is told."""
        return Asked(
            self.as_of,
            self.key_industries,
            self.variant,
            self.plan.district,
            self.plan.towns,
        )

    @property
    def choices(self) -> Choices:
        """What the rules are told: the plan's choices and those of the variant."""
        variant, chosen = dict(self.variant), self.plan.choices
        return Choices(
            dec01_grace_days=int(chosen.get("dec01_grace_days", 0)),
            measured_day=variant.get("day", "sampled"),
            range_cycle=str(chosen.get("range_cycle", "max")),
        )

    def others(self) -> list[tuple[str, Question]]:
        """Every other variant, one key changed at a time: ("key=option", question)."""
        found = []
        for key, options in self.definition.choices.items():
            for option in options:
                if dict(self.variant)[key] != option:
                    variant = tuple(sorted({**dict(self.variant), key: option}.items()))
                    found.append((f"{key}={option}", replace(self, variant=variant)))
        return found

    @property
    def variant_text(self) -> str:
        """The variant and everything else of the plan that bears on the answer."""
        return json.dumps(
            {
                "variant": dict(self.variant),
                "industries": sorted(self.key_industries),
                "district": self.plan.district,
                "towns": sorted(self.plan.towns),
                "choices": [
                    self.choices.dec01_grace_days,
                    self.choices.measured_day,
                    self.choices.range_cycle,
                ],
            },
            sort_keys=True,
        )

    @property
    def definition_text(self) -> str:
        """Version of the definition and digest of the law it rests on."""
        return f"{self.definition.id}/{self.definition.version}:{statutes.digest()[:16]}"


def not_computed(target: statutes.Target) -> tuple[str, str] | None:
    """Why a target has no value here (zh, en); None when it is computed."""
    if not target.indicator:
        return target.reason_zh, target.reason_en
    definition = DEFINITIONS.get(target.indicator)
    if definition is None:
        return (
            f"指标 {target.id} 尚未接入计算：所需的事实表还没有启用。",
            f"Target {target.id} is not computed yet: the facts it needs are not collected yet.",
        )
    unread = sorted(set(target.variant) - set(definition.choices))
    if unread:
        # counting it by another reading than the plan's would be a wrong number
        return (
            f"指标 {target.id} 尚不能按规划选择的口径（{'、'.join(unread)}）计算。",
            f"Target {target.id} cannot be counted yet as the plan chose ({', '.join(unread)}).",
        )
    return None


def questions_of(plan: statutes.Plan, as_of: date, change_id: int) -> list[Question]:
    """The plan's questions about a day, of the targets that are computed."""
    return [
        Question.of(plan, target, as_of, change_id)
        for target in plan.targets
        if not_computed(target) is None
    ]
