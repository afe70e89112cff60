"""What ARC-01 says of an employer is what I06 counts, on every day after a turn opened."""

from __future__ import annotations

from datetime import date

from hypothesis import given

from tests.support.facts import World
from tests.support.random_worlds import AS_OF, versions
from zhifang.synthetic import reference
from zhifang.synthetic.reference import Facts
from zhifang.synthetic.reference.archives import of_employers

SAID = {"numerator": "MET", "missing": "NOT_MET", "unknown": "UNKNOWN"}


@given(world=versions())
def test_the_duty_stands_as_the_target_counts(world: World) -> None:
    facts = Facts(world.rows())
    for on in [day for day in AS_OF if day > date(2014, 1, 1)]:
        latest = {}
        for turn in sorted(reference.RULES["ARC-01"](facts, on), key=lambda one: one.opened):
            latest[turn.subject.partition("/")[0]] = turn
        for row in of_employers(facts, on):
            turn = latest[row.subject]
            if turn.opened < on:
                assert turn.outcome == SAID[row.side], (on, row.subject)
