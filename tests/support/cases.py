"""Spec cases: reading the YAML files of ``tests/spec`` into worlds and expectations.

A file has ``title``, ``rule`` (or none, for targets), ``citation``, perhaps ``facts`` shared by
all its cases, and ``cases``. A case has ``id``, ``sentence``, perhaps its own ``citation``,
``facts``, and ``expect`` (a list). An expectation names a day ``on`` and perhaps the instant
``known``; every other key is a subject and says what holds of it:

    {on: 2021-02-01, E1: PENDING from 2020-06-01 due 2023-06-01}

A text speaks of the turn opened last, a list of every turn in order, ``none`` of no turn. A due
day that is not the same for every value of a missing fact reads ``due 2020-07-01..2021-07-01``;
``due never`` is a duty that rests, ``due ?`` one that cannot be said; ``ended lifted`` says why a
turn is over, ``done 2020-06-01`` by what, ``anchored on start`` from what it counts. Outcomes are
those of semantics section 2.

Expected targets read ``I01: {A: 1/1, B: 0/1 (1), all: 1/2 (1), met: null}`` with n/N (u) and,
when wanted, ``rows: {W1: MET A}`` and ``incomplete``: how many of the unmet rest on a source that
is not complete through the day.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from tests.support import facts as made
from tests.support.facts import FIRST, World
from zhifang import statutes
from zhifang.core.days import FAR, SHANGHAI

FOLDER = Path(__file__).parents[1] / "spec"
PLAN = "mentougou-2016-2020"

_TOLD = re.compile(
    r"(?P<outcome>MET|NOT_MET|UNKNOWN|PENDING|NOT_APPLICABLE)"
    r"(?: from (?P<anchor>\S+))?(?: due (?P<low>never|\?|[\d-]+)(?:\.\.(?P<high>[\d-]+))?)?"
    r"(?: late (?P<late>\d+))?(?: missing (?P<missing>\w+))?(?: ended (?P<ended>\w+))?"
    r"(?: done (?P<done>\S+))?(?: anchored on (?P<kind>event|start|condition))?"
    r"(?: opened (?P<opened>\S+))?"
)
_COUNT = re.compile(r"(?P<n>\d+)/(?P<N>\d+)(?: \((?P<u>\d+)\))?")


class _Loader(yaml.SafeLoader):
    """YAML in which only ``true`` and ``false`` are truth values, so that ``on`` is a word."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in found if tag != "tag:yaml.org,2002:bool"]
    for first, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("true|false"), list("tf"))


@dataclass(frozen=True)
class Turn:
    """What is expected of one turn; empty fields are not looked at."""

    text: str
    outcome: str
    anchor: date | None
    due: tuple[date | None, date | None] | None
    late: int | None
    missing: str | None
    ended: str | None
    done: date | None
    kind: str | None
    opened: date | None

    @classmethod
    def of(cls, text: str) -> Turn:
        """Reads one expected turn."""
        found = _TOLD.fullmatch(text.strip())
        if found is None:
            raise ValueError(f"an expected turn reads {text!r}")
        part = found.groupdict()
        due = None
        if part["low"]:
            low = (
                {"never": FAR, "?": None}.get(part["low"])
                if not part["low"][0].isdigit()
                else (date.fromisoformat(part["low"]))
            )
            due = (low, date.fromisoformat(part["high"]) if part["high"] else low)
        return cls(
            text,
            part["outcome"],
            date.fromisoformat(part["anchor"]) if part["anchor"] else None,
            due,
            int(part["late"]) if part["late"] else None,
            part["missing"],
            part["ended"],
            date.fromisoformat(part["done"]) if part["done"] else None,
            part["kind"],
            date.fromisoformat(part["opened"]) if part["opened"] else None,
        )


@dataclass(frozen=True)
class Count:
    """Expected n/N (u)."""

    numerator: int
    denominator: int
    unknown: int

    @classmethod
    def of(cls, text: str) -> Count:
        """Reads "1/2 (1)"."""
        found = _COUNT.fullmatch(str(text))
        if found is None:
            raise ValueError(f"an expected count reads {text!r}")
        return cls(int(found["n"]), int(found["N"]), int(found["u"] or 0))


@dataclass(frozen=True)
class Subject:
    """What is expected of a subject: the last turn, or every turn, or none."""

    name: str
    turns: tuple[Turn, ...]
    every: bool


@dataclass(frozen=True)
class Target:
    """What is expected of a target: counts by town ("all": together), met, rows, and how many of
    the unmet rest on a source that is not complete through the day."""

    id: str
    counts: dict[str, Count]
    met: bool | None
    incomplete: int | None
    rows: dict[str, str]


@dataclass(frozen=True)
class Expectation:
    """What holds on a day, as known at an instant (None: the latest)."""

    on: date
    known: datetime | None
    subjects: tuple[Subject, ...]
    targets: tuple[Target, ...]


