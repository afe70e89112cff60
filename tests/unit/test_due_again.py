"""A duty that rests after a suspension: its due day is told once the end of the rest is seen."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from zhifang.core.days import FAR
from zhifang.obligations.explaining import due_again


def row(
    law_from: date, law_to: date | None, due: date, removed_by: int | None = None
) -> dict[str, Any]:
    """A stored row of an obligation as far as the question needs it."""
    return {
        "law_from": law_from,
        "law_to": law_to,
        "due_earliest": due,
        "due_latest": due,
        "added_by": 2,
        "removed_by": removed_by,
    }


REST = row(date(2021, 11, 8), date(2022, 5, 11), FAR)
AFTER = row(date(2022, 5, 11), None, date(2022, 9, 29))


@pytest.mark.parametrize(
    ("as_of", "told"),
    [
        (date(2022, 4, 10), False),  # still suspended: the resumption has not happened
        (date(2022, 4, 11), True),  # production resumed on this day
        (date(2022, 5, 10), True),
    ],
)
def test_it_is_told_from_the_day_of_resumption_on(as_of: date, told: bool) -> None:
    assert due_again([REST, AFTER], REST, as_of, 2) == (AFTER if told else None)


@pytest.mark.parametrize(
    ("history", "turn"),
    [
        ([REST], REST),  # nothing follows
        ([REST, {**AFTER, "due_earliest": FAR, "due_latest": FAR}], REST),  # it rests on
        ([REST, {**AFTER, "removed_by": 2}], REST),  # no longer known so
        ([REST, {**AFTER, "added_by": 3}], REST),  # not yet known
        ([{**REST, "law_to": None}, AFTER], {**REST, "law_to": None}),  # without an end
        ([REST, AFTER], AFTER),  # it does not rest
    ],
)
def test_it_is_not_told_otherwise(history: list[dict[str, Any]], turn: dict[str, Any]) -> None:
    assert due_again(history, turn, date(2022, 5, 1), 2) is None
