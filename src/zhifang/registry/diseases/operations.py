"""Recording: diagnosis institutions, their months, diagnosed cases, events, monitoring."""

from __future__ import annotations

from django.db.backends.utils import CursorWrapper

from zhifang.registry.changes.operations import FactTable, Merged, merge
from zhifang.registry.workers.operations import reach_once

DIAGNOSIS_INSTITUTION = FactTable(
    table="diagnosis_institution",
    key=("institution_id", "valid_from"),
    values=(
        "valid_to",
        "name",
        "town",
        "scope",
    ),
    concerns=("institution_id",),
)

MONTHLY_REPORT = FactTable(
    table="monthly_report",
    key=("institution_id", "year", "month"),
    values=(
        "cases",
        "confirmed_on",
    ),
    concerns=("institution_id",),
)

DISEASE_CASE = FactTable(
    table="disease_case",
    key=("institution_id", "case_no"),
    values=(
        "site_id",
        "employer_id",
        "using_unit_id",
        "worker_id",
        "person_name",
        "sex",
        "birth_on",
        "disease_code",
        "stage",
        "diagnosed_on",
        "reported_on",
        "dust_years",
        "dust_months",
        "card_no",
    ),
    concerns=("institution_id",),
)

ACUTE_EVENT = FactTable(
    table="acute_event",
    key=("event_no",),
    values=(
        "site_id",
        "employer_id",
        "using_unit_id",
        "occurred_on",
        "title",
        "cases",
        "deaths",
        "anthrax",
        "reported_on",
    ),
)

MONITORING_RECORD = FactTable(
    table="monitoring_record",
    key=("record_no",),
    values=(
        "town",
        "item",
        "monitored_on",
        "unit_name",
        "persons",
    ),
    concerns=(),
)


def record_disease_cases(cursor: CursorWrapper, change: int) -> Merged:
    """Merges the staged rows and lets their towns and parties reach the persons."""
    merged = merge(cursor, DISEASE_CASE, change)
    reach_once(cursor, DISEASE_CASE.staged, "diagnosed_on")
    return merged
