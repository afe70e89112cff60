"""Stored turns: as DuckDB computes them, at every past change, narrowed or whole, in any order."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from django.db import connections, transaction
from hypothesis import given
from hypothesis import strategies as st

from tests.support.computing import (
    Engine,
    Snapshot,
    Told,
    told_by_engine,
    told_by_reference,
)
from tests.support.facts import Numbers, World
from tests.support.random_worlds import histories, moments, renamed, versions
from tests.support.stored import change_at, recompute, record, stored_turns
from zhifang.obligations.rules import RULES
from zhifang.obligations.running import TURN_COLUMNS, narrowed_text, relations, turns_text
from zhifang.obligations.storing import bring_up_to_date

#: The worlds of all examples live in one register, each under its own names and ids.
_examples = itertools.count(1)
_ROOM = 4_000

#: A turn row as it is compared: everything a rule gives.
COMPARED = [column for column in TURN_COLUMNS if column != "obligation_id"]


class Entered:
    """A world in the register, under names, ids and instants of its own."""

    def __init__(self, world: World) -> None:
        number = next(_examples)
        self.world = renamed(world, f"x{number}-", timedelta(days=100 * number))
        self.numbers = Numbers(number * _ROOM)
        record([self.world], self.numbers)
        recompute()

    @property
    def holders(self) -> list[int]:
        """The ids of its parties."""
        return [number for _name, number in self.numbers.named("party")]

    def stored(self, at: datetime | None) -> list[dict[str, Any]]:
        """Its turns in the register as known at an instant."""
        mine = set(self.holders)
        return [row for row in stored_turns(change_at(at)) if row["holder_id"] in mine]

    def computed(self, instants: list[datetime]) -> list[list[dict[str, Any]]]:
        """Its turns by DuckDB from the facts as known at each instant."""
        engine = Engine([Snapshot(self.world, at) for at in instants], self.numbers)
        return [
            [{"rule": rule, **row} for rule, rows in turns.items() for row in rows]
            for turns in engine.turns
        ]

    def mark(self) -> None:
        """Marks its parties stale at the latest change."""
        with connections["engine"].cursor() as cursor:
            cursor.execute(
                "insert into stale_employer (organisation_id, change_id) "
                "select o, (select max(id) from change) from unnest(%s::bigint[]) o",
                [self.holders],
            )


def comparable(rows: Iterable[dict[str, Any]]) -> list[str]:
    """Rows in one order, by every column a rule gives."""
    return sorted(repr([row["rule"], *(row.get(column) for column in COMPARED)]) for row in rows)


def named(told: Iterable[Told]) -> list[Told]:
    """What is told, without the number of the example in its names."""
    found = []
    for one in told:
        subject = " ".join(
            part.partition("-")[2] if part.startswith("x") else part
            for part in one.subject.replace("@", " @ ").split(" ")
        )
        found.append(
            Told(
                subject,
                *(
                    getattr(one, field)
                    for field in (
                        "anchor",
                        "opened",
                        "outcome",
                        "due_earliest",
                        "due_latest",
                        "days_late",
                        "missing",
                        "ended",
                        "done",
                        "kind",
                    )
                ),
            )
        )
    return sorted(found, key=repr)


@given(world=histories())
def test_every_past_change_is_seen_as_it_was(module_database: str, world: World) -> None:
    """Whatever is recorded, corrected and withdrawn: turns known at an instant are those that
    the facts known then give, on both engines, and as the reference counts them."""
    entered = Entered(world)
    instants = moments(entered.world)
    for at, computed in zip(instants, entered.computed(instants), strict=True):
        stored = entered.stored(at)
        assert comparable(stored) == comparable(computed)
        rows = entered.world.rows(at)
        for rule in RULES:
            for on in (date(2020, 12, 31), date(2026, 9, 30)):
                told = told_by_engine((r for r in stored if r["rule"] == rule), on, entered.numbers)
                naive = told_by_reference(rows, rule, on)
                assert [one.judged for one in told if one.outcome != "NOT_APPLICABLE"] == [
                    one.judged for one in naive if one.outcome != "NOT_APPLICABLE"
                ]


@given(world=versions())
def test_a_rerun_changes_nothing(module_database: str, world: World) -> None:
    entered = Entered(world)
    entered.mark()
    again = bring_up_to_date()
    assert (again.added, again.removed) == (0, 0)


@given(worlds=st.lists(versions(employers=2, workers=3), min_size=2, max_size=4))
def test_narrowed_is_whole_filtered(module_database: str, worlds: list[World]) -> None:
    """One employer's turns from its own facts equal the whole run's rows of that employer."""
    holders = [holder for one in [Entered(world) for world in worlds] for holder in one.holders]
    change = change_at(None)
    with transaction.atomic(using="engine"), connections["engine"].cursor() as cursor:
        for rule in RULES:
            alone = {}
            for holder in holders:
                cursor.execute(narrowed_text(rule), {"change": change, "holders": [holder]})
                alone[holder] = sorted(cursor.fetchall(), key=repr)
            with relations(cursor, RULES[rule].needs, change_id=change):
                cursor.execute(turns_text(rule), {"change": change, "holders": []})
                place = [column[0] for column in cursor.description].index("holder_id")
                whole: dict[int, list[Any]] = {holder: [] for holder in holders}
                for row in cursor.fetchall():
                    whole.setdefault(row[place], []).append(row)
            assert alone == {holder: sorted(whole[holder], key=repr) for holder in holders}


@given(world=versions(), seed=st.integers(0, 1000))
def test_load_order_does_not_matter(module_database: str, world: World, seed: int) -> None:
    """All at once or a change a row, in any order: the same turns in the end."""
    shuffled = World(list(world.versions))
    random.Random(seed).shuffle(shuffled.versions)
    one_by_one = World()
    for place, version in enumerate(shuffled.versions):
        one_by_one.add(version.sheet, version.row, version.recorded + timedelta(hours=place))
    told = []
    for one in (world, shuffled, one_by_one):
        entered = Entered(one)
        stored = entered.stored(None)
        told.append(
            [
                named(told_by_engine((r for r in stored if r["rule"] == rule), on, entered.numbers))
                for rule in RULES
                for on in (date(2020, 12, 31), date(2026, 9, 30))
            ]
        )
    assert told[0] == told[1] == told[2]
