"""The vocabulary of rules: outcomes, rates, bounds, and days on both engines."""

from __future__ import annotations

import itertools
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connections

from zhifang.calc import (
    OUTCOMES,
    Counts,
    Dates,
    add_days,
    add_months,
    cut,
    day,
    days_late,
    met,
    outcome,
    outcome_of,
    reaches,
    relation,
    speaking,
    to_sql,
    wilson,
)
from zhifang.calc.duckdb_engine import DuckDB
from zhifang.core.days import add_days as core_add_days
from zhifang.core.days import add_months as core_add_months
from zhifang.obligations.queries import OUTCOME

D = date(2020, 6, 15)
NEAR = [None, D - timedelta(days=1), D, D + timedelta(days=1)]

#: Every order of the four days of a turn around each other and the day asked.
COMBINATIONS = [
    {
        "id": number,
        "due_earliest": low,
        "due_latest": high,
        "done_on": done,
        "ended_on": ended,
        "ended_why": why,
    }
    for number, (low, high, done, ended, why) in enumerate(
        itertools.product(NEAR, NEAR, NEAR, NEAR, ("left", "lifted", None))
    )
    if (low is None) == (high is None) and (low is None or high is None or low <= high)
]
TURNS = relation(
    "turns_to_judge",
    id="int64",
    due_earliest="date",
    due_latest="date",
    done_on="date",
    ended_on="date",
    ended_why="string",
)


def in_python() -> dict[int, str]:
    """The outcome of each combination by the function for one turn."""
    return {
        row["id"]: outcome_of(
            Dates(
                *(
                    row[name]
                    for name in ("due_earliest", "due_latest", "done_on", "ended_on", "ended_why")
                )
            ),
            D,
        )
        for row in COMBINATIONS
    }


def test_outcome_in_the_order_of_semantics_2() -> None:
    for row in COMBINATIONS:
        done, ended = row["done_on"], row["ended_on"]
        low, high = row["due_earliest"], row["due_latest"]
        if done is not None and done <= D:
            expected = "MET"
        elif ended is not None and ended <= D and low is not None:
            expected = (
                "NOT_APPLICABLE" if ended <= low else "NOT_MET" if ended > high else "UNKNOWN"
            )
        elif low is None:
            lifted = ended is not None and ended <= D and row["ended_why"] == "lifted"
            expected = "NOT_APPLICABLE" if lifted else "UNKNOWN"
        else:
            expected = "PENDING" if low >= D else "UNKNOWN" if high >= D else "NOT_MET"
        assert in_python_of(row) == expected, row


def in_python_of(row: dict[str, Any]) -> str:
    """The outcome of one combination."""
    return outcome_of(
        Dates(
            row["due_earliest"],
            row["due_latest"],
            row["done_on"],
            row["ended_on"],
            row["ended_why"],
        ),
        D,
    )


def test_outcome_expression_equals_outcome_of_on_duckdb() -> None:
    engine = DuckDB()
    engine.hold(TURNS, COMBINATIONS)
    turns = TURNS.rows()
    found = engine.run(turns.select("id", outcome=outcome(turns, day(D))))
    assert {row["id"]: row["outcome"] for row in found} == in_python()
    assert set(in_python().values()) == set(OUTCOMES)


def test_outcome_sql_and_expression_equal_outcome_of_on_postgresql(database: str) -> None:
    turns = TURNS.rows()
    text = to_sql(turns.select("id", outcome=outcome(turns, day(D))), "postgres")
    with connections["engine"].cursor() as cursor:
        cursor.execute(
            "create temporary table turns_to_judge (id bigint, due_earliest date, "
            "due_latest date, done_on date, ended_on date, ended_why text)"
        )
        cursor.executemany(
            "insert into turns_to_judge values (%s, %s, %s, %s, %s, %s)",
            [list(row.values()) for row in COMBINATIONS],
        )
        cursor.execute(text)
        assert dict(cursor.fetchall()) == in_python()
        cursor.execute(f"select t.id, {OUTCOME} from turns_to_judge t", {"as_of": D})
        assert dict(cursor.fetchall()) == in_python()
        cursor.execute("drop table turns_to_judge")


def test_the_row_that_speaks_in_the_order_of_days() -> None:
    """From its first day on, until the day its stretch ends, which is the next one's."""
    rows = relation("stretches", id="int64", law_from="date", law_to="date")
    engine = DuckDB()
    engine.hold(
        rows,
        [{"id": 1, "law_from": NEAR[1], "law_to": D}, {"id": 2, "law_from": D, "law_to": None}],
    )
    said = {
        on: [row["id"] for row in engine.run(speaking(rows.rows(), day(on)))]
        for on in (D - timedelta(days=2), D - timedelta(days=1), D, D + timedelta(days=1))
    }
    assert list(said.values()) == [[], [1], [2], [2]]


@pytest.mark.parametrize(
    ("done", "on", "late"),
    [
        (None, D, 1),
        (None, D - timedelta(days=1), 0),
        (D, D, 1),
        (D + timedelta(days=5), D, 1),
        (D - timedelta(days=1), D, 0),
        (D - timedelta(days=9), D, 0),
    ],
)
def test_days_late(done: date | None, on: date, late: int) -> None:
    due = D - timedelta(days=1)
    assert days_late(Dates(due, due, done, None, None), on) == late
    assert days_late(Dates(None, None, done, None, None), on) == 0


