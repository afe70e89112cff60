"""Row security: whose settings they are, and that they end with their transaction."""

from __future__ import annotations

import pytest
from django.db import connections, transaction

from zhifang.access.readers import NOBODY, OPERATOR, Reader, RowSecurity, read_as
from zhifang.installation.row_security import plain_policies

TOWNS = ["110109001", "110109002"]


@pytest.fixture
def notes(database: str) -> None:
    """A table of four rows: two townships, each with a row of organisation 1 and 2."""
    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        cursor.execute("create table note (town text, employer_id bigint)")
        for statement in plain_policies("note", "town", ("employer_id",)):
            cursor.execute(statement)
        for town in TOWNS:
            cursor.execute("insert into note values (%s, 1), (%s, 2)", [town, town])


def _seen() -> list[tuple[str, int]]:
    with connections["default"].cursor() as cursor:
        cursor.execute("select town, employer_id from note order by 1, 2")
        return list(cursor.fetchall())


TOWNSHIP = Reader(actor="person:t", towns=(TOWNS[0],))
EMPLOYER = Reader(actor="person:e", party=2)


def test_nothing_without_settings(notes: None) -> None:
    assert _seen() == []


@pytest.mark.parametrize(
    ("reader", "expected"),
    [
        (NOBODY, []),
        (OPERATOR, [(TOWNS[0], 1), (TOWNS[0], 2), (TOWNS[1], 1), (TOWNS[1], 2)]),
        (TOWNSHIP, [(TOWNS[0], 1), (TOWNS[0], 2)]),
        (EMPLOYER, [(TOWNS[0], 2), (TOWNS[1], 2)]),
        (Reader(actor="x", towns=('a"},{', "\\")), []),
    ],
)
def test_each_reader_sees_its_rows(
    notes: None, reader: Reader, expected: list[tuple[str, int]]
) -> None:
    with RowSecurity(reader):
        assert _seen() == expected
    assert _seen() == []


def test_the_former_reader_comes_back(notes: None) -> None:
    with RowSecurity(EMPLOYER):
        with RowSecurity(OPERATOR):
            assert len(_seen()) == 4
        assert len(_seen()) == 2
        with pytest.raises(RuntimeError), RowSecurity(OPERATOR):
            raise RuntimeError
        assert len(_seen()) == 2


def test_a_stream_reads_under_its_reader(notes: None) -> None:
    rows = read_as(TOWNSHIP, _seen)
    assert _seen() == []
    assert len(list(rows)) == 2
    assert _seen() == []


def test_readers_write_nothing(notes: None) -> None:
    with pytest.raises(Exception, match="permission denied"), RowSecurity(OPERATOR):
        connections["default"].cursor().execute("delete from note")
