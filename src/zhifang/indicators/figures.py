"""From the counts of a target to its figures: value, bounds, interval, and whether it is met.

Shares are cut to one decimal, counts are whole; the comparison is of exact whole numbers over
every completion of the unknowns (semantics sections 5, 8 and 10).
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from zhifang import statutes
from zhifang.calc import Counts, cut, met, wilson
from zhifang.calc.exact import Fall, clopper_pearson, fall, garwood
from zhifang.calc.rising import rises

#: Why a fall cannot be said (zh, en), by `Fall.undecided`.
_UNDECIDED = {
    "no_base_cases": (
        "基准年没有可比的病例，不能判断是否下降。",
        "The base year has no cases to compare with; a fall cannot be judged.",
    ),
    "no_cases": (
        "本期没有病例，不能判断是否下降。",
        "There are no cases in the period; a fall cannot be judged.",
    ),
    "unknown": (
        "有病例的接尘工龄不详，按不同取值结论不同，不能判断是否下降。",
        "Cases without dust service leave it open whether the share fell.",
    ),
}
_CHANCE = (
    "低于基准年，差异不能排除偶然。",
    "Below the base year; chance cannot be ruled out.",
)


@dataclass(frozen=True)
class Judged:
    """A target's counts held against its plan, with the counts of its base year if it has one."""

    counts: Counts
    target: statutes.Target
    plan: statutes.Plan
    decide: str = "point"
    base: Counts | None = None

    @property
    def fell(self) -> Fall | None:
        """How the share stands to that of the base year; None for other comparisons."""
        if self.target.comparison != "falls":
            return None
        return fall(self.counts, self.base or Counts(0, 0, {}))

    @property
    def met(self) -> bool | None:
        """Whether the target is met; None when that cannot be said."""
        target = self.target
        if target.comparison == "falls":
            return self._met_by_fall()
        if target.comparison == "rises":
            return None if self.base is None else rises(self.counts, self.base, target.value)
        if target.unit == "count":
            return _equals(self.counts.met, self.counts.greatest()[0], target.value or 0)
        return met(self.counts, target.comparison, target.value or 0, self.plan.met_rule)

    def _met_by_fall(self) -> bool | None:
        found = self.fell
        if found is None or not found.fell or self.decide == "point":
            return found.fell if found else None
        return True if found.carried else None

    def reason(self) -> dict[str, str | None]:
        """Why there is no value, or one that cannot be judged (``reason``, ``reason_en``)."""
        found = self.fell
        if found and found.undecided:
            return _told(_UNDECIDED[found.undecided])
        if found and found.fell and not found.carried:
            return _told(_CHANCE)
        if self.target.unit == "count":
            return _told(None)
        if self.counts.denominator == 0 and self.counts.unknowns == 0:
            return _told(("没有应计入的对象。", "There is nothing to count."))
        if self.target.comparison == "rises" and self.base is None:
            year = self.plan.base_year
            return _told(
                (
                    f"规划文件没有写{year}年的基数（base），不能判断是否提高。",
                    f"The plan file gives no base for {year}; the rise cannot be judged.",
                )
            )
        return _told(None)

    def figures(self) -> dict[str, Any]:
        """The figures of semantics section 10."""
        counts = self.counts
        return {
            "numerator": counts.met,
            "denominator": counts.denominator,
            "unknown": counts.unknowns,
            "pending": counts.pending,
            "not_applicable": counts.not_applicable,
            **(self._count() if self.target.unit == "count" else self._share()),
            "met": self.met,
        }

    def _count(self) -> dict[str, Any]:
        low, high = garwood(self.counts.met)
        return {
            "value": self.counts.met,
            "low": self.counts.met,
            "high": self.counts.greatest()[0],
            "ci_low": float(low),
            "ci_high": float(high),
        }

    def _share(self) -> dict[str, Any]:
        counts = self.counts
        exact = self.target.unit == "share"
        interval = (clopper_pearson if exact else wilson)(counts.met, counts.denominator)
        return {
            "value": number(cut(counts.met, counts.denominator)),
            "low": number(cut(*counts.least())),
            "high": number(cut(*counts.greatest())),
            "ci_low": number(interval[0]) if interval else None,
            "ci_high": number(interval[1]) if interval else None,
        }


def number(value: Decimal | None) -> float | None:
    """A figure as JSON holds it."""
    return None if value is None else float(value)


def _equals(least: int, greatest: int, target: int) -> bool | None:
    """Whether a count equals the target for every completion, for none, or neither."""
    if least == greatest == target:
        return True
    return False if target < least or target > greatest else None


def _told(reason: tuple[str, str] | None) -> dict[str, str | None]:
    zh, en = reason or (None, None)
    return {"reason": zh, "reason_en": en}
