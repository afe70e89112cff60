"""What a definition is told: the day, the period up to it, and the plan's choices."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date


def period_start(as_of: date) -> date:
    """P = the calendar year up to the day asked."""
    return as_of.replace(month=1, day=1)


@dataclass(frozen=True)
class Asked:
    """The day asked, the period up to it, and the plan's choices.

    ``numbers_only``: the subjects are counted, so that what is shown of each (its due and done
    day, its turn) may be left empty.
    """

    as_of: date
    key_industries: tuple[str, ...]
    options: tuple[tuple[str, str], ...]
    district: str
    towns: tuple[str, ...] = ()
    numbers_only: bool = False

    @property
    def variant(self) -> Mapping[str, str]:
        """The option chosen for each key of the indicator."""
        return dict(self.options)

    @property
    def period_start(self) -> date:
        """The first day of the period."""
        return period_start(self.as_of)
