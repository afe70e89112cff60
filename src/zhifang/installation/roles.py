"""The database roles: who they are, how they are made, what they may do with others' tables."""

from __future__ import annotations

from typing import Any, LiteralString

import psycopg
from psycopg import sql

from zhifang.core.errors import UserError

from .connections import Roles
from .keys import Keys

#: Tables of Django and its apps that pages write to. Everything of ours grants for itself.
WRITTEN_BY_PAGES = (
    "django_session",
    "axes_accessattempt",
    "axes_accessattemptexpiration",
    "axes_accessfailurelog",
    "axes_accesslog",
    "procrastinate_jobs",
    "procrastinate_events",
    "procrastinate_periodic_defers",
    "procrastinate_workers",
)
READ_BY_PAGES = ("django_content_type", "auth_permission", "auth_group", "auth_group_permissions")

#: Milliseconds after which a statement of a page is given up.
PAGE_LIMIT = 60_000


def _execute(connection: psycopg.Connection[Any], text: LiteralString, *names: str) -> None:
    connection.execute(sql.SQL(text).format(*[sql.Identifier(name) for name in names]))


def _exists(connection: psycopg.Connection[Any], role: str) -> bool:
    found = connection.execute("select 1 from pg_roles where rolname = %s", [role])
    return found.fetchone() is not None


def _login(
    connection: psycopg.Connection[Any], role: str, password: str, attributes: LiteralString
) -> None:
    """Creates a login role or renews its password; one that exists keeps its attributes."""
    if not _exists(connection, role):
        _execute(connection, "create role {} login " + attributes, role)
    connection.execute(
        sql.SQL("alter role {} password {}").format(sql.Identifier(role), sql.Literal(password))
    )


def create_owner(
    connection: psycopg.Connection[Any], names: Roles, keys: Keys, database: str
) -> None:
    """As superuser (autocommit): the owner role and its database, if they are not there."""
    _login(connection, names.owner, keys.passwords["owner"], "createdb createrole")
    found = connection.execute("select 1 from pg_database where datname = %s", [database])
    if found.fetchone() is None:
        _execute(connection, "create database {} owner {}", database, names.owner)
        _execute(connection, "revoke all on database {} from public", database)


def create_readers(
    connection: psycopg.Connection[Any], names: Roles, keys: Keys, database: str
) -> None:
    """As owner: the engine's and the application's roles and their way into the database."""
    may = connection.execute(
        "select rolcreaterole or rolsuper from pg_roles where rolname = current_user"
    ).fetchone()
    missing = [name for name in (names.engine, names.app) if not _exists(connection, name)]
    if missing and not (may and may[0]):
        raise UserError(
            f"用户 {names.owner} 无权建立角色；请数据库管理员执行 "
            f'ALTER ROLE "{names.owner}" CREATEROLE; 然后再运行 zhifang setup。',
            f"User {names.owner} may not create roles; have the database's administrator run "
            f'ALTER ROLE "{names.owner}" CREATEROLE; and run zhifang setup again.',
        )
    _login(connection, names.engine, keys.passwords["engine"], "")
    _login(connection, names.app, keys.passwords["app"], "")
    _execute(connection, "grant connect, temporary on database {} to {}", database, names.engine)
    _execute(connection, "grant connect, temporary on database {} to {}", database, names.app)
    _execute(connection, "grant usage on schema public to {}, {}", names.engine, names.app)
    _execute(connection, "revoke create on schema public from public")
    connection.execute(
        sql.SQL("alter role {} in database {} set statement_timeout = {}").format(
            sql.Identifier(names.app), sql.Identifier(database), sql.Literal(PAGE_LIMIT)
        )
    )


def grant_framework(connection: psycopg.Connection[Any], names: Roles) -> None:
    """As owner, after migrating: what pages and jobs may do with the tables of Django's apps."""
    for table in WRITTEN_BY_PAGES:
        _execute(
            connection,
            "grant select, insert, update, delete on {} to {}, {}",
            table,
            names.app,
            names.engine,
        )
    for table in READ_BY_PAGES:
        _execute(connection, "grant select on {} to {}, {}", table, names.app, names.engine)
    _execute(
        connection,
        "grant usage, select on all sequences in schema public to {}, {}",
        names.app,
        names.engine,
    )
