"""Recording: the work-injury insurance list of the human-resources department (人社)."""

from __future__ import annotations

from zhifang.registry.changes.operations import FactTable

INSURED_PERSON = FactTable(
    table="insured_person",
    key=("employer_id", "insured_no", "valid_from"),
    values=(
        "valid_to",
        "worker_id",
        "person_name",
        "birth_on",
    ),
    concerns=("employer_id",),
)

INSURANCE_MATCH = FactTable(
    table="insurance_match",
    key=("employer_id", "insured_no", "valid_from", "worker_id"),
    values=("person_name", "birth_on", "confidence", "decision", "decided_by"),
    concerns=("employer_id",),
)
