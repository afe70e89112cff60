"""I08 to I11: visits, serious cases, supervisors, monitoring, by the naive reference."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.support.register import Register
from zhifang.synthetic import reference
from zhifang.synthetic.reference.targets import TargetRow, towns_of_the_district

D = date(2020, 12, 31)


def rows_of(register: Register, target: str, on: date = D, **plan: Any) -> list[TargetRow]:
    return reference.target(register.rows, target, on, plan)[0]


def sides(rows: list[TargetRow]) -> dict[str, str]:
    return {row.subject: row.side for row in rows}


def entered(register: Register, code: str, kind: str, site_no: str = "1", **days: Any) -> None:
    register.add("supervised_parties", "valid_to", credit_code=code, site_no=site_no, kind=kind,
                 **({"valid_from": "2015-01-01"} | days))  # fmt: skip


def test_parties_are_employers_with_hazards_and_who_else_is_entered() -> None:
    register = Register()
    register.employer("E1", "A")
    for code in ("H1", "H2", "H3", "E2", "E3"):
        register.site(code, "B")
    register.site("H1", "C", site_no="0")
    entered(register, "H1", "exam_institution")
    entered(register, "H1", "diagnosis_institution", site_no="0")
    entered(register, "H2", "technical_institution", valid_to="2020-12-31")  # out on the day
    entered(register, "H3", "technical_institution", valid_from="2021-01-01")
    entered(register, "E1", "medical_institution")
    entered(register, "E2", "employer")  # without a hazard
    rows = rows_of(register, "I08")
    assert [(row.subject, row.side, row.town) for row in rows] == [
        ("E1", "missing", "A"),
        ("H1", "missing", "C"),
    ]
    only = rows_of(register, "I08", variant={"objects": "employers"})
    assert [row.subject for row in only] == ["E1"]


@pytest.mark.parametrize(
    ("on", "side"),
    [
        ("2019-12-31", "missing"),
        ("2020-01-01", "numerator"),
        ("2020-12-31", "numerator"),
        ("2021-01-01", "missing"),
    ],
)
def test_a_visit_to_any_site_in_the_year_counts(on: str, side: str) -> None:
    register = Register()
    register.employer("E1")
    register.add("inspections", inspection_no="1", credit_code="E1", site_no="9", inspected_on=on)
    assert sides(rows_of(register, "I08")) == {"E1": side}


def case(register: Register, no: str, found: str, filed: Any = None, decided: Any = None) -> None:
    register.add("serious_cases", case_no=no, credit_code="E1", site_no="1", found_on=found,
                 filed_on=filed, decided_on=decided)  # fmt: skip


def test_serious_cases_count_when_decided_or_ninety_days_old() -> None:
    register = Register()
    register.employer("E1")
    case(register, "decided", "2020-03-01", "2020-03-05", "2020-05-01")
    case(register, "late", "2020-03-01", "2020-03-05", "2020-12-31")
    case(register, "too late", "2020-03-01", "2020-03-05", "2021-01-01")
    case(register, "open", "2020-03-01", "2020-03-05")
    case(register, "not filed", "2020-03-01", None, "2020-05-01")
    case(register, "filed after", "2020-10-02", "2021-01-02")  # 90 days end on 2020-12-31
    case(register, "young", "2020-10-03", "2020-10-05")
    case(register, "young decided", "2020-12-01", "2020-12-02", "2020-12-31")
    case(register, "of last year", "2019-10-02", "2019-11-02")
    case(register, "decided last year", "2019-12-01", "2019-12-02", "2019-12-31")
    case(register, "not found yet", "2021-01-01")
    assert sides(rows_of(register, "I09")) == {
        "decided": "numerator", "late": "numerator", "too late": "missing", "open": "missing",
        "not filed": "missing", "filed after": "missing", "young": "pending",
        "young decided": "numerator",
    }  # fmt: skip
    filed = sides(rows_of(register, "I09", variant={"handled": "filed"}))
    assert [no for no, side in filed.items() if side == "missing"] == ["filed after", "not filed"]
    assert filed["young"] == "pending"


def test_a_case_belongs_to_where_its_site_was_when_it_counted() -> None:
    register = Register()
    register.employer("E1", "A")
    register.site("E1", "B", start="2020-06-01")
    case(register, "early", "2020-03-01", "2020-03-05", "2020-05-31")
    case(register, "at ninety days", "2020-03-03", "2020-03-05", "2020-12-01")  # 2020-06-01
    case(register, "pending", "2020-12-01")
    assert {row.subject: row.town for row in rows_of(register, "I09")} == {
        "early": "A", "at ninety days": "B", "pending": "B",
    }  # fmt: skip


def test_supervisors_in_office_trained_in_the_year() -> None:
    register = Register()
    for no, days in (
        ("1", {}),
        ("2", {}),
        ("left", {"valid_to": "2020-12-31"}),
        ("comes", {"valid_from": "2021-01-01"}),
    ):
        register.add("supervisors", "valid_to", supervisor_no=no,
                     town=None if no == "2" else "A",
                     **({"valid_from": "2015-01-01"} | days))  # fmt: skip
    register.add("supervisors", "valid_to town", supervisor_no="1", valid_from="2019-01-01")
    for no, on in (("1", "2019-12-31"), ("2", "2020-01-01"), ("1", "2021-01-01")):
        register.add("supervisor_trainings", supervisor_no=no, trained_on=on, hours=None)
    rows = rows_of(register, "I10")
    # the later term of number 1 has no town
    assert [(row.subject, row.side, row.town) for row in rows] == [
        ("1", "missing", ""),
        ("2", "numerator", ""),
    ]


def test_townships_of_the_plan_with_a_record_in_the_year() -> None:
    register = Register()
    for town, on in (("A", "2020-01-01"), ("B", "2019-12-31"), ("C", "2021-01-01"), ("X", D)):
        register.add("monitoring_records", record_no=town, town=town, monitored_on=on)
    plan = {"towns": ["A", "B", "C"]}
    rows = rows_of(register, "I11", **plan)
    assert [(row.subject, row.side, row.town) for row in rows] == [
        ("A", "numerator", "A"),
        ("B", "missing", "B"),
        ("C", "missing", "C"),
    ]
    (county,) = rows_of(register, "I11", variant={"unit": "county"}, **plan)
    assert (county.subject, county.side, county.town) == ("110109", "numerator", "")
    (none,) = rows_of(register, "I11", date(2021, 2, 1), variant={"unit": "county"}, towns=["A"])
    assert none.side == "missing"


def test_without_a_plan_the_thirteen_townships_are_counted() -> None:
    assert len(towns_of_the_district()) == 13
    assert len(rows_of(Register(), "I11")) == 13
