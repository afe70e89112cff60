"""Storing all turns of a district against COPY of the same rows into a table alike.

``python -m benchmarks.storing FOLDER [ROUNDS]``. The turns are computed once into temporary
tables. Storing is what follows: comparing with what is stored, removing, adding. The floor is
COPY of the same rows, as text from a file, into a table with the same columns, checks and
indexes. Both are undone each time; at the end the turns are stored for good, which other
benchmarks need.
"""

from __future__ import annotations

import sys
import tempfile
from typing import Any

from django.db.backends.utils import CursorWrapper

from benchmarks.measuring import in_turns, latest_change, load, ratio, seconds, told, undone, use

BAR = 2.5


def _made(cursor: CursorWrapper, change: int) -> None:
    """Computes the turns of every rule into ``made_<number>``."""
    from zhifang.obligations.rules import RULES
    from zhifang.obligations.running import relations, turns_text, whole_joins

    needs = tuple(need for rule in RULES.values() for need in rule.needs)
    with relations(cursor, needs, change_id=change):
        for number, rule in enumerate(RULES):
            with whole_joins(cursor):
                cursor.execute(
                    f"create temporary table made_{number} on commit drop as {turns_text(rule)}",
                    {"change": change, "holders": []},
                )
            cursor.execute(f"analyze made_{number}")


def _undo(cursor: CursorWrapper, work: Any) -> float:
    cursor.execute("savepoint measured")
    spent = seconds(work)
    cursor.execute("rollback to savepoint measured")
    return spent


def _store(cursor: CursorWrapper, change: int, holders: list[int]) -> tuple[int, int]:
    from zhifang.obligations.rules import RULES
    from zhifang.obligations.storing import _exchange

    gone = came = 0
    for number, rule in enumerate(RULES):
        cursor.execute(f"alter table made_{number} rename to new_turns")
        removed, added = _exchange(cursor, rule, {"change": change, "holders": holders})
        cursor.execute(f"alter table new_turns rename to made_{number}")
        gone, came = gone + removed, came + added
    return gone, came


def _copy(cursor: CursorWrapper, columns: str, rows: Any) -> None:
    rows.seek(0)
    with cursor.copy(f"copy turn_floor ({columns}) from stdin") as copy:
        while part := rows.read(1 << 20):
            copy.write(part)


def measure(rounds: int) -> None:
    """Prints seconds and the ratio."""
    from zhifang.obligations.rules import RULES
    from zhifang.obligations.running import TURN_COLUMNS

    change = latest_change()
    columns = ", ".join(("obligation_id", "rule", *TURN_COLUMNS, "added_by"))
    selected = columns.replace("added_by", f"{change} as added_by")
    with undone() as cursor, tempfile.TemporaryFile() as rows:
        cursor.execute("select distinct employer_id from site_state")
        holders = [row[0] for row in cursor.fetchall()]
        print(f"computing: {seconds(lambda: _made(cursor, change)):.1f} s; {load()}", flush=True)
        for number in range(len(RULES)):
            with cursor.copy(f"copy (select {selected} from made_{number}) to stdout") as copy:
                for part in copy:
                    rows.write(part)
        found = in_turns(
            rounds,
            stored=lambda: _undo(cursor, lambda: _store(cursor, change, holders)),
            copied=lambda: _undo(cursor, lambda: _copy(cursor, columns, rows)),
        )
        _store(cursor, change, holders)
        again: list[tuple[int, int]] = []
        spent = _undo(cursor, lambda: again.append(_store(cursor, change, holders)))
    print(told("storing all turns, none stored before", found["stored"]), load())
    print(told("COPY of the same rows", found["copied"]))
    print(f"storing the same again: {spent:.1f} s, removed and added {again[0]}")
    print(f"storing / COPY   {ratio(found['stored'], found['copied']):.2f}  (bar: at most {BAR})")


def main() -> None:
    """Measures beside a table of the owner's, then stores for good."""
    use(sys.argv[1])
    from django.db import connections

    from zhifang.installation.connections import roles
    from zhifang.obligations.storing import bring_up_to_date

    with connections["owner"].cursor() as cursor:
        cursor.execute("drop table if exists turn_floor")
        cursor.execute("create table turn_floor (like turn including all)")
        cursor.execute(f'grant select, insert on turn_floor to "{roles().engine}"')
    try:
        measure(int(sys.argv[2]) if len(sys.argv) > 2 else 3)
    finally:
        with connections["owner"].cursor() as cursor:
            cursor.execute("drop table turn_floor")
            cursor.execute("vacuum analyze turn")
    spent = seconds(lambda: print(bring_up_to_date()))
    print(f"computed and stored for good in {spent:.1f} s; {load()}")


if __name__ == "__main__":
    main()
