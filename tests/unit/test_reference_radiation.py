"""I13: personal doses of radiation workers, by the naive reference."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.support.register import Register
from zhifang.synthetic import reference
from zhifang.synthetic.reference.targets import TargetRow

D = date(2020, 12, 31)


def post(
    register: Register, who: str, start: str = "2015-01-01", end: Any = None, medical: Any = True,
    code: str = "M", site_no: str = "1",
) -> None:  # fmt: skip
    register.add("radiation_posts", who=who, credit_code=code, site_no=site_no, medical=medical,
                 valid_from=start, valid_to=end)  # fmt: skip


def dose(register: Register, who: str, start: str, end: str, kind: str = "valid") -> None:
    """A dosimeter worn from the first day to the day before ``end``."""
    register.add("doses", who=who, institution_code="D", credit_code="M9", site_no="1",
                 valid_from=start, valid_to=end, kind=kind)  # fmt: skip


def rows_of(register: Register, **variant: str) -> list[TargetRow]:
    return reference.target(register.rows, "I13", D, {"variant": variant})[0]


def test_the_worked_example() -> None:
    register = Register()
    register.site("M")
    post(register, "R1")
    dose(register, "R1", "2020-01-01", "2020-12-21")
    post(register, "R2")
    dose(register, "R2", "2020-01-01", "2020-07-01")
    dose(register, "R2", "2020-10-15", "2021-01-01")
    post(register, "R3", "2020-11-01")
    post(register, "R4", "2020-01-01", "2020-05-01")
    dose(register, "R4", "2020-01-01", "2020-05-01")
    assert {row.subject[-2:]: row.side for row in rows_of(register)} == {
        "R1": "numerator", "R2": "missing", "R3": "not_applicable", "R4": "numerator",
    }  # fmt: skip
    _, totals, towns = reference.target(register.rows, "I13", D)
    assert (totals["numerator"], totals["denominator"]) == (2, 3)
    assert towns["A"] == totals
    assert [row.side for row in rows_of(register, cover="any_period")].count("numerator") == 3


def value(*doses: tuple[str, ...], start: str = "2020-01-01", end: str | None = None) -> str:
    """What the row of somebody in post with these doses may be."""
    register = Register()
    register.site("M")
    post(register, "r", start, end)
    for one in doses:
        dose(register, "r", *one)
    (row,) = rows_of(register)
    return " ".join(row.may_be)


@pytest.mark.parametrize(
    ("doses", "expected"),
    [
        ([("2020-03-31", "2021-01-01")], "MET"),  # 90 days without: 1 January to 30 March
        ([("2020-04-01", "2021-01-01")], "NOT"),
        ([("2020-01-01", "2020-10-03")], "MET"),  # 3 October to 31 December are 90
        ([("2020-01-01", "2020-10-02")], "NOT"),
        ([("2020-03-31", "2022-01-01")], "MET"),
        ([("2020-03-31", "2020-07-01"), ("2020-07-01", "2021-01-01", "nominal")], "MET"),
        ([("2020-03-31", "2020-07-01"), ("2020-07-01", "2021-01-01", "invalid")], "NOT"),
        ([("2019-10-01", "2020-04-01"), ("2020-06-30", "2020-12-01")], "MET"),
        ([("2019-10-01", "2020-04-01"), ("2020-07-01", "2020-12-01")], "NOT"),
        ([("2019-06-01", "2019-12-31")], "NOT"),
        ([], "NOT"),
    ],
)
def test_runs_of_days_without_a_dose(doses: list[tuple[str, ...]], expected: str) -> None:
    assert value(*doses) == expected


def test_only_days_in_post_of_the_year_count() -> None:
    assert value(start="2020-10-03") == "OUT"  # 90 days
    assert value(start="2020-10-02") == "NOT"  # 91 days
    assert value(start="2019-01-01", end="2020-03-31") == "OUT"
    assert value(start="2019-01-01", end="2020-04-01") == "NOT"
    assert value(("2020-03-01", "2020-03-02"), start="2019-10-01", end="2020-05-01") == "MET"


def test_days_away_break_a_run_and_sites_of_a_unit_add_up() -> None:
    register = Register()
    register.site("M", "A")
    register.site("M", "B", site_no="2")
    post(register, "r", "2020-01-01", "2020-03-01", site_no="2")
    post(register, "r", "2020-03-02", "2020-04-15")
    (row,) = rows_of(register)
    assert (row.side, row.town) == ("numerator", "A")  # 60 and 44 days, the lowest site
    (any_period,) = rows_of(register, cover="any_period")
    assert any_period.side == "missing"
    post(register, "r", "2020-03-01", "2020-03-02", site_no="2")
    (row,) = rows_of(register)
    assert row.side == "missing"


def test_only_medical_units_and_a_blank_may_be_one() -> None:
    register = Register()
    register.site("M")
    for who, medical, start in (
        ("industrial", False, "2015-01-01"),
        ("blank", None, "2015-01-01"),
        ("blank short", None, "2020-12-01"),
    ):
        post(register, who, start, medical=medical)
    post(register, "left", "2015-01-01", "2020-01-01")
    post(register, "comes", "2021-01-01")
    assert {row.subject[5:]: (row.side, row.may_be) for row in rows_of(register)} == {
        "blank": ("unknown", ("NOT", "OUT")), "blank short": ("not_applicable", ("OUT",)),
    }  # fmt: skip


def test_the_town_is_that_of_the_last_day_in_post() -> None:
    register = Register()
    register.site("M", "A")
    register.site("M", "B", start="2020-06-30")
    post(register, "left", "2020-01-01", "2020-06-30")
    post(register, "stays", "2020-01-01")
    assert {row.subject[5:]: row.town for row in rows_of(register)} == {"left": "A", "stays": "B"}
