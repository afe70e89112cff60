"""Running rules in PostgreSQL: whole-population through temporary tables, or narrowed."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache

from django.db.backends.utils import CursorWrapper

from zhifang.calc import Derived, Relation, in_order, to_sql
from zhifang.obligations.law import LAW
from zhifang.obligations.rules import RULES
from zhifang.obligations.rules.rule import Choices
from zhifang.registry.sources import source

#: The columns of a turn that a rule gives, in the order they are stored.
TURN_COLUMNS = (
    "holder_id",
    "site_id",
    "worker_id",
    "hazard",
    "subject",
    "anchor_on",
    "anchor_kind",
    "anchor_ref",
    "opened_on",
    "law_from",
    "law_to",
    "due_earliest",
    "due_latest",
    "done_on",
    "because_id",
    "ended_on",
    "ended_why",
    "months_low",
    "months_high",
    "law_ref",
    "missing",
)

_CAST = {
    "worker_id": "bigint",
    "hazard": "text",
    "subject": "text",
    "months_low": "smallint",
    "months_high": "smallint",
}


#: What names the subject of a turn in its id: site, worker, hazard or name.
_IDENTITY = {
    "site": "coalesce(r.site_id, 0), 0, ''",
    "worker": "0, r.worker_id, r.hazard",
    "person": "0, r.worker_id, ''",
    "named": "0, 0, r.subject",
}

#: Compiling is work of one thread at a time; whoever needs the same text waits for it.
_COMPILING = threading.RLock()


@cache
def _rule_text(rule_id: str, choices: Choices) -> str:
    """The SQL of a rule's turns with every stored column and the obligation's id."""
    rule = RULES[rule_id]
    expression = rule.expression(choices)
    body = to_sql(expression, "postgres").replace("%", "%%")
    columns = []
    for column in TURN_COLUMNS:
        if column == "missing":
            columns.append(
                "case when r.missing = '' then '{}'::text[] else array[r.missing] end as missing"
            )
        elif column in expression.columns:
            kind = f"::{_CAST[column]}" if column in _CAST else ""
            columns.append(f"r.{column}{kind} as {column}")
        else:
            columns.append(f"null::{_CAST[column]} as {column}")
    identity = (
        f"'{rule_id}.' || left(md5(concat_ws('|', r.holder_id, {_IDENTITY[rule.subject]}, "
        "r.anchor_on, r.opened_on)), 16)"
    )
    return (
        f"select {identity} as obligation_id, '{rule_id}'::text as rule, "
        f"{', '.join(columns)} from ({body}) as r"
    )


@cache
def _derived_text(relation: Derived) -> str:
    return to_sql(relation.computed(), "postgres").replace("%", "%%")


def _behind(needs: Sequence[Relation]) -> list[Relation]:
    """Facts and derived relations behind ``needs``; law tables are there already."""
    return [relation for relation in in_order(tuple(needs)) if relation.name not in LAW]


def _text_of(relation: Relation, *, narrowed: bool) -> str:
    if isinstance(relation, Derived):
        return _derived_text(relation)
    return source(relation.name, narrowed=narrowed)


@contextmanager
def whole_joins(cursor: CursorWrapper) -> Iterator[None]:
    """Joins by hashing or sorting while the block runs.

    The planner takes what a rule makes on its way for a few rows, and would compare every row
    with every other.
    """
    cursor.execute("set local enable_nestloop = off")
    yield
    cursor.execute("set local enable_nestloop = on")


@contextmanager
def relations(
    cursor: CursorWrapper,
    needs: Sequence[Relation],
    *,
    change_id: int,
    holders: Sequence[int] | None = None,
) -> Iterator[None]:
    """Has the relations behind ``needs`` there while the block runs, in one transaction.

    Facts are views as known at ``change_id``, of ``holders`` when given; what is derived from
    them is kept in temporary tables with statistics.
    """
    cursor.execute("set local work_mem = '512MB'")
    cursor.execute("set local jit = off")
    # What is derived is read once or twice: a small sample tells the planner enough of it.
    cursor.execute("set local default_statistics_target = 20")
    there: list[str] = []
    for relation in _behind(needs):
        text = _text_of(relation, narrowed=holders is not None)
        if isinstance(relation, Derived):
            with whole_joins(cursor):
                cursor.execute(
                    f"create temporary table {relation.name} on commit drop as {text}", ()
                )
            cursor.execute(f"analyze {relation.name}")
            there.append(f"drop table {relation.name}")
        else:
            cursor.execute(
                f"create temporary view {relation.name} as "
                f"{_with_numbers(text, change_id, holders or ())}"
            )
            there.append(f"drop view {relation.name}")
    yield
    for statement in reversed(there):
        cursor.execute(statement)


def _with_numbers(text: str, change_id: int, holders: Sequence[int]) -> str:
    """The text of a fact with its two parameters written in: a view takes none."""
    numbers = ", ".join(str(int(holder)) for holder in holders)
    return text.replace("%(change)s", str(int(change_id))).replace(
        "%(holders)s", f"array[{numbers}]::bigint[]"
    )


def turns_text(rule_id: str, choices: Choices | None = None) -> str:
    """The SQL of a rule over relations that are there (see `relations`)."""
    with _COMPILING:
        return _rule_text(rule_id, choices or Choices())


def narrowed_text(rule_id: str, choices: Choices | None = None) -> str:
    """One statement giving the turns of the parameter ``holders`` at ``change``."""
    with _COMPILING:
        return _narrowed_text(rule_id, choices or Choices())


@cache
def _narrowed_text(rule_id: str, choices: Choices) -> str:
    parts = [
        f"{relation.name} as materialized ({_text_of(relation, narrowed=True)})"
        for relation in _behind(RULES[rule_id].needs)
    ]
    return f"with {', '.join(parts)} {_rule_text(rule_id, choices)}"


def compile_ahead() -> threading.Thread:
    """Compiles every rule in the thread returned, some seconds' work, so that the first who asks
    a process what is owed need not wait for all of it."""

    def compile_all() -> None:
        for rule_id in RULES:
            narrowed_text(rule_id)

    thread = threading.Thread(target=compile_all, name="compiling", daemon=True)
    thread.start()
    return thread
