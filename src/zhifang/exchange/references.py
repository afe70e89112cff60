"""What rows refer to: sites, posts, industries, and the rows of the register they would change.

Every look-up is one statement for all rows of a sheet, inside the applying transaction, after
the earlier sheets of the same command were applied.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import polars as pl
from django.db.backends.utils import CursorWrapper

from zhifang.registry.changes.operations import fetch_frame
from zhifang.registry.workers.operations import hashed

from . import logic
from .problems import none, problems
from .senders import Sender
from .sheets import SHEETS

_STAFFING = "L726"


def _rows(
    cursor: CursorWrapper, statement: str, parameters: Sequence[Any], schema: dict[str, Any]
) -> pl.DataFrame:
    cursor.execute(statement, parameters)
    return pl.DataFrame(cursor.fetchall(), schema=schema, orient="row")


def with_units(key: str, typed: pl.DataFrame) -> pl.DataFrame:
    """Fills in who is who: a blank using unit is the employer, a blank employer the using unit.

    Adds ``holder_code``, the credit code of the unit whose site the row is about.
    """
    for column in SHEETS[key].columns:
        if column.blank_means:
            typed = typed.with_columns(pl.coalesce(column.key, column.blank_means))
    site_by = SHEETS[key].site_by
    holder = pl.col(site_by) if site_by else pl.lit(None, dtype=pl.String)
    return typed.with_columns(holder.alias("holder_code"))


def with_sites(cursor: CursorWrapper, typed: pl.DataFrame) -> pl.DataFrame:
    """Adds ``site_id``, ``holder_id`` and ``site_towns`` of registered sites, null for others."""
    if "site_no" not in typed.columns:
        return typed.with_columns(
            pl.lit(None, dtype=pl.Int64).alias("site_id"),
            pl.lit(None, dtype=pl.Int64).alias("holder_id"),
            pl.lit(None, dtype=pl.List(pl.String)).alias("site_towns"),
        )
    pairs = typed.select("holder_code", "site_no").drop_nulls().unique()
    known = _rows(
        cursor,
        "select o.credit_code, s.site_no, s.id, o.id, "
        "array(select x.town from site_scope x where x.site_id = s.id) "
        "from unnest(%s::text[], %s::text[]) w (c, n) "
        "join organisation o on o.credit_code = w.c "
        "join site s on s.organisation_id = o.id and s.site_no = w.n "
        "where exists (select 1 from site_state t where t.site_id = s.id and t.removed_by is null)",
        [pairs["holder_code"].to_list(), pairs["site_no"].to_list()],
        {
            "holder_code": pl.String,
            "site_no": pl.String,
            "site_id": pl.Int64,
            "holder_id": pl.Int64,
            "site_towns": pl.List(pl.String),
        },
    )
    return typed.join(known, on=["holder_code", "site_no"], how="left", maintain_order="left")


def with_posts(cursor: CursorWrapper, typed: pl.DataFrame) -> pl.DataFrame:
    """Adds ``post_id`` of registered posts, null for others."""
    keys = ["site_id", "workshop", "post"]
    wanted = typed.select(keys).drop_nulls().unique()
    known = _rows(
        cursor,
        "select p.site_id, p.workshop, p.name, p.id "
        "from unnest(%s::bigint[], %s::text[], %s::text[]) w (s, h, n) "
        "join post p on p.site_id = w.s and p.workshop = w.h and p.name = w.n "
        "where exists (select 1 from post_hazard z where z.post_id = p.id "
        "and z.removed_by is null)",
        [wanted[key].to_list() for key in keys],
        {"site_id": pl.Int64, "workshop": pl.String, "post": pl.String, "post_id": pl.Int64},
    )
    return typed.join(known, on=keys, how="left", maintain_order="left")


def reference_problems(key: str, typed: pl.DataFrame) -> pl.DataFrame:
    """Rows whose site or post is not registered."""
    found = [none()]
    if key != "employers" and "site_no" in typed.columns:
        named = pl.col("holder_code").is_not_null() & pl.col("site_no").is_not_null()
        found.append(
            problems(typed, named & pl.col("site_id").is_null(), "site_no", "unknown_site")
        )
    if "post_id" in typed.columns:
        named = (
            pl.col("site_id").is_not_null()
            & pl.col("workshop").is_not_null()
            & pl.col("post").is_not_null()
        )
        found.append(problems(typed, named & pl.col("post_id").is_null(), "post", "unknown_post"))
    return pl.concat(found)


def agency_problems(cursor: CursorWrapper, key: str, typed: pl.DataFrame) -> pl.DataFrame:
    """Check 20: a staffing agency (GB/T 4754 group 726) never is the unit where people work."""
    day = {"workers": "valid_from", "examinations": "exam_on"}.get(key)
    if day is None:
        return none()
    same = typed.filter(pl.col("employer_code") == pl.col("using_code")).select(
        "pos", "site_id", pl.col(day).alias("on")
    )
    same = same.drop_nulls()
    if not len(same):
        return none()
    states = _rows(
        cursor,
        "select t.site_id, t.valid_from, coalesce(t.industry, '') like %s from site_state t "
        "where t.removed_by is null and t.site_id = any(%s) and t.site_id in "
        "(select a.site_id from site_state a where a.removed_by is null and a.industry like %s)",
        [f"{_STAFFING}%", same["site_id"].unique().to_list(), f"{_STAFFING}%"],
        {"site_id": pl.Int64, "since": pl.Date, "staffing": pl.Boolean},
    )
    if not len(states):
        return none()
    judged = same.sort("on").join_asof(
        states.sort("since"),
        left_on="on",
        right_on="since",
        by="site_id",
        check_sortedness=False,
    )
    return problems(judged, pl.col("staffing"), "using_code", "agency_same_unit")


def exam_problems(
    cursor: CursorWrapper, typed: pl.DataFrame, institutions: dict[str, int]
) -> pl.DataFrame:
    """Check 9 over the rows of a command together with what is known of the same exams."""
    known = _known_exams(cursor, typed, institutions)
    if len(known):
        sent = typed.select("institution_code", "exam_no", "hazard")
        known = known.join(sent, on=["institution_code", "exam_no", "hazard"], how="anti")
    if not len(known):
        return logic.exam_checks(typed, None)
    numbered = typed.with_columns(pl.col("id_number").alias("number"))
    people = hashed(numbered.select("id_type", "id_number").drop_nulls().unique())
    by_hash = numbered.join(people, on=["id_type", "id_number"], how="left").with_columns(
        pl.col("id_hash").alias("id_number")
    )
    return logic.exam_checks(by_hash, known)


def _known_exams(
    cursor: CursorWrapper, typed: pl.DataFrame, institutions: dict[str, int]
) -> pl.DataFrame:
    """Rows of the register of the exams in ``typed``, as ``logic.EXAM_COLUMNS`` (hash for number).

    ``examined`` is put together from all known conclusions of the exam.
    """
    names = {number: code for code, number in institutions.items()}
    exams = (
        typed.select(
            pl.col("institution_code")
            .replace_strict(institutions, default=None, return_dtype=pl.Int64)
            .alias("i"),
            "exam_no",
        )
        .drop_nulls()
        .unique()
    )
    known = fetch_frame(
        cursor,
        "select x.institution_id, x.exam_no, k.id_type, k.id_hash, x.exam_on, x.exam_kind, "
        "x.hazard "
        "from unnest(string_to_array(%s, ',')::bigint[], string_to_array(%s, %s)) w (i, n) "
        "join examination x on x.institution_id = w.i and x.exam_no = w.n "
        "and x.removed_by is null join worker k on k.id = x.worker_id",
        # a unit separator stands in no cell: control characters are cut when text is read
        [
            exams["i"].cast(pl.String).str.join(",").item(),
            exams["exam_no"].str.join("\x1f").item(),
            "\x1f",
        ],
        {
            "i": pl.Int64,
            "exam_no": pl.String,
            "id_type": pl.String,
            "id_number": pl.String,
            "exam_on": pl.Date,
            "exam_kind": pl.String,
            "hazard": pl.String,
        },
    )
    return known.with_columns(
        pl.col("i")
        .replace_strict(names, default=None, return_dtype=pl.String)
        .alias("institution_code"),
        # what was examined stands on the rows sent; a known row alone cannot tell
        pl.lit(None, dtype=pl.String).alias("examined"),
    ).select(logic.EXAM_COLUMNS)


def foreign_versions(
    cursor: CursorWrapper,
    key: str,
    typed: pl.DataFrame,
    sender: Sender,
    organisations: dict[str, int],
) -> pl.DataFrame:
    """Rows by which a party would correct what others say of another unit's people."""
    if sender.everything or sender.towns:
        return none()
    if key == "workers":
        return _foreign_exposures(cursor, typed, sender, organisations)
    return none()


