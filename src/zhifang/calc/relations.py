"""Relations: the named, typed tables that rules and indicators are written over.

A relation is a promise of columns; where its rows come from (PostgreSQL as known at a change,
a spec case in DuckDB) is the caller's business.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

import ibis
import ibis.expr.types as ir

#: An expression that yields rows.
Rows: TypeAlias = ir.Table
#: An expression that yields one value a row.
Column: TypeAlias = ir.Column


@dataclass(frozen=True, eq=False)
class Relation:
    """A named table with its column types (ibis type names)."""

    name: str
    columns: dict[str, str]

    def rows(self) -> Rows:
        """The relation as an expression."""
        return ibis.table(self.columns, name=self.name)


def relation(name: str, **columns: str) -> Relation:
    """Declares a relation ``name`` with ``columns`` (column name to ibis type name)."""
    return Relation(name, dict(columns))


@dataclass(frozen=True, eq=False)
class Derived(Relation):
    """A relation computed from others; engines compute it once and let rules share it."""

    needs: tuple[Relation, ...] = ()
    expression: Callable[[Mapping[str, Rows]], Rows] = field(kw_only=True, repr=False)

    def computed(self) -> Rows:
        """The expression over the relations it needs, with exactly the promised columns."""
        tables = {needed.name: needed.rows() for needed in self.needs}
        rows = self.expression(tables)
        return rows.select(**{name: rows[name].cast(kind) for name, kind in self.columns.items()})


def derived(
    name: str,
    needs: tuple[Relation, ...],
    expression: Callable[[Mapping[str, Rows]], Rows],
    **columns: str,
) -> Derived:
    """Declares a relation computed from ``needs`` by ``expression``."""
    return Derived(name, dict(columns), needs, expression=expression)


def without(rows: Rows, *columns: str) -> Rows:
    """``rows`` with fewer columns.

    What the library's own ``drop`` gives is worked out anew by each expression above it; this
    is written once, as a common table expression.
    """
    return rows.select(*[rows[c] for c in rows.columns if c not in columns])


def apart(rows: Rows) -> Rows:
    """``rows``, each worked out once before anything is made of it.

    PostgreSQL merges nested selects: a column made in an inner one is worked out anew wherever
    an outer one names it, and the columns it is made of are carried through every sort and
    window between. It merges none that has a limit; ours is never reached.
    """
    return rows.limit(2**62)


def in_order(needs: tuple[Relation, ...]) -> list[Relation]:
    """All relations behind ``needs``, each after those it is computed from."""
    found: dict[str, Relation] = {}

    def visit(one: Relation) -> None:
        if one.name in found:
            return
        for other in one.needs if isinstance(one, Derived) else ():
            visit(other)
        found[one.name] = one

    for one in needs:
        visit(one)
    return list(found.values())
