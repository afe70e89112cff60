"""A load killed at any moment leaves all of a command's good rows or none, and can be repeated."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path

from django.db import connections

from tests.support import workbooks as books
from tests.support.workbooks import changed_exams, workbook

ROWS = 4_000
TRIALS = 6


def stored() -> tuple[int, int, int]:
    """Examinations, those in force, and distinct natural keys in force."""
    with connections["engine"].cursor() as cursor:
        cursor.execute(
            "select count(*), count(*) filter (where removed_by is null), "
            "count(distinct (institution_id, exam_no, hazard)) from examination"
        )
        row = cursor.fetchone()
    return (int(row[0]), int(row[1]), int(row[2]))


def test_a_killed_load_loses_and_doubles_nothing(database: str, tmp_path: Path) -> None:
    base, exams = tmp_path / "base.xlsx", tmp_path / "exams.xlsx"
    base.write_bytes(workbook({"employers": [books.EMPLOYER], "posts": [books.POST]}))
    exams.write_bytes(workbook({"examinations": changed_exams(ROWS)}))
    command = [sys.executable, "-m", "tests.support.loading", database, str(base), str(exams)]
    rng = random.Random(20160913)
    whole = 0
    for _ in range(TRIALS):
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as loading:
            assert loading.stdout is not None
            assert loading.stdout.readline() == "loading\n"
            time.sleep(rng.uniform(0.0, 1.5))
            loading.kill()
        deadline = time.monotonic() + 20
        while _writers() and time.monotonic() < deadline:
            time.sleep(0.05)
        found = stored()
        assert found in {(0, 0, 0), (ROWS, ROWS, ROWS)}
        whole += found[0] > 0
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    expected = 0 if whole else ROWS + 2
    assert done.stdout.splitlines()[-1] == f"changed {expected}"
    assert stored() == (ROWS, ROWS, ROWS)


def _writers() -> int:
    """Sessions of killed loads that the server has not ended yet."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "select count(*) from pg_locks where locktype = 'advisory' and objid = 20160913 "
            "and database = (select oid from pg_database where datname = current_database())"
        )
        return int(cursor.fetchone()[0])
