"""The least effort against every possible choice, tried one by one."""

from __future__ import annotations

from itertools import combinations
from random import Random

import pytest

from zhifang.calc.cheapest import Item, Place, cheapest


def by_trying(needs: list[int], places: list[Place]) -> int | None:
    """The least cost over all sets of items; None where no set reaches every need."""
    items = [(place, item) for place in places for item in place.items]
    best = None
    for number in range(len(items) + 1):
        for chosen in combinations(items, number):
            gained = [0] * len(needs)
            for _place, item in chosen:
                gained[item.need] += item.gain
            if all(got >= need for got, need in zip(gained, needs, strict=True)):
                visits = {place.key: place.visit for place, _item in chosen}
                cost = sum(visits.values()) + sum(item.cost for _place, item in chosen)
                best = cost if best is None else min(best, cost)
    return best


@pytest.mark.parametrize("seed", range(60))
def test_nothing_costs_less(seed: int) -> None:
    rng = Random(seed)
    needs = [rng.randrange(0, 400) for _ in range(rng.choice((1, 1, 2)))]
    places, number = [], 0
    for place in range(rng.randrange(1, 5)):
        items = []
        for _ in range(rng.randrange(1, 4)):
            need = rng.randrange(len(needs))
            items.append(Item(number, need, rng.choice((5, 95, 100)), rng.choice((10, 20, 45))))
            number += 1
        places.append(Place(place, rng.choice((0, 30, 60)), tuple(items)))
    found = cheapest(needs, places)
    least = by_trying(needs, places)
    assert (found is None) == (least is None)
    if found is None:
        return
    assert (found.cost, found.bound, found.proven) == (least, least, True)
    taken = [item for _place, items in found.taken for item in items]
    assert len({item.key for item in taken}) == len(taken)
    for need, wanted in enumerate(needs):
        assert sum(item.gain for item in taken if item.need == need) >= wanted
    assert found.cost == sum(
        place.visit + sum(item.cost for item in items) for place, items in found.taken
    )


def test_a_shared_visit_beats_the_cheapest_single_acts() -> None:
    """Four rows wanted: one far place with four costs 100 + 40, four near ones 4 x (40 + 5)."""
    far = Place("far", 100, tuple(Item(f"f{n}", 0, 100, 10) for n in range(4)))
    near = [Place(f"n{n}", 40, (Item(f"n{n}", 0, 100, 5),)) for n in range(4)]
    found = cheapest([400], [*near, far])
    assert found is not None
    assert [place.key for place, _items in found.taken] == ["far"]
    assert found.cost == 140


def test_many_alike_places_are_one_kind_and_stay_fast() -> None:
    places = [
        Place(number, 60, tuple(Item((number, n), 0, 100, 30) for n in range(1 + number % 40)))
        for number in range(4000)
    ]
    found = cheapest([100 * 3001], places)
    assert found is not None
    # the largest places hold 40: 75 of them hold 3,000, and one row more needs one more visit
    assert found.cost == 3001 * 30 + 76 * 60
    assert found.proven


def test_nothing_is_needed_and_nothing_suffices() -> None:
    place = Place("a", 10, (Item("a", 0, 100, 1),))
    found = cheapest([0], [place])
    assert found is not None
    assert found.taken == ()
    assert cheapest([101], [place]) is None
