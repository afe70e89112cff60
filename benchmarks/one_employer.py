"""One employer brought up to date after one change: recomputed for that employer and stored.

``python -m benchmarks.one_employer FOLDER [TIMES]``. The turns must be stored (see storing).
Employers are taken from small to large by exposed workers; each time one of their examinations
is removed by a change of its own, in a transaction that is undone. The first figure of a process
holds the compiling of the rules.
"""

from __future__ import annotations

import statistics
import sys

from django.db.backends.utils import CursorWrapper

from benchmarks.measuring import load, seconds, told, undone, use


def employers(cursor: CursorWrapper, number: int) -> list[tuple[int, int]]:
    """(Organisation, workers) at even steps through the employers with examined workers."""
    cursor.execute(
        "select e.using_unit_id, count(distinct e.worker_id) from exposure e "
        "where exists (select from examination x where x.using_unit_id = e.using_unit_id) "
        "group by 1 order by 2, 1"
    )
    found = cursor.fetchall()
    return [found[(len(found) - 1) * place // (number - 1)] for place in range(number)]


def one(holder: int) -> float:
    """Seconds of bringing ``holder`` up to date after an examination of it was withdrawn."""
    from zhifang.obligations.storing import store
    from zhifang.registry.changes.operations import open_change, remove
    from zhifang.registry.examinations.operations import EXAMINATION

    with undone() as cursor:
        cursor.execute(
            "select id from examination where using_unit_id = %s and removed_by is null limit 1",
            [holder],
        )
        fact = cursor.fetchone()[0]
        with open_change(cursor, actor="benchmark", verb="withdraw", reason="test") as change:
            remove(cursor, EXAMINATION, [fact], change)
        return seconds(lambda: store(cursor, change_id=change, holders=[holder]))


def main() -> None:
    """Prints the first (cold) figure and the spread over employers."""
    use(sys.argv[1])
    times = int(sys.argv[2]) if len(sys.argv) > 2 else 21
    with undone() as cursor:
        chosen = employers(cursor, times)
    print(f"first in the process {one(chosen[0][0]):8.3f} s; {load()}")
    found = []
    for holder, workers in chosen:
        found.append(min(one(holder) for _ in range(2)))
        print(f"{workers:>7} workers {found[-1] * 1000:9.0f} ms", flush=True)
    print(told("one employer", found), load())
    print(f"at most 100 ms: {statistics.mean(value <= 0.1 for value in found):.0%}")


if __name__ == "__main__":
    main()
