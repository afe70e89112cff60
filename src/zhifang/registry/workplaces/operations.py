"""Recording posts and the hazards of posts."""

from __future__ import annotations

import polars as pl
from django.db.backends.utils import CursorWrapper

from zhifang.registry.changes.operations import FactTable, Merged, merge

POST_HAZARD = FactTable(
    table="post_hazard",
    key=("post_id", "hazard", "valid_from"),
    values=(
        "site_id",
        "employer_id",
        "using_unit_id",
        "valid_to",
        "work_grade",
        "grade_edition",
        "graded_on",
        "noise_level",
        "exposed_count",
    ),
)


def ensure_posts(cursor: CursorWrapper, posts: pl.DataFrame) -> pl.DataFrame:
    """``posts`` (site_id, workshop, post, distinct) with their ``post_id``, entered if new."""
    arrays = [posts[name].to_list() for name in ("site_id", "workshop", "post")]
    wanted = "unnest(%s::bigint[], %s::text[], %s::text[]) w (s, h, n)"
    same = "p.site_id = w.s and p.workshop = w.h and p.name = w.n"
    cursor.execute(
        f"insert into post (site_id, workshop, name) select w.s, w.h, w.n from {wanted} "
        f"where not exists (select 1 from post p where {same})",
        arrays,
    )
    cursor.execute(
        f"select p.site_id, p.workshop, p.name, p.id from post p join {wanted} on {same}", arrays
    )
    return pl.DataFrame(
        cursor.fetchall(),
        schema={
            "site_id": pl.Int64,
            "workshop": pl.String,
            "post": pl.String,
            "post_id": pl.Int64,
        },
        orient="row",
    )


def record_post_hazards(cursor: CursorWrapper, change: int) -> Merged:
    """Merges the staged hazards of posts."""
    return merge(cursor, POST_HAZARD, change)