@dataclass(frozen=True)
class Case:
    """One case of one file."""

    file: str
    id: str
    rule: str
    sentence: str
    citation: str
    world: World = field(repr=False)
    facts: dict[str, list[dict[str, Any]]] = field(repr=False)
    expectations: tuple[Expectation, ...] = field(repr=False)

    @property
    def name(self) -> str:
        """Name in test reports: rule, file and id."""
        return f"{self.rule or 'targets'}-{self.file}-{self.id}"


@dataclass(frozen=True)
class File:
    """One file of cases."""

    name: str
    title: str
    rule: str
    citation: str
    facts: dict[str, list[dict[str, Any]]]
    cases: tuple[Case, ...]


@cache
def files(folder: Path = FOLDER) -> tuple[File, ...]:
    """Every file of cases, in the order of their names."""
    return tuple(_file(path) for path in sorted(folder.glob("*.yaml")))


def cases() -> list[Case]:
    """Every case of every file."""
    return [case for file in files() for case in file.cases]


def towns() -> dict[str, str]:
    """Codes of the townships that cases call A, B, C, ..."""
    return {chr(ord("A") + n): code for n, code in enumerate(statutes.plan(PLAN).towns)}


def _file(path: Path) -> File:
    told = yaml.load(path.read_text(encoding="utf-8"), _Loader)
    shared = told.get("facts", {})
    rule = told.get("rule", "")
    found = []
    for case in told["cases"]:
        own = case.get("facts", {})
        together = {kind: [*shared.get(kind, []), *own.get(kind, [])] for kind in {**shared, **own}}
        prefix = f"{path.stem}-{case['id']}-" if rule else ""
        found.append(
            Case(
                path.stem,
                case["id"],
                case.get("rule", rule),
                case["sentence"],
                case.get("citation", told["citation"]),
                world_of(together, prefix),
                own,
                tuple(_expectation(one, prefix) for one in case["expect"]),
            )
        )
    return File(path.stem, told["title"], rule, told["citation"], shared, tuple(found))


def _instant(value: Any) -> datetime | None:
    if value is None or isinstance(value, datetime):
        return value if value is None or value.tzinfo else value.replace(tzinfo=SHANGHAI)
    return datetime.combine(value, time(12), tzinfo=SHANGHAI)


def _expectation(told: dict[str, Any], prefix: str) -> Expectation:
    known = told.get("known")
    at = None
    if known is not None:
        at = (
            known
            if isinstance(known, datetime)
            else datetime.combine(known, time(23, 59, 59), tzinfo=SHANGHAI)
        )
    subjects, targets = [], []
    for name, value in told.items():
        if name in ("on", "known"):
            continue
        if re.fullmatch(r"I\d\d", name):
            targets.append(_target(name, value))
        else:
            listed = [] if value == "none" else value if isinstance(value, list) else [value]
            subjects.append(
                Subject(
                    _named(name, prefix),
                    tuple(Turn.of(t) for t in listed),
                    isinstance(value, list) or value == "none",
                )
            )
    return Expectation(told["on"], at, tuple(subjects), tuple(targets))


def _named(name: str, prefix: str) -> str:
    """The subject as computations call it: "E1" is "E1/01", "W1@E1 噪声" has the hazard's code."""
    if "@" not in name:
        site = name if "/" in name else f"{name}/01"
        return f"{prefix}{site}"
    who, _, rest = name.partition("@")
    code, _, hazard = rest.partition(" ")
    return f"{prefix}{who}@{prefix}{code} {_hazard(hazard)}"


def _target(name: str, told: dict[str, Any]) -> Target:
    rows = told.get("rows", {})
    apart = ("rows", "met", "incomplete")
    counts = {key: Count.of(value) for key, value in told.items() if key not in apart}
    return Target(
        name, counts, told.get("met"), told.get("incomplete"), {k: str(v) for k, v in rows.items()}
    )


@cache
def _hazard(text: str) -> str:
    hazard = statutes.hazard_by_text(text)
    if hazard is None:
        raise ValueError(f"no hazard is called {text!r}")
    return hazard.code


def world_of(told: dict[str, list[dict[str, Any]]], prefix: str = "") -> World:
    """The world of the facts of a case; every name gets the prefix."""
    world = World()
    readers = {
        "sites": _site,
        "hazards": _post,
        "workers": _work,
        "declarations": _filing,
        "reports": _report,
        "exams": _exam,
        "coverage": _coverage,
    }
    for kind in readers:
        for one in told.get(kind, []):
            row = dict(one)
            recorded = _instant(row.pop("recorded", None)) or FIRST
            withdrawn = _instant(row.pop("withdrawn", None))
            for sheet, made_row in readers[kind](row, prefix, world):
                world.add(sheet, made_row, recorded, withdrawn)
            if row:
                raise ValueError(f"{kind} knows nothing of {sorted(row)}")
    unknown = set(told) - set(readers)
    if unknown:
        raise ValueError(f"no such facts: {sorted(unknown)}")
    return world


