"""I04, I05: training of principals and managers, by the naive reference."""

from __future__ import annotations

from datetime import date

import pytest

from tests.support.register import Register
from zhifang.synthetic import reference
from zhifang.synthetic.reference.targets import TargetRow

D = date(2020, 12, 31)


def trained(*trainings: tuple[str, float | None], hours: str = "rule") -> tuple[str, ...]:
    """What the row of a principal of E1 with these trainings may be."""
    register = Register()
    register.employer("E1")
    officer(register, "p")
    for on, given in trainings:
        register.add("trainings", who="p", credit_code="E9", site_no="1", role="worker",
                     course="C", trained_on=on, hours=given)  # fmt: skip
    (row,), _, _ = reference.target(register.rows, "I04", D, {"variant": {"hours": hours}})
    assert row.subject == "E1|01|p"
    return row.may_be


def officer(
    register: Register, who: str, role: str = "principal", start: str = "2015-01-01",
    end: str | None = None, code: str = "E1", site_no: str = "1",
) -> None:  # fmt: skip
    register.add("officers", who=who, credit_code=code, site_no=site_no, role=role,
                 valid_from=start, valid_to=end)  # fmt: skip


@pytest.mark.parametrize(
    ("trainings", "expected"),
    [
        ([], "NOT"),
        ([("2020-03-01", 16)], "MET"),
        ([("2020-03-01", 15.5)], "NOT"),
        ([("2019-12-31", 16)], "MET"),  # the last day of its twelve months
        ([("2019-12-30", 16)], "NOT"),
        ([("2021-01-01", 16)], "NOT"),  # after the day
        ([("2020-12-31", 16)], "MET"),
        ([("2017-05-01", 16), ("2020-03-01", 8)], "MET"),  # a first counts whenever it was
        ([("2017-05-01", 16), ("2020-03-01", 7.5)], "NOT"),
        ([("2020-03-01", 8), ("2020-05-01", 16)], "MET"),
        ([("2020-03-01", 8)], "NOT"),  # no first before it
        ([("2020-03-01", 8), ("2020-03-01", 8)], "NOT"),  # not strictly earlier
        ([("2015-11-30", 4), ("2020-03-01", 8)], "MET"),  # before the rule a first of any length
        ([("2015-11-30", None), ("2020-03-01", 8)], "MET"),
        ([("2015-12-01", 4), ("2020-03-01", 8)], "NOT"),
        ([("2020-03-01", None)], "MET NOT"),
        ([("2017-05-01", None), ("2020-03-01", 8)], "MET NOT"),
        ([("2017-05-01", None), ("2020-03-01", 4)], "NOT"),
        ([("2017-05-01", 16), ("2020-03-01", None)], "MET NOT"),
        ([("2017-05-01", None)], "NOT"),  # too long ago, however many hours
    ],
)
def test_hours_of_the_rule(trainings: list[tuple[str, float | None]], expected: str) -> None:
    assert trained(*trainings) == tuple(expected.split())


def test_a_training_on_the_leap_day_holds_to_28_february() -> None:
    register = Register()
    register.employer("E1")
    officer(register, "p")
    register.add("trainings", who="p", trained_on="2020-02-29", hours=16)
    sides = [
        reference.target(register.rows, "I04", date(2021, 2, 28 if last else 27))[0][0].side
        for last in (False, True)
    ]
    after = reference.target(register.rows, "I04", date(2021, 3, 1))[0][0].side
    assert (sides, after) == (["numerator", "numerator"], "missing")


def test_before_the_rule_any_training_of_the_last_year_will_do() -> None:
    register = Register()
    register.employer("E1")
    officer(register, "p", start="2014-01-01")
    register.add("trainings", who="p", trained_on="2015-03-01", hours=4)
    rows, _, _ = reference.target(register.rows, "I04", date(2016, 3, 1))
    assert [row.side for row in rows] == ["numerator"]


@pytest.mark.parametrize(
    ("trainings", "expected"),
    [
        ([("2020-03-01", 2)], "MET"),
        ([("2020-03-01", None)], "MET"),
        ([("2019-12-30", 16)], "NOT"),
    ],
)
def test_any_hours(trainings: list[tuple[str, float | None]], expected: str) -> None:
    assert trained(*trainings, hours="any") == (expected,)


def rows_of(register: Register, target: str, **variant: str) -> list[TargetRow]:
    return reference.target(register.rows, target, D, {"variant": variant})[0]


def test_who_is_in_office_on_the_day() -> None:
    register = Register()
    register.employer("E1", "B")
    officer(register, "left", end="2020-12-31")  # the first day out of office
    officer(register, "stays", start="2020-12-31")
    officer(register, "leaves", end="2021-01-01", site_no="2")
    officer(register, "comes", start="2021-01-01")
    officer(register, "manages", role="manager")
    officer(register, "elsewhere", code="E2")  # E2 has no hazard here
    rows = rows_of(register, "I04")
    assert [(row.subject, row.town) for row in rows] == [
        ("E1|01|leaves", "B"),
        ("E1|01|stays", "B"),
    ]
    assert [row.subject for row in rows_of(register, "I05")] == ["E1|01|manages"]


def test_a_later_term_ends_the_running_one() -> None:
    register = Register()
    register.employer("E1")
    officer(register, "p", start="2015-01-01")
    officer(register, "p", start="2018-01-01", end="2019-01-01")
    assert [row.subject for row in rows_of(register, "I04")] == ["E1"]


def test_one_person_at_two_sites_is_one_row_and_at_two_employers_two() -> None:
    register = Register()
    for code in ("E1", "E2"):
        register.employer(code)
        officer(register, "p", code=code)
    officer(register, "p", site_no="2")
    assert [row.subject for row in rows_of(register, "I04")] == ["E1|01|p", "E2|01|p"]


def test_an_employer_without_a_name_is_unknown_and_without_a_manager_unmet() -> None:
    register = Register()
    register.employer("E1")
    (principal,) = rows_of(register, "I04")
    (manager,) = rows_of(register, "I05")
    (left_out,) = rows_of(register, "I05", no_manager="out")
    assert (principal.subject, principal.side, principal.may_be) == (
        "E1", "unknown", ("MET", "NOT"),
    )  # fmt: skip
    assert (manager.subject, manager.side) == ("E1", "missing")
    assert (left_out.subject, left_out.side) == ("E1", "not_applicable")


def test_a_closed_employer_has_no_row() -> None:
    register = Register()
    register.employer("E1")
    register.site("E1", start="2020-12-31", status="closed")
    officer(register, "p")
    assert rows_of(register, "I04") == []
    assert rows_of(register, "I05") == []
