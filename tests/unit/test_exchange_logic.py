"""Checks between the cells of a row that need no database."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from zhifang.exchange.logic import row_checks


@pytest.mark.parametrize(
    ("code", "diagnosed_on", "wrong"),
    [
        ("2013-01-101", date(2025, 7, 31), False),
        ("2013-01-101", date(2025, 8, 1), True),
        ("2024-01-101", date(2025, 7, 31), True),
        ("2024-01-101", date(2025, 8, 1), False),
    ],
)
def test_a_diagnosed_disease_is_of_the_edition_of_its_day(
    code: str, diagnosed_on: date, wrong: bool
) -> None:
    row = {
        "pos": 0,
        "birth_on": date(1970, 1, 1),
        "diagnosed_on": diagnosed_on,
        "reported_on": None,
        "disease_code": code,
    }
    found = row_checks(
        "disease_cases", pl.DataFrame([row], schema_overrides={"reported_on": pl.Date})
    )
    expected = [("disease_code", "disease_not_in_edition")] if wrong else []
    assert found.select("column", "reason").rows() == expected
