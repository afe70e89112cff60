"""The facts of spec cases beside workplaces, measurements and examinations, as YAML files say them.

``from`` is the first day and ``to`` the day after the last; ``last`` is the last day itself. What
a fact leaves out is what is usual; ``null`` is a blank cell, ``na`` one that does not apply.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from tests.support.case_places import disease_code, towns
from tests.support.facts import Row, World
from tests.support.rows import BEGINNING, BIRTH
from zhifang.core.days import add_days, add_months
from zhifang.synthetic.reference.view import NOT_APPLICABLE

#: Rows made of a fact, each with its sheet.
Made = list[tuple[str, Row]]
Told = dict[str, Any]
Reader = Callable[[Told, str, World], Made]

#: The six files of an employer's archive, in the order of the sheet.
FILES = ("project", "management", "training", "monitoring", "surveillance", "personal")


def site_at(row: Told, prefix: str) -> tuple[str, str]:
    """Credit code and site number of ``at``: "E1" is "E1/01"."""
    code, _, site_no = row.pop("at").partition("/")
    return prefix + code, site_no or "01"


def _place(row: Told, prefix: str) -> Row:
    code, site_no = site_at(row, prefix)
    return {"credit_code": code, "site_no": site_no}


def _person(row: Told, prefix: str) -> Row:
    return {"id_type": "01", "id_number": prefix + row.pop("who")}


def _period(row: Told) -> Row:
    last = row.pop("last", None)
    valid_to = add_days(last, 1) if last else row.pop("to", None)
    return {"valid_from": row.pop("from", BEGINNING), "valid_to": valid_to}


def _town(row: Told) -> str | None:
    named = row.pop("town", None)
    return None if named is None else towns()[named]


def _officer(row: Told, prefix: str, world: World) -> Made:
    told = {**_place(row, prefix), **_person(row, prefix), **_period(row)}
    return [("officers", {**told, "role": row.pop("role")})]


def _training(row: Told, prefix: str, world: World) -> Made:
    told = {**_place(row, prefix), **_person(row, prefix)}
    return [
        (
            "trainings",
            {
                **told,
                "trained_on": row.pop("on"),
                "hours": row.pop("hours"),
                "course": row.pop("course", "职业卫生"),
                "role": row.pop("as", "manager"),
            },
        )
    ]


def _employer_archive(row: Told, prefix: str, world: World) -> Made:
    """Every file is there but those told otherwise: ``project: na, personal: null``."""
    told: Row = {**_place(row, prefix), "checked_on": row.pop("on")}
    for file in FILES:
        value = row.pop(file, True)
        told[f"{file}_file"] = NOT_APPLICABLE if value == "na" else value
    return [("employer_archives", told)]


def _worker_archive(row: Told, prefix: str, world: World) -> Made:
    told = {**_place(row, prefix), **_person(row, prefix)}
    return [
        (
            "worker_archives",
            {
                **told,
                "stated_on": row.pop("on"),
                "archive": row.pop("archive"),
                "work_history": row.pop("history"),
                "told_on": row.pop("told"),
            },
        )
    ]


def _insured(row: Told, prefix: str, world: World) -> Made:
    """``who`` is a row with an identity number, ``name`` one without."""
    named = row.pop("name", None)
    person = {"id_type": None, "id_number": None} if named else _person(row, prefix)
    name = named or person["id_number"]
    return [
        (
            "insured_persons",
            {
                **person,
                "employer_code": prefix + row.pop("by"),
                "insured_no": row.pop("no", name),
                "person_name": name,
                "birth_on": row.pop("born", BIRTH),
                **_period(row),
            },
        )
    ]


def _radiation_post(row: Told, prefix: str, world: World) -> Made:
    told = {**_place(row, prefix), **_person(row, prefix), **_period(row)}
    return [("radiation_posts", {**told, "medical": row.pop("medical", True)})]


def _dose(row: Told, prefix: str, world: World) -> Made:
    told = {**_place(row, prefix), **_person(row, prefix), **_period(row)}
    return [
        (
            "doses",
            {
                **told,
                "institution_code": prefix + row.pop("by", "DOSIMETRY"),
                "report_no": row.pop("no", str(told["valid_from"])),
                "kind": row.pop("kind", "valid"),
                "reported_on": row.pop("reported", None),
            },
        )
    ]


def _diagnosis_institution(row: Told, prefix: str, world: World) -> Made:
    told = {"institution_code": prefix + row.pop("who"), "town": _town(row), **_period(row)}
    return [("diagnosis_institutions", told)]


def _months(row: Told, prefix: str, world: World) -> Made:
    """``months: [2019-12, 2020-11]`` is each month from the one to the other; confirmed on the
    ``day`` of the next month, or ``on`` a day."""
    code, on = prefix + row.pop("by"), row.pop("on", None)
    first, last = (date.fromisoformat(f"{month}-01") for month in row.pop("months"))
    day, cases = row.pop("day", None), row.pop("cases", 0)
    made: Made = []
    month = first
    while month <= last:
        confirmed = on or add_months(month, 1).replace(day=day)
        told = {"year": month.year, "month": month.month, "confirmed_on": confirmed}
        made.append(("monthly_reports", {"institution_code": code, "cases": cases, **told}))
        month = add_months(month, 1)
    return made


def _disease_case(row: Told, prefix: str, world: World) -> Made:
    told = {**_place(row, prefix), **_person(row, prefix)}
    on = row.pop("on")
    return [
        (
            "disease_cases",
            {
                **told,
                "institution_code": prefix + row.pop("by"),
                "case_no": row.pop("no"),
                "disease_code": disease_code(row.pop("of"), on),
                "stage": row.pop("stage", "new"),
                "diagnosed_on": on,
                "reported_on": row.pop("reported"),
                "dust_years": row.pop("years", None),
                "dust_months": row.pop("months", None),
            },
        )
    ]


def _acute_event(row: Told, prefix: str, world: World) -> Made:
    told = {"event_no": row.pop("no"), **_place(row, prefix), "occurred_on": row.pop("on")}
    return [
        ("acute_events", told | {name: row.pop(name) for name in ("cases", "deaths", "anthrax")})
    ]


def _monitoring_record(row: Told, prefix: str, world: World) -> Made:
    told = {"record_no": row.pop("no"), "town": _town(row), "monitored_on": row.pop("on")}
    return [("monitoring_records", told)]


def _supervisor(row: Told, prefix: str, world: World) -> Made:
    told = {"supervisor_no": row.pop("who"), "town": _town(row), **_period(row)}
    return [("supervisors", told)]


def _supervisor_training(row: Told, prefix: str, world: World) -> Made:
    told = {"supervisor_no": row.pop("who"), "trained_on": row.pop("on")}
    return [("supervisor_trainings", told | {"course": row.pop("course", "执法")})]


def _supervised_party(row: Told, prefix: str, world: World) -> Made:
    told = {**_place(row, prefix), **_period(row)}
    return [("supervised_parties", told | {"kind": row.pop("kind")})]


def _inspection(row: Told, prefix: str, world: World) -> Made:
    place, on = _place(row, prefix), row.pop("on")
    number = row.pop("no", f"{place['credit_code']}/{place['site_no']}/{on}")
    return [("inspections", {"inspection_no": number, **place, "inspected_on": on})]


def _serious_case(row: Told, prefix: str, world: World) -> Made:
    told = {"case_no": row.pop("no"), **_place(row, prefix), "found_on": row.pop("found")}
    dates = {"filed_on": row.pop("filed"), "decided_on": row.pop("decided")}
    return [("serious_cases", told | dates)]


def _change(row: Told, prefix: str, world: World) -> Made:
    told = {**_place(row, prefix), "kind": row.pop("kind"), "changed_on": row.pop("on")}
    known_on = row.pop("known", None)
    return [
        (
            "reportable_changes",
            told | {"known_on": NOT_APPLICABLE if known_on == "na" else known_on},
        )
    ]


#: How each kind of fact is read, by its name in YAML files.
READERS: dict[str, Reader] = {
    "changes": _change,
    "officers": _officer,
    "trainings": _training,
    "employer_archives": _employer_archive,
    "worker_archives": _worker_archive,
    "insured": _insured,
    "radiation_posts": _radiation_post,
    "doses": _dose,
    "diagnosis_institutions": _diagnosis_institution,
    "months": _months,
    "disease_cases": _disease_case,
    "acute_events": _acute_event,
    "monitoring_records": _monitoring_record,
    "supervisors": _supervisor,
    "supervisor_trainings": _supervisor_training,
    "supervised_parties": _supervised_party,
    "inspections": _inspection,
    "serious_cases": _serious_case,
}
