"""``zhifang load`` killed at any moment, and two of them side by side: nothing is lost, nothing is
doubled, and whoever reads at a fixed instant reads the same.

A few trials here; ``ZHIFANG_KILL_TRIALS=50`` makes as many as the acceptance asks for.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import psycopg
import pytest
from django.db import connections
from pytest_django.plugin import DjangoDbBlocker

from tests.support import workbooks as books
from tests.support.commanding import as_process, plan, rows, zhifang
from tests.support.database import data_folder
from zhifang.installation import supervisor
from zhifang.installation.supervisor import Server

TRIALS = int(os.environ.get("ZHIFANG_KILL_TRIALS", "5"))
ROWS = 300
FIRST_DAY = date(2016, 1, 4)
RECEIVED = ("--received-on", "2021-01-15")


@pytest.fixture(scope="module")
def place(django_db_blocker: DjangoDbBlocker) -> Iterator[Path]:
    """An installation of its own with a durable server: its sessions are killed, too."""
    with django_db_blocker.unblock(), data_folder() as folder:
        connections.close_all()
        zhifang("setup")
        yield folder
        connections.close_all()


class Register:
    """What must be in force, and how many versions there must ever have been."""

    def __init__(self) -> None:
        self.exams: dict[str, date] = {}
        self.versions = 0

    def after(self, rows_sent: list[dict[str, Any]]) -> Register:
        """The same once these rows were taken in."""
        found = Register()
        found.exams, found.versions = dict(self.exams), self.versions
        for row in rows_sent:
            day = date.fromisoformat(row["exam_on"])
            found.versions += self.exams.get(row["exam_no"]) != day
            found.exams[row["exam_no"]] = day
        return found

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Register) and vars(self) == vars(other)

    __hash__ = None  # type: ignore[assignment]


def query(server: Server, statement: str) -> list[tuple[Any, ...]]:
    """Rows as the superuser reads them."""
    with psycopg.connect(server.connection_string("zhifang"), autocommit=True) as connection:
        return connection.execute(statement.encode()).fetchall()


def stored(server: Server) -> Register:
    """What is in the register; a key twice in force, or a half removed version, fails."""
    found = Register()
    listed = query(server, "select exam_no, exam_on from examination where removed_by is null")
    found.exams = dict(listed)
    assert len(found.exams) == len(listed), "a key is in force twice"
    ((found.versions, removed, orphans),) = query(
        server,
        "select count(*), count(removed_by), count(*) filter (where not exists (select from "
        "change c where c.id = added_by)) from examination",
    )
    assert found.versions - removed == len(listed)
    assert orphans == 0
    return found


def settled(folder: Path) -> Server:
    """The server, once it answers again and no session of a killed load is left."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            server = supervisor.ensure_running(folder)
            at_work = query(
                server,
                "select count(*) from pg_stat_activity where application_name like 'zhifang%' "
                "and pid <> pg_backend_pid() and state <> 'idle'",
            )
            if at_work == [(0,)]:
                return server
        except psycopg.OperationalError:
            pass
        time.sleep(0.1)
    raise AssertionError("the server did not come to rest")


def exams_of(number: int) -> list[dict[str, Any]]:
    """The rows of a trial: new examinations, and corrections of half of those before."""
    day = FIRST_DAY + timedelta(days=number)
    new = [(f"T{number}-{place}", day) for place in range(ROWS)]
    mended = [(f"T{number - 1}-{place}", day) for place in range(0, ROWS, 2)] if number else []
    return [
        {**books.EXAM, "exam_no": exam_no, "exam_on": str(on), "reported_on": str(on)}
        for exam_no, on in (*new, *mended)
    ]


def started(path: Path) -> subprocess.Popen[str]:
    """A load under way, in a process group of its own."""
    return subprocess.Popen(
        as_process("load", str(path), *RECEIVED, "--format", "json"),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def kill_session(folder: Path, deadline: float) -> bool:
    """Kills -9 the database's process that works for a load, as soon as there is one."""
    server = supervisor.ensure_running(folder)
    while time.monotonic() < deadline:
        found = query(
            server, "select pid from pg_stat_activity where application_name = 'zhifang engine'"
        )
        if found:
            os.kill(int(found[0][0]), signal.SIGKILL)
            return True
        time.sleep(0.02)
    return False


def group_is_gone(group: int) -> bool:
    """Whether no process of a killed load lives on (the parser is one of its own)."""
    deadline = time.monotonic() + 15
    while time.monotonic() < deadline:
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.05)
    return False


