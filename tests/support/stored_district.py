"""The columns in PostgreSQL of facts on training, archives, insurance, radiation, diseases and
supervision, from the rows of a world."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.support.facts import Numbers, Row, site_id
from tests.support.rows import BIRTH
from zhifang.registry.archives.operations import EMPLOYER_ARCHIVE, WORKER_ARCHIVE
from zhifang.registry.changes.operations import FactTable
from zhifang.registry.declarations.operations import REPORTABLE_CHANGE
from zhifang.registry.diseases.operations import (
    ACUTE_EVENT,
    DIAGNOSIS_INSTITUTION,
    DISEASE_CASE,
    MONITORING_RECORD,
    MONTHLY_REPORT,
)
from zhifang.registry.insurance.operations import INSURED_PERSON
from zhifang.registry.radiation.operations import DOSE, RADIATION_POST
from zhifang.registry.supervision.operations import (
    INSPECTION,
    SERIOUS_CASE,
    SUPERVISED_PARTY,
    SUPERVISOR,
    SUPERVISOR_TRAINING,
)
from zhifang.registry.training.operations import OFFICER, TRAINING
from zhifang.synthetic.reference.view import NOT_APPLICABLE

#: The table of each sheet.
TABLES: dict[str, FactTable] = {
    "reportable_changes": REPORTABLE_CHANGE,
    "officers": OFFICER,
    "trainings": TRAINING,
    "employer_archives": EMPLOYER_ARCHIVE,
    "worker_archives": WORKER_ARCHIVE,
    "insured_persons": INSURED_PERSON,
    "radiation_posts": RADIATION_POST,
    "doses": DOSE,
    "diagnosis_institutions": DIAGNOSIS_INSTITUTION,
    "monthly_reports": MONTHLY_REPORT,
    "disease_cases": DISEASE_CASE,
    "acute_events": ACUTE_EVENT,
    "monitoring_records": MONITORING_RECORD,
    "supervisors": SUPERVISOR,
    "supervisor_trainings": SUPERVISOR_TRAINING,
    "supervised_parties": SUPERVISED_PARTY,
    "inspections": INSPECTION,
    "serious_cases": SERIOUS_CASE,
}


#: What a row names by text and a column by id.
_NAMES = ("credit_code", "id_number", "institution_code", "employer_code")
_BESIDE = ("id_type", "site_no", *_NAMES)

#: Columns that must hold something and that no case looks at.
_FILLED: dict[str, dict[str, Any]] = {
    "reportable_changes": {"content": "变化"},
    "disease_cases": {"sex": "male", "birth_on": BIRTH},
    "acute_events": {"title": "事故"},
    "diagnosis_institutions": {"name": "诊断机构"},
    "monitoring_records": {"item": "尘肺病"},
    "supervisors": {"person_name": "监督员", "department": "anjian"},
    "inspections": {"kind": "routine"},
    "serious_cases": {"grounds": "案由"},
}


#: Sheets about a person, whose rows bear the name.
_WITH_A_NAME = (
    "officers",
    "trainings",
    "worker_archives",
    "radiation_posts",
    "doses",
    "disease_cases",
)


def _of_sheet(sheet: str) -> Callable[[Row, Numbers], dict[str, Any]]:
    def columns(row: Row, numbers: Numbers) -> dict[str, Any]:
        na = [name for name, value in row.items() if value == NOT_APPLICABLE]
        told = {name: None if name in na else row[name] for name in row if name not in _BESIDE}
        told |= {"not_applicable": na, **_FILLED.get(sheet, {})}
        for name in _NAMES:
            if name in row:
                told |= _ids(name, row, numbers)
        if sheet in _WITH_A_NAME:
            told.setdefault("person_name", row["id_number"])
        return told

    return columns


def _ids(name: str, row: Row, numbers: Numbers) -> dict[str, Any]:
    code = row[name]
    if name == "id_number":
        return {"worker_id": numbers.of("worker", code) if code else None}
    party = numbers.of("party", code)
    if name == "credit_code":
        return {"site_id": site_id(numbers, row), "using_unit_id": party, "employer_id": party}
    return {"institution_id" if name == "institution_code" else "employer_id": party}


#: How the columns of each sheet are made.
COLUMNS = {sheet: _of_sheet(sheet) for sheet in TABLES}
