"""Gaming planted into the made world: what somebody does to look better, and who did it.

The made world has no days of entry; :func:`handed_in` gives each row a sender and a day it came
in. Every ``plant_…`` returns changed rows beside the truth, and leaves what it was given alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random
from typing import TypeVar

from zhifang.synthetic.district.employers import Row

Tables = Mapping[str, list[Row]]
Key = TypeVar("Key", bound=Hashable)

#: From this day on a training needs so many hours: 16 at first, 8 later.
_HOURS_FROM = date(2015, 12, 1)

#: The sheets looked at, and the day a row of each speaks of.
EVENT = {
    "declarations": "declared_on",
    "measurements": "issued_on",
    "examinations": "exam_on",
    "trainings": "trained_on",
    "employer_archives": "checked_on",
}
#: Days between two deliveries of one sender, and the mean days until a row is ready to be sent.
_RHYTHMS, _MEAN_DELAYS = (1, 2, 3, 7, 7, 14), (4, 8, 14, 20)


@dataclass(frozen=True)
class Delivery:
    """One row with its sender and the day it came in.

    ``report`` names what is written together: an examination, a measurement report, else the row.
    """

    sheet: str
    row: Row
    report: str
    sender: str
    employer: str
    received_on: date

    @property
    def event_on(self) -> date:
        """The day the row speaks of."""
        day: date = self.row[EVENT[self.sheet]]
        return day


@dataclass(frozen=True)
class Planted:
    """One planted case: its kind as the signals call it, and whom it is about."""

    kind: str
    subject: str


def _random(seed: int, *what: object) -> Random:
    return Random(":".join(map(str, (seed, "gaming", *what))))  # noqa: S311 - a made world


def _chosen(subjects: Iterable[Key], rate: float, rng: Random) -> list[Key]:
    """About ``rate`` of the subjects, at least one where there are any."""
    ordered = sorted(subjects, key=str)
    return rng.sample(ordered, min(len(ordered), max(1, round(rate * len(ordered)))))


def handed_in(tables: Tables, seed: int) -> list[Delivery]:
    """Every row of the sheets looked at with its sender and day of entry, nothing planted.

    Institutions send their own reports; most employers hand theirs to their township. Each
    sender delivers in its own rhythm and with its own usual delay.
    """
    home = {row["credit_code"]: row["town"] for row in tables["employers"]}
    found = []
    for sheet in EVENT:
        for number, row in enumerate(tables[sheet]):
            employer = row.get("credit_code") or row["using_code"]
            sender = row.get("institution_code") or _hands_to(seed, employer, home)
            habits = _random(seed, "habits", sender)
            rhythm, mean = habits.choice(_RHYTHMS), habits.choice(_MEAN_DELAYS)
            report = str(row.get("report_no") or row.get("exam_no") or number)
            delay = int(_random(seed, sheet, report).expovariate(1 / mean))
            ready = row[EVENT[sheet]] + timedelta(days=delay)
            wait = -ready.toordinal() % rhythm
            found.append(
                Delivery(sheet, row, report, sender, employer, ready + timedelta(days=wait))
            )
    return found


def _hands_to(seed: int, employer: str, home: Mapping[str, str]) -> str:
    by_itself = _random(seed, "by itself", employer).random() < 0.3
    return employer if by_itself else f"town:{home[employer]}"


def plant_year_end(
    deliveries: list[Delivery], seed: int, year: int, rate: float, *, held_back: float = 0.5
) -> tuple[list[Delivery], list[Planted]]:
    """Some senders hold half of the year's rows back and enter them on its last five days."""
    rng = _random(seed, "year end", year)
    reports: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for one in deliveries:
        if one.received_on.year == year:
            reports[one.sender].add((one.sheet, one.report))
    able = (sender for sender, found in reports.items() if len(found) >= 20)
    guilty = set(_chosen(able, rate, rng))
    late: dict[tuple[str, str, str], date] = {}
    found = []
    for one in deliveries:
        if one.sender in guilty and one.received_on.year == year:
            report = (one.sender, one.sheet, one.report)
            if report not in late:
                day = date(year, 12, 27) + timedelta(days=rng.randrange(5))
                late[report] = day if rng.random() < held_back else date.min
            one = replace(one, received_on=max(one.received_on, late[report]))
        found.append(one)
    return found, [Planted("year_end", sender) for sender in sorted(guilty)]


