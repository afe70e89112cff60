"""Everything that really happened in a synthetic district, by sheet."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import chain

from zhifang.synthetic.district import (
    archives,
    changes,
    commands,
    coordination,
    illness,
    institutions,
    insurance,
    officers,
    oversight,
    radiation,
    surveys,
)
from zhifang.synthetic.district.employers import (
    Employer,
    Row,
    made_agencies,
    made_employers,
    made_hospitals,
)
from zhifang.synthetic.district.institutions import made_institutions
from zhifang.synthetic.district.profiles import HOSPITAL
from zhifang.synthetic.district.workers import Careers, Life, Window

Tables = dict[str, list[Row]]
#: Running number of the first person on the staff of a hospital.
FIRST_OF_STAFF = 3_000_001


@dataclass(frozen=True)
class Size:
    """How large a district, over which years."""

    seed: int
    employers: int
    workers: int
    first_year: int
    last_year: int

    @property
    def window(self) -> Window:
        """The days its files speak of; nothing is known after 2026-09-30."""
        last = min(date(self.last_year, 12, 31), date(2026, 9, 30))
        return Window(date(self.first_year, 1, 1), last)


@dataclass(frozen=True)
class Cast:
    """The parties of a district. ``institutions``: each with its kind of supervised party."""

    employers: list[Employer]
    agencies: list[Employer]
    hospitals: list[Employer]
    institutions: list[tuple[str, Employer]]

    @property
    def working(self) -> list[Employer]:
        """Those at whose posts people work."""
        return [*self.employers, *self.hospitals]

    @property
    def medical(self) -> list[Employer]:
        """Those that use radiation on patients."""
        return [one for one in self.working if one.profile is HOSPITAL]

    @property
    def everybody(self) -> list[Employer]:
        """Every party with a site."""
        return [*self.agencies, *self.working, *(one for _, one in self.institutions)]


@dataclass
class World:
    """Everything that really happened, by sheet, and the employers it happened at."""

    size: Size
    tables: Tables
    homes: dict[str, Employer]


def _cast(seed: int, count: int, window: Window) -> Cast:
    return Cast(
        made_employers(seed, count, window.first, window.last),
        made_agencies(seed, count, window.first),
        made_hospitals(seed, count, window.first, window.last),
        made_institutions(seed, window.first),
    )


def _lives(seed: int, cast: Cast, workers: int, window: Window) -> Iterator[Life]:
    yield from Careers(seed, cast.employers, cast.agencies, window).lives(workers)
    staff = sum(one.headcount for one in cast.hospitals) // 2
    yield from Careers(seed, cast.hospitals, cast.agencies, window).lives(staff, FIRST_OF_STAFF)


#: What each life adds to a sheet: (seed, life, window) to rows.
_OF_LIFE: dict[str, Callable[[int, Life, Window], Iterable[Row]]] = {
    "workers": lambda _seed, life, _window: life[0],
    "examinations": lambda _seed, life, _window: life[1],
    "worker_archives": archives.worker_archives,
    "trainings": officers.worker_trainings,
    "insured_persons": insurance.insured_persons,
    "radiation_posts": lambda seed, life, _window: radiation.radiation_posts(seed, life),
    "doses": lambda seed, life, window: radiation.doses(
        seed, list(radiation.radiation_posts(seed, life)), window
    ),
    "disease_cases": illness.disease_cases,
}
#: What each employer adds to a sheet: (seed, employer, window) to rows.
_OF_EMPLOYER: dict[str, Callable[[int, Employer, Window], Iterable[Row]]] = {
    "posts": lambda _seed, employer, _window: employer.hazards,
    "declarations": changes.declarations,
    "reportable_changes": changes.reportable_changes,
    "measurements": surveys.measurements,
    "officers": officers.officers,
    "trainings": officers.trainings,
    "employer_archives": archives.employer_archives,
    "insured_persons": insurance.other_persons,
}


def _of_district(seed: int, cast: Cast, tables: Tables, window: Window) -> Tables:
    """What the district itself knows; ``tables`` holds what lives and employers made."""
    found: Tables = {
        "diagnosis_institutions": list(institutions.diagnosis_institutions(seed)),
        "monthly_reports": list(
            institutions.monthly_reports(seed, tables["disease_cases"], window)
        ),
        "acute_events": list(illness.acute_events(seed, cast.employers, window)),
        "monitoring_records": list(illness.monitoring_records(seed, window)),
        "supervisors": list(oversight.supervisors(seed, window)),
        "supervised_parties": list(
            oversight.supervised_parties(
                seed, cast.institutions, cast.medical, cast.employers, window
            )
        ),
        "inspections": [
            row
            for party in (*cast.working, *(one for _, one in cast.institutions))
            for row in oversight.inspections(seed, party, window)
        ],
        "meetings": list(coordination.meetings(seed, window)),
        "data_exchanges": list(coordination.data_exchanges(seed, window)),
        "capacities": list(institutions.capacities(seed, window)),
        "task_reports": list(coordination.task_reports(seed, window)),
    }
    terms, visits = found["supervisors"], found["inspections"]
    found["supervisor_trainings"] = list(oversight.supervisor_trainings(seed, terms, window))
    found["serious_cases"] = list(oversight.serious_cases(seed, visits))
    found["meeting_items"] = list(coordination.meeting_items(seed, found["meetings"]))
    return found


def made_world(size: Size) -> World:
    """The district as it really was; the same one for the same size and seed."""
    seed, window = size.seed, size.window
    cast = _cast(seed, size.employers, window)
    tables: Tables = {sheet: [] for sheet in commands.KEYS}
    for employer in cast.everybody:
        tables["employers"] += employer.states
    for employer in cast.working:
        for sheet, rows_of in _OF_EMPLOYER.items():
            tables[sheet] += rows_of(seed, employer, window)
    for life in _lives(seed, cast, size.workers, window):
        for sheet, rows_of_life in _OF_LIFE.items():
            tables[sheet] += rows_of_life(seed, life, window)
    tables |= _of_district(seed, cast, tables, window)
    for sheet, rows in tables.items():
        unique = {tuple(row[name] for name in commands.KEYS[sheet]): row for row in rows}
        tables[sheet] = list(unique.values())
    return World(size, tables, {one.code: one for one in cast.everybody})


def streams(size: Size) -> dict[str, Iterator[Row]]:
    """Rows of the made world by sheet, without faults, each an iterator of its own.

    Nothing is kept: lives and what follows from them are made as they are asked for, so any size
    fits into memory. What the district itself knows is small and made at once, but for the
    months of the diagnosis institutions, which follow from all cases.
    """
    seed, window = size.seed, size.window
    cast = _cast(seed, size.employers, window)

    def of_lives(sheet: str) -> Iterator[Row]:
        for life in _lives(seed, cast, size.workers, window):
            yield from _OF_LIFE[sheet](seed, life, window)

    def of_employers(sheet: str) -> Iterator[Row]:
        for employer in cast.working:
            yield from _OF_EMPLOYER[sheet](seed, employer, window)

    def of_months() -> Iterator[Row]:
        yield from institutions.monthly_reports(seed, of_lives("disease_cases"), window)

    found = {
        sheet: iter(rows)
        for sheet, rows in _of_district(seed, cast, {"disease_cases": []}, window).items()
    }
    found["monthly_reports"] = of_months()
    found["employers"] = (row for one in cast.everybody for row in one.states)
    for sheet in _OF_EMPLOYER:
        found[sheet] = of_employers(sheet)
    for sheet in _OF_LIFE:
        more = found[sheet] if sheet in _OF_EMPLOYER else iter(())
        found[sheet] = chain(more, of_lives(sheet))
    return {sheet: found[sheet] for sheet in commands.KEYS}
