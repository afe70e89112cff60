"""The least effort that closes several shortfalls, where what is done at one place shares a visit.

A place costs its visit once; each item taken there costs its own and adds to one shortfall.
Places that are alike are counted together, so that the whole-number program has as many unknowns
as there are kinds of places and stays exact: alike places may exchange what is taken.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from math import ceil

import numpy
from scipy.optimize import Bounds, LinearConstraint, milp  # type: ignore[attr-defined]
from scipy.sparse import coo_matrix

#: Seconds given to proving that nothing costs less.
LONGEST = 20.0


@dataclass(frozen=True)
class Item:
    """Something that can be done: which shortfall it lessens, by how much, and its own cost."""

    key: Hashable
    need: int
    gain: int
    cost: int


@dataclass(frozen=True)
class Place:
    """Where items are done, and what going there costs."""

    key: Hashable
    visit: int
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Cheapest:
    """What to take, by place; ``bound``: nothing that closes the shortfalls costs less."""

    taken: tuple[tuple[Place, tuple[Item, ...]], ...]
    cost: int
    bound: int

    @property
    def proven(self) -> bool:
        """Whether the cost is the least there is."""
        return self.cost == self.bound


#: (shortfall, gain, cost) of an item: what its price and worth depend on.
Sort = tuple[int, int, int]
#: The visit, and how many items of each sort: all that tells one place from another.
Kind = tuple[int, tuple[tuple[Sort, int], ...]]


def cheapest(needs: Sequence[int], places: Sequence[Place]) -> Cheapest | None:
    """The cheapest items whose gains reach every need; None where all together do not.

    ``needs``: shortfalls, zero or less for none. Places are taken in the order given, items in
    the order of their place, so that the answer is always the same.
    """
    wanted = [number for number, need in enumerate(needs) if need > 0]
    if not wanted:
        return Cheapest((), 0, 0)
    there = [0] * len(needs)
    kinds: dict[Kind, list[Place]] = {}
    for place in places:
        sorts = Counter(
            (item.need, item.gain, item.cost) for item in place.items if item.need in wanted
        )
        for (need, gain, _cost), number in sorts.items():
            there[need] += gain * number
        if sorts:
            kinds.setdefault((place.visit, tuple(sorted(sorts.items()))), []).append(place)
    if any(there[number] < needs[number] for number in wanted):
        return None
    order = sorted(kinds)
    visits, items, bound = _solved(needs, wanted, [(kind, len(kinds[kind])) for kind in order])
    taken = []
    for kind, visited, of_kind in zip(order, visits, items, strict=True):
        taken += _dealt(kinds[kind][:visited], dict(of_kind))
    _without_surplus(needs, wanted, taken)
    chosen = tuple((place, tuple(found)) for place, found in taken if found)
    cost = sum(place.visit + sum(item.cost for item in found) for place, found in chosen)
    return Cheapest(chosen, cost, min(bound, cost))


def _solved(
    needs: Sequence[int], wanted: Sequence[int], kinds: Sequence[tuple[Kind, int]]
) -> tuple[list[int], list[list[tuple[Sort, int]]], int]:
    """How many places of each kind to visit and what to take there, and a bound of the cost."""
    costs: list[int] = []
    most: list[int] = []
    rows: list[tuple[int, int, int]] = []  # (constraint, unknown, coefficient)
    row_of = {need: row for row, need in enumerate(wanted)}
    floors = [needs[need] for need in wanted]
    taken_at: list[tuple[int, list[tuple[Sort, int]]]] = []
    for (visit, sorts), number in kinds:
        of_kind = len(costs)
        costs.append(visit)
        most.append(number)
        unknowns = []
        for sort, count in sorts:
            need, gain, cost = sort
            unknown = len(costs)
            costs.append(cost)
            most.append(count * number)
            rows.append((row_of[need], unknown, gain))
            # count * visited - taken >= 0
            rows += [(len(floors), of_kind, count), (len(floors), unknown, -1)]
            floors.append(0)
            unknowns.append((sort, unknown))
        taken_at.append((of_kind, unknowns))
    at, unknown_of, coefficients = zip(*rows, strict=True)
    shape = (len(floors), len(costs))
    matrix = coo_matrix((coefficients, (at, unknown_of)), shape=shape)  # type: ignore[no-untyped-call]
    found = milp(  # type: ignore[no-untyped-call]
        numpy.array(costs, dtype=float),
        integrality=numpy.ones(len(costs)),
        bounds=Bounds(0, numpy.array(most, dtype=float)),  # type: ignore[no-untyped-call]
        constraints=LinearConstraint(  # type: ignore[no-untyped-call]
            matrix.tocsr(),  # type: ignore[no-untyped-call]
            lb=numpy.array(floors, dtype=float),
        ),
        options={"mip_rel_gap": 0.0, "time_limit": LONGEST},
    )
    if found.x is None:  # out of time without any answer: everything is one
        whole = most
        bound = 0
    else:
        whole = [round(value) for value in found.x]
        bound = ceil(found.mip_dual_bound - 1e-6)
    for need in wanted:
        reached = sum(c * whole[u] for r, u, c in rows if r == row_of[need])
        if reached < needs[need]:
            raise ArithmeticError(f"the solver's answer misses shortfall {need}")
    visits = [whole[of_kind] for of_kind, _unknowns in taken_at]
    items = [[(sort, whole[u]) for sort, u in unknowns] for _of_kind, unknowns in taken_at]
    return visits, items, bound


def _dealt(places: Sequence[Place], left: dict[Sort, int]) -> list[tuple[Place, list[Item]]]:
    """The numbers of a kind given out to its places, the first ones filled first."""
    dealt = []
    for place in places:
        found = []
        for item in place.items:
            sort = (item.need, item.gain, item.cost)
            if left.get(sort, 0):
                left[sort] -= 1
                found.append(item)
        dealt.append((place, found))
    return dealt


def _without_surplus(
    needs: Sequence[int], wanted: Sequence[int], taken: list[tuple[Place, list[Item]]]
) -> None:
    """Drops items that no shortfall needs: an answer that was not proven may hold some."""
    over = {need: -needs[need] for need in wanted}
    for _place, found in taken:
        for item in found:
            over[item.need] += item.gain
    for _place, found in reversed(taken):
        for item in reversed(list(found)):
            if item.gain <= over[item.need]:
                found.remove(item)
                over[item.need] -= item.gain