def test_a_killed_load_loses_and_doubles_nothing(place: Path, tmp_path: Path) -> None:
    base = tmp_path / "base.xlsx"
    base.write_bytes(books.workbook({"employers": [books.EMPLOYER], "posts": [books.POST]}))
    zhifang("load", str(base), *RECEIVED)
    rng = Random(20160913)
    expected, whole, cut, longest = Register(), 0, 0, 0.0
    for number in range(TRIALS + 1):
        sent = exams_of(number)
        path = tmp_path / f"{number}.xlsx"
        path.write_bytes(books.workbook({"examinations": sent}))
        after = expected.after(sent)
        if number:  # the first one runs through, to know how long a load takes
            begun = time.monotonic()
            with started(path) as loading:
                if number % 5 == 0:
                    time.sleep(rng.uniform(0.3, 0.8) * longest)
                    kill_session(place, begun + longest)
                    _out, said = loading.communicate(timeout=120)
                    assert "Traceback" not in said
                else:
                    time.sleep(rng.uniform(0.0, 1.0) * longest)
                    loading.kill()
            assert group_is_gone(loading.pid), "a process of the killed load lives on"
            found = stored(settled(place))
            assert found in (expected, after), number
            whole, cut = whole + (found == after), cut + (found == expected)
        begun = time.monotonic()
        done = subprocess.run(
            as_process("load", str(path), *RECEIVED, "--format", "json"),
            check=False, capture_output=True, text=True,
        )  # fmt: skip
        longest = max(longest, time.monotonic() - begun) if number < 2 else longest
        assert done.returncode == 0, done.stderr
        counts = json.loads(done.stdout)["sheets"]["examinations"]
        assert counts["received"] == len(sent)
        assert counts["rejected"] == 0
        expected = after
        assert stored(settled(place)) == expected, number
    assert whole + cut == TRIALS
    print(f"killed {TRIALS}: {cut} left nothing, {whole} had left everything")
    files = query(settled(place), "select count(*) from received_file where status = 'applied'")
    assert files[0][0] >= TRIALS + 2


def test_writers_side_by_side(place: Path, tmp_path: Path) -> None:
    """Two processes load different files; a reader at two fixed instants reads the same."""
    zhifang("assess", "--as-of", "2020-12-31")
    codes = [books.credit_code(9_100_000 + number) for number in range(2)]
    employers = [{**books.EMPLOYER, "credit_code": code} for code in codes]
    posts = [{**books.POST, "credit_code": code} for code in codes]
    base = tmp_path / "base.xlsx"
    base.write_bytes(books.workbook({"employers": employers, "posts": posts}))
    zhifang("load", str(base), *RECEIVED)

    asked = 0
    reader_left = threading.Event()

    def write(writer: int) -> int:
        """Loads four files, the next one only after the reader has asked once more."""
        done = 0
        for number in range(4):
            while asked < number and not reader_left.wait(0.05):
                pass
            path = tmp_path / f"writer {writer}-{number}.xlsx"
            path.write_bytes(books.workbook(_of_writer(codes[writer], writer, number)))
            loading = subprocess.run(
                as_process("load", str(path), *RECEIVED), capture_output=True, text=True, check=True
            )
            done += loading.returncode == 0
        return done

    printed = json.loads(plan())["known_at"]
    asked_at = datetime.now(UTC).isoformat()
    first = [answer(instant) for instant in (printed, asked_at)]
    assert first[0] == first[1]
    with ThreadPoolExecutor(2) as writers:
        at_work = [writers.submit(write, number) for number in range(2)]
        try:
            while not all(writing.done() for writing in at_work):
                with connections["engine"].cursor() as cursor:
                    cursor.execute("delete from evaluation_row")
                    cursor.execute("delete from evaluation")
                assert [answer(instant) for instant in (printed, asked_at)] == first
                json.loads(plan())
                asked += 1
        finally:
            reader_left.set()
    assert [writing.result() for writing in at_work] == [4, 4]
    assert asked > 2
    assert [answer(instant) for instant in (printed, asked_at)] == first
    now = json.loads(plan())
    assert now["known_at"] > printed
    target = next(one for one in now["targets"] if one["id"] == "I03")
    before = next(one for one in json.loads(first[0][0])["targets"] if one["id"] == "I03")
    assert target["denominator"] + target["unknown"] == (
        before["denominator"] + before["unknown"] + 8
    )
    assert query(settled(place), "select count(*) from stale_employer") == [(0,)]


def _of_writer(code: str, writer: int, number: int) -> dict[str, list[dict[str, Any]]]:
    """A worker exposed long ago and examinations, the later ones of another's worker."""
    person = books.id_number(300 + 10 * writer + number, "19790404")
    about = {"id_number": person, "birth_on": "1979-04-04", "worker_name": f"演示{writer}{number}"}
    worker = {**books.WORKER, **about, "using_code": code}
    exams = [
        {**books.EXAM, **about, "employer_code": code, "exam_no": f"S{writer}-{number}-{year}",
         "exam_on": f"{year}-05-0{number + 1}", "reported_on": f"{year}-06-01"}
        for year in (2017, 2018, 2019)
    ]  # fmt: skip
    return {"workers": [worker], "examinations": exams}


def answer(instant: str) -> tuple[str, str]:
    """Table and rows at an instant."""
    return plan(instant, "--by", "township"), rows("I03", instant)