def test_a_rate_is_cut_and_never_rounded_up() -> None:
    assert cut(9496, 10000) == Decimal("94.9")
    assert not reaches(9496, 10000, ">=", 95)
    assert (cut(9499, 10000), cut(95, 100), cut(2, 3)) == (
        Decimal("94.9"),
        Decimal("95"),
        Decimal("66.6"),
    )
    assert reaches(95, 100, ">=", 95) is True
    assert reaches(94, 100, ">=", 95) is False
    assert (reaches(100, 100, "=", 100), reaches(99, 100, "=", 100)) == (True, False)
    assert cut(0, 0) is None
    assert reaches(0, 0, ">=", 95) is None
    with pytest.raises(ValueError, match="falls"):
        reaches(1, 2, "falls", 0)


def test_wilson() -> None:
    assert wilson(95, 100) == (Decimal("88.8"), Decimal("97.9"))
    assert wilson(0, 0) is None
    assert wilson(0, 10) == (Decimal("0.0"), Decimal("27.8"))
    assert wilson(10, 10) == (Decimal("72.2"), Decimal("100.0"))


@pytest.mark.parametrize(
    ("unknown", "least", "greatest"),
    [
        ({}, (8, 10), (8, 10)),
        ({"MET NOT": 2}, (8, 12), (10, 12)),
        ({"NOT OUT": 2}, (8, 12), (8, 10)),
        ({"MET OUT": 2}, (8, 10), (10, 12)),
        ({"MET NOT OUT": 2}, (8, 12), (10, 12)),
        ({"MET NOT": 1, "NOT OUT": 1, "MET OUT": 1}, (8, 12), (10, 12)),
    ],
)
def test_completions(
    unknown: dict[str, int], least: tuple[int, int], greatest: tuple[int, int]
) -> None:
    counts = Counts(8, 2, unknown)
    assert (counts.least(), counts.greatest()) == (least, greatest)
    assert (counts.denominator, counts.unknowns) == (10, sum(unknown.values()))
    every = list(completions(8, 2, unknown))
    shares = [n / total for n, total in every if total]
    assert min(shares) == least[0] / least[1]
    assert max(shares) == greatest[0] / greatest[1]


def completions(n: int, unmet: int, unknown: dict[str, int]) -> list[tuple[int, int]]:
    """Every (n, N) there may be, one subject at a time."""
    found = [(n, unmet)]
    for kinds, number in unknown.items():
        for _ in range(number):
            found = [
                (m + (one == "MET"), u + (one == "NOT")) for m, u in found for one in kinds.split()
            ]
    return [(m, m + u) for m, u in found]


@pytest.mark.parametrize(
    ("counts", "rule", "expected"),
    [
        (Counts(95, 5, {}), "all_completions", True),
        (Counts(94, 6, {}), "all_completions", False),
        (Counts(95, 5, {"MET NOT": 1}), "all_completions", None),
        (Counts(100, 0, {"MET NOT": 5}), "all_completions", True),
        (Counts(80, 20, {"MET NOT OUT": 5}), "all_completions", False),
        (Counts(95, 5, {"MET OUT": 3}), "all_completions", True),
        (Counts(95, 5, {"NOT OUT": 1}), "all_completions", None),
        (Counts(0, 0, {}), "all_completions", None),
        (Counts(0, 0, {"NOT OUT": 1}), "all_completions", None),
        (Counts(0, 0, {"MET NOT": 1}), "all_completions", None),
        (Counts(95, 5, {"MET NOT": 9}), "known_only", True),
        (Counts(0, 0, {"MET NOT": 9}), "known_only", None),
    ],
)
def test_met(counts: Counts, rule: str, expected: bool | None) -> None:
    assert met(counts, ">=", 95, rule) is expected


#: Every day around the ends of months over leap and common years, and single steps.
DAYS = [date(2019, 12, 25) + timedelta(days=n) for n in range(0, 1600)]
MONTHS = (1, 2, 3, 6, 12, 13, 24, 36, 60)
STARTS = relation("starts", on="date", months="int64")


def moved() -> dict[tuple[date, int], tuple[date, date]]:
    """What plain Python makes of them."""
    return {
        (one, months): (core_add_months(one, months), core_add_days(one, 90))
        for one in DAYS
        for months in MONTHS
    }


def expression() -> str:
    """The expression for both engines, without its dialect."""
    rows = STARTS.rows()
    return rows.select(
        "on", "months", later=add_months(rows.on, rows.months), after=add_days(rows.on, 90)
    )


def test_months_and_days_on_duckdb() -> None:
    engine = DuckDB()
    engine.hold(relation("just_days", on="date"), [{"on": one} for one in DAYS])
    engine.hold(relation("just_months", months="int64"), [{"months": one} for one in MONTHS])
    engine._connection.execute("create table starts as select * from just_days, just_months")
    found = engine.run(expression())
    assert {(r["on"], r["months"]): (r["later"], r["after"]) for r in found} == moved()


def test_months_and_days_on_postgresql(database: str) -> None:
    with connections["engine"].cursor() as cursor:
        cursor.execute(
            'create temporary table starts as select d.d as "on", m.m as months '
            "from unnest(%s::date[]) d (d), unnest(%s::bigint[]) m (m)",
            [DAYS, list(MONTHS)],
        )
        cursor.execute(to_sql(expression(), "postgres"))
        found = {(row[0], row[1]): (row[2], row[3]) for row in cursor.fetchall()}
        cursor.execute("drop table starts")
    assert found == moved()


def test_the_examples_of_the_semantics() -> None:
    assert core_add_months(date(2020, 2, 29), 12) == date(2021, 2, 28)
    assert core_add_months(date(2020, 1, 31), 2) == date(2020, 3, 31)


def test_no_months_give_no_day() -> None:
    engine = DuckDB()
    engine.hold(STARTS, [{"on": D, "months": None}])
    assert engine.run(expression())[0]["later"] is None


def test_only_known_dialects() -> None:
    with pytest.raises(ValueError, match="sqlite"):
        to_sql(STARTS.rows(), "sqlite")
