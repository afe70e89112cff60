"""Every role × every table of the database: what may be read, and that nothing may be written."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import DatabaseError, connections, transaction

from tests.support.neighbours import USERS, load_all
from tests.support.sight import CLOSED, OPEN, RULES, Everything
from zhifang.access import audit, reads
from zhifang.access.models import User
from zhifang.access.readers import OPERATOR, Reader, RowSecurity, reader_of
from zhifang.access.roles import Role

FACTS = (
    "coverage", "declaration", "examination", "exposure", "measurement", "party_kind",
    "post_hazard", "site_state", "turn",
)  # fmt: skip
KEPT = ("change", "organisation", "post", "site", "worker")
ROLES = [*USERS, "nobody"]


@pytest.fixture(scope="module")
def everything(
    module_database: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Everything]:
    """All rows of a loaded district."""
    folder: Path = tmp_path_factory.mktemp("district")
    load_all(folder)
    with RowSecurity(OPERATOR):
        reads.record(OPERATOR, kind="worker", door="page", shown=[1])
    audit.record("operator", "test", "nothing", using="engine")
    audit.chain()
    yield Everything()
    connections.close_all()


def reader(name: str) -> Reader:
    """The reader behind a user, as a request gets it."""
    return reader_of(AnonymousUser() if name == "nobody" else User.objects.get(username=name))


def seen(table: str) -> set[str] | None:
    """The row addresses the application's role gets now; None when it may not even ask."""
    with connections["default"].cursor() as cursor:
        cursor.execute("select has_table_privilege(%s, 'select')", [table])
        if not cursor.fetchone()[0]:
            return None
        cursor.execute(f'select ctid::text from "{table}"')
        return {address for (address,) in cursor.fetchall()}


def test_every_role_has_a_user() -> None:
    assert {role for role, _ in USERS.values()} == set(Role)


def test_every_table_has_a_stated_rule(everything: Everything) -> None:
    """A new table fails here until somebody says who may see it."""
    assert set(everything.tables) == set(RULES) | set(OPEN) | CLOSED
    bare = [table for table in (*RULES, *OPEN) if table in RULES and not everything.rows[table]]
    assert bare == [], "a rule is only tested over rows"


@pytest.mark.parametrize("name", ROLES)
def test_a_role_sees_exactly_its_rows(everything: Everything, name: str) -> None:
    asking = reader(name)
    wrong = {}
    for table in everything.tables:
        allowed = {row["ctid"] for row in everything.allowed(table, asking)}
        with RowSecurity(asking):
            found = seen(table)
        if table in CLOSED:
            assert found is None, table
        elif found != allowed:
            assert found is not None, table
            wrong[table] = (len(found - allowed), len(allowed - found))
    assert wrong == {}, "rows (too many, too few) by table"


def test_the_roles_differ(everything: Everything) -> None:
    """The district is such that each kind of reader sees some rows and not all."""
    for name, (role, _stands_for) in USERS.items():
        asking = reader(name)
        number = len(everything.allowed("examination", asking))
        if role == Role.DISTRICT:
            assert number == len(everything.rows["examination"])
        elif name in ("township-a", "township-b", "owner", "other", "mover", "agency", "clinic"):
            assert 0 < number < len(everything.rows["examination"]), name
        else:
            assert number == 0, name
    assert len(everything.allowed("measurement", reader("lab"))) == 3
    assert len(everything.allowed("declaration", reader("department"))) == 1


@pytest.mark.parametrize(
    "settings",
    [
        {},
        {"district": "", "towns": "", "party": ""},
        {"district": "0", "towns": "{}"},
        {"district": "true", "towns": '{""}', "party": "0"},
        {"towns": "{NULL}", "party": "-1"},
    ],
)
def test_without_settings_there_is_no_row(everything: Everything, settings: dict[str, str]) -> None:
    with transaction.atomic():
        with connections["default"].cursor() as cursor:
            for setting, value in settings.items():
                cursor.execute("select set_config(%s, %s, true)", [f"zhifang.{setting}", value])
        for table in RULES:
            allowed = {row["ctid"] for row in everything.allowed(table, Reader("nobody"))}
            assert seen(table) == allowed, table
            assert table == "party_kind" or not allowed, table


