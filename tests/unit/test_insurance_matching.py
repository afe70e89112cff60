"""How likely an insured row is a worker: every way two names and two birth dates can agree."""

from __future__ import annotations

from datetime import date
from itertools import product

import polars as pl
import pytest

from zhifang.registry.insurance.matching import (
    BIRTHDAYS,
    BIRTHS,
    FLOOR,
    LEAVES_OPEN,
    NAMES,
    PRIOR,
    scored,
)

NAME, BORN = "张伟明", date(1980, 1, 2)


def insured(*rows: tuple[str, date | None]) -> pl.DataFrame:
    """Insured rows numbered from 0."""
    return pl.DataFrame(
        [(pos, *row) for pos, row in enumerate(rows)],
        {"pos": pl.Int64, "person_name": pl.String, "birth_on": pl.Date},
        orient="row",
    )


def workers(*rows: tuple[int, str, date]) -> pl.DataFrame:
    """Workers of the register."""
    schema = {"worker_id": pl.Int64, "worker_name": pl.String, "birth_on": pl.Date}
    return pl.DataFrame(list(rows), schema, orient="row")


def confidence(
    name: str, born: date | None, other: str = NAME, other_born: date = BORN
) -> float | None:
    """The confidence that the two are one person; None for no candidate."""
    found = scored(insured((name, born)), workers((7, other, other_born)))
    assert found["worker_id"].to_list() in ([], [7])
    return found["confidence"][0] if len(found) else None


def by_hand(*ratios: float) -> float:
    """Bayes: prior odds times the ratios of the levels."""
    odds = PRIOR / (1 - PRIOR)
    for ratio in ratios:
        odds *= ratio
    return round(odds / (1 + odds), 6)


@pytest.mark.parametrize(
    ("name", "born", "ratios"),
    [
        (NAME, BORN, (0.93 / 1e-4, 0.96 * 15_000)),
        ("张 伟·明", BORN, (0.02 / 1e-4, 0.96 * 15_000)),
        ("张伟朋", BORN, (0.03 / 5e-4, 0.96 * 15_000)),  # a homophone or look-alike
        ("张明伟", BORN, (0.03 / 5e-4, 0.96 * 15_000)),  # changed places
        ("张伟", BORN, (0.03 / 5e-4, 0.96 * 15_000)),  # one is missing
        (NAME, date(1980, 2, 1), (0.93 / 1e-4, 0.02 / 2e-3)),  # day and month changed places
        (NAME, date(1981, 1, 2), (0.93 / 1e-4, 0.02 / 2e-3)),  # one digit
    ],
)
def test_levels_multiply(name: str, born: date, ratios: tuple[float, ...]) -> None:
    assert confidence(name, born) == pytest.approx(by_hand(*ratios), abs=2e-6)


@pytest.mark.parametrize(
    ("name", "born"),
    [
        (NAME, None),  # a name alone
        (NAME, date(1964, 11, 23)),
        ("李伟朋", BORN),  # two characters differ
        ("张伟朋", date(1980, 2, 1)),  # both only near
        ("王芳", BORN),
    ],
)
def test_below_the_floor_is_no_candidate(name: str, born: date | None) -> None:
    assert confidence(name, born) is None


def test_two_characters_are_too_few_for_a_near_spelling() -> None:
    assert confidence("王芳", BORN, "王方") is None


def test_only_the_same_name_and_day_leave_a_worker_open() -> None:
    """The threshold lies between these two and every other pair of levels."""
    for name, birth in product(NAMES, BIRTHS):
        reached = by_hand(name.same / name.other, birth.same / birth.other) >= LEAVES_OPEN
        assert reached == (name.name == birth.name == "exact"), (name.name, birth.name)
    exact = NAMES[0]
    assert by_hand(exact.same / exact.other) < FLOOR
    assert BIRTHS[0].other * BIRTHDAYS == 1


def test_of_several_spellings_the_likeliest_counts_and_namesakes_all_stay() -> None:
    found = scored(
        insured((NAME, BORN), ("赵一二", BORN)),
        workers((9, NAME, BORN), (4, "张伟朋", BORN), (4, NAME, BORN), (5, "张伟朋", BORN)),
    )
    assert found.rows() == [
        (0, 4, by_hand(9300, 14_400)),
        (0, 9, by_hand(9300, 14_400)),
        (0, 5, by_hand(60, 14_400)),
    ]


def test_nobody_to_compare() -> None:
    assert len(scored(insured(), workers((1, NAME, BORN)))) == 0
    assert len(scored(insured((NAME, BORN)), workers())) == 0
