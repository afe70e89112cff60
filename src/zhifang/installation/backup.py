"""Backup and restore of the whole database by PostgreSQL's own dump."""

from __future__ import annotations

import os
import subprocess
from datetime import datetime
from pathlib import Path

import psycopg
from psycopg import sql

from zhifang.core.days import SHANGHAI
from zhifang.core.errors import UserError

from . import keys as key_store
from . import roles as role_sql
from .binaries import client
from .connections import database_name, external_url, reach, roles
from .folders import data_folder
from .supervisor import Server, ensure_running


def _environment(filled: dict[str, object]) -> dict[str, str]:
    given = {
        "PGHOST": filled["HOST"],
        "PGPORT": filled["PORT"],
        "PGUSER": filled["USER"],
        "PGPASSWORD": filled["PASSWORD"],
    }
    options = filled.get("OPTIONS")
    if isinstance(options, dict) and options.get("sslmode"):
        given["PGSSLMODE"] = options["sslmode"]
    return {**os.environ, **{name: str(value) for name, value in given.items() if value}}


def _server() -> Server | None:
    return None if external_url() else ensure_running(data_folder())


def _run(command: list[str], filled: dict[str, object], zh: str, en: str) -> None:
    done = subprocess.run(
        command, check=False, capture_output=True, text=True, env=_environment(filled)
    )
    if done.returncode:
        said = " ".join(done.stderr.split())[:400]
        raise UserError(f"{zh}：{said}", f"{en}: {said}")


def back_up(target: Path) -> None:
    """Writes a dump of mode 600 to ``target``, whole or not at all. The keys are not in it."""
    filled = reach(_server(), key_store.load(data_folder()), database_name())["owner"]
    target.parent.mkdir(parents=True, exist_ok=True)
    beside = target.with_name(f".{target.name}.part")
    beside.touch(mode=0o600)
    command = [
        str(client("pg_dump")),
        "--format=custom",
        # The owner's own policy shows it every row; without this pg_dump refuses tables with one.
        "--enable-row-security",
        f"--file={beside}",
        database_name(),
    ]
    try:
        _run(command, filled, "备份没有完成", "The backup was not completed")
        beside.replace(target)
    finally:
        beside.unlink(missing_ok=True)


def restore(source: Path, *, replace: bool) -> str:
    """Loads a dump; returns the name under which the former database is kept, or nothing.

    Embedded: into a new database that takes the old one's place once it is complete; a database
    with tables only with ``replace``. External: only into an empty database.
    """
    if not source.exists():
        raise UserError(f"没有备份文件 {source}。", f"There is no backup file {source}.")
    keys = key_store.ensure(data_folder())
    server = _server()
    if server is None:
        return _restore_external(source, keys)
    name, names = database_name(), roles()
    fresh = f"{name}_restoring"
    with psycopg.connect(server.connection_string(), autocommit=True) as connection:
        former = connection.execute("select 1 from pg_database where datname = %s", [name])
        exists = former.fetchone() is not None
        if exists and not replace and _has_tables(server, name):
            raise UserError(
                "数据库里已有数据；要用备份替换它请加 --replace（旧库会另存，不删除）。",
                "The database holds data; to replace it by the backup add --replace "
                "(the old one is kept under another name).",
            )
        connection.execute(
            sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(fresh))
        )
        role_sql.create_owner(connection, names, keys, fresh)
        with psycopg.connect(server.connection_string(fresh), autocommit=True) as inside:
            role_sql.create_readers(inside, names, keys, fresh)
        _load(source, reach(server, keys, fresh)["owner"], fresh)
        kept = ""
        if exists:
            kept = f"{name}_before_{datetime.now(tz=SHANGHAI):%Y%m%d_%H%M%S}"
            connection.execute(
                "select pg_terminate_backend(pid) from pg_stat_activity where datname = %s", [name]
            )
            _rename(connection, name, kept)
        _rename(connection, fresh, name)
    return kept


def _restore_external(source: Path, keys: key_store.Keys) -> str:
    name = database_name()
    with psycopg.connect(external_url(), autocommit=True) as connection:
        found = connection.execute("select count(*) from pg_tables where schemaname = 'public'")
        if (found.fetchone() or (0,))[0]:
            raise UserError(
                "DATABASE_URL 指向的数据库不是空的；请新建一个空库再恢复。",
                "The database of DATABASE_URL is not empty; create an empty one and restore there.",
            )
        role_sql.create_readers(connection, roles(), keys, name)
    _load(source, reach(None, keys, name)["owner"], name)
    return ""


def _has_tables(server: Server, name: str) -> bool:
    with psycopg.connect(server.connection_string(name)) as connection:
        found = connection.execute("select count(*) from pg_tables where schemaname = 'public'")
        return bool((found.fetchone() or (0,))[0])


def _rename(connection: psycopg.Connection[tuple[object, ...]], old: str, new: str) -> None:
    connection.execute(
        sql.SQL("alter database {} rename to {}").format(sql.Identifier(old), sql.Identifier(new))
    )


def _load(source: Path, filled: dict[str, object], name: str) -> None:
    command = [
        str(client("pg_restore")),
        "--no-owner",
        "--exit-on-error",
        "--single-transaction",
        f"--dbname={name}",
        str(source),
    ]
    _run(command, filled, "恢复没有完成，原有数据未动", "Not restored, nothing was changed")
