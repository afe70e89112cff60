"""The relations of rules beside workplaces and examinations, from the rows of a world."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from datetime import date, datetime

from tests.support.facts import FIRST, Numbers, Row, World, site_id
from zhifang.core.days import FAR, add_days, add_months
from zhifang.synthetic.reference.archives import FILES
from zhifang.synthetic.reference.view import NOT_APPLICABLE

#: What a row of a sheet is in its relation, beside its id; None: it is not in it.
Maker = Callable[[Row, Numbers], Row | None]


def _person(row: Row, numbers: Numbers) -> Row:
    return {
        "worker_id": numbers.of("worker", row["id_number"]),
        "holder_id": numbers.of("party", row["credit_code"]),
        "site_id": site_id(numbers, row),
        "site_no": row["site_no"],
    }


def _officer(row: Row, numbers: Numbers) -> Row:
    return {
        **_person(row, numbers),
        "role": row["role"],
        "valid_from": row["valid_from"],
        "valid_to": row["valid_to"],
    }


def _training(row: Row, numbers: Numbers) -> Row:
    return {**_person(row, numbers), "trained_on": row["trained_on"], "hours": row["hours"]}


def _post(row: Row, numbers: Numbers) -> Row:
    told = {name: row[name] for name in ("medical", "valid_from", "valid_to")}
    return {**_person(row, numbers), **told}


def _dose(row: Row, numbers: Numbers) -> Row | None:
    if row["kind"] not in ("valid", "nominal"):
        return None
    told = {name: row[name] for name in ("valid_from", "valid_to")}
    return {**_person(row, numbers), **told}


def _dose_report(row: Row, numbers: Numbers) -> Row | None:
    if row["kind"] not in ("valid", "nominal"):
        return None
    told = {name: row[name] for name in ("report_no", "reported_on")}
    last = add_days(row["valid_to"], -1)
    return {**_person(row, numbers), **_institution(row, numbers), **told, "last_day": last}


def _archive_check(row: Row, numbers: Numbers) -> Row:
    files = [row[name] for name in FILES]
    return {
        "holder_id": numbers.of("party", row["credit_code"]),
        "site_no": row["site_no"],
        "checked_on": row["checked_on"],
        "files_there": sum(one is True for one in files),
        "files_missing": sum(one is False for one in files),
        "files_unchecked": sum(one is None for one in files),
    }


def _case(row: Row, numbers: Numbers) -> Row:
    names = ("case_no", "disease_code", "stage", "diagnosed_on", "reported_on")
    told = {name: row[name] for name in names}
    return {**_person(row, numbers), **_institution(row, numbers), **told}


def _institution(row: Row, numbers: Numbers) -> Row:
    return {"institution_id": numbers.of("party", row["institution_code"])}


def _service(row: Row, numbers: Numbers) -> Row:
    told = {name: row[name] for name in ("town", "valid_from", "valid_to")}
    return {**_institution(row, numbers), **told}


def _month(row: Row, numbers: Numbers) -> Row:
    due_on = add_months(date(row["year"], row["month"], 10), 1)
    told = {"due_on": due_on, "confirmed_on": row["confirmed_on"]}
    return {**_institution(row, numbers), **told}


def _change(row: Row, numbers: Numbers) -> Row:
    told = {name: row[name] for name in ("kind", "changed_on")}
    known_on = None if row["known_on"] == NOT_APPLICABLE else row["known_on"]
    holder = numbers.of("party", row["credit_code"])
    return {"holder_id": holder, "site_id": site_id(numbers, row), **told, "known_on": known_on}


#: The relations of each sheet and how a row of each is made.
OF_SHEET: dict[str, tuple[tuple[str, Maker], ...]] = {
    "reportable_changes": (("reportable_changes", _change),),
    "employer_archives": (("employer_archives", _archive_check),),
    "officers": (("officers", _officer),),
    "trainings": (("trainings", _training),),
    "radiation_posts": (("radiation_posts", _post),),
    "doses": (("doses", _dose), ("dose_reports", _dose_report)),
    "disease_cases": (("disease_cases", _case),),
    "diagnosis_institutions": (("diagnosis_institutions", _service),),
    "monthly_reports": (("monthly_reports", _month),),
}
RELATIONS = tuple(relation for makers in OF_SHEET.values() for relation, _make in makers)


def relations(
    world: World, numbers: Numbers, known_at: datetime | None = None
) -> dict[str, list[Row]]:
    """The rows of the relations in force at an instant (default: the latest)."""
    at = known_at or max(world.instants, default=FIRST)
    found: dict[str, list[Row]] = {name: [] for name in RELATIONS}
    for one in world.recorded(numbers):
        if not one.known(at):
            continue
        for relation, make in OF_SHEET.get(one.sheet, ()):
            made = make(one.row, numbers)
            if made is not None:
                found[relation].append({"id": one.number, **made})
    _end_service(found["diagnosis_institutions"])
    return found


def _end_service(services: list[Row]) -> None:
    """A later version of an institution ends the running one."""
    services.sort(key=lambda row: (row["institution_id"], row["valid_from"]))
    for row, following in itertools.pairwise(services):
        if row["institution_id"] == following["institution_id"]:
            row["valid_to"] = min(row["valid_to"] or FAR, following["valid_from"])
