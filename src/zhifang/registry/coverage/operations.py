"""Recording whose data are complete through which day."""

from __future__ import annotations

from django.db.backends.utils import CursorWrapper

from zhifang.registry.changes.operations import FactTable, Merged, merge

COVERAGE = FactTable(
    table="coverage", key=("sender_id", "sheet"), values=("complete_through",), concerns=()
)


def record_coverage(cursor: CursorWrapper, change: int) -> Merged:
    """Merges the staged statements; one that says less than what is known changes nothing."""
    cursor.execute(
        f"delete from {COVERAGE.staged} s using coverage c where c.removed_by is null "
        "and c.sender_id = s.sender_id and c.sheet = s.sheet "
        "and c.complete_through >= s.complete_through"
    )
    return merge(cursor, COVERAGE, change)
