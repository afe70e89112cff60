"""All targets by township over sixty months, counted from stored turns.

``python -m benchmarks.months FOLDER [MONTHS]``. The turns must be stored. Nothing is kept: each
month is counted as a variant of the plan is. Fewer months are scaled to sixty and said so.
"""

from __future__ import annotations

import sys
from datetime import date, timedelta

from benchmarks.measuring import latest_change, load, seconds, told, use
from benchmarks.rules.cold import PLAN

MONTHS, BAR = 60, 10.0


def month_ends(number: int) -> list[date]:
    """The last days of ``number`` months, evenly through those of 2016 to 2020."""
    every = [
        date(2016 + (month + 1) // 12, (month + 1) % 12 + 1, 1) - timedelta(days=1)
        for month in range(MONTHS)
    ]
    return [every[(place + 1) * MONTHS // number - 1] for place in range(number)]


def main() -> None:
    """Prints seconds a month for each target, and of all sixty."""
    use(sys.argv[1])
    months = int(sys.argv[2]) if len(sys.argv) > 2 else MONTHS
    from zhifang import statutes
    from zhifang.indicators.asking import Question
    from zhifang.indicators.definitions import DEFINITIONS
    from zhifang.indicators.evaluating import count

    plan, change = statutes.plan(PLAN), latest_change()
    targets = [target for target in plan.targets if target.indicator in DEFINITIONS]
    total = 0.0
    for target in targets:
        asked = [Question.of(plan, target, day, change) for day in month_ends(months)]
        count(asked[0])
        found = [seconds(lambda one=one: count(one)) for one in asked]
        print(told(f"{target.id}, a month", found), load(), flush=True)
        total += sum(found) * MONTHS / months
    scaled = "" if months == MONTHS else f" (scaled from {months})"
    print(f"all targets, {MONTHS} months{scaled}: {total:.1f} s  (bar: at most {BAR})")


if __name__ == "__main__":
    main()
