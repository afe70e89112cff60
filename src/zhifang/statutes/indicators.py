"""The indicators a plan can ask for, and the variants each can be counted by."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from zhifang.statutes.files import catalogue


@dataclass(frozen=True)
class VariantOption:
    """One way to count: ``key`` and ``option`` are written in a plan file; the first is default."""

    key: str
    option: str
    title_zh: str
    title_en: str


@dataclass(frozen=True)
class IndicatorEntry:
    """An indicator: the rule it counts, its unit, and the issue that computes it."""

    id: str
    rule: str
    family: str
    unit: str
    title_zh: str
    title_en: str
    issue: str
    options: tuple[VariantOption, ...]

    @property
    def defaults(self) -> dict[str, str]:
        """The default option of each variant key."""
        found: dict[str, str] = {}
        for option in self.options:
            found.setdefault(option.key, option.option)
        return found

    def options_of(self, key: str) -> list[str]:
        """The options of a variant key, the default first; empty for an unknown key."""
        return [option.option for option in self.options if option.key == key]


@cache
def indicators() -> dict[str, IndicatorEntry]:
    """Every indicator by id, in the order of the catalogue."""
    options: dict[str, list[VariantOption]] = {}
    for row in catalogue("indicator_variants"):
        entry = VariantOption(row["key"], row["option"], row["title_zh"], row["title_en"])
        options.setdefault(row["indicator"], []).append(entry)
    return {
        row["indicator"]: IndicatorEntry(
            id=row["indicator"],
            rule=row["rule"],
            family=row["family"],
            unit=row["unit"],
            title_zh=row["title_zh"],
            title_en=row["title_en"],
            issue=row["issue"],
            options=tuple(options.get(row["indicator"], ())),
        )
        for row in catalogue("indicators")
    }