def refused(alias: str, statement: str) -> str:
    """What the database says to a statement it must refuse."""
    with transaction.atomic(using=alias), connections[alias].cursor() as cursor:
        if alias == "default":
            cursor.execute("select set_config('zhifang.district', '1', true)")
        with pytest.raises(DatabaseError) as caught:
            cursor.execute(statement)
        transaction.set_rollback(True, using=alias)
    return str(caught.value)


@pytest.mark.parametrize("table", sorted({*RULES, *KEPT, *CLOSED} - {"read_log", "audit_entry"}))
def test_pages_write_no_fact(everything: Everything, table: str) -> None:
    columns = (
        [name for name in everything.rows[table][0] if name != "ctid"]
        if (everything.rows[table])
        else ["id"]
    )
    for statement in (
        f"insert into {table} select * from {table} limit 1",
        f"delete from {table}",
        f"truncate {table} cascade",
        *(f"update {table} set {column} = {column}" for column in columns),
    ):
        assert "permission denied" in refused("default", statement), statement


@pytest.mark.parametrize("table", [name for name in sorted(RULES) if name.startswith("appraisal")])
def test_appraisals_only_grow(everything: Everything, table: str) -> None:
    assert len(everything.rows[table]) > 0
    for statement in (f"delete from {table}", f"update {table} set id = id"):
        assert "permission denied" in refused("engine", statement)
        assert "never" in refused("owner", statement)


@pytest.mark.parametrize("table", ["read_log", "audit_entry"])
def test_records_of_acts_are_added_to_and_nothing_else(everything: Everything, table: str) -> None:
    for statement in (f"delete from {table}", f"update {table} set actor = 'x'"):
        assert "permission denied" in refused("default", statement)
        assert "permission denied" in refused("engine", statement)
        assert "never" in refused("owner", statement)


@pytest.mark.parametrize(
    "statement",
    [
        "set role zhifang_engine",
        "set session authorization zhifang_owner",
        "alter table exposure disable row level security",
        "alter table exposure disable trigger all",
        "drop policy readers on exposure",
        "create policy mine on exposure using (true)",
        "alter role zhifang_app bypassrls",
        "grant zhifang_engine to zhifang_app",
        "create view everything_seen as select * from exposure",
        "copy exposure to program 'cat'",
        "select zhifang_refresh_statistics()",
        "set local row_security = off; select * from exposure",
    ],
)
def test_pages_cannot_get_round_it(everything: Everything, statement: str) -> None:
    said = refused("default", statement)
    assert any(word in said for word in ("permission denied", "must be", "policy", "row-level")), (
        said
    )


@pytest.mark.parametrize("table", FACTS)
def test_the_engine_sets_a_removal_once_and_nothing_else(
    everything: Everything, table: str
) -> None:
    for column in everything.rows[table][0]:
        if column not in ("ctid", "removed_by"):
            said = refused("engine", f"update {table} set {column} = {column}")
            assert "permission denied" in said, column
    assert "permission denied" in refused("engine", f"delete from {table}")
    assert "permission denied" in refused("engine", f"truncate {table}")
    with transaction.atomic(using="engine"), connections["engine"].cursor() as cursor:
        cursor.execute(
            "insert into change (recorded_at, actor, verb, reason) "
            "values (clock_timestamp(), 'test', 'test', '') returning id"
        )
        (change,) = cursor.fetchone()
        once = f"where id = (select min(id) from {table} where removed_by is null)"
        cursor.execute(f"update {table} set removed_by = %s {once} returning id", [change])
        (number,) = cursor.fetchone()
        for value in ("null", str(change), str(change - 1)):
            with (
                pytest.raises(DatabaseError, match="once and for good"),
                transaction.atomic(using="engine"),
            ):
                cursor.execute(f"update {table} set removed_by = {value} where id = {number}")
        transaction.set_rollback(True, using="engine")
    assert "never deleted" in refused("owner", f"delete from {table}")
    said = refused("owner", f"update {table} set added_by = 0, removed_by = 1")
    assert "never changed" in said or "once" in said
    assert "never" in refused("owner", f"truncate {table} cascade")


@pytest.mark.parametrize("table", KEPT)
def test_what_was_entered_stays(everything: Everything, table: str) -> None:
    column = next(name for name in everything.rows[table][0] if name not in ("ctid", "id"))
    for alias in ("engine", "owner"):
        for statement in (
            f"update {table} set {column} = {column}",
            f"delete from {table}",
            f"truncate {table} cascade",
        ):
            said = refused(alias, statement)
            assert "permission denied" in said or "never" in said, (alias, statement)
