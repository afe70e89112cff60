"""The real command line against a throw-away database: in this process, or as a process."""

from __future__ import annotations

import io
import json
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from typing import Any
from urllib.parse import urlencode

from zhifang.commands.main import main
from zhifang.installation import keys
from zhifang.installation.connections import reach, repoint
from zhifang.installation.supervisor import Server

PLAN = "mentougou-2016-2020"
DAY = "2020-12-31"
TARGETS = ("I01", "I02", "I03")


def environment(server: Server, database: str) -> dict[str, str]:
    """What makes ``zhifang`` use a database of the running server."""
    where = urlencode({"host": server.socket_dir, "port": server.port})
    password = keys.load().passwords["owner"]
    return {
        "DATABASE_URL": f"postgresql://zhifang_owner:{password}@/{database}?{where}",
        "ZHIFANG_ROLE_PREFIX": "zhifang_",
    }


def as_process(verb: str, *arguments: str) -> list[str]:
    """The command of a process."""
    return [sys.executable, "-m", "zhifang", verb, *arguments]


@contextmanager
def command_line(server: Server, database: str) -> Iterator[None]:
    """Inside, ``zhifang`` of this process uses the database."""
    given = environment(server, database)
    former = {name: os.environ.get(name) for name in given}
    os.environ.update(given)
    try:
        yield
    finally:
        for name, value in former.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value
        repoint(reach(server, keys.load(), database))


def zhifang(*arguments: str, codes: Sequence[int] = (0,)) -> str:
    """What ``zhifang`` prints; its exit code must be one of ``codes``."""
    out, said = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(said):
        code = main(list(arguments))
    assert code in codes, (arguments, code, said.getvalue())
    return out.getvalue()


def loaded(*arguments: str, codes: Sequence[int] = (0,)) -> dict[str, Any]:
    """The summary of ``zhifang load``, received on the same day as all else."""
    text = zhifang(
        "load", *arguments, "--received-on", "2026-10-15", "--format", "json", codes=codes
    )
    found: dict[str, Any] = json.loads(text)
    return found


def plan(known_at: str = "", *more: str) -> str:
    """The plan's table as JSON, as it is printed."""
    then = ("--known-at", known_at) if known_at else ()
    return zhifang("plan", PLAN, "--as-of", DAY, *then, *more, "--format", "json")


def rows(target: str, known_at: str = "", side: str = "all") -> str:
    """The rows of a target as CSV, as they are printed."""
    then = ("--known-at", known_at) if known_at else ()
    return zhifang("rows", target, "--as-of", DAY, *then, "--side", side, "--format", "csv")


def whole_answer(known_at: str = "") -> str:
    """Table, groups and rows in one text."""
    return "\n".join(
        [
            *(plan(known_at, *by) for by in ((), ("--by", "township"))),
            *(rows(target, known_at) for target in TARGETS),
        ]
    )
