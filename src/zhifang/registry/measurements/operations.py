"""Recording results of measurement reports."""

from __future__ import annotations

from django.db.backends.utils import CursorWrapper

from zhifang.registry.changes.operations import FactTable, Merged, merge

MEASUREMENT = FactTable(
    table="measurement",
    key=("institution_id", "report_no", "sample_no", "hazard"),
    values=(
        "site_id",
        "employer_id",
        "using_unit_id",
        "report_kind",
        "sampled_from",
        "sampled_on",
        "issued_on",
        "post_id",
        "value_text",
        "unit",
        "limit_text",
        "judgement",
    ),
)


def record_measurements(cursor: CursorWrapper, change: int) -> Merged:
    """Merges the staged results."""
    return merge(cursor, MEASUREMENT, change)
