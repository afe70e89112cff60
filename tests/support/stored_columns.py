"""The columns of facts in PostgreSQL, from the rows of a world."""

from __future__ import annotations

from typing import Any

from tests.support.facts import Numbers, Recorded, Row, covered, post_id, site_id
from tests.support.rows import BIRTH
from tests.support.stored_district import COLUMNS as OF_THE_DISTRICT
from tests.support.stored_district import TABLES as TABLES_OF_THE_DISTRICT
from zhifang.registry.changes.operations import FactTable
from zhifang.registry.coverage.operations import COVERAGE
from zhifang.registry.declarations.operations import DECLARATION
from zhifang.registry.examinations.operations import EXAMINATION
from zhifang.registry.measurements.operations import MEASUREMENT
from zhifang.registry.parties.operations import SITE_STATE
from zhifang.registry.workers.operations import EXPOSURE
from zhifang.registry.workplaces.operations import POST_HAZARD

#: The table of each sheet.
TABLES: dict[str, FactTable] = {
    "employers": SITE_STATE,
    "posts": POST_HAZARD,
    "workers": EXPOSURE,
    "declarations": DECLARATION,
    "measurements": MEASUREMENT,
    "examinations": EXAMINATION,
    "coverage": COVERAGE,
    **TABLES_OF_THE_DISTRICT,
}


def columns(one: Recorded, numbers: Numbers) -> dict[str, Any]:
    """The columns of a fact beside the changes that added and removed it."""
    if one.sheet in OF_THE_DISTRICT:
        return OF_THE_DISTRICT[one.sheet](one.row, numbers)
    make = {
        "employers": _site_state,
        "posts": _post_hazard,
        "workers": _exposure,
        "declarations": _declaration,
        "measurements": _measurement,
        "examinations": _examination,
        "coverage": _coverage,
    }[one.sheet]
    return make(one.row, numbers)


def _taken(row: Row, *names: str) -> dict[str, Any]:
    return {name: row[name] for name in names}


def _at_site(row: Row, numbers: Numbers) -> dict[str, Any]:
    return {
        "site_id": site_id(numbers, row),
        "using_unit_id": numbers.of("party", row["credit_code"]),
        "employer_id": numbers.of("party", row.get("employer_code") or row["credit_code"]),
    }


def _coverage(row: Row, numbers: Numbers) -> dict[str, Any]:
    sender = numbers.of("party", row["sender"]) if row["sender"] else None
    return {"sender_id": sender, **_taken(row, "sheet", "complete_through")}


def _site_state(row: Row, numbers: Numbers) -> dict[str, Any]:
    return {
        **_at_site(row, numbers),
        **_taken(row, "valid_from", "town", "industry", "status", "risk_class", "size"),
        "employer_name": row.get("employer_name") or row["credit_code"],
        "address": row.get("address"),
        "legal_person": row.get("legal_person"),
    }


def _post_hazard(row: Row, numbers: Numbers) -> dict[str, Any]:
    names = ("hazard", "valid_from", "valid_to", "work_grade", "graded_on", "noise_level")
    return {**_at_site(row, numbers), **_taken(row, *names), "post_id": post_id(numbers, row)}


def _exposure(row: Row, numbers: Numbers) -> dict[str, Any]:
    direct = row["employer_code"] == row["credit_code"]
    return {
        **_at_site(row, numbers),
        **_taken(row, "valid_from", "valid_to", "worker_name", "birth_on"),
        "worker_id": numbers.of("worker", row["id_number"]),
        "post_id": post_id(numbers, row),
        "sex": "male",
        "employment": "direct" if direct else "agency",
    }


def _declaration(row: Row, numbers: Numbers) -> dict[str, Any]:
    return {**_at_site(row, numbers), **_taken(row, "kind", "declared_on")}


def _measurement(row: Row, numbers: Numbers) -> dict[str, Any]:
    institution = numbers.of("party", row["institution_code"])
    names = ("report_no", "sample_no", "hazard", "report_kind", "sampled_on", "issued_on")
    return {
        **_at_site(row, numbers),
        **_taken(row, *names),
        "institution_id": institution,
        "post_id": post_id(numbers, row),
        "value_text": "0.5",
        "sender_id": institution,
    }


def _examination(row: Row, numbers: Numbers) -> dict[str, Any]:
    institution = numbers.of("party", row["institution_code"])
    return {
        **_at_site(row, numbers),
        **_taken(row, "exam_no", "hazard", "exam_kind", "exam_on"),
        "institution_id": institution,
        "worker_id": numbers.of("worker", row["id_number"]),
        "worker_name": row["id_number"],
        "sex": "male",
        "birth_on": BIRTH,
        "covers": covered(row),
        "conclusion": "N",
        "sender_id": institution,
    }
