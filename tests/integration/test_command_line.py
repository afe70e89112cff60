"""The command line as a process: errors in one sentence, set-up, keys, backup and restore."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from tests.support.database import data_folder
from zhifang.installation import supervisor


def zhifang(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Runs ``python -m zhifang`` to its end."""
    return subprocess.run(
        [sys.executable, "-m", "zhifang", *arguments],
        check=False,
        capture_output=True,
        text=True,
        cwd="/",
        env={**os.environ, **environment},
    )


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    """A data folder that ``zhifang setup`` filled."""
    with data_folder() as place:
        done = zhifang("setup")
        assert done.stdout == f"empty {place}\n", done.stderr
        yield place


def _execute(folder: Path, statement: str) -> list[tuple[object, ...]]:
    server = supervisor.ensure_running(folder)
    with psycopg.connect(server.connection_string("zhifang"), autocommit=True) as connection:
        done = connection.execute(statement)
        return list(done.fetchall()) if done.description else []


def test_help_lists_the_verbs_in_both_languages() -> None:
    english, chinese = zhifang("--help", "--lang", "en"), zhifang("--help")
    assert english.returncode == chinese.returncode == 0
    assert "doctor" in english.stdout
    assert "creates or upgrades the database" in english.stdout
    assert "creates or upgrades the database" not in chinese.stdout


@pytest.mark.parametrize("verb", ["setup", "serve", "doctor", "audit", "keys", "backup", "users"])
def test_each_verb_takes_help_without_a_database(verb: str, tmp_path: Path) -> None:
    done = zhifang(verb, "--help", ZHIFANG_DATA=str(tmp_path / "none"))
    assert done.returncode == 0
    assert "--lang" in done.stdout
    assert not (tmp_path / "none").exists()


def test_errors_are_one_sentence_in_the_asked_language() -> None:
    for arguments in (("nothing",), ("setup", "--nothing"), ("audit",)):
        for lang, stop in (("zh", "。"), ("en", ".")):
            done = zhifang(*arguments, "--lang", lang)
            assert (done.returncode, done.stdout) == (2, "")
            assert done.stderr.count("\n") == 1
            assert done.stderr.rstrip().endswith(stop)


def test_set_up_again_changes_nothing(folder: Path) -> None:
    done = zhifang("setup")
    assert (done.returncode, done.stdout) == (0, f"empty {folder}\n")


def test_doctor_finds_everything_in_order(folder: Path) -> None:
    done = zhifang("doctor", "--format", "json")
    assert done.returncode == 0, done.stdout
    assert {each["state"] for each in json.loads(done.stdout)} <= {"ok", "warning"}


def test_a_reader_that_goes_away_is_no_error(folder: Path) -> None:
    command = f'"{sys.executable}" -m zhifang doctor --format csv | true'
    done = subprocess.run(["sh", "-c", command], check=False, capture_output=True, text=True)
    assert done.stderr == ""


def test_keys_rotate_encrypts_everything_anew(folder: Path) -> None:
    added = zhifang("users", "--add", "anna", "--role", "district", "--format", "csv")
    assert added.returncode == 0, added.stderr
    make = (
        "from zhifang.access.models import User; from zhifang.access import second_factor as s; "
        "import time; secret = b'x' * 20; user = User.objects.get(username='anna'); "
        "assert s.enrol(user, secret, s.code_at(secret, time.time()))"
    )
    enrolled = zhifang("shell", "--command", make)
    assert enrolled.returncode == 0, enrolled.stderr
    (before,) = _execute(folder, "select second_factor from access_user")
    done = zhifang("keys", "rotate")
    assert done.returncode == 0, done.stderr
    (after,) = _execute(folder, "select second_factor from access_user")
    assert (bytes(before[0])[:3], bytes(after[0])[:3]) == (b"\x01\x00\x01", b"\x01\x00\x02")
    again = zhifang("keys", "rotate")
    assert again.returncode == 0, again.stderr


def test_backup_and_restore(folder: Path, tmp_path: Path) -> None:
    dump = tmp_path / "with space" / "zhifang.dump"
    assert zhifang("backup", str(dump)).returncode == 0
    assert dump.stat().st_mode & 0o077 == 0
    before = _execute(folder, "select count(*) from audit_entry")
    zhifang("users", "--add", "late", "--role", "district")
    assert _execute(folder, "select count(*) from audit_entry") != before
    refused = zhifang("restore", str(dump), "--lang", "en")
    assert refused.returncode == 2
    assert "--replace" in refused.stderr
    done = zhifang("restore", str(dump), "--replace")
    assert done.returncode == 0, done.stderr
    assert _execute(folder, "select count(*) from access_user where username = 'late'") == [(0,)]
    assert _execute(folder, "select verb from audit_entry order by id desc limit 1") == [
        ("restore",)
    ]
    assert zhifang("doctor").returncode == 0
    assert zhifang("audit", "verify").returncode == 0


def test_stop_and_start_again(folder: Path) -> None:
    assert zhifang("stop").returncode == 0
    assert supervisor.status(folder) == "stopped"
    assert zhifang("audit", "verify").returncode == 0
    assert supervisor.status(folder) == "running"


def test_an_external_database(folder: Path, tmp_path: Path) -> None:
    server = supervisor.ensure_running(folder)
    with psycopg.connect(server.connection_string(), autocommit=True) as connection:
        connection.execute("create role boss login createrole password 'a-good-Passw0rd'")
        connection.execute("create database elsewhere owner boss")
    url = f"postgresql://boss:a-good-Passw0rd@/elsewhere?host={server.socket_dir}"
    external = {"DATABASE_URL": url, "ZHIFANG_DATA": str(tmp_path / "keys only")}
    for _turn in range(2):
        done = zhifang("setup", **external)
        assert done.returncode == 0, done.stderr
    assert not (tmp_path / "keys only" / "postgres").exists()
    assert zhifang("doctor", **external).returncode == 0
    assert zhifang("backup", str(tmp_path / "b.dump"), **external).returncode == 0


def test_production_refuses_weak_secrets(folder: Path) -> None:
    weak = zhifang("audit", "verify", ZHIFANG_MODE="production", ZHIFANG_SECRET_KEY="a" * 60)
    assert weak.returncode == 2
    assert "ZHIFANG_SECRET_KEY" in weak.stderr
    url = "postgresql://boss:postgres@db.example/zhifang"
    weak = zhifang("audit", "verify", ZHIFANG_MODE="production", DATABASE_URL=url)
    assert weak.returncode == 2
    assert "DATABASE_URL" in weak.stderr
    wrong = zhifang("audit", "verify", ZHIFANG_MODE="prod")
    assert wrong.returncode == 2
    assert wrong.stderr.count("\n") == 1


def test_serve_answers_and_ends_cleanly(folder: Path) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    serving = subprocess.Popen(
        [sys.executable, "-m", "zhifang", "serve", "--port", str(port), "--workers", "1"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert serving.stderr
    with serving:
        try:
            heard = []
            while f":{port}" not in "".join(heard[-1:]):
                heard.append(serving.stderr.readline())
                assert heard[-1], heard
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/login/") as answer:
                assert answer.status == 200
                assert "script-src 'self'" in answer.headers["Content-Security-Policy"]
            taken = zhifang("serve", "--port", str(port), "--lang", "en")
            assert taken.returncode == 2
            assert "--port" in taken.stderr
        finally:
            serving.terminate()
        assert serving.stdout
        assert "demo-district" in serving.stdout.read()
        assert serving.wait(30) == 0
    with pytest.raises(urllib.error.URLError):
        urllib.request.urlopen(f"http://127.0.0.1:{port}/login/")
