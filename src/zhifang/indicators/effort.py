"""The effort model: the working minutes of acts and visits, all from ``statutes/parameters``.

An act completes one row of a target. Acts on a whole employer take longer at a large one, and
the rows of one employer share the visit to it, whatever their targets.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from zhifang import statutes
from zhifang.core.errors import UserError

#: Targets whose acts are done with a whole employer: their minutes depend on its size.
OF_EMPLOYERS = frozenset({"I01", "I02", "I06", "I08"})
#: Targets whose acts need no visit to an employer.
WITHOUT_VISIT = frozenset({"I09", "I10", "I11", "I12"})
SIZES = ("large", "medium", "small", "micro", "unknown")


@dataclass(frozen=True)
class Effort:
    """The values in force on a day."""

    as_of: date

    def act(self, indicator: str, size: str | None) -> int:
        """Minutes of one act, cut to whole ones."""
        minutes = self._value(f"effort_act_{indicator.lower()}")
        if indicator not in OF_EMPLOYERS:
            return minutes
        return minutes * self._value(f"effort_percent_{_known(size)}") // 100

    def visit(self, indicator: str, size: str | None) -> int:
        """Minutes of the visit an act needs; 0 where it needs none."""
        return 0 if indicator in WITHOUT_VISIT else self._value(f"effort_visit_{_known(size)}")

    def document(self, indicators: list[str]) -> list[dict[str, Any]]:
        """Every value that bears on some indicators, with its weight."""
        names = [f"effort_act_{indicator.lower()}" for indicator in indicators]
        if any(indicator not in WITHOUT_VISIT for indicator in indicators):
            names += [f"effort_visit_{size}" for size in SIZES]
        if any(indicator in OF_EMPLOYERS for indicator in indicators):
            names += [f"effort_percent_{size}" for size in SIZES]
        told = []
        for name in names:
            parameter = statutes.parameter(name)
            value = parameter.on(self.as_of)
            told.append(
                {
                    "id": name,
                    "title_zh": parameter.title_zh,
                    "title_en": parameter.title_en,
                    "value": self._value(name),
                    "unit": parameter.unit,
                    "weight": value.weight if value else "unverified",
                }
            )
        return told

    def _value(self, name: str) -> int:
        found = statutes.parameter(name).on(self.as_of)
        if found is None:
            raise UserError(
                f"{self.as_of} 没有工作量参数 {name} 的取值。",
                f"There is no value of the effort parameter {name} on {self.as_of}.",
            )
        return int(found.value)


def _known(size: str | None) -> str:
    return size if size in SIZES else "unknown"
