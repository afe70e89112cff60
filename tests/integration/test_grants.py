"""What each database role may do with each table, read from the database itself."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connections, transaction

from zhifang.installation.doctor import WITHOUT_POLICY
from zhifang.installation.roles import READ_BY_PAGES, WRITTEN_BY_PAGES

RIGHTS = """
select c.relname, c.relrowsecurity and c.relforcerowsecurity,
    array_remove(array[
        case when has_table_privilege(%(role)s, c.oid, 'select') then 'select' end,
        case when has_table_privilege(%(role)s, c.oid, 'insert') then 'insert' end,
        case when has_table_privilege(%(role)s, c.oid, 'update') then 'update' end,
        case when has_table_privilege(%(role)s, c.oid, 'delete') then 'delete' end,
        case when has_table_privilege(%(role)s, c.oid, 'truncate') then 'truncate' end
    ], null)
from pg_class c join pg_namespace n on n.oid = c.relnamespace
where n.nspname = 'public' and c.relkind in ('r', 'p') order by 1
"""

FACTS = (
    "coverage",
    "declaration",
    "examination",
    "exposure",
    "measurement",
    "party_kind",
    "post_hazard",
    "site_state",
)


def _rights(alias: str, role: str) -> dict[str, tuple[bool, set[str]]]:
    with connections[alias].cursor() as cursor:
        cursor.execute(RIGHTS, {"role": role})
        return {table: (secure, set(rights)) for table, secure, rights in cursor.fetchall()}


def test_pages_write_only_what_is_theirs(module_database: str) -> None:
    everything = {"select", "insert", "update", "delete"}
    written = {
        table: rights - {"select"}
        for table, (_secure, rights) in _rights("owner", "zhifang_app").items()
        if rights - {"select"}
    }
    expected = dict.fromkeys(WRITTEN_BY_PAGES, everything - {"select"})
    expected |= {
        "access_user": {"insert", "update"},
        "read_log": {"insert"},
        "audit_entry": {"insert"},
        "api_key": {"insert", "update"},
        "repeated_request": {"insert"},
    }
    assert written == expected


def test_every_table_with_persons_or_employers_has_a_policy(module_database: str) -> None:
    with connections["owner"].cursor() as cursor:
        cursor.execute(WITHOUT_POLICY, ["zhifang_app"])
        assert cursor.fetchall() == []
    rights = _rights("owner", "zhifang_app")
    assert all(rights[table][0] for table in (*FACTS, "turn", "worker", "received_file"))
    assert not rights["stale_employer"][1]
    assert all(rights[table][1] == {"select"} for table in READ_BY_PAGES)


def test_the_engine_adds_facts_and_removes_them_once(module_database: str) -> None:
    rights = _rights("owner", "zhifang_engine")
    with connections["owner"].cursor() as cursor:
        for table in FACTS:
            assert rights[table][1] == {"select", "insert"}, table
            cursor.execute(
                "select attname from pg_attribute where attrelid = %s::regclass and attnum > 0 "
                "and has_column_privilege('zhifang_engine', attrelid, attnum, 'update')",
                [table],
            )
            assert cursor.fetchall() == [("removed_by",)]


@pytest.mark.parametrize("alias", ["engine", "owner"])
@pytest.mark.parametrize(
    "statement",
    [
        "update organisation set credit_code = 'x'",
        "delete from organisation",
        "update party_kind set name = 'x'",
        "update party_kind set removed_by = null where removed_by is not null",
        "update party_kind set removed_by = added_by where removed_by is not null",
        "delete from party_kind",
        "delete from change",
        "truncate change cascade",
    ],
)
def test_what_was_recorded_stays(database: str, alias: str, statement: str) -> None:
    with transaction.atomic(using="engine"), connections["engine"].cursor() as cursor:
        cursor.execute(
            "insert into change (recorded_at, actor, verb, reason) "
            "values (now(), 'operator', 'test', '') returning id"
        )
        (change,) = cursor.fetchone()
        cursor.execute(
            "insert into organisation (credit_code) values ('91110109MA00000000') returning id"
        )
        (organisation,) = cursor.fetchone()
        cursor.execute(
            "insert into party_kind (added_by, received_on, organisation_id, kind, name, "
            "not_applicable) values (%s, current_date, %s, 'employer', 'a', '{}')",
            [change, organisation],
        )
        cursor.execute("update party_kind set removed_by = %s", [change])
    with pytest.raises(DatabaseError), transaction.atomic(using=alias):
        connections[alias].cursor().execute(statement)
