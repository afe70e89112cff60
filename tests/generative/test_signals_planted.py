"""Signals on a made world: clean districts give few, planted gaming is found."""

from __future__ import annotations

from collections import defaultdict

import pytest

from benchmarks.signals import Score, measure
from zhifang.signals import KINDS
from zhifang.synthetic import gaming
from zhifang.synthetic.district.world import Size, made_world

SEEDS = (1, 2, 5)


@pytest.fixture(scope="module")
def scores() -> dict[str, Score]:
    """What each kind found in three districts."""
    found: dict[str, Score] = defaultdict(Score)
    for seed in SEEDS:
        measure(seed, 0.2, found)
    return found


@pytest.mark.parametrize("kind", KINDS)
def test_clean_districts_stay_within_the_false_alarms_stated(
    scores: dict[str, Score], kind: str
) -> None:
    # q = 0.1 without any gaming: a district has any signal of a kind at most once in ten
    score = scores[kind]
    assert score.clean_judged >= 20
    assert score.clean_districts == len(SEEDS)
    assert score.clean_signals <= 1


@pytest.mark.parametrize("kind", KINDS)
def test_planted_gaming_is_found_and_others_are_seldom_named(
    scores: dict[str, Score], kind: str
) -> None:
    score = scores[kind]
    assert score.planted >= 3
    assert score.right >= 0.6 * score.planted
    assert score.right >= 0.7 * score.found


def test_planting_leaves_the_world_as_it_was_and_repeats_itself() -> None:
    tables = made_world(Size(3, 25, 200, 2016, 2020)).tables
    sent = gaming.handed_in(tables, 3)
    before = [repr(one) for one in sent]
    bad, truth = gaming.plant_year_end(sent, 3, 2020, 0.2)
    assert (bad, truth) == gaming.plant_year_end(sent, 3, 2020, 0.2)
    moved, _ = gaming.plant_backdated(sent, 3, 2020, 0.2)
    assert [repr(one) for one in sent] == before
    guilty = {one.subject for one in truth}
    changed = {new.sender for old, new in zip(sent, bad, strict=True) if old != new}
    assert changed == guilty
    assert len(moved) == len(sent)
    states, cases = gaming.plant_reopened(tables["employers"], 3, 2019, 0.1)
    assert len(states) == len(tables["employers"]) + 2 * len(cases)