def _foreign_exposures(
    cursor: CursorWrapper, typed: pl.DataFrame, sender: Sender, organisations: dict[str, int]
) -> pl.DataFrame:
    """Rows by which an employing unit would correct or end what others say of another's people.

    The unit where people work writes all of its posts; whoever only employs writes there of
    the people whom it sent itself or who stand there as its own.
    """
    others = typed.filter(pl.col("using_code") != sender.credit_code)
    wanted = others.select("pos", "post_id", "id_type", "id_number").drop_nulls()
    if not len(wanted):
        return none()
    people = hashed(wanted.select("id_type", "id_number").unique())
    wanted = wanted.join(people, on=["id_type", "id_number"])
    own = organisations.get(sender.credit_code or "")
    taken = _rows(
        cursor,
        "select distinct x.post_id, w.id_type, w.id_hash from exposure x "
        "join worker w on w.id = x.worker_id where x.removed_by is null "
        "and x.post_id = any(%s) and w.id_hash = any(%s) "
        "and x.employer_id is distinct from %s and x.sender_id is distinct from %s",
        [wanted["post_id"].unique().to_list(), wanted["id_hash"].unique().to_list(), own, own],
        {"post_id": pl.Int64, "id_type": pl.String, "id_hash": pl.String},
    )
    found = wanted.join(taken, on=["post_id", "id_type", "id_hash"], how="semi")
    return problems(found, pl.lit(True), "using_code", "no_permission")
