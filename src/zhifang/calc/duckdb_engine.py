"""Running expressions on DuckDB: fast tests, and counting many days of what is held once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import duckdb

from zhifang.calc.compiling import to_sql
from zhifang.calc.relations import Derived, Relation, Rows, in_order

_TYPES = {
    "int64": "BIGINT",
    "float64": "DOUBLE",
    "string": "VARCHAR",
    "date": "DATE",
    "boolean": "BOOLEAN",
}


class DuckDB:
    """An in-memory engine holding the given relations."""

    def __init__(self) -> None:
        self._connection = duckdb.connect()
        self._narrowed: set[Relation] = set()

    def hold(self, relation: Relation, rows: Iterable[Mapping[str, Any]]) -> None:
        """Holds ``rows`` (dicts by column name; a missing column is empty) as ``relation``."""
        columns = ", ".join(f'"{c}" {_TYPES[t]}' for c, t in relation.columns.items())
        self._connection.execute(f'create or replace table "{relation.name}" ({columns})')
        values = [[row.get(c) for c in relation.columns] for row in rows]
        if values:
            marks = ", ".join("?" for _ in relation.columns)
            self._connection.executemany(f'insert into "{relation.name}" values ({marks})', values)

    def hold_csv(self, relation: Relation, path: Path) -> None:
        """Holds the rows of a CSV file as PostgreSQL writes it, with ``relation``'s columns in
        their order: a cell of nothing is empty, one of two quotes is a text without letters."""
        columns = ", ".join(f"'{c}': '{_TYPES[t]}'" for c, t in relation.columns.items())
        self._connection.execute(
            f'create or replace table "{relation.name}" as select * from read_csv(?, '
            f"columns = {{{columns}}}, header = false, auto_detect = false, delim = ',', "
            "quote = '\"', escape = '\"', nullstr = '', allow_quoted_nulls = false)",
            [str(path)],
        )

    def narrow(self, relation: Relation, text: str) -> None:
        """Reads the rows of ``text`` as ``relation`` from now on.

        ``text`` selects from all its rows, as they were held, however often it is narrowed.
        """
        name, whole = f'"{relation.name}"', f'"whole_{relation.name}"'
        if relation not in self._narrowed:
            self._connection.cursor().execute(f"alter table {name} rename to {whole}")
            self._narrowed.add(relation)
        self.keep(relation.name, f"with {name} as (select * from {whole}) select * from ({text}) q")

    def keep(self, name: str, text: str) -> None:
        """Holds the rows of ``text`` as the table ``name``. Several threads may do so at once."""
        self._connection.cursor().execute(f'create or replace table "{name}" as {text}')

    def rows(self, text: str) -> list[tuple[Any, ...]]:
        """The rows of ``text``. Several threads may ask at once."""
        return self._connection.cursor().execute(text).fetchall()

    def derive(self, needs: Sequence[Relation]) -> None:
        """Computes the derived relations behind ``needs`` from those held."""
        for relation in in_order(tuple(needs)):
            if isinstance(relation, Derived):
                self.keep(relation.name, to_sql(relation.computed(), "duckdb"))

    def run(self, rows: Rows) -> list[dict[str, Any]]:
        """The rows of an expression over the relations held."""
        cursor = self._connection.execute(to_sql(rows, "duckdb"))
        names = [column[0] for column in cursor.description or ()]
        return [dict(zip(names, values, strict=True)) for values in cursor.fetchall()]