def plant_backdated(
    deliveries: list[Delivery], seed: int, year: int, rate: float, *, share: float = 0.2
) -> tuple[list[Delivery], list[Planted]]:
    """Some senders date a fifth of what they enter in a year three to eight months back."""
    rng = _random(seed, "backdated", year)
    before: dict[tuple[str, str], set[str]] = defaultdict(set)
    inside: dict[tuple[str, str], set[str]] = defaultdict(set)
    for one in deliveries:
        if one.received_on.year < year:
            before[one.sender, one.sheet].add(one.report)
        elif one.received_on.year == year:
            inside[one.sender, one.sheet].add(one.report)
    able = [key for key, there in inside.items() if len(there) >= 15 and len(before[key]) >= 20]
    guilty = set(_chosen(able, rate, rng))
    moved: dict[tuple[str, str, str], int] = {}
    found = []
    for one in deliveries:
        if (one.sender, one.sheet) in guilty and one.received_on.year == year:
            report = (one.sender, one.sheet, one.report)
            if report not in moved:
                moved[report] = rng.randrange(90, 240) if rng.random() < share else 0
            day = one.event_on - timedelta(days=moved[report])
            one = replace(one, row=one.row | {EVENT[one.sheet]: day})
        found.append(one)
    return found, [Planted("backdated", f"{a}/{b}") for a, b in sorted(guilty)]


def organised(trainings: list[Row], seed: int, organisers: int) -> list[Row]:
    """The trainings of principals and managers dealt out to so many organisers, each employer
    keeping to one of them."""

    def organiser(employer: str) -> str:
        return f"演示培训机构{_random(seed, employer).randrange(organisers):02d}"

    return [
        row | {"organiser": organiser(row["credit_code"])}
        for row in trainings
        if row["role"] != "worker"
    ]


def plant_at_threshold(
    trainings: list[Row], seed: int, rate: float, *, share: float = 0.9
) -> tuple[list[Row], list[Planted]]:
    """Some organisers write exactly the hours required into nearly every certificate."""
    rng = _random(seed, "threshold")
    guilty = set(_chosen({row["organiser"] for row in trainings}, rate, rng))
    firsts: set[tuple[str, str]] = set()
    found = []
    for row in sorted(trainings, key=lambda one: one["trained_on"]):
        person = (row["id_type"], row["id_number"])
        early = row["trained_on"] < _HOURS_FROM
        if (
            row["organiser"] in guilty
            and not early
            and row["hours"] is not None
            and rng.random() < share
        ):
            row = row | {"hours": 8 if person in firsts else 16}
        if early or (row["hours"] is not None and row["hours"] >= 16):
            firsts.add(person)
        found.append(row)
    return found, [Planted("at_threshold", organiser) for organiser in sorted(guilty)]


def plant_reopened(
    employers: list[Row], seed: int, year: int, rate: float
) -> tuple[list[Row], list[Planted]]:
    """Some sites are written as closed in December and as open again in January."""
    rng = _random(seed, "reopened", year)
    states: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in employers:
        states[row["credit_code"], row["site_no"]].append(row)
    first, last = date(year, 11, 1), date(year + 1, 2, 28)
    able = {
        site: max(before, key=lambda one: one["valid_from"])
        for site, rows in states.items()
        if (before := [one for one in rows if one["valid_from"] < first])
        and not any(first <= one["valid_from"] <= last for one in rows)
    }
    able = {site: row for site, row in able.items() if row["status"] == "operating"}
    guilty = _chosen(able, rate, rng)
    found = list(employers)
    for site in guilty:
        closed_on = date(year, 12, rng.randrange(5, 29))
        opens_on = date(year + 1, 1, rng.randrange(3, 26))
        found.append(able[site] | {"status": "closed", "valid_from": closed_on})
        found.append(able[site] | {"status": "operating", "valid_from": opens_on})
    return found, [Planted("reopened", f"{code}/{no}") for code, no in sorted(guilty)]


def plant_one_employer(
    tables: Tables, employers: Iterable[str], first_year: int, last_day: date
) -> list[Row]:
    """The examinations with one for everybody at these employers on 1 June of each year.

    Each is for every hazard of the worker's post. Whether a township's rate crosses its line by
    it is for the caller to see.
    """
    chosen = set(employers)
    hazards: dict[tuple[str, str, str, str], set[str]] = defaultdict(set)
    post: Callable[[Row], tuple[str, str, str, str]] = lambda row: (  # noqa: E731
        row["credit_code"], row["site_no"], row["workshop"], row["post"],
    )  # fmt: skip
    for row in tables["posts"]:
        if row["credit_code"] in chosen:
            hazards[post(row)].add(row["hazard"])
    like = tables["examinations"][0]
    found = list(tables["examinations"])
    workers = [row for row in tables["workers"] if row["credit_code"] in chosen]
    for number, row in enumerate(workers):
        everything = sorted(hazards[post(row)])
        for year in range(first_year, last_day.year + 1):
            day = date(year, 6, 1)
            if not row["valid_from"] <= day < (row["valid_to"] or date.max) or day > last_day:
                continue
            exam = like | {
                "exam_no": f"ZZ{number:05d}{year}",
                "id_type": row["id_type"],
                "id_number": row["id_number"],
                "employer_code": row["credit_code"],
                "using_code": row["credit_code"],
                "site_no": row["site_no"],
                "exam_kind": "in",
                "exam_on": day,
                "reported_on": day + timedelta(days=14),
                "examined": everything,
                "conclusion": "N",
                "disease_code": None,
                "contraindication": None,
                "other_finding": None,
            }
            found += [exam | {"hazard": hazard} for hazard in everything]
    return found
