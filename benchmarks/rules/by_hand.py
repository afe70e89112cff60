"""HEX-02 through our expression against SQL written by hand for the same rule and facts.

``python -m benchmarks.rules.by_hand FOLDER [ROUNDS]``. Both start from the fact tables and end
in a temporary table with the columns of a stored turn; both keep steps on the way in temporary
tables with statistics. That the two give the same rows is checked each time.
"""

from __future__ import annotations

import sys
from pathlib import Path

from django.db.backends.utils import CursorWrapper

from benchmarks.measuring import (
    latest_change,
    load,
    processor_seconds,
    ratio,
    seconds,
    told,
    undone,
    use,
)

RULE, BAR = "HEX-02", 1.3


def by_hand(cursor: CursorWrapper, change: int) -> None:
    """Makes ``hand_turns``."""
    text = Path(__file__).with_suffix(".sql").read_text(encoding="utf-8")
    text = text.replace(":change", str(change))
    cursor.execute("set local work_mem = '512MB'")
    cursor.execute("set local enable_nestloop = off")
    for statement in text.split(";\n"):
        cursor.execute(statement)
    cursor.execute("set local enable_nestloop = on")


def by_us(cursor: CursorWrapper, change: int) -> None:
    """Makes ``our_turns`` as the product does."""
    from zhifang.obligations.rules import RULES
    from zhifang.obligations.running import relations, turns_text, whole_joins

    with relations(cursor, RULES[RULE].needs, change_id=change), whole_joins(cursor):
        cursor.execute(
            f"create temporary table our_turns on commit drop as {turns_text(RULE)}",
            {"change": change, "holders": []},
        )


def differing(cursor: CursorWrapper) -> tuple[int, int, int]:
    """Rows only by hand, rows only by us, and rows in all."""
    found = []
    for one, other in (("hand_turns", "our_turns"), ("our_turns", "hand_turns")):
        cursor.execute(
            f"select count(*) from (select * from {one} except all select * from {other}) q"
        )
        found.append(int(cursor.fetchone()[0]))
    cursor.execute("select count(*) from our_turns")
    return found[0], found[1], int(cursor.fetchone()[0])


def main() -> None:
    """Prints seconds, processor seconds and their ratios."""
    use(sys.argv[1])
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 3
    from zhifang.obligations.running import turns_text

    change = latest_change()
    turns_text(RULE)
    spent: dict[str, list[float]] = {"hand": [], "ours": []}
    used: dict[str, list[float]] = {"hand": [], "ours": []}
    for number in range(rounds):
        with undone() as cursor:
            for name, way in (("hand", by_hand), ("ours", by_us)):
                before = processor_seconds(cursor)
                spent[name].append(seconds(lambda way=way, cursor=cursor: way(cursor, change)))
                used[name].append(processor_seconds(cursor) - before)
            if number == 0:
                only_hand, only_ours, rows = differing(cursor)
                print(f"{rows:,} rows; only by hand {only_hand}, only ours {only_ours}")
        print(f"  hand {spent['hand'][-1]:.1f} s, ours {spent['ours'][-1]:.1f} s; {load()}")
    for name in spent:
        print(told(f"{RULE}, {name}", spent[name]))
        print(told(f"{RULE}, {name}, processor", used[name]))
    print(
        f"ours / hand   {ratio(spent['ours'], spent['hand']):.2f}, "
        f"processor {ratio(used['ours'], used['hand']):.2f}  (bar: at most {BAR})"
    )


if __name__ == "__main__":
    main()
