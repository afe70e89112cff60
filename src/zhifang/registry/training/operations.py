"""Recording: who leads and manages occupational health at an employer, and who was trained."""

from __future__ import annotations

from django.db.backends.utils import CursorWrapper

from zhifang.registry.changes.operations import FactTable, Merged, merge
from zhifang.registry.workers.operations import reach_once, widen_scope

OFFICER = FactTable(
    table="officer",
    key=("site_id", "worker_id", "role", "valid_from"),
    values=(
        "employer_id",
        "using_unit_id",
        "valid_to",
        "person_name",
        "appointed_no",
    ),
)

TRAINING = FactTable(
    table="training",
    key=("worker_id", "trained_on", "course"),
    values=(
        "site_id",
        "employer_id",
        "using_unit_id",
        "role",
        "person_name",
        "hours",
        "organiser",
        "certificate_no",
        "expires_on",
    ),
    through=("officer", "exposure"),
)


def record_officers(cursor: CursorWrapper, change: int) -> Merged:
    """Merges the staged rows and lets their towns and parties reach the persons."""
    merged = merge(cursor, OFFICER, change)
    widen_scope(cursor, OFFICER.staged, "s.valid_from", "s.valid_to")
    return merged


def record_trainings(cursor: CursorWrapper, change: int) -> Merged:
    """Merges the staged rows and lets their towns and parties reach the persons."""
    merged = merge(cursor, TRAINING, change)
    reach_once(cursor, TRAINING.staged, "trained_on")
    return merged
