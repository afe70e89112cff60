"""Recording: supervisors, what they supervise, visits, and serious cases."""

from __future__ import annotations

from zhifang.registry.changes.operations import FactTable

SUPERVISOR = FactTable(
    table="supervisor",
    key=("supervisor_no", "valid_from"),
    values=(
        "valid_to",
        "person_name",
        "department",
        "town",
        "duty",
    ),
    concerns=(),
)

SUPERVISOR_TRAINING = FactTable(
    table="supervisor_training",
    key=("supervisor_no", "trained_on", "course"),
    values=(
        "hours",
        "certificate_no",
    ),
    concerns=(),
)

SUPERVISED_PARTY = FactTable(
    table="supervised_party",
    key=("site_id", "kind", "valid_from"),
    values=(
        "employer_id",
        "using_unit_id",
        "valid_to",
    ),
)

INSPECTION = FactTable(
    table="inspection",
    key=("inspection_no",),
    values=(
        "site_id",
        "employer_id",
        "using_unit_id",
        "inspected_on",
        "kind",
        "result",
        "department",
        "inspectors",
        "findings",
        "correct_by",
    ),
)

SERIOUS_CASE = FactTable(
    table="serious_case",
    key=("case_no",),
    values=(
        "site_id",
        "employer_id",
        "using_unit_id",
        "found_on",
        "grounds",
        "filed_on",
        "decided_on",
        "decision_no",
        "decision",
    ),
)
