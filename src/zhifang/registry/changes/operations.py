"""Writing facts: one change at a time, in the order of commits, and never in place.

Every writer does all its work inside ``open_change``, in the transaction that it commits. A fact
table is described once by ``FactTable``; ``merge`` brings a staged table of accepted rows into
it, ``remove`` and ``restore`` take versions back.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import polars as pl
from django.db.backends.utils import CursorWrapper

from .queries import CLOSING_LOCK

#: All writers of facts hold this advisory lock until they commit (semantics section 1).
WRITERS_LOCK = 20160913

#: What each fact carries beside key and values; not compared when a row comes again.
CARRIED = ("file_id", "source_row", "received_on", "sender_id", "not_applicable")


@dataclass(frozen=True)
class FactTable:
    """A table of facts: its natural key, its values, and the columns naming who is concerned.

    ``through``: a fact about a person counts wherever those tables know the person, whoever paid.
    """

    table: str
    key: tuple[str, ...]
    values: tuple[str, ...]
    concerns: tuple[str, ...] = ("employer_id", "using_unit_id")
    through: tuple[str, ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        """Everything a staged row holds beside ``pos``."""
        return tuple(dict.fromkeys((*CARRIED, *self.key, *self.values)))

    @property
    def staged(self) -> str:
        """The name of the table in which rows are staged."""
        return f"staged_{self.table}"


@dataclass(frozen=True)
class Merged:
    """What a merge did: how many rows are new, the ``pos`` of corrections and of repetitions."""

    added: int
    corrected: tuple[int, ...]
    unchanged: tuple[int, ...]

    @property
    def written(self) -> int:
        """How many facts were added."""
        return self.added + len(self.corrected)


def lock(cursor: CursorWrapper) -> None:
    """Waits until no other writer of facts is at work; held until the transaction ends."""
    cursor.execute("select pg_advisory_xact_lock(%s)", [WRITERS_LOCK])


@contextmanager
def open_change(cursor: CursorWrapper, *, actor: str, verb: str, reason: str = "") -> Iterator[int]:
    """Locks, and gives the id of a change; the change itself is entered at the end of the block.

    Its instant is the clock's after all the work, later than any before, with ``CLOSING_LOCK``
    held until the commit: an instant at which somebody looked before is never filled in.
    Nothing is entered when the block fails or sets its transaction to roll back.
    """
    lock(cursor)
    cursor.execute("select nextval(pg_get_serial_sequence('change', 'id'))")
    change = int(cursor.fetchone()[0])
    yield change
    if cursor.db.needs_rollback:
        return
    cursor.execute("select pg_advisory_xact_lock(%s)", [CLOSING_LOCK])
    cursor.execute(
        "insert into change (id, recorded_at, actor, verb, reason) values (%s, greatest("
        "clock_timestamp(), (select c.recorded_at + interval '1 microsecond' from change c "
        "order by c.id desc limit 1)), %s, %s, %s)",
        [change, actor, verb, reason],
    )


def stage(cursor: CursorWrapper, fact: FactTable, frame: pl.DataFrame) -> str:
    """Copies accepted rows (``pos`` and ``fact.columns``) into a table of this transaction.

    The table is temporary, so it is not logged and is gone when the transaction ends. Statistics
    are of the key only: rows are found by nothing else.
    """
    columns = ", ".join(fact.columns)
    cursor.execute(f"drop table if exists {fact.staged}")
    cursor.execute(
        f"create temporary table {fact.staged} on commit drop as "
        f"select 0::int as pos, {columns} from {fact.table} limit 0"
    )
    copy_frame(cursor, fact.staged, frame.select("pos", *fact.columns))
    cursor.execute(f"analyze {fact.staged} ({', '.join(fact.key)})")
    return fact.staged


def copy_frame(cursor: CursorWrapper, table: str, frame: pl.DataFrame) -> None:
    """COPY of a frame; lists of text become arrays, nulls stay nulls, text is never empty."""
    lists = [name for name, kind in frame.schema.items() if isinstance(kind, pl.List)]
    frame = frame.with_columns(
        pl.concat_str(pl.lit("{"), pl.col(name).list.join(","), pl.lit("}")).alias(name)
        for name in lists
    )
    columns = ", ".join(frame.columns)
    with cursor.copy(f"copy {table} ({columns}) from stdin (format csv)") as copy:
        for part in frame.iter_slices(20_000):
            out = io.BytesIO()
            part.write_csv(out, include_header=False)
            copy.write(out.getvalue())


def fetch_frame(
    cursor: CursorWrapper, query: str, parameters: Sequence[Any], schema: dict[str, Any]
) -> pl.DataFrame:
    """The rows of a query as a frame of ``schema``, by COPY: for many rows, of no empty text."""
    out = io.BytesIO()
    with cursor.copy(f"copy ({query}) to stdout (format csv)", parameters) as copy:
        for part in copy:
            out.write(part)
    if not out.tell():
        return pl.DataFrame(schema=schema)
    out.seek(0)
    return pl.read_csv(out, has_header=False, schema=schema)


def merge(cursor: CursorWrapper, fact: FactTable, change: int) -> Merged:
    """Brings the staged rows into the facts: a new key is added, other values are a correction
    (the version known is removed by this change, the new one added), same values are nothing.
    """
    match = " and ".join(f"f.{column} = s.{column}" for column in fact.key)
    compared = (*fact.values, "not_applicable")
    same = (
        f"({', '.join('f.' + column for column in compared)}) is not distinct from "
        f"({', '.join('s.' + column for column in compared)})"
    )
    matched = f"matched_{fact.table}"
    cursor.execute(f"drop table if exists {matched}")
    cursor.execute(
        f"create temporary table {matched} on commit drop as "
        f"select s.pos, f.id, {same} as same from {fact.staged} s "
        f"join {fact.table} f on {match} and f.removed_by is null"
    )
    known = fetch_frame(
        cursor,
        f"select pos, same::int from {matched} order by pos",
        [],
        {"pos": pl.Int64, "same": pl.Int8},
    )
    corrected = tuple(known.filter(pl.col("same") == 0)["pos"])
    unchanged = tuple(known.filter(pl.col("same") == 1)["pos"])
    if corrected:
        cursor.execute(
            f"update {fact.table} set removed_by = %s "
            f"where id in (select id from {matched} where not same)",
            [change],
        )
    columns = ", ".join(fact.columns)
    cursor.execute(
        f"insert into {fact.table} (added_by, {columns}) "
        f"select %s, {', '.join('s.' + column for column in fact.columns)} from {fact.staged} s "
        + (f"where s.pos not in (select pos from {matched} where same) " if unchanged else "")
        + "order by s.pos",
        [change],
    )
    written = cursor.rowcount
    if written:
        mark_stale(cursor, fact, change)
    return Merged(written - len(corrected), corrected, unchanged)


def merging(fact: FactTable) -> Callable[[CursorWrapper, int], Merged]:
    """The operation that merges what was staged of ``fact`` and does nothing else."""

    def merge_staged(cursor: CursorWrapper, change: int) -> Merged:
        return merge(cursor, fact, change)

    return merge_staged


def mark_stale(cursor: CursorWrapper, fact: FactTable, change: int) -> None:
    """Marks every party that a version added or removed by this change concerns."""
    if not fact.concerns:
        return
    touched = f"{fact.table} f where f.added_by = %(change)s or f.removed_by = %(change)s"
    parts = [f"select f.{column} from {touched}" for column in fact.concerns]
    parts += [
        f"select e.using_unit_id from {table} e where e.removed_by is null "
        f"and e.worker_id in (select f.worker_id from {touched})"
        for table in fact.through
    ]
    cursor.execute(
        "insert into stale_employer (organisation_id, change_id) "
        f"select distinct u.id, %(change)s::bigint from ({' union all '.join(parts)}) u (id) "
        "where u.id is not null",
        {"change": change},
    )


def remove(cursor: CursorWrapper, fact: FactTable, ids: Sequence[int], change: int) -> int:
    """Removes versions in force; gives how many."""
    cursor.execute(
        f"update {fact.table} set removed_by = %s where removed_by is null and id = any(%s)",
        [change, list(ids)],
    )
    removed = int(cursor.rowcount)
    if removed:
        mark_stale(cursor, fact, change)
    return removed


def restore(cursor: CursorWrapper, fact: FactTable, ids: Iterable[int], change: int) -> int:
    """Adds earlier versions again as new rows of this change; gives how many."""
    columns = ", ".join(fact.columns)
    cursor.execute(
        f"insert into {fact.table} (added_by, {columns}) "
        f"select %s, {columns} from {fact.table} where id = any(%s)",
        [change, list(ids)],
    )
    restored = int(cursor.rowcount)
    if restored:
        mark_stale(cursor, fact, change)
    return restored
