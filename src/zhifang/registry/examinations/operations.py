"""Recording examinations, a row a conclusion."""

from __future__ import annotations

from django.db.backends.utils import CursorWrapper

from zhifang.registry.changes.operations import FactTable, Merged, merge
from zhifang.registry.workers.operations import reach_once

EXAMINATION = FactTable(
    table="examination",
    key=("institution_id", "exam_no", "hazard"),
    values=(
        "site_id",
        "employer_id",
        "using_unit_id",
        "worker_id",
        "worker_name",
        "sex",
        "birth_on",
        "exam_kind",
        "exam_on",
        "covers",
        "conclusion",
        "disease_code",
        "contraindication",
        "other_finding",
        "exposure_started_on",
        "exposure_years",
        "exposure_months",
        "reported_on",
    ),
    through=("exposure",),
)


def record_examinations(cursor: CursorWrapper, change: int) -> Merged:
    """Merges the staged conclusions and lets their towns and parties reach the workers."""
    merged = merge(cursor, EXAMINATION, change)
    reach_once(cursor, EXAMINATION.staged, "exam_on")
    return merged
