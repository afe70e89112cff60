"""Due days that fall on a day off move to the next working day (民法典 art. 203)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import ibis

from zhifang.calc.dates import add_days, day
from zhifang.calc.relations import Rows


@dataclass(frozen=True)
class Resting:
    """What is known of the days off.

    ``unknown_from``: the first day whose year has no calendar. ``longest``: the most days off in
    a row. ``missing``: what a turn says whose due day falls where no calendar is known.
    """

    unknown_from: date
    longest: int
    missing: str

    def moved(self, anchors: Rows, days_off: Rows) -> Rows:
        """``anchors`` with ``due_on`` on a working day, ``due_latest`` and ``missing``, as `dated`
        takes them.

        ``days_off``: day, next_on (the first working day after it). Where no calendar is known
        the day itself may be worked, or be the first of the longest row of days off.
        """
        both = anchors.left_join(days_off, anchors.due_on == days_off.day).select(
            anchors, days_off.next_on
        )
        due_on = both.next_on.fill_null(both.due_on)
        unsaid = (due_on >= day(self.unknown_from)).fill_null(False)
        return both.select(
            *[both[c] for c in anchors.columns if c != "due_on"],
            due_on=due_on,
            due_latest=ibis.ifelse(unsaid, add_days(both.due_on, self.longest), due_on),
            missing=ibis.ifelse(unsaid, self.missing, ""),
        )
