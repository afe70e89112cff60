"""A million rows exported by ``zhifang rows`` as csv: seconds, and the most memory it held.

``python -m benchmarks.export FOLDER [ROWS]``. The rows are those behind I03 on a day of their
own, repeated under other numbers until there are enough, which only the engine can do.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

from benchmarks.measuring import load, use
from benchmarks.rules.cold import PLAN

DAY, TARGET = date(2018, 6, 30), "I03"
BAR_SECONDS, BAR_MEGABYTES = 60, 300


def enough(rows: int) -> int:
    """Repeats the rows of the evaluation until there are ``rows``; gives how many there are."""
    from django.db import connections, transaction

    from zhifang.indicators.queries import evaluation_id

    evaluation = evaluation_id(PLAN, TARGET, DAY)
    columns = (
        "subject_kind, party_id, worker_id, town, industry, size, side, outcome, may_be, due_on, "
        "done_on, obligation_id, source_complete"
    )
    with transaction.atomic(using="engine"), connections["engine"].cursor() as cursor:
        cursor.execute("select count(*) from evaluation_row where evaluation_id = %s", [evaluation])
        there = cursor.fetchone()[0]
        if there < rows:
            times = (rows - there) // there + 1
            cursor.execute(
                f"insert into evaluation_row (evaluation_id, subject_id, {columns}) "
                f"select evaluation_id, subject_id || '-' || n, {columns} from evaluation_row, "
                "generate_series(1, %s) n where evaluation_id = %s limit %s",
                [times, evaluation, rows - there],
            )
            there = rows
    return int(there)


def peak(process: int) -> float:
    """The most resident memory (MB) of a process so far."""
    try:
        text = Path(f"/proc/{process}/status").read_text()
    except OSError:
        return 0.0
    found = [line.split()[1] for line in text.splitlines() if line.startswith("VmHWM")]
    return int(found[0]) / 1024 if found else 0.0


def main() -> None:
    """Prints rows, seconds until the first and the last byte, and megabytes."""
    use(sys.argv[1])
    rows = enough(int(sys.argv[2]) if len(sys.argv) > 2 else 1_000_000)
    command = [sys.executable, "-m", "zhifang", "rows", TARGET, "--as-of", str(DAY)]
    started, first, size, most, lines = time.perf_counter(), 0.0, 0, 0.0, 0
    with subprocess.Popen(
        [*command, "--format", "csv"], stdout=subprocess.PIPE, env={**os.environ}
    ) as process:
        assert process.stdout is not None
        while part := process.stdout.read(1 << 16):
            first = first or time.perf_counter() - started
            size, lines = size + len(part), lines + part.count(b"\n")
            most = max(most, peak(process.pid))
    spent = time.perf_counter() - started
    print(f"{lines:,} lines ({rows:,} rows), {size / 1e6:.0f} MB; {load()}")
    print(f"first bytes after {first:.1f} s, all after {spent:.1f} s (bar: at most {BAR_SECONDS})")
    print(f"most memory {most:.0f} MB (bar: at most {BAR_MEGABYTES})")


if __name__ == "__main__":
    main()
