"""From an expression to the text an engine runs."""

from __future__ import annotations

import ibis
import ibis.expr.operations as ops

from zhifang.calc.relations import Rows

DIALECTS = ("postgres", "duckdb")


def to_sql(rows: Rows, dialect: str) -> str:
    """The SQL of ``rows`` for ``dialect`` ("postgres" or "duckdb").

    Only names and literals of our own rules reach the text; user text never does.
    """
    if dialect not in DIALECTS:
        raise ValueError(f"unknown dialect {dialect!r}; known: {', '.join(DIALECTS)}")
    return str(ibis.to_sql(rows, dialect=dialect))


def read_by(rows: Rows) -> frozenset[str]:
    """The names of the relations that an expression reads."""
    return frozenset(table.name for table in rows.op().find(ops.UnboundTable))
