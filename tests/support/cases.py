"""Spec cases: reading the YAML files of ``tests/spec`` into worlds and expectations.

A file has ``title``, ``rule`` (or none, for targets), ``citation``, perhaps ``facts`` shared by
all its cases, and ``cases``; ``with: another_file`` adds the facts of another file. A case has
``id``, ``sentence``, perhaps its own ``citation``, ``facts``, and ``expect`` (a list). An
expectation names a day ``on`` and perhaps the instant ``known``; every other key is a subject and
says what holds of it:

    {on: 2021-02-01, E1: PENDING from 2020-06-01 due 2023-06-01}

A text speaks of the turn opened last, a list of every turn in order, ``none`` of no turn. A due
day that is not the same for every value of a missing fact reads ``due 2020-07-01..2021-07-01``
(``..never`` where it is perhaps not owed);
``due never`` is a duty that rests, ``due ?`` one that cannot be said; ``ended lifted`` says why a
turn is over, ``done 2020-06-01`` by what, ``anchored on start`` from what it counts. Outcomes are
those of semantics section 2.

Expected targets read ``I01: {A: 1/1, B: 0/1 (1), all: 1/2 (1), met: null}`` with n/N (u) and,
when wanted, ``rows: {W1: MET A}`` and ``incomplete``: how many of the unmet rest on a source that
is not complete through the day. ``none`` counts what belongs to no township. ``I12 reading=cases``
is the target in another variant than the plan's, ``value`` what is printed of it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from tests.support.case_facts import world_of
from tests.support.case_places import hazard_code
from tests.support.facts import World
from zhifang.core.days import FAR, SHANGHAI

#: The facts of a case by kind, as the file says them.
Facts = dict[str, list[dict[str, Any]]]

FOLDER = Path(__file__).parents[1] / "spec"

_TOLD = re.compile(
    r"(?P<outcome>MET|NOT_MET|UNKNOWN|PENDING|NOT_APPLICABLE)"
    r"(?: from (?P<anchor>\S+))?(?: due (?P<low>never|\?|[\d-]+)(?:\.\.(?P<high>never|[\d-]+))?)?"
    r"(?: late (?P<late>\d+))?(?: missing (?P<missing>\w+))?(?: ended (?P<ended>\w+))?"
    r"(?: done (?P<done>\S+))?(?: anchored on (?P<kind>event|start|condition|trigger))?"
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
            high = FAR if part["high"] == "never" else low
            if part["high"] and part["high"] != "never":
                high = date.fromisoformat(part["high"])
            due = (low, high)
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
    """What is expected of a target: counts by town ("all": together, "none": of no town), met,
    rows, the value printed, and how many of the unmet rest on a source that is not complete
    through the day. ``variant``: (key, option), empty for the plan's."""

    id: str
    variant: tuple[str, ...]
    counts: dict[str, Count]
    met: bool | None
    incomplete: int | None
    value: float | None
    rows: dict[str, str]

    @property
    def name(self) -> str:
        """As the file names it: "I12", or "I12 reading=cases"."""
        return " ".join((self.id, *(("=".join(self.variant),) if self.variant else ())))


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
    facts: Facts = field(repr=False)
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
    beside: str
    facts: Facts
    cases: tuple[Case, ...]


@cache
def files(folder: Path = FOLDER) -> tuple[File, ...]:
    """Every file of cases, in the order of their names."""
    return tuple(_file(path) for path in sorted(folder.glob("*.yaml")))


def cases() -> list[Case]:
    """Every case of every file."""
    return [case for file in files() for case in file.cases]


def _file(path: Path) -> File:
    told = yaml.load(path.read_text(encoding="utf-8"), _Loader)
    beside = told.get("with", "")
    others = _shared(path.with_name(f"{beside}.yaml")) if beside else {}
    shared = _together(others, told.get("facts", {}))
    rule = told.get("rule", "")
    found = []
    for case in told["cases"]:
        own = case.get("facts", {})
        together = _together(shared, own)
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
    return File(
        path.stem,
        told["title"],
        rule,
        told["citation"],
        beside,
        told.get("facts", {}),
        tuple(found),
    )


def _shared(path: Path) -> Facts:
    """The facts that all cases of a file share."""
    return dict(yaml.load(path.read_text(encoding="utf-8"), _Loader)["facts"])


def _together(some: Facts, more: Facts) -> Facts:
    return {kind: [*some.get(kind, []), *more.get(kind, [])] for kind in {**some, **more}}


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
        if re.fullmatch(r"I\d\d( \w+=\w+)?", name):
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
    """The subject as computations call it: "E1" is "E1/01", "W1@E1 噪声" has the hazard's code;
    "W1@E1" is a person at a duty holder, "H1 2020-10" what a duty of H1 is about."""
    if " " in name and "@" not in name:
        return prefix + name
    if "@" not in name:
        site = name if "/" in name else f"{name}/01"
        return f"{prefix}{site}"
    who, _, rest = name.partition("@")
    code, _, hazard = rest.partition(" ")
    of_whom = f"{prefix}{who}@{prefix}{code}"
    return f"{of_whom} {hazard_code(hazard)}" if hazard else of_whom


def _target(name: str, told: dict[str, Any]) -> Target:
    target, _, variant = name.partition(" ")
    apart = ("rows", "met", "incomplete", "value")
    return Target(
        target,
        tuple(variant.split("=")) if variant else (),
        {key: Count.of(value) for key, value in told.items() if key not in apart},
        told.get("met"),
        told.get("incomplete"),
        told.get("value"),
        {k: str(v) for k, v in told.get("rows", {}).items()},
    )
