"""Fixtures every test may use: a fresh database, one a test or one a module."""

from __future__ import annotations

import signal
from collections.abc import Iterator

import pytest
from pytest_django.plugin import DjangoDbBlocker

from tests.support.database import fresh_database, template_server
from zhifang.installation import translations
from zhifang.installation.supervisor import Server

# The texts of pages and verbs, as every entry point makes them; a fresh clone has none yet.
translations.compile_if_needed()


def pytest_configure() -> None:
    """A terminated run ends like an interrupted one, so that its server is stopped."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)


@pytest.fixture(scope="session")
def server(django_db_blocker: DjangoDbBlocker) -> Iterator[Server]:
    """The run's own PostgreSQL with a migrated template database."""
    with django_db_blocker.unblock(), template_server() as running:
        yield running


@pytest.fixture
def database(server: Server, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """A fresh database for one test; the aliases default, engine and owner point at it."""
    with django_db_blocker.unblock(), fresh_database(server) as name:
        yield name


@pytest.fixture(scope="module")
def module_database(server: Server, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """A fresh database that the tests of one module share."""
    with django_db_blocker.unblock(), fresh_database(server) as name:
        yield name
