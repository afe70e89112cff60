"""Recording: archives: of the employer, and of each worker as the employer states it."""

from __future__ import annotations

from django.db.backends.utils import CursorWrapper

from zhifang.registry.changes.operations import FactTable, Merged, merge
from zhifang.registry.workers.operations import reach_once

EMPLOYER_ARCHIVE = FactTable(
    table="employer_archive",
    key=("site_id", "checked_on"),
    values=(
        "employer_id",
        "using_unit_id",
        "project_file",
        "management_file",
        "training_file",
        "monitoring_file",
        "surveillance_file",
        "personal_file",
        "updated_on",
        "checked_by",
    ),
)

WORKER_ARCHIVE = FactTable(
    table="worker_archive",
    key=("site_id", "worker_id", "stated_on"),
    values=(
        "employer_id",
        "using_unit_id",
        "person_name",
        "archive_no",
        "archive",
        "work_history",
        "told_on",
        "copy_given_on",
    ),
)


def record_worker_archives(cursor: CursorWrapper, change: int) -> Merged:
    """Merges the staged rows and lets their towns and parties reach the persons."""
    merged = merge(cursor, WORKER_ARCHIVE, change)
    reach_once(cursor, WORKER_ARCHIVE.staged, "stated_on")
    return merged
