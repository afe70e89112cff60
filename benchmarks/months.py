"""All targets by township over sixty months, counted from stored turns.

``python -m benchmarks.months FOLDER [ROUNDS]``. The turns must be stored. Nothing is kept: what
is known is read once, and every month end is counted from it. Each round is whole, reading
included; the first of a process, which also compiles the definitions, is told apart.
"""

from __future__ import annotations

import resource
import sys
import time
from datetime import date, timedelta

from benchmarks.measuring import latest_change, load, seconds, told, use
from benchmarks.rules.cold import PLAN

MONTHS, BAR = 60, 10.0


def month_ends() -> list[date]:
    """The last days of the months of 2016 to 2020."""
    return [
        date(2016 + (month + 1) // 12, (month + 1) % 12 + 1, 1) - timedelta(days=1)
        for month in range(MONTHS)
    ]


def main() -> None:
    """Prints the seconds of each round, those of one month alone, and the memory used."""
    use(sys.argv[1])
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 3
    from zhifang import statutes
    from zhifang.indicators.asking import Question
    from zhifang.indicators.definitions import DEFINITIONS
    from zhifang.indicators.evaluating import count
    from zhifang.indicators.over_days import Counted, count_over

    plan, change = statutes.plan(PLAN), latest_change()
    targets = [target for target in plan.targets if target.indicator in DEFINITIONS]
    found: list[list[Counted]] = []
    spent: list[float] = []
    for number in range(rounds + 1):
        busy = time.process_time()
        spent.append(seconds(lambda: found.append(count_over(plan, targets, month_ends(), change))))
        name = "with compiling" if number == 0 else f"round {number}"
        busy = time.process_time() - busy
        print(f"{name:16} {spent[-1]:.2f} s, processor here {busy:.2f} s; {load()}", flush=True)
    if any(one != found[0] for one in found):
        raise SystemExit("two rounds gave different numbers")
    print(f"{len(found[0]):,} numbers (target, month, town)")
    print(told(f"all {len(targets)} targets, {MONTHS} months (bar {BAR:.0f})", spent[1:]))
    for target in targets:
        question = Question.of(plan, target, month_ends()[-1], change)
        count(question)
        again = [seconds(lambda one=question: count(one)) for _ in range(rounds)]
        print(told(f"{target.id}, one day by itself", again))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory of this process {peak:,.0f} MB; {load()}")


if __name__ == "__main__":
    main()
