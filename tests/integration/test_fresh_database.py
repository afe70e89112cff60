"""The fixtures: every test has its own database under three roles."""

from __future__ import annotations

import pytest
from django.db import connections


@pytest.mark.parametrize("turn", [1, 2])
def test_each_test_has_a_database_of_its_own(database: str, turn: int) -> None:
    with connections["owner"].cursor() as cursor:
        cursor.execute("select current_database(), to_regclass('left_behind')")
        assert cursor.fetchone() == (database, None)
        cursor.execute("create table left_behind (id int)")


def test_the_aliases_are_three_roles(database: str) -> None:
    found = {}
    for alias in ("default", "engine", "owner"):
        with connections[alias].cursor() as cursor:
            cursor.execute(
                "select current_user, rolsuper or rolbypassrls from pg_roles "
                "where rolname = current_user"
            )
            found[alias] = cursor.fetchone()
    assert found == {
        "default": ("zhifang_app", False),
        "engine": ("zhifang_engine", False),
        "owner": ("zhifang_owner", False),
    }
