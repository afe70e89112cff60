"""A small world for tests: facts by natural names, on both clocks, for all three computations.

A `World` is a list of `Version`s: rows of the sheets and of coverage, each recorded at an
instant and perhaps withdrawn at a later one. The same row again under the same natural key is a
correction. A world gives

* ``rows(known_at)``: plain rows as the naive reference reads them;
* ``relations(known_at, numbers)``: rows of the relations that rules are written over;
* `tests.support.stored.record`: the same as facts and changes in PostgreSQL.

Names are test names ("E1", "W1"); ``numbers`` gives each the id it has on every engine.
"""

from __future__ import annotations

import itertools
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from zhifang.core.days import SHANGHAI

Row = dict[str, Any]

#: When facts are recorded that do not say when.
FIRST = datetime(2000, 1, 1, tzinfo=SHANGHAI)

#: The natural key of each sheet (semantics section 11).
KEYS = {
    "employers": ("credit_code", "site_no", "valid_from"),
    "posts": ("credit_code", "site_no", "workshop", "post", "hazard", "valid_from"),
    "workers": ("id_number", "credit_code", "site_no", "workshop", "post", "valid_from"),
    "declarations": ("credit_code", "site_no", "kind", "declared_on"),
    "reportable_changes": ("credit_code", "site_no", "kind", "changed_on"),
    "measurements": ("institution_code", "report_no", "sample_no", "hazard"),
    "examinations": ("institution_code", "exam_no", "hazard"),
    "officers": ("id_number", "credit_code", "site_no", "role", "valid_from"),
    "trainings": ("id_number", "trained_on", "course"),
    "employer_archives": ("credit_code", "site_no", "checked_on"),
    "worker_archives": ("id_number", "credit_code", "site_no", "stated_on"),
    "insured_persons": ("employer_code", "insured_no", "valid_from"),
    "radiation_posts": ("id_number", "credit_code", "site_no", "valid_from"),
    "doses": ("institution_code", "report_no", "id_number", "valid_from"),
    "diagnosis_institutions": ("institution_code", "valid_from"),
    "monthly_reports": ("institution_code", "year", "month"),
    "disease_cases": ("institution_code", "case_no"),
    "acute_events": ("event_no",),
    "monitoring_records": ("record_no",),
    "supervisors": ("supervisor_no", "valid_from"),
    "supervisor_trainings": ("supervisor_no", "trained_on", "course"),
    "supervised_parties": ("credit_code", "site_no", "kind", "valid_from"),
    "inspections": ("inspection_no",),
    "serious_cases": ("case_no",),
    "coverage": ("sender", "sheet"),
}


@dataclass(frozen=True)
class Version:
    """A row of a sheet, recorded at an instant; ``withdrawn`` if it was taken back."""

    sheet: str
    row: Row
    recorded: datetime = FIRST
    withdrawn: datetime | None = None

    @property
    def key(self) -> tuple[Any, ...]:
        """Sheet and natural key."""
        return (self.sheet, *(self.row[column] for column in KEYS[self.sheet]))


@dataclass(frozen=True)
class Recorded:
    """A version with the instants at which it came into force and went out of it."""

    number: int
    sheet: str
    row: Row
    added: datetime
    removed: datetime | None

    def known(self, at: datetime) -> bool:
        """Whether it was in force at the instant."""
        return self.added <= at and (self.removed is None or self.removed > at)


class Numbers:
    """Ids by name, the same on every engine."""

    def __init__(self, first: int = 1) -> None:
        self._next = itertools.count(first)
        self._given: dict[tuple[Any, ...], int] = {}

    def of(self, kind: str, *name: Any) -> int:
        """The id of a thing of this kind and name."""
        key = (kind, *name)
        if key not in self._given:
            self._given[key] = next(self._next)
        return self._given[key]

    def named(self, kind: str) -> Iterator[tuple[tuple[Any, ...], int]]:
        """(name, id) of everything of this kind met so far."""
        return ((key[1:], number) for key, number in list(self._given.items()) if key[0] == kind)


@dataclass
class World:
    """Versions in the order they were recorded."""

    versions: list[Version] = field(default_factory=list)

    def add(
        self, sheet: str, row: Row, recorded: datetime = FIRST, withdrawn: datetime | None = None
    ) -> None:
        """Adds a version."""
        self.versions.append(Version(sheet, row, recorded, withdrawn))

    @property
    def instants(self) -> list[datetime]:
        """Every instant at which something was recorded or withdrawn, oldest first."""
        found = {version.recorded for version in self.versions}
        return sorted(found | {v.withdrawn for v in self.versions if v.withdrawn})

    def recorded(self, numbers: Numbers) -> list[Recorded]:
        """Every version with the instants between which it was in force."""
        by_key: dict[tuple[Any, ...], list[Version]] = {}
        for version in sorted(self.versions, key=lambda one: one.recorded):
            by_key.setdefault(version.key, []).append(version)
        ends = {}
        for versions in by_key.values():
            for version, following in itertools.zip_longest(versions, versions[1:]):
                after = following.recorded if following else None
                instants = [one for one in (version.withdrawn, after) if one is not None]
                ends[id(version)] = min(instants, default=None)
        return [
            Recorded(
                numbers.of("fact", id(self), place),
                version.sheet,
                version.row,
                version.recorded,
                ends[id(version)],
            )
            for place, version in enumerate(self.versions)
        ]

    def rows(self, known_at: datetime | None = None) -> dict[str, list[Row]]:
        """The rows in force at an instant (default: the latest), by sheet."""
        at = known_at or max(self.instants, default=FIRST)
        found: dict[str, list[Row]] = {sheet: [] for sheet in KEYS}
        for one in self.recorded(Numbers()):
            if one.known(at):
                found[one.sheet].append(one.row)
        return found

    def relations(self, numbers: Numbers, known_at: datetime | None = None) -> dict[str, list[Row]]:
        """The rows of the fact relations in force at an instant."""
        at = known_at or max(self.instants, default=FIRST)
        found: dict[str, list[Row]] = {name: [] for name in RELATIONS}
        for one in self.recorded(numbers):
            if one.known(at) and one.sheet in OF_SHEET:
                relation, make = OF_SHEET[one.sheet]
                found[relation] += make(one.number, one.row, numbers)
            if one.known(at) and one.sheet in ALSO:
                relation, make = ALSO[one.sheet]
                found[relation] += make(one.number, one.row, numbers)
        _close_states(found["site_periods"])
        return found


