"""One throw-away server for a test run, and a fresh migrated database for whoever asks."""

from __future__ import annotations

import itertools
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg import sql

from zhifang.installation import keys as key_store
from zhifang.installation.connections import EMBEDDED_NAME, reach, repoint
from zhifang.installation.database import upgrade
from zhifang.installation.supervisor import Server, ensure_running, stop

_numbers = itertools.count(1)


@contextmanager
def data_folder() -> Iterator[Path]:
    """A new data folder that the database's user can reach, named by ``ZHIFANG_DATA``."""
    place = Path(tempfile.mkdtemp(prefix="zhifang-test-"))
    if os.geteuid() == 0:
        place.chmod(0o711)
    former = os.environ.get("ZHIFANG_DATA")
    os.environ["ZHIFANG_DATA"] = str(place)
    key_store.load.cache_clear()
    try:
        yield place
    finally:
        stop(place)
        shutil.rmtree(place)
        key_store.load.cache_clear()
        if former is None:
            del os.environ["ZHIFANG_DATA"]
        else:
            os.environ["ZHIFANG_DATA"] = former


@contextmanager
def template_server() -> Iterator[Server]:
    """A server whose database ``zhifang`` is migrated, and only copied from then on."""
    from django.conf import settings
    from django.db import connections

    with data_folder() as folder:
        server = ensure_running(folder, durable=False)
        keys = key_store.load(folder)
        settings.ZHIFANG_DATA = folder
        settings.SECRET_KEY = keys.secret_key
        upgrade(server, keys, EMBEDDED_NAME, lambda _text: None)
        connections.close_all()
        yield server
        connections.close_all()


@contextmanager
def fresh_database(server: Server) -> Iterator[str]:
    """A copy of the template; Django's three aliases point at it. Yields its name."""
    from django.db import connections

    name = f"test_{next(_numbers)}"
    connections.close_all()
    with psycopg.connect(server.connection_string(), autocommit=True) as connection:
        connection.execute(
            sql.SQL("create database {} template {} owner zhifang_owner").format(
                sql.Identifier(name), sql.Identifier(EMBEDDED_NAME)
            )
        )
        repoint(reach(server, key_store.load(), name))
        try:
            yield name
        finally:
            connections.close_all()
            connection.execute(
                sql.SQL("drop database {} with (force)").format(sql.Identifier(name))
            )
