"""The audit chain: whatever is edited, removed or moved shows."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connections, transaction

from zhifang.access import audit


def _entries(count: int) -> None:
    for number in range(count):
        audit.record("person:a", "load", f"file {number}", {"rows": number}, using="default")


def _tamper(statement: str) -> None:
    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        for table in ("audit_entry", "audit_link", "audit_member"):
            cursor.execute(f"alter table {table} disable trigger user")
        cursor.execute(statement)


def _chained() -> None:
    _entries(3)
    assert audit.chain() == 3
    _entries(2)
    assert audit.chain() == 2


def test_an_untouched_chain_holds_and_its_tail_is_counted(database: str) -> None:
    assert audit.chain() == 0
    _chained()
    _entries(1)
    verdict = audit.verify()
    assert (verdict.links, verdict.entries, verdict.faults, verdict.tail) == (2, 5, [], 1)
    assert verdict.tail_since is not None


@pytest.mark.parametrize(
    ("statement", "kind", "link"),
    [
        ("update audit_entry set actor = 'x' where subject = 'file 1' and id < 4", "edited", 1),
        ("update audit_entry set at = at + interval '1 microsecond' where id = 1", "edited", 1),
        ("update audit_entry set detail = '{\"rows\": 9}' where id = 5", "edited", 2),
        ("delete from audit_entry where id = 2", "missing", 1),
        ("update audit_entry set id = 99 where id = 2", "missing", 1),
        ("update audit_member set link_id = 2 where entry_id = 2", "missing", 1),
        ("delete from audit_member where entry_id = 4", "missing", 2),
        ("delete from audit_link where id = 1", "order", 2),
        ("update audit_link set digest = repeat('0', 64) where id = 1", "order", 2),
    ],
)
def test_tampering_shows(database: str, statement: str, kind: str, link: int) -> None:
    _chained()
    _tamper(statement)
    assert (kind, link) in {(fault.kind, fault.link) for fault in audit.verify().faults}


@pytest.mark.parametrize("alias", ["default", "engine", "owner"])
@pytest.mark.parametrize("act", ["update audit_entry set actor = 'x'", "delete from audit_entry"])
def test_nobody_changes_an_entry(database: str, alias: str, act: str) -> None:
    _entries(1)
    with pytest.raises(DatabaseError), transaction.atomic(using=alias):
        connections[alias].cursor().execute(act)


def test_readers_see_no_entry_without_the_districts_flag(database: str) -> None:
    _entries(2)
    with connections["default"].cursor() as cursor:
        cursor.execute("select count(*) from audit_entry")
        assert cursor.fetchone() == (0,)
