"""Creates or upgrades the database: roles, tables, grants, and what the loaders bring."""

from __future__ import annotations

from collections.abc import Callable

import psycopg

from . import keys as key_store
from . import roles as role_sql
from .connections import database_name, external_url, reach, repoint, roles
from .folders import data_folder
from .loaders import registered
from .supervisor import Server, ensure_running

#: One set-up at a time: the number of the advisory lock.
_LOCK = 20160914


def _say_nothing(_text: str) -> None:
    return None


def set_up(say: Callable[[str], None] = _say_nothing) -> None:
    """Brings the database in use to this version; safe to repeat. ``say`` hears each step."""
    keys = key_store.ensure(data_folder())
    server = None if external_url() else ensure_running(data_folder())
    upgrade(server, keys, database_name(), say)


def upgrade(
    server: Server | None, keys: key_store.Keys, name: str, say: Callable[[str], None]
) -> None:
    """Creates roles and database ``name`` on ``server`` (None: external), migrates and loads.

    Django's connections point at that database afterwards.
    """
    names = roles()
    if server is not None:
        with psycopg.connect(server.connection_string(), autocommit=True) as connection:
            role_sql.create_owner(connection, names, keys, name)
    filled = reach(server, keys, name)
    repoint(filled)
    with psycopg.connect(_conninfo(filled["owner"]), autocommit=True) as connection:
        connection.execute("select pg_advisory_lock(%s)", [_LOCK])
        say("roles")
        role_sql.create_readers(connection, names, keys, name)
        say("tables")
        _migrate()
        role_sql.grant_framework(connection, names)
        for label, loader in registered().items():
            say(label)
            loader()


def is_empty() -> bool:
    """Whether nothing was ever recorded in the register."""
    from django.db import connections

    with connections["engine"].cursor() as cursor:
        cursor.execute("select not exists (select from change)")
        return bool(cursor.fetchone()[0])


def _conninfo(filled: dict[str, object]) -> str:
    options = filled.get("OPTIONS", {})
    return psycopg.conninfo.make_conninfo(
        dbname=filled["NAME"],
        user=filled["USER"],
        password=filled["PASSWORD"] or None,
        host=filled["HOST"] or None,
        port=filled["PORT"] or None,
        **(options if isinstance(options, dict) else {}),
    )


def _migrate() -> None:
    from django.core.management import call_command
    from django.db import connections

    call_command("migrate", database="owner", interactive=False, verbosity=0)
    connections["owner"].close()
