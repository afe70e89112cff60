"""Intake against PostgreSQL: applied, corrected, unchanged, rejected, and nothing by halves."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import connections
from tests.support import workbooks as books
from tests.support.workbooks import sent

from zhifang.exchange.intake import submit
from zhifang.exchange.received import SentFile
from zhifang.exchange.senders import Sender
from zhifang.exchange.summary import Summary

RECEIVED_ON = date(2021, 1, 15)


def load(*files: SentFile, sender: Sender | None = None, whole: bool = False) -> Summary:
    return submit(
        files,
        actor="operator",
        sender=sender or Sender.operator(),
        received_on=RECEIVED_ON,
        all_or_nothing=whole,
    )


def facts(table: str, columns: str = "*", where: str = "removed_by is null") -> list[Any]:
    with connections["engine"].cursor() as cursor:
        cursor.execute(f"select {columns} from {table} where {where} order by id")
        return cursor.fetchall()


def counts(summary: Summary, key: str) -> tuple[int, int, int, int, int]:
    found = summary.sheets[key]
    return (found.received, found.applied, found.corrected, found.unchanged, found.rejected)


def reasons(summary: Summary) -> set[tuple[str, int, str, str]]:
    return {
        (problem.sheet, problem.row, problem.column, problem.reason)
        for result in summary.files
        for problem in result.problems
    }


def test_a_whole_workbook_is_applied_and_the_second_time_nothing(database: str) -> None:
    file = sent("all.xlsx", books.WHOLE, sender=books.E1, through="2020-12-31")
    first = load(file)
    assert reasons(first) == set()
    assert {key: counts(first, key) for key in books.WHOLE} == dict.fromkeys(
        books.WHOLE, (1, 1, 0, 0, 0)
    )
    second = load(file)
    assert {key: counts(second, key) for key in books.WHOLE} == dict.fromkeys(
        books.WHOLE, (1, 0, 0, 1, 0)
    )
    assert second.change_id is None
    assert len(facts("change", where="true")) == 1
    assert len(facts("received_file", where="status = 'applied'")) == 2
