"""DuckDB and the naive reference tell the same of any small world."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.computing import Engine, Snapshot, Told, told_by_engine, told_by_reference
from tests.support.facts import Numbers, World
from tests.support.random_worlds import AS_OF, versions
from zhifang.obligations.rules import RULES


def judged(told: list[Told]) -> list[tuple[str, object, str]]:
    """What must agree; the reference leaves out turns that never came due."""
    return [one.judged for one in told if one.outcome != "NOT_APPLICABLE"]


@pytest.mark.parametrize("rule", RULES)
@given(worlds=st.lists(versions(), min_size=1, max_size=15))
def test_duckdb_equals_the_reference(rule: str, worlds: list[World]) -> None:
    numbers = Numbers()
    engine = Engine([Snapshot(world) for world in worlds], numbers, rules=[rule])
    for world, turns in zip(worlds, engine.turns, strict=True):
        rows = world.rows()
        for on in AS_OF:
            fast = told_by_engine(turns[rule], on, numbers)
            assert judged(fast) == judged(told_by_reference(rows, rule, on)), on


@settings(max_examples=3)
@given(worlds=st.lists(versions(), min_size=2, max_size=6))
def test_subjects_do_not_bear_on_each_other(worlds: list[World]) -> None:
    """Snapshots held side by side give what each gives alone."""
    numbers = Numbers()
    together = Engine([Snapshot(world) for world in worlds], numbers)
    alone = Engine([Snapshot(worlds[-1])], numbers)
    for rule in RULES:
        assert sorted(map(repr, together.turns[-1][rule])) == sorted(
            map(repr, alone.turns[0][rule])
        )
