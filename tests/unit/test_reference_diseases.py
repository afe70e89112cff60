"""I12, I15, I16: reporting, pneumoconiosis and acute events, by the naive reference."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.support.register import Register
from zhifang.synthetic import reference
from zhifang.synthetic.reference.diseases import Share, falls, none_happened
from zhifang.synthetic.reference.targets import TargetRow, verdict

D = date(2020, 12, 31)
SILICOSIS, DEAFNESS = "2013-01-101", "2013-04-101"


def rows_of(register: Register, target: str, on: date = D, **variant: str) -> list[TargetRow]:
    return reference.target(register.rows, target, on, {"variant": variant})[0]


def sides(rows: list[TargetRow]) -> dict[str, str]:
    return {row.subject: row.side for row in rows}


def counts(rows: list[TargetRow]) -> tuple[int, int, int]:
    found = reference.targets.totals(rows)
    return found["numerator"], found["denominator"], found["unknown"]


def in_service(register: Register, code: str, start: str, end: Any = None, town: str = "A") -> None:
    register.add("diagnosis_institutions", institution_code=code, town=town, valid_from=start,
                 valid_to=end)  # fmt: skip


def confirmed(register: Register, code: str, month: str, on: str) -> None:
    register.add("monthly_reports", institution_code=code, year=int(month[:4]),
                 month=int(month[5:]), cases=0, confirmed_on=on)  # fmt: skip


def every_month(register: Register, code: str, *, but: str = "", late: str = "") -> None:
    for number in range(24):
        month = f"{2019 + number // 12}-{number % 12 + 1:02d}"
        following = f"{2019 + (number + 1) // 12}-{(number + 1) % 12 + 1:02d}"
        if month != but:
            confirmed(register, code, month, f"{following}-{'11' if month == late else '10'}")


def test_institutions_of_the_worked_example() -> None:
    register = Register()
    in_service(register, "H1", "2010-01-01")
    every_month(register, "H1")
    in_service(register, "H2", "2020-07-01")
    every_month(register, "H2", but="2020-10")
    assert counts(rows_of(register, "I12")) == (1, 2, 0)


@pytest.mark.parametrize(
    ("month", "side"),
    [
        ("2019-11", "numerator"),  # was due on 10 December of last year
        ("2019-12", "missing"),
        ("2020-11", "missing"),
        ("2020-12", "numerator"),  # due on 10 January of next year
    ],
)
@pytest.mark.parametrize("how", ["but", "late"])
def test_months_whose_tenth_is_in_the_year(month: str, side: str, how: str) -> None:
    register = Register()
    in_service(register, "H1", "2010-01-01")
    every_month(register, "H1", **{how: month})
    assert sides(rows_of(register, "I12")) == {"H1": side}


def test_a_month_counts_when_in_service_on_its_last_day() -> None:
    register = Register()
    in_service(register, "opened", "2020-11-30")
    in_service(register, "just opened", "2020-12-01")
    in_service(register, "ended", "2015-01-01", "2019-12-31")  # out on the last day of December
    in_service(register, "ended later", "2015-01-01", "2020-01-01")
    in_service(register, "opens", "2021-01-01")
    assert sides(rows_of(register, "I12")) == {
        "ended later": "missing", "just opened": "not_applicable", "opened": "missing",
    }  # fmt: skip


def test_the_town_of_an_institution_is_that_of_its_last_version() -> None:
    register = Register()
    in_service(register, "moved", "2010-01-01", town="A")
    in_service(register, "moved", "2020-05-01", town="B")
    in_service(register, "ended", "2010-01-01", town="A")
    in_service(register, "ended", "2020-05-01", "2020-06-01", town="C")
    every_month(register, "moved", but="2020-03")
    rows = rows_of(register, "I12")
    assert [(row.subject, row.side, row.town) for row in rows] == [
        ("ended", "missing", "C"), ("moved", "missing", "B"),
    ]  # fmt: skip


def case(
    register: Register, no: str, diagnosed: str, reported: Any = None, who: str = "w",
    disease: str = SILICOSIS, **values: Any,
) -> None:  # fmt: skip
    register.add("disease_cases", "dust_years dust_months", who=who, institution_code="H1",
                 case_no=no, credit_code="E1", site_no="1", disease_code=disease,
                 diagnosed_on=diagnosed, reported_on=reported,
                 **({"stage": "new"} | values))  # fmt: skip


def test_cases_of_the_worked_example() -> None:
    register = Register()
    register.employer("E1")
    case(register, "1", "2019-12-20", "2019-12-30")
    case(register, "2", "2020-03-02", "2020-03-25", stage="promoted")
    case(register, "3", "2020-06-10", "2020-06-20", disease=DEAFNESS)
    case(register, "4", "2020-12-28")
    rows = rows_of(register, "I12", reading="cases")
    assert counts(rows) == (2, 3, 0)
    assert sides(rows) == {
        "H1:1": "numerator", "H1:2": "missing", "H1:3": "numerator", "H1:4": "pending",
    }  # fmt: skip


def test_the_fifteen_days_of_a_case() -> None:
    register = Register()
    register.employer("E1", "A")
    register.site("E1", "B", start="2020-02-05")
    case(register, "due last year", "2019-12-16")
    case(register, "due on 1 January", "2019-12-17")
    case(register, "on the last day", "2020-02-04", "2020-02-19")
    case(register, "a day late", "2020-02-05", "2020-02-21")
    case(register, "due on the day", "2020-12-16")
    case(register, "still to report", "2020-12-17", "2020-12-20")
    case(register, "to come", "2021-01-01")
    rows = rows_of(register, "I12", reading="cases")
    assert {row.subject[3:]: (row.side, row.town) for row in rows} == {
        "due on 1 January": ("missing", "A"), "on the last day": ("numerator", "A"),
        "a day late": ("missing", "B"), "due on the day": ("missing", "B"),
        "still to report": ("pending", "B"),
    }  # fmt: skip


def dusty() -> Register:
    """The cards of the worked example: 4 y 11 m, 12 y, 5 y 0 m, unknown, a promoted one."""
    register = Register()
    register.employer("E1", "A")
    for no, years, months in (("1", 4, 11), ("2", 12, None), ("3", 5, 0), ("4", None, None)):
        case(register, no, "2020-05-01", "2020-05-10", f"w{no}",
             dust_years=years, dust_months=months)  # fmt: skip
    case(register, "5", "2020-05-01", "2020-05-10", "w5", stage="promoted", dust_years=1)
    return register


def test_pneumoconiosis_of_the_worked_example() -> None:
    rows = rows_of(dusty(), "I15")
    assert counts(rows) == (1, 3, 1)
    assert {row.subject: " ".join(row.may_be) for row in rows} == {
        f"01|w1|{SILICOSIS}": "MET", f"01|w2|{SILICOSIS}": "NOT", f"01|w3|{SILICOSIS}": "NOT",
        f"01|w4|{SILICOSIS}": "MET NOT",
    }  # fmt: skip
    assert verdict(rows, "I15", Share(3, 6)) is None
    assert verdict([row for row in rows if row.side != "unknown"], "I15", Share(3, 6)) is True


def test_which_cards_are_first_ones_of_the_year() -> None:
    register = dusty()
    case(register, "6", "2020-06-01", "2020-06-10", "w1", dust_years=9)  # the first stands
    case(register, "7", "2020-06-01", "2020-06-10", "w1", DEAFNESS, dust_years=9)
    case(register, "8", "2020-06-01", "2020-06-10", "w1", "2024-01-102", dust_months=59)
    case(register, "9", "2019-12-20", "2020-01-01", "w9", dust_years=5)
    case(register, "10", "2019-12-20", "2019-12-31", "w10", dust_years=1)
    case(register, "11", "2020-12-20", "2021-01-01", "w11", dust_years=1)
    case(register, "12", "2020-12-20", None, "w12", dust_years=1)
    case(register, "13", "2020-02-01", "2020-02-02", "w10", dust_years=1)  # reported last year
    case(register, "14", "2020-02-01", "2020-02-02", "w14", "2013-01-201", dust_years=1)
    found = sides(rows_of(register, "I15"))
    assert found.keys() - sides(rows_of(dusty(), "I15")).keys() == {
        "01|w1|2024-01-102", f"01|w9|{SILICOSIS}",
    }  # fmt: skip
    assert found[f"01|w1|{SILICOSIS}"] == "numerator"
    assert found["01|w1|2024-01-102"] == "numerator"
    assert found[f"01|w9|{SILICOSIS}"] == "missing"
    by_diagnosis = sides(rows_of(register, "I15", year="diagnosed"))
    assert f"01|w9|{SILICOSIS}" not in by_diagnosis
    assert {f"01|w11|{SILICOSIS}", f"01|w12|{SILICOSIS}"} <= by_diagnosis.keys()


def test_a_card_belongs_to_the_town_of_its_diagnosis() -> None:
    register = Register()
    register.employer("E1", "A")
    register.site("E1", "B", start="2020-05-05")
    case(register, "1", "2020-05-01", "2020-05-10", dust_years=1)
    assert [row.town for row in rows_of(register, "I15")] == ["A"]


@pytest.mark.parametrize(
    ("now", "base", "expected"),
    [
        (Share(2, 6), Share(3, 6), True),
        (Share(3, 6), Share(3, 6), False),
        (Share(1, 3, 1), Share(3, 6), None),
        (Share(1, 5, 1), Share(3, 6), True),  # 1/6 or 2/6
        (Share(3, 5, 1), Share(3, 6), False),
        (Share(0, 0), Share(3, 6), None),
        (Share(0, 0, 1), Share(3, 6), None),
        (Share(1, 3), Share(0, 6), None),
        (Share(1, 3), Share(0, 0), None),
        (Share(1, 3), Share(3, 5, 1), True),  # against 3/6 or 4/6
        (Share(1, 3), Share(1, 2, 2), None),  # against 1/4, 2/4 or 3/4
        (Share(0, 4), Share(0, 3, 1), None),  # nothing falls below nothing
    ],
)
def test_falls(now: Share, base: Share, expected: bool | None) -> None:
    assert falls(now, base) is expected


@pytest.mark.parametrize(
    ("cases", "deaths", "anthrax", "moh", "plan"),
    [
        (9, 0, 0, "NOT", "NOT"),
        (10, 0, 0, "MET", "NOT"),
        (0, 1, 0, "MET", "NOT"),
        (0, 0, 1, "MET", "NOT"),
        (49, 4, 9, "MET", "NOT"),
        (50, 0, 0, "MET", "MET"),
        (0, 5, 0, "MET", "MET"),
        (None, 0, 0, "MET NOT", "MET NOT"),
        (3, None, 0, "MET NOT", "MET NOT"),
        (3, 0, None, "MET NOT", "NOT"),
        (None, 1, None, "MET", "MET NOT"),
    ],
)
def test_the_size_of_an_event(
    cases: int | None, deaths: int | None, anthrax: int | None, moh: str, plan: str
) -> None:
    register = Register()
    register.employer("E1")
    register.add("acute_events", event_no="1", credit_code="E1", site_no="1",
                 occurred_on="2020-12-31", cases=cases, deaths=deaths, anthrax=anthrax)  # fmt: skip
    (row,) = rows_of(register, "I16")
    assert (row.subject, row.town, " ".join(row.may_be)) == ("1", "A", moh)
    (row,) = rows_of(register, "I16", scale="phe_plan")
    assert " ".join(row.may_be) == plan


def test_events_of_the_year_where_the_site_then_was() -> None:
    register = Register()
    register.employer("E1", "A")
    register.site("E1", "B", start="2020-02-01")
    for on in ("2019-12-31", "2020-01-31", "2020-02-01", "2021-01-01"):
        register.add("acute_events", event_no=f"of {on}", credit_code="E1", site_no="1",
                     occurred_on=on, cases=1, deaths=0, anthrax=0)  # fmt: skip
    assert [(row.subject[-5:], row.town) for row in rows_of(register, "I16")] == [
        ("01-31", "A"), ("02-01", "B"),
    ]  # fmt: skip


def test_none_happened() -> None:
    assert none_happened(0, 0) is True
    assert none_happened(1, 0) is False
    assert none_happened(1, 2) is False
    assert none_happened(0, 1) is None
    assert verdict([], "I16") is True
