"""The plan's table as known in the past against the table as known now.

``python -m benchmarks.past FOLDER [ROUNDS]``. The turns must be stored. The first run withdraws
every thousandth examination, so that past and present differ. Each round asks both about a day
nobody asked about, for a table once computed is kept.
"""

from __future__ import annotations

import sys
from datetime import date, timedelta

from benchmarks.measuring import in_turns, load, ratio, seconds, told, use
from benchmarks.rules.cold import PLAN

BAR = 3.0
CORRECTED = "benchmark of the past"


def corrected() -> int:
    """Withdraws examinations once; gives the change before that."""
    from django.db import connections, transaction

    from zhifang.obligations.storing import bring_up_to_date
    from zhifang.registry.changes.operations import open_change, remove
    from zhifang.registry.examinations.operations import EXAMINATION

    with transaction.atomic(using="engine"), connections["engine"].cursor() as cursor:
        cursor.execute("select max(id) from change where reason = %s", [CORRECTED])
        found = cursor.fetchone()[0]
        if found is None:
            cursor.execute(
                "select id from examination where removed_by is null and mod(id, 1000) = 0"
            )
            ids = [row[0] for row in cursor.fetchall()]
            with open_change(cursor, actor="benchmark", verb="withdraw", reason=CORRECTED) as found:
                print(f"{remove(cursor, EXAMINATION, ids, found):,} examinations withdrawn")
    print(f"{seconds(lambda: print(bring_up_to_date())):.1f} s to store what follows; {load()}")
    return int(found) - 1


def main() -> None:
    """Prints both and the ratio."""
    use(sys.argv[1])
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 3
    from django.db import connections

    from zhifang.indicators.queries import plan_document

    before = corrected()
    with connections["engine"].cursor() as cursor:
        cursor.execute("select max(recorded_at) from change where id <= %s", [before])
        instant = cursor.fetchone()[0]
        cursor.execute("select count(distinct as_of) from evaluation")
        used = cursor.fetchone()[0]
    days = iter(date(2019, 12, 31) - timedelta(days=3 * (used + place)) for place in range(99))
    plan_document(PLAN, next(days), variants=False)
    asked: list[date] = []

    def past() -> float:
        asked.append(next(days))
        return seconds(lambda: plan_document(PLAN, asked[-1], instant, variants=False))

    def now() -> float:
        return seconds(lambda: plan_document(PLAN, asked[-1], variants=False))

    found = in_turns(rounds, past=past, now=now)
    print(told("the plan as known before the corrections", found["past"]), load())
    print(told("the plan as known now", found["now"]))
    print(f"past / now   {ratio(found['past'], found['now']):.2f}  (bar: at most {BAR})")


if __name__ == "__main__":
    main()
