"""I14: work-injury insurance, by the naive reference."""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.support.register import Register
from zhifang.synthetic import reference
from zhifang.synthetic.reference.targets import TargetRow

D = date(2020, 12, 31)


def rows_of(register: Register, **plan: Any) -> list[TargetRow]:
    return reference.target(register.rows, "I14", D, plan)[0]


def sides(rows: list[TargetRow]) -> dict[str, str]:
    return {row.subject.split("|")[-1]: row.side for row in rows}


def listed(register: Register, who: str, start: str = "2020-01-01", end: Any = None,
           code: str = "E1") -> None:  # fmt: skip
    register.add("insured_persons", who=who, employer_code=code, insured_no=f"no {who}",
                 person_name="other", birth_on=None, valid_from=start, valid_to=end)  # fmt: skip


def named(register: Register, name: str, birth: Any = "1980-01-01", no: str = "n",
          end: Any = None) -> None:  # fmt: skip
    register.add("insured_persons", "id_type id_number", employer_code="E1", insured_no=no,
                 person_name=name, birth_on=birth, valid_from="2020-01-01",
                 valid_to=end)  # fmt: skip


def complete(
    register: Register, through: str = "2020-12-31", sheet: str = "insured_persons"
) -> None:
    register.add("coverage", sheet=sheet, sender="R", complete_through=through)


def test_workers_of_the_day_by_their_number() -> None:
    register = Register()
    register.employer("E1", "B")
    complete(register)
    for who in ("here", "by agency", "ended", "later", "nobody", "left", "comes"):
        days = {"left": {"valid_to": "2020-12-31"}, "comes": {"start": "2021-01-01"}}.get(who, {})
        register.job(who, "E1", **days)
    listed(register, "here")
    listed(register, "by agency", code="E9")
    listed(register, "ended", end="2020-12-31")
    listed(register, "later", start="2021-01-01")
    rows = rows_of(register)
    assert sides(rows) == {
        "here": "numerator", "by agency": "numerator", "ended": "missing", "later": "missing",
        "nobody": "missing",
    }  # fmt: skip
    assert {row.town for row in rows} == {"B"}


def test_a_new_period_ends_the_running_one() -> None:
    register = Register()
    register.employer("E1")
    complete(register)
    register.job("w", "E1")
    listed(register, "w", start="2019-01-01")
    listed(register, "w", start="2020-01-01", end="2020-03-01")
    assert sides(rows_of(register)) == {"w": "missing"}


def test_without_a_list_of_the_day_nobody_is_known_to_be_uninsured() -> None:
    register = Register()
    register.employer("E1")
    register.job("on", "E1")
    register.job("off", "E1")
    listed(register, "on")
    complete(register, sheet="workers")
    assert sides(rows_of(register)) == {"on": "numerator", "off": "unknown"}
    complete(register, "2020-12-30")
    assert sides(rows_of(register)) == {"on": "numerator", "off": "unknown"}
    complete(register, "2021-06-30")
    assert sides(rows_of(register)) == {"on": "numerator", "off": "missing"}


def test_a_row_by_name_and_birth_is_an_open_match_of_whom_it_may_be() -> None:
    register = Register()
    register.employer("E1")
    complete(register)
    for who in ("same", "insured", "typed", "birth", "past", "twin one", "twin two"):
        values = {"worker_name": "twin"} if who.startswith("twin") else {}
        register.job(who, "E1", **values)
    named(register, "name of same", no="1")
    named(register, "name of insured", no="2")
    listed(register, "insured")
    named(register, "name of tiped", no="3")
    named(register, "name of birth", "1980-01-02", no="4")
    named(register, "name of past", no="5", end="2020-12-31")
    named(register, "twin", no="6")
    named(register, "name of typed", None, no="7")
    assert sides(rows_of(register)) == {
        "same": "unknown", "insured": "numerator", "typed": "missing", "birth": "missing",
        "past": "missing", "twin one": "unknown", "twin two": "unknown",
    }  # fmt: skip


def test_whose_workers_are_counted() -> None:
    register = Register()
    complete(register)
    register.employer("E1", "A")
    register.site("E1", "B", site_no="2")  # a site of the holder without a hazard
    register.site("E2", "B")  # an employer without one
    register.employer("E3", "C")
    register.site("E3", "C", start="2020-06-01", status="closed")
    register.employer("E4", "A")
    register.site("E4", "A", site_no="0", status="closed")
    register.job("exposed", "E1")
    register.job("office", "E1", site_no="2")
    register.job("shop", "E2")
    register.job("closed", "E3")
    register.job("both", "E4")
    register.job("both", "E4", site_no="0")
    hazard = rows_of(register)
    assert {row.subject.split("|")[2]: row.town for row in hazard} == {
        "exposed": "A", "office": "B", "both": "A",
    }  # fmt: skip
    assert sides(rows_of(register, variant={"population": "exposed"})).keys() == {
        "exposed", "both",
    }  # fmt: skip
    assert sides(rows_of(register, variant={"population": "all"})).keys() == {
        "exposed", "office", "shop", "both",
    }  # fmt: skip


def test_one_person_at_two_holders_is_two_rows_and_other_districts_are_left_out() -> None:
    register = Register()
    complete(register)
    register.employer("E1", "110109001")
    register.employer("E2", "110108001")
    register.job("w", "E1")
    register.job("w", "E2")
    assert len(rows_of(register)) == 2
    assert [row.subject for row in rows_of(register, district="110109")] == ["E1|01|w"]
