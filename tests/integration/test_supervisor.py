"""The embedded server: private, restartable, and true to every acknowledged row."""

from __future__ import annotations

import os
import shutil
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import psycopg
import pytest

from tests.support.database import data_folder
from zhifang.core.errors import UserError
from zhifang.installation import keys as key_store
from zhifang.installation import supervisor
from zhifang.installation.processes import processes_in


@pytest.fixture
def folder() -> Iterator[Path]:
    """A data folder whose path has a space; its server is stopped at the end."""
    with data_folder() as place:
        inner = place / "with space"
        yield inner
        supervisor.stop(inner)


def _kill(folder: Path) -> None:
    """Kills every process of the server at once; some end by themselves meanwhile."""
    inside = processes_in(folder / "postgres")
    for pid in sorted(inside, key=lambda pid: pid != supervisor.postmaster_pid(folder)):
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


def test_starts_stops_and_starts_again(folder: Path) -> None:
    assert supervisor.status(folder) == "absent"
    server = supervisor.ensure_running(folder)
    assert supervisor.status(folder) == "running"
    assert supervisor.ensure_running(folder) == server
    assert supervisor.stop(folder)
    assert not supervisor.stop(folder)
    assert supervisor.status(folder) == "stopped"
    assert not Path(server.socket_dir).exists()
    supervisor.ensure_running(folder)
    assert supervisor.status(folder) == "running"


def test_only_a_private_socket_and_passwords(folder: Path) -> None:
    server = supervisor.ensure_running(folder)
    assert stat.S_IMODE(Path(server.socket_dir).stat().st_mode) == 0o700
    assert len(server.socket_dir) < 80
    assert stat.S_IMODE((folder / "postgres").stat().st_mode) == 0o700
    assert stat.S_IMODE((folder / "keys.json").stat().st_mode) == 0o600
    with psycopg.connect(server.connection_string()) as connection:
        shown = {
            name: connection.execute(f"show {name}").fetchone()
            for name in ("listen_addresses", "server_encoding", "data_checksums", "fsync", "jit")
        }
    assert shown == {
        "listen_addresses": ("",),
        "server_encoding": ("UTF8",),
        "data_checksums": ("on",),
        "fsync": ("on",),
        "jit": ("off",),
    }
    wrong = psycopg.conninfo.make_conninfo(server.connection_string(), password="wrong")
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(wrong)


def test_root_runs_it_as_nobody_who_has_an_account(folder: Path) -> None:
    supervisor.ensure_running(folder)
    owner = (folder / "postgres").stat().st_uid
    if os.geteuid() == 0:
        assert owner >= 61184
        pids = processes_in(folder / "postgres")
        assert {Path(f"/proc/{pid}").stat().st_uid for pid in pids} == {owner}
    else:
        assert owner == os.geteuid()


WRITER = """
import sys, psycopg
connection = psycopg.connect(sys.argv[1], autocommit=True)
for number in range(1_000_000):
    connection.execute("insert into kept values (%s)", [number])
    print(number, flush=True)
"""


def test_killed_at_any_moment_every_acknowledged_row_is_there(folder: Path, tmp_path: Path) -> None:
    server = supervisor.ensure_running(folder)
    with psycopg.connect(server.connection_string(), autocommit=True) as connection:
        connection.execute("create table kept (number int primary key)")
    told = -1
    for trial in range(2):
        if trial:
            with psycopg.connect(server.connection_string(), autocommit=True) as connection:
                connection.execute("truncate kept")
        log = tmp_path / f"acknowledged-{trial}"
        with log.open("w") as out:
            writer = subprocess.Popen(
                [sys.executable, "-c", WRITER, server.connection_string()],
                stdout=out,
                stderr=subprocess.DEVNULL,
            )
            time.sleep(0.7 + trial * 0.3)
            _kill(folder)
            writer.wait(20)
        acknowledged = [int(line) for line in log.read_text().split()]
        assert acknowledged
        server = supervisor.ensure_running(folder)
        with psycopg.connect(server.connection_string()) as connection:
            found = connection.execute("select number from kept order by number").fetchall()
        assert [number for (number,) in found][: len(acknowledged)] == acknowledged
        told = len(acknowledged)
    assert told > 0


def test_a_lost_socket_folder_is_replaced(folder: Path) -> None:
    server = supervisor.ensure_running(folder)
    shutil.rmtree(server.socket_dir)
    again = supervisor.ensure_running(folder)
    assert again.socket_dir != server.socket_dir
    assert supervisor.status(folder) == "running"


def test_the_pid_file_of_another_living_process_does_not_stop_it(folder: Path) -> None:
    supervisor.ensure_running(folder)
    _kill(folder)
    while processes_in(folder / "postgres"):
        time.sleep(0.05)
    path = folder / "postgres" / "postmaster.pid"
    lines = path.read_text().splitlines()
    path.write_text("\n".join([str(os.getpid()), *lines[1:]]) + "\n")
    supervisor.ensure_running(folder)
    assert supervisor.status(folder) == "running"


def test_a_zombie_is_not_taken_for_a_server(folder: Path) -> None:
    supervisor.ensure_running(folder)
    _kill(folder)
    while processes_in(folder / "postgres"):
        time.sleep(0.05)
    dead = subprocess.Popen(["true"])
    try:
        while Path(f"/proc/{dead.pid}/stat").read_text().split()[2] != "Z":
            time.sleep(0.01)
        path = folder / "postgres" / "postmaster.pid"
        if path.exists():
            lines = path.read_text().splitlines()
            path.write_text("\n".join([str(dead.pid), *lines[1:]]) + "\n")
        supervisor.ensure_running(folder)
        assert supervisor.status(folder) == "running"
    finally:
        dead.wait()


def test_a_lost_key_file_is_said_and_never_made_anew(folder: Path) -> None:
    supervisor.ensure_running(folder)
    supervisor.stop(folder)
    (folder / "keys.json").unlink()
    key_store.load.cache_clear()
    with pytest.raises(UserError, match="key file"):
        supervisor.ensure_running(folder)


def test_stops_while_it_recovers_from_a_killed_child(folder: Path) -> None:
    supervisor.ensure_running(folder)
    postmaster = supervisor.postmaster_pid(folder)
    child = next(pid for pid in processes_in(folder / "postgres") if pid != postmaster)
    os.kill(child, signal.SIGKILL)
    assert supervisor.stop(folder)
    supervisor.ensure_running(folder)
    assert supervisor.status(folder) == "running"