Made = list[tuple[str, made.Row]]


def _at(row: dict[str, Any], prefix: str) -> tuple[str, str]:
    code, _, site_no = row.pop("at").partition("/")
    return prefix + code, site_no or "01"


def _site(row: dict[str, Any], prefix: str, world: World) -> Made:
    code, _, site_no = row.pop("site").partition("/")
    town = row.pop("town", "A")
    return [
        (
            "employers",
            made.employer(
                prefix + code,
                site_no=site_no or "01",
                valid_from=row.pop("from", made.BEGINNING),
                town=towns().get(town, town),
                industry=row.pop("industry", "C3311"),
                status=row.pop("status", "operating"),
                risk_class=row.pop("class", None),
            ),
        )
    ]


def _post(row: dict[str, Any], prefix: str, world: World) -> Made:
    code, site_no = _at(row, prefix)
    return [
        (
            "posts",
            made.post(
                code,
                _hazard(row.pop("hazard")),
                site_no=site_no,
                post=row.pop("post", "打磨"),
                valid_from=row.pop("from", made.BEGINNING),
                valid_to=row.pop("to", None),
                work_grade=row.pop("grade", None),
                graded_on=row.pop("graded", None),
                noise_level=row.pop("level", None),
            ),
        )
    ]


def _work(row: dict[str, Any], prefix: str, world: World) -> Made:
    code, site_no = _at(row, prefix)
    agency = row.pop("agency", None)
    return [
        (
            "workers",
            made.work(
                prefix + row.pop("who"),
                code,
                site_no=site_no,
                post=row.pop("post", "打磨"),
                valid_from=row.pop("from"),
                valid_to=row.pop("to", None),
                agency=prefix + agency if agency else None,
            ),
        )
    ]


def _filing(row: dict[str, Any], prefix: str, world: World) -> Made:
    code, site_no = _at(row, prefix)
    return [
        (
            "declarations",
            made.declaration(code, row.pop("on"), kind=row.pop("kind", "initial"), site_no=site_no),
        )
    ]


def _report(row: dict[str, Any], prefix: str, world: World) -> Made:
    """A report samples every pair its site has on the day, or those listed under ``pairs``."""
    code, site_no = _at(row, prefix)
    on = row.pop("on")
    number = row.pop("no", f"{code}/{site_no}/{on}")
    kind = str(row.pop("kind", "10"))
    institution = prefix + row.pop("by", "LAB")
    issued_on = row.pop("issued", on)
    pairs = [
        (pair.get("post", "打磨"), _hazard(pair["hazard"]), pair.get("on", on))
        for pair in row.pop("pairs", [])
    ]
    if not pairs:
        pairs = sorted(
            {
                (v.row["post"], v.row["hazard"], on)
                for v in world.versions
                if v.sheet == "posts"
                and (v.row["credit_code"], v.row["site_no"]) == (code, site_no)
                and v.row["valid_from"] <= on
                and (v.row["valid_to"] is None or v.row["valid_to"] > on)
            }
        )
    return [
        (
            "measurements",
            made.sample(
                code,
                hazard,
                sampled_on,
                report_no=number,
                sample_no=f"{post} {hazard}",
                report_kind=kind,
                institution=institution,
                site_no=site_no,
                post=post,
                issued_on=issued_on,
            ),
        )
        for post, hazard, sampled_on in pairs
    ]


def _exam(row: dict[str, Any], prefix: str, world: World) -> Made:
    """An exam has one conclusion a hazard; the dusts of an exam share one."""
    code, site_no = _at(row, prefix)
    who, on = prefix + row.pop("who"), row.pop("on")
    listed = row.pop("of")
    examined = tuple(_hazard(h) for h in (listed if isinstance(listed, list) else [listed]))
    kind, number = row.pop("kind", "in"), row.pop("no", f"{who}/{on}")
    by = prefix + row.pop("by", "CLINIC")
    dusts = [hazard for hazard in examined if hazard.startswith("F")]
    concluded = [*dusts[:1], *(hazard for hazard in examined if not hazard.startswith("F"))]
    return [
        (
            "examinations",
            made.exam(
                who,
                hazard,
                on,
                code=code,
                exam_no=number,
                exam_kind=kind,
                examined=examined,
                institution=by,
                site_no=site_no,
            ),
        )
        for hazard in concluded
    ]


def _coverage(row: dict[str, Any], prefix: str, world: World) -> Made:
    by = row.pop("by")
    return [
        (
            "coverage",
            made.coverage(
                None if by == "district" else prefix + by, row.pop("sheet"), row.pop("through")
            ),
        )
    ]
