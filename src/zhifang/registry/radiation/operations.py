"""Recording: radiation workers and their personal doses."""

from __future__ import annotations

from django.db.backends.utils import CursorWrapper

from zhifang.registry.changes.operations import FactTable, Merged, merge
from zhifang.registry.workers.operations import reach_once, widen_scope

RADIATION_POST = FactTable(
    table="radiation_post",
    key=("site_id", "worker_id", "valid_from"),
    values=(
        "employer_id",
        "using_unit_id",
        "valid_to",
        "person_name",
        "medical",
        "category",
        "area",
    ),
)

DOSE = FactTable(
    table="dose",
    key=("institution_id", "report_no", "worker_id", "valid_from"),
    values=(
        "site_id",
        "employer_id",
        "using_unit_id",
        "valid_to",
        "person_name",
        "dose_text",
        "dose_msv",
        "kind",
        "reported_on",
    ),
    concerns=("employer_id", "using_unit_id", "institution_id"),
    through=("radiation_post",),
)


def record_radiation_posts(cursor: CursorWrapper, change: int) -> Merged:
    """Merges the staged rows and lets their towns and parties reach the persons."""
    merged = merge(cursor, RADIATION_POST, change)
    widen_scope(cursor, RADIATION_POST.staged, "s.valid_from", "s.valid_to")
    return merged


def record_doses(cursor: CursorWrapper, change: int) -> Merged:
    """Merges the staged rows and lets their towns and parties reach the persons."""
    merged = merge(cursor, DOSE, change)
    reach_once(cursor, DOSE.staged, "valid_from")
    return merged
