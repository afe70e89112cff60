"""Recording declarations of hazards, and changes that are to be declared."""

from __future__ import annotations

from django.db.backends.utils import CursorWrapper

from zhifang.registry.changes.operations import FactTable, Merged, merge

DECLARATION = FactTable(
    table="declaration",
    key=("site_id", "kind", "declared_on"),
    values=(
        "employer_id",
        "using_unit_id",
        "change_reason",
        "receipt_no",
        "employees",
        "exposed",
        "dispatched",
        "dust_exposed",
        "chemical_exposed",
        "physical_exposed",
        "radioactive_exposed",
        "biological_exposed",
        "other_exposed",
        "measured_this_year",
        "points_tested",
        "points_over",
    ),
)

REPORTABLE_CHANGE = FactTable(
    table="reportable_change",
    key=("site_id", "kind", "changed_on"),
    values=(
        "employer_id",
        "using_unit_id",
        "known_on",
        "content",
        "source",
    ),
)


def record_declarations(cursor: CursorWrapper, change: int) -> Merged:
    """Merges the staged declarations."""
    return merge(cursor, DECLARATION, change)
