"""The relations of rules beside workplaces and examinations, from the rows of a world."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from tests.support.facts import FIRST, Numbers, Row, World, site_id

#: What a row of a sheet is in its relation, beside its id.
Maker = Callable[[Row, Numbers], Row]


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


#: The relation of each sheet and how a row is made.
OF_SHEET: dict[str, tuple[str, Maker]] = {
    "officers": ("officers", _officer),
    "trainings": ("trainings", _training),
}
RELATIONS = tuple(relation for relation, _make in OF_SHEET.values())


def relations(
    world: World, numbers: Numbers, known_at: datetime | None = None
) -> dict[str, list[Row]]:
    """The rows of the relations in force at an instant (default: the latest)."""
    at = known_at or max(world.instants, default=FIRST)
    found: dict[str, list[Row]] = {name: [] for name in RELATIONS}
    for one in world.recorded(numbers):
        if one.known(at) and one.sheet in OF_SHEET:
            relation, make = OF_SHEET[one.sheet]
            found[relation].append({"id": one.number, **make(one.row, numbers)})
    return found
