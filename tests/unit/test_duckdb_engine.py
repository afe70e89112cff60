"""Rows that DuckDB takes from a file written by PostgreSQL's COPY."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from zhifang.calc import relation
from zhifang.calc.compiling import read_by
from zhifang.calc.duckdb_engine import DuckDB

THINGS = relation("things", number="int64", text="string", day="date", yes="boolean")
OTHERS = relation("others", number="int64")


def held(folder: Path, text: str) -> list[tuple[object, ...]]:
    """What is held of a file."""
    engine, path = DuckDB(), folder / "things.csv"
    path.write_text(text, encoding="utf-8")
    engine.hold_csv(THINGS, path)
    return engine.rows("select * from things")


def test_an_empty_text_is_not_an_empty_cell(tmp_path: Path) -> None:
    assert held(tmp_path, '1,"",2020-02-29,t\n,,,\n') == [
        (1, "", date(2020, 2, 29), True),
        (None, None, None, None),
    ]


def test_quotes_commas_and_lines_inside_a_text(tmp_path: Path) -> None:
    assert held(tmp_path, '3,"a,""b""\n镇",1900-01-31,f\n') == [
        (3, 'a,"b"\n镇', date(1900, 1, 31), False)
    ]


def test_a_file_without_rows_gives_a_relation_without_rows(tmp_path: Path) -> None:
    assert held(tmp_path, "") == []


def test_an_expression_names_the_relations_it_reads() -> None:
    things, others = THINGS.rows(), OTHERS.rows()
    assert read_by(things.filter(things.number > 1)) == {"things"}
    assert read_by(things.semi_join(others, things.number == others.number)) == {
        "things",
        "others",
    }
