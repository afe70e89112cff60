"""Recording organisations, sites, what was so of them, and what kinds of party they are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

import polars as pl
from django.db.backends.utils import CursorWrapper

from zhifang.registry.changes.operations import FactTable, Merged, copy_frame, merge

SITE_STATE = FactTable(
    table="site_state",
    key=("site_id", "valid_from"),
    values=(
        "employer_id",
        "using_unit_id",
        "employer_name",
        "address",
        "town",
        "industry",
        "economic_type",
        "size",
        "status",
        "risk_class",
        "employees",
        "exposed",
        "dispatched",
        "legal_person",
        "contact",
        "phone",
    ),
)
PARTY_KIND = FactTable(
    table="party_kind", key=("organisation_id", "kind"), values=("name",), concerns=()
)


def organisation_ids(cursor: CursorWrapper, codes: Iterable[str]) -> dict[str, int]:
    """The ids of the organisations there are, by credit code."""
    cursor.execute(
        "select credit_code, id from organisation where credit_code = any(%s)", [list(codes)]
    )
    return dict(cursor.fetchall())


def ensure_organisations(cursor: CursorWrapper, codes: Iterable[str]) -> dict[str, int]:
    """The ids of organisations by credit code; those not there yet are entered."""
    wanted = sorted(set(codes))
    known = organisation_ids(cursor, wanted)
    missing = [code for code in wanted if code not in known]
    if missing:
        cursor.execute(
            "insert into organisation (credit_code) select unnest(%s::text[]) "
            "on conflict do nothing",
            [missing],
        )
        known |= organisation_ids(cursor, missing)
    return known


def ensure_sites(cursor: CursorWrapper, sites: pl.DataFrame) -> pl.DataFrame:
    """``sites`` (organisation_id, site_no, distinct) with their ``site_id``, entered if new."""
    arrays = [sites["organisation_id"].to_list(), sites["site_no"].to_list()]
    cursor.execute(
        "insert into site (organisation_id, site_no) "
        "select w.o, w.n from unnest(%s::bigint[], %s::text[]) w (o, n) "
        "where not exists (select 1 from site s where s.organisation_id = w.o and s.site_no = w.n)",
        arrays,
    )
    cursor.execute(
        "select s.organisation_id, s.site_no, s.id from site s "
        "join unnest(%s::bigint[], %s::text[]) w (o, n) "
        "on s.organisation_id = w.o and s.site_no = w.n",
        arrays,
    )
    return pl.DataFrame(
        cursor.fetchall(),
        schema={"organisation_id": pl.Int64, "site_no": pl.String, "site_id": pl.Int64},
        orient="row",
    )


def record_site_states(cursor: CursorWrapper, change: int) -> Merged:
    """Merges the staged site states and lets the towns of each site reach it."""
    merged = merge(cursor, SITE_STATE, change)
    cursor.execute(
        "insert into site_scope (site_id, town) "
        f"select distinct s.site_id, s.town from {SITE_STATE.staged} s "
        "where not exists (select 1 from site_scope x "
        "where x.site_id = s.site_id and x.town = s.town)"
    )
    return merged


def record_party_kinds(
    cursor: CursorWrapper,
    kinds: Mapping[tuple[int, str], str | None],
    *,
    change: int,
    received_on: date,
    sender_id: int | None,
) -> int:
    """Enters what kinds of party organisations are, if that is not known; gives how many.

    ``kinds``: (organisation id, kind) to the name it was sent under, or None. A name once known
    stays: it is a label, and files that spell it differently would only push it to and fro.
    """
    if not kinds:
        return 0
    frame = pl.DataFrame(
        [(number, kind, name) for (number, kind), name in kinds.items()],
        schema={"organisation_id": pl.Int64, "kind": pl.String, "name": pl.String},
        orient="row",
    )
    cursor.execute("drop table if exists staged_party_kind")
    cursor.execute(
        "create temporary table staged_party_kind on commit drop as "
        "select organisation_id, kind, name from party_kind limit 0"
    )
    copy_frame(cursor, "staged_party_kind", frame)
    cursor.execute(
        "insert into party_kind (added_by, received_on, sender_id, not_applicable, "
        "organisation_id, kind, name) "
        "select %s, %s, %s, '{}', s.organisation_id, s.kind, s.name from staged_party_kind s "
        "where not exists (select 1 from party_kind k where k.removed_by is null "
        "and k.organisation_id = s.organisation_id and k.kind = s.kind)",
        [change, received_on, sender_id],
    )
    return int(cursor.rowcount)
