"""The three computations of a rule over worlds, brought to one shape: `Told`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from tests.support import district_relations
from tests.support.facts import RELATIONS, Numbers, World
from zhifang.calc import Dates, Relation, days_late, in_order, outcome_of
from zhifang.calc.duckdb_engine import DuckDB
from zhifang.obligations.law import LAW
from zhifang.obligations.rules import RULES
from zhifang.obligations.rules.rule import Choices
from zhifang.synthetic import reference

#: Ids of the n-th snapshot held in one engine are moved by n times this.
APART = 10_000_000
_IDS = ("holder_id", "site_id", "worker_id", "anchor_ref", "because_id")

#: Outcomes for which a due day still tells something.
OPEN = ("PENDING", "UNKNOWN", "NOT_MET")


@dataclass(frozen=True, order=True)
class Told:
    """One turn as it is told on a day.

    ``subject``: "E1/01", "W1@E1 W001", "W1@E1" or "H1 2020-10".
    """

    subject: str
    anchor: date
    opened: date
    outcome: str
    due_earliest: date | None
    due_latest: date | None
    days_late: int = 0
    missing: str = ""
    ended: str = ""
    done: date | None = None
    kind: str = ""

    @property
    def judged(self) -> tuple[str, date, str]:
        """What no two computations may tell differently."""
        return self.subject, self.anchor, self.outcome


@dataclass(frozen=True)
class Snapshot:
    """A world as known at an instant (None: the latest)."""

    world: World
    known_at: datetime | None = None


class Engine:
    """DuckDB holding many snapshots side by side, and the turns of every rule over them."""

    def __init__(
        self,
        snapshots: Sequence[Snapshot],
        numbers: Numbers,
        choices: Choices | None = None,
        rules: Iterable[str] = tuple(RULES),
    ) -> None:
        self._engine = DuckDB()
        rules = tuple(rules)
        self._hold(snapshots, numbers, rules)
        self.turns: list[dict[str, list[dict[str, Any]]]] = [
            {rule: [] for rule in RULES} for _ in snapshots
        ]
        for rule_id in rules:
            rule = RULES[rule_id]
            self._engine.derive(rule.needs)
            for row in self._engine.run(rule.expression(choices or Choices())):
                place, row = _moved_back(row)
                self.turns[place][rule_id].append(row)

    def _hold(self, snapshots: Sequence[Snapshot], numbers: Numbers, rules: Sequence[str]) -> None:
        needed = {one.name: one for rule in RULES.values() for one in in_order(rule.needs)}
        names = (*RELATIONS, *district_relations.RELATIONS)
        held: dict[str, list[dict[str, Any]]] = {name: [] for name in names}
        for place, snapshot in enumerate(snapshots):
            world, at = snapshot.world, snapshot.known_at
            rows_of = world.relations(numbers, at)
            rows_of |= district_relations.relations(world, numbers, at)
            for name, rows in rows_of.items():
                held[name] += [_moved(row, place * APART) for row in rows]
        hazards = {row["hazard"] for row in held["post_hazards"]}
        asked = {one.name for rule in rules for one in in_order(RULES[rule].needs)}
        for name, rows in LAW.items():
            if name not in asked:
                continue
            kept = [row for row in rows() if row.get("hazard", "") in hazards | {""}]
            if name == "industry_risk_classes":
                industries = {row["industry"] for row in held["site_periods"]}
                kept = [row for row in kept if row["industry"] in industries]
            self._engine.hold(needed[name], kept)
        for name in names:
            self._engine.hold(needed[name], held[name])


def _moved(row: Mapping[str, Any], by: int) -> dict[str, Any]:
    return {
        name: value + by if (name == "id" or name.endswith("_id")) and value is not None else value
        for name, value in row.items()
    }


def _moved_back(row: dict[str, Any]) -> tuple[int, dict[str, Any]]:
    place = row["holder_id"] // APART
    return place, {
        name: value % APART if name in _IDS and value is not None else value
        for name, value in row.items()
    }


def subject_names(numbers: Numbers) -> dict[tuple[str, int], str]:
    """Names of parties, sites and workers by their ids."""
    found = {("party", number): name[0] for name, number in numbers.named("party")}
    found |= {("site", number): f"{name[0]}/{name[1]}" for name, number in numbers.named("site")}
    found |= {("worker", number): name[0] for name, number in numbers.named("worker")}
    return found


def subject_of(row: Mapping[str, Any], names: Mapping[tuple[str, int], str]) -> str:
    """What a turn row is about."""
    if row.get("subject"):
        return f"{names['party', row['holder_id']]} {row['subject']}"
    if row.get("worker_id") is None:
        return names["site", row["site_id"]]
    worker, holder = names["worker", row["worker_id"]], names["party", row["holder_id"]]
    return f"{worker}@{holder} {row.get('hazard') or ''}".strip()


def spoken(rows: Iterable[dict[str, Any]], on: date) -> list[dict[str, Any]]:
    """The rows that speak on the day."""
    return [
        row
        for row in rows
        if row["law_from"] <= on and (row["law_to"] is None or row["law_to"] > on)
    ]


def told_of_row(row: Mapping[str, Any], on: date, names: Mapping[tuple[str, int], str]) -> Told:
    """A turn row of an engine on a day; its own outcome if it carries one."""
    dates = Dates(
        row["due_earliest"], row["due_latest"], row["done_on"], row["ended_on"], row["ended_why"]
    )
    outcome = outcome_of(dates, on)
    assert row.get("outcome", outcome) == outcome, "the SQL of the outcome differs"
    late = days_late(dates, on) if outcome in ("MET", "NOT_MET") else 0
    ended = row["ended_why"] if row["ended_on"] is not None and row["ended_on"] <= on else ""
    return Told(
        subject_of(row, names),
        row["anchor_on"],
        row["opened_on"],
        outcome,
        row["due_earliest"],
        row["due_latest"],
        late,
        row["missing"],
        ended,
        row["done_on"] if outcome == "MET" else None,
        row["anchor_kind"],
    )


def told_by_engine(rows: Iterable[dict[str, Any]], on: date, numbers: Numbers) -> list[Told]:
    """What stored or computed turn rows tell on a day."""
    names = subject_names(numbers)
    return sorted((told_of_row(row, on, names) for row in spoken(rows, on)), key=_order)


def told_by_reference(rows: Mapping[str, list[dict[str, Any]]], rule: str, on: date) -> list[Told]:
    """What the naive computation tells on a day."""
    found = []
    for turn in reference.turns(dict(rows), rule, on):
        late = 0
        if turn.outcome in ("MET", "NOT_MET") and turn.due_latest is not None:
            end = turn.done_on if turn.outcome == "MET" and turn.done_on else on
            late = max(0, (end - turn.due_latest).days)
        subject = turn.subject
        if "|" in subject:
            holder, _type, worker, *hazard = subject.split("|")
            subject = " ".join((f"{worker}@{holder}", *hazard))
        found.append(
            Told(
                subject,
                turn.anchor,
                turn.opened,
                turn.outcome,
                turn.due_earliest,
                turn.due_latest,
                late,
            )
        )
    return sorted(found, key=_order)


def _order(told: Told) -> tuple[Any, ...]:
    return told.subject, told.anchor, told.opened, told.outcome


def by_subject(told: Iterable[Told]) -> dict[str, list[Told]]:
    """The turns of each subject, in the order of anchor and opening."""
    found: dict[str, list[Told]] = defaultdict(list)
    for one in told:
        found[one.subject].append(one)
    return dict(found)


def relations_of(rule: str) -> tuple[Relation, ...]:
    """Every relation behind a rule."""
    return tuple(in_order(RULES[rule].needs))
