"""Which database is used, under which roles, and how Django's three aliases reach it.

``default`` is the application role under row-level security, ``engine`` runs rules and intake,
``owner`` migrates. All three are the same database.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
from psycopg.conninfo import conninfo_to_dict

from zhifang.core.errors import UserError

from . import keys as key_store
from .folders import data_folder
from .supervisor import Server, ensure_running

ALIASES = ("default", "engine", "owner")
EMBEDDED_NAME = "zhifang"


@dataclass(frozen=True)
class Roles:
    """The names of the database roles. They are one cluster's, hence the database's name first."""

    owner: str
    engine: str
    app: str

    def of(self, alias: str) -> str:
        """The role behind a Django alias."""
        return self.app if alias == "default" else str(getattr(self, alias))


def external_url() -> str:
    """``DATABASE_URL``, or empty for the embedded server."""
    return os.environ.get("DATABASE_URL", "").strip()


def external_parameters() -> dict[str, str]:
    """libpq's parameters in ``DATABASE_URL``. UserError when it is not a connection string."""
    try:
        found = {key: str(value) for key, value in conninfo_to_dict(external_url()).items()}
    except psycopg.ProgrammingError:
        found = {}
    if not found.get("dbname") or not found.get("user"):
        raise UserError(
            "DATABASE_URL 写法不对；应为 postgresql://用户:密码@主机/数据库。",
            "DATABASE_URL is malformed; it should be postgresql://user:password@host/database.",
        )
    return found


def database_name() -> str:
    """The name of the database in use."""
    return external_parameters()["dbname"] if external_url() else EMBEDDED_NAME


def roles() -> Roles:
    """The roles of this installation; the owner of an external database is its URL's user."""
    prefix = os.environ.get("ZHIFANG_ROLE_PREFIX") or f"{database_name()}_"
    if not re.fullmatch(r"[a-z][a-z0-9_]{0,40}", prefix):
        raise UserError(
            "角色名前缀只能用小写字母、数字和下划线；请设置 ZHIFANG_ROLE_PREFIX。",
            "A role prefix has lower-case letters, digits and underscores; "
            "set ZHIFANG_ROLE_PREFIX.",
        )
    owner = external_parameters()["user"] if external_url() else f"{prefix}owner"
    return Roles(owner=owner, engine=f"{prefix}engine", app=f"{prefix}app")


def blank_databases() -> dict[str, dict[str, Any]]:
    """Django's ``DATABASES`` before it is known where the server is."""
    names = roles()
    return {
        alias: {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": database_name(),
            "USER": names.of(alias),
            "PASSWORD": "",
            "HOST": "",
            "PORT": "",
            "CONN_MAX_AGE": 60,
            "CONN_HEALTH_CHECKS": True,
            "OPTIONS": {"application_name": f"zhifang {alias}", "connect_timeout": 10},
        }
        for alias in ALIASES
    }


def reach(server: Server | None, keys: key_store.Keys, name: str) -> dict[str, dict[str, Any]]:
    """What to fill into each alias to reach database ``name`` of ``server`` (None: external)."""
    names = roles()
    filled: dict[str, dict[str, Any]] = {}
    for alias in ALIASES:
        found: dict[str, Any] = {"NAME": name, "USER": names.of(alias)}
        key = "app" if alias == "default" else alias
        found["PASSWORD"] = keys.passwords[key]
        if server is not None:
            found |= {"HOST": server.socket_dir, "PORT": str(server.port)}
        else:
            given = external_parameters()
            found |= {"HOST": given.get("host", ""), "PORT": given.get("port", "")}
            if alias == "owner":
                found["PASSWORD"] = given.get("password", "")
            rest = {"dbname", "user", "password", "host", "port", "connect_timeout"}
            found["OPTIONS"] = {
                "application_name": f"zhifang {alias}",
                "connect_timeout": 10,
                **{option: value for option, value in given.items() if option not in rest},
            }
        filled[alias] = found
    return filled


def repoint(filled: dict[str, dict[str, Any]]) -> None:
    """Closes Django's connections and makes the next ones go where ``filled`` says."""
    from django.db import connections

    for alias, values in filled.items():
        connections[alias].close()
        connections.settings[alias].update(values)
        connections[alias].settings_dict.update(values)


def prepare(folder: Path | None = None) -> None:
    """Ensures that the database runs and tells Django how to reach it and what signs sessions.

    Called by every entry point (command line, WSGI) before Django is asked for data. Imports of
    the settings alone start nothing. UserError when the database cannot be had, or when a secret
    is too weak for production.
    """
    from django.conf import settings

    from .production import check_secrets

    folder = folder or data_folder()
    keys = key_store.ensure(folder)
    settings.SECRET_KEY = os.environ.get("ZHIFANG_SECRET_KEY") or keys.secret_key
    if settings.ZHIFANG_PRODUCTION:
        check_secrets(settings.SECRET_KEY)
    server = None if external_url() else ensure_running(folder)
    repoint(reach(server, keys, database_name()))
