"""From an expression to the text an engine runs."""

from __future__ import annotations

import ibis

from zhifang.calc.relations import Rows

DIALECTS = ("postgres", "duckdb")


def to_sql(rows: Rows, dialect: str) -> str:
    """The SQL of ``rows`` for ``dialect`` ("postgres" or "duckdb").

    Only names and literals of our own rules reach the text; user text never does.
    """
    if dialect not in DIALECTS:
        raise ValueError(f"unknown dialect {dialect!r}; known: {', '.join(DIALECTS)}")
    return str(ibis.to_sql(rows, dialect=dialect))
