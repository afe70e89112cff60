"""All rules and all targets by township on one day, from bare facts into temporary tables.

``python -m benchmarks.rules.cold FOLDER [DAY] [ROUNDS]``. Nothing stored is read: the turns go
into a temporary table in front of the stored one, and the targets are counted from it. Each rule
is compiled once per process; the seconds of that are said apart.
"""

from __future__ import annotations

import sys
import time
from datetime import date
from typing import Any

from django.db.backends.utils import CursorWrapper

from benchmarks.measuring import latest_change, load, processor_seconds, told, undone, use

PLAN = "mentougou-2016-2020"


def compiled(day: date, change: int) -> list[Any]:
    """The plan's questions about the day, with everything compiled that answers them."""
    from zhifang import statutes
    from zhifang.indicators.asking import Question
    from zhifang.indicators.compiling import (
        definition_text,
        one_day,
        relation_text,
        relations_of,
    )
    from zhifang.indicators.definitions import DEFINITIONS
    from zhifang.obligations.rules import RULES
    from zhifang.obligations.running import turns_text

    for rule in RULES:
        turns_text(rule)
    plan, days = statutes.plan(PLAN), one_day(day)
    asked = [
        Question.of(plan, target, day, change)
        for target in plan.targets
        if target.indicator in DEFINITIONS
    ]
    for question in asked:
        definition_text(question, days, "postgres", numbers_only=True)
        for relation in relations_of(question):
            relation_text(relation, days, "postgres")
    return asked


def turns(cursor: CursorWrapper, change: int) -> dict[str, float]:
    """Makes the temporary table ``turn``; gives the seconds of each step."""
    from zhifang.obligations.rules import RULES
    from zhifang.obligations.running import TURN_COLUMNS, relations, turns_text, whole_joins

    spent: dict[str, float] = {}
    columns = ", ".join(("obligation_id", "rule", *TURN_COLUMNS))
    cursor.execute(
        f"create temporary table turn on commit drop as select {columns}, added_by, removed_by "
        "from public.turn limit 0"
    )
    needs = tuple(need for rule in RULES.values() for need in rule.needs)
    started = time.perf_counter()
    with relations(cursor, needs, change_id=change):
        spent["relations"] = time.perf_counter() - started
        for rule in RULES:
            started = time.perf_counter()
            with whole_joins(cursor):
                cursor.execute(
                    f"insert into turn ({columns}, added_by) "
                    f"select q.*, {change} from ({turns_text(rule)}) q",
                    {"change": change, "holders": []},
                )
            spent[rule] = time.perf_counter() - started
    cursor.execute("analyze turn")
    return spent


def counts(cursor: CursorWrapper, questions: list[Any], spent: dict[str, float]) -> dict[str, int]:
    """Counts each target by township and side; gives how many groups, adds the seconds."""
    from zhifang.indicators.evaluating import numbers, relations_there

    found = {}
    started = time.perf_counter()
    with relations_there(cursor, questions):
        spent["relations of the day"] = time.perf_counter() - started
        for question in questions:
            started = time.perf_counter()
            found[question.target.id] = len(numbers(cursor, question))
            spent[question.target.id] = time.perf_counter() - started
    return found


def main() -> None:
    """Prints the seconds of each step and in all."""
    use(sys.argv[1])
    day = date.fromisoformat(sys.argv[2]) if len(sys.argv) > 2 else date(2020, 12, 31)
    rounds = int(sys.argv[3]) if len(sys.argv) > 3 else 3
    change = latest_change()
    started = time.perf_counter()
    questions = compiled(day, change)
    print(f"compiled once in {time.perf_counter() - started:.1f} s; {load()}", flush=True)
    all_spent: list[dict[str, float]] = []
    used: list[float] = []
    for _ in range(rounds):
        with undone() as cursor:
            before = processor_seconds(cursor)
            spent = turns(cursor, change)
            groups = counts(cursor, questions, spent)
            all_spent.append(spent)
            used.append(processor_seconds(cursor) - before)
            cursor.execute("select count(*) from turn")
            number = cursor.fetchone()[0]
        steps = ", ".join(f"{name} {value:.1f}" for name, value in spent.items())
        print(f"{sum(spent.values()):6.1f} s, processor {used[-1]:.1f} s: {steps}; {load()}")
    print(f"{number:,} turn rows; groups {groups}")
    print(told("the same, processor seconds of the server", used))
    print(told("all rules and targets, cold", [sum(one.values()) for one in all_spent]))


if __name__ == "__main__":
    main()
