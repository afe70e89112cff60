"""Recording workers, their exposure, and through whom a worker is reached."""

from __future__ import annotations

from typing import Literal

import polars as pl
from django.db.backends.utils import CursorWrapper

from zhifang.core.identity import mask_number
from zhifang.installation.keys import encrypt, identity_hashes
from zhifang.registry.changes.operations import FactTable, Merged, copy_frame, fetch_frame, merge

EXPOSURE = FactTable(
    table="exposure",
    key=("worker_id", "post_id", "valid_from"),
    values=(
        "site_id",
        "employer_id",
        "using_unit_id",
        "valid_to",
        "worker_name",
        "sex",
        "birth_on",
        "employment",
        "migrant",
        "job",
    ),
)


def hashed(workers: pl.DataFrame) -> pl.DataFrame:
    """``workers`` (id_type, id_number) with the keyed hash of each identity."""
    hashes = identity_hashes(zip(workers["id_type"], workers["id_number"], strict=True))
    return workers.with_columns(pl.Series("id_hash", hashes, dtype=pl.String))


def worker_ids(cursor: CursorWrapper, workers: pl.DataFrame) -> pl.DataFrame:
    """``workers`` (with id_hash) with ``worker_id``, null for those not entered."""
    known = fetch_frame(
        cursor,
        "select w.id_type, w.id_hash, w.id "
        "from unnest(string_to_array(%s, ','), string_to_array(%s, ',')) u (t, h) "
        "join worker w on w.id_type = u.t and w.id_hash = u.h",
        [workers[column].str.join(",").item() for column in ("id_type", "id_hash")],
        {"id_type": pl.String, "id_hash": pl.String, "worker_id": pl.Int64},
    )
    return workers.join(known, on=["id_type", "id_hash"], how="left", maintain_order="left")


def ensure_workers(cursor: CursorWrapper, workers: pl.DataFrame) -> pl.DataFrame:
    """``workers`` (id_type, id_number, distinct) with ``worker_id``; new ones are entered.

    Only hash, mask and the encrypted number reach the database; only new numbers are encrypted.
    """
    workers = worker_ids(cursor, hashed(workers))
    # by hash: the index of hashes grows in its order
    new = workers.filter(pl.col("worker_id").is_null()).sort("id_type", "id_hash")
    if not len(new):
        return workers
    new = new.with_columns(_new_ids(cursor, len(new)).alias("worker_id"))
    numbers = new["id_number"].to_list()
    entered = new.select(
        pl.col("worker_id").alias("id"),
        "id_type",
        "id_hash",
        pl.Series("id_cipher", ["\\x" + encrypt(number.encode()).hex() for number in numbers]),
        pl.Series("id_masked", [mask_number(number) for number in numbers]),
    )
    columns = ", ".join(entered.columns)
    cursor.execute("drop table if exists staged_worker")
    cursor.execute(
        "create temporary table staged_worker on commit drop as "
        f"select {columns} from worker limit 0"
    )
    copy_frame(cursor, "staged_worker", entered)
    cursor.execute(f"insert into worker ({columns}) select {columns} from staged_worker")
    return pl.concat([workers.filter(pl.col("worker_id").is_not_null()), new])


def _new_ids(cursor: CursorWrapper, count: int) -> pl.Series:
    """Ids for workers about to be entered."""
    cursor.execute(
        "select array_agg(nextval(pg_get_serial_sequence('worker', 'id'))) "
        "from generate_series(1, %s)",
        [count],
    )
    return pl.Series(cursor.fetchone()[0], dtype=pl.Int64)


def newly_reached(
    cursor: CursorWrapper, staged: str, by: Literal["organisation", "site"]
) -> list[int]:
    """Ids of workers known already whom staged rows let another organisation (or site) reach.

    To be asked before the rows reach them. New workers are in nobody's file and not among them.
    """
    cursor.execute(
        f"select distinct s.worker_id from {staged} s "
        "cross join lateral (values (s.using_unit_id), (s.employer_id)) p (organisation_id) "
        "where exists (select from worker_scope x where x.worker_id = s.worker_id) "
        "and not exists (select from worker_scope x where x.worker_id = s.worker_id and "
        + ("x.site_id = s.site_id" if by == "site" else "x.organisation_id = p.organisation_id")
        + ") order by 1"
    )
    return [worker for (worker,) in cursor.fetchall()]


def reach_once(cursor: CursorWrapper, staged: str, day: str) -> None:
    """Lets the site's towns, the using unit and the employer of staged rows reach the workers.

    For events: one row a worker, site and party, from the first day to the last, and none where
    the party reaches the worker already. ``day`` is the column with the day of the event.
    """
    for party in ("using_unit_id", "employer_id"):
        apart = "" if party == "using_unit_id" else "and s.employer_id <> s.using_unit_id"
        cursor.execute(
            "insert into worker_scope (worker_id, site_id, organisation_id, valid_from, valid_to) "
            f"select s.worker_id, s.site_id, s.{party}, min(s.{day}), max(s.{day}) + 1 "
            f"from {staged} s where not exists (select 1 from worker_scope x "
            "where x.worker_id = s.worker_id and x.site_id = s.site_id "
            f"and x.organisation_id = s.{party}) {apart} group by 1, 2, 3 order by 1, 2, 3"
        )


def widen_scope(cursor: CursorWrapper, staged: str, start: str, end: str) -> None:
    """Lets the site's towns, the using unit and the employer of staged rows reach the workers.

    ``start`` and ``end`` are SQL over the staged row ``s``: a period, end exclusive.
    """
    for party in ("using_unit_id", "employer_id"):
        apart = "" if party == "using_unit_id" else "and s.employer_id <> s.using_unit_id"
        cursor.execute(
            "insert into worker_scope (worker_id, site_id, organisation_id, valid_from, valid_to) "
            f"select s.worker_id, s.site_id, s.{party}, {start}, "
            f"case when bool_or(({end}) is null) then null else max({end}) end from {staged} s "
            f"where true {apart} group by 1, 2, 3, 4 "
            "on conflict (worker_id, site_id, organisation_id, valid_from) do update "
            "set valid_to = excluded.valid_to "
            "where worker_scope.valid_to is distinct from excluded.valid_to "
            "and (excluded.valid_to is null or worker_scope.valid_to < excluded.valid_to)"
        )


def record_exposures(cursor: CursorWrapper, change: int) -> Merged:
    """Merges the staged exposures and lets their towns and parties reach the workers."""
    merged = merge(cursor, EXPOSURE, change)
    widen_scope(cursor, EXPOSURE.staged, "s.valid_from", "s.valid_to")
    return merged