def site_id(numbers: Numbers, row: Row) -> int:
    """The id of the site a row speaks of."""
    return numbers.of("site", row["credit_code"], row["site_no"])


def post_id(numbers: Numbers, row: Row) -> int:
    """The id of the post a row speaks of."""
    return numbers.of("post", row["credit_code"], row["site_no"], row["workshop"], row["post"])


def covered(row: Row) -> list[str]:
    """The hazards an exam row's conclusion covers: itself, one dust speaking for all dusts."""
    dusts = [h for h in row["examined"] if h.startswith("F")]
    return sorted({row["hazard"], *(dusts if row["hazard"].startswith("F") else ())})


def _site_periods(number: int, row: Row, numbers: Numbers) -> list[Row]:
    return [
        {
            "site_id": site_id(numbers, row),
            "site_no": row["site_no"],
            "holder_id": numbers.of("party", row["credit_code"]),
            "valid_from": row["valid_from"],
            "valid_to": None,
            "town": row["town"],
            "industry": row["industry"],
            "size": row.get("size"),
            "status": row["status"],
            "risk_class": row["risk_class"],
        }
    ]


def _site_identities(number: int, row: Row, numbers: Numbers) -> list[Row]:
    told = {
        "name": row.get("employer_name") or row["credit_code"],
        "town": row["town"],
        "address": row.get("address"),
        "legal_person": row.get("legal_person"),
    }
    return [
        {
            "site_id": site_id(numbers, row),
            "holder_id": numbers.of("party", row["credit_code"]),
            "valid_from": row["valid_from"],
            "attribute": attribute,
            "text": "".join(unicodedata.normalize("NFKC", text).split()),
        }
        for attribute, text in told.items()
        if text is not None
    ]


def _post_hazards(number: int, row: Row, numbers: Numbers) -> list[Row]:
    return [
        {
            "id": number,
            "post_id": post_id(numbers, row),
            "site_id": site_id(numbers, row),
            "holder_id": numbers.of("party", row["credit_code"]),
            "hazard": row["hazard"],
            "valid_from": row["valid_from"],
            "valid_to": row["valid_to"],
            "work_grade": row["work_grade"],
            "graded_on": row["graded_on"],
            "noise_level": row["noise_level"],
        }
    ]


def _exposures(number: int, row: Row, numbers: Numbers) -> list[Row]:
    return [
        {
            "id": number,
            "worker_id": numbers.of("worker", row["id_number"]),
            "post_id": post_id(numbers, row),
            "site_id": site_id(numbers, row),
            "site_no": row["site_no"],
            "holder_id": numbers.of("party", row["credit_code"]),
            "valid_from": row["valid_from"],
            "valid_to": row["valid_to"],
        }
    ]


def _declarations(number: int, row: Row, numbers: Numbers) -> list[Row]:
    return [
        {
            "id": number,
            "site_id": site_id(numbers, row),
            "kind": row["kind"],
            "declared_on": row["declared_on"],
        }
    ]


def _measurements(number: int, row: Row, numbers: Numbers) -> list[Row]:
    return [
        {
            "id": number,
            "site_id": site_id(numbers, row),
            "institution_id": numbers.of("party", row["institution_code"]),
            "report_no": row["report_no"],
            "report_kind": row["report_kind"],
            "sampled_on": row["sampled_on"],
            "issued_on": row["issued_on"],
            "post_id": post_id(numbers, row),
            "hazard": row["hazard"],
        }
    ]


def _examinations(number: int, row: Row, numbers: Numbers) -> list[Row]:
    return [
        {
            "id": number,
            "worker_id": numbers.of("worker", row["id_number"]),
            "hazard": hazard,
            "exam_kind": row["exam_kind"],
            "exam_on": row["exam_on"],
        }
        for hazard in covered(row)
    ]


OF_SHEET = {
    "employers": ("site_periods", _site_periods),
    "posts": ("post_hazards", _post_hazards),
    "workers": ("exposures", _exposures),
    "declarations": ("declarations", _declarations),
    "measurements": ("measurements", _measurements),
    "examinations": ("examinations", _examinations),
}
#: A second relation of a sheet.
ALSO = {"employers": ("site_identities", _site_identities)}
RELATIONS = tuple(relation for relation, _make in (*OF_SHEET.values(), *ALSO.values()))


def _close_states(periods: list[Row]) -> None:
    """A later state of a site ends the running one."""
    periods.sort(key=lambda row: (row["site_id"], row["valid_from"]))
    for row, following in itertools.pairwise(periods):
        if row["site_id"] == following["site_id"]:
            row["valid_to"] = following["valid_from"]
