"""Entering one fact by hand: what is offered to whom, and that every check of a file applies."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connections

from tests.support import workbooks as books
from tests.support.served import load_district, organisation
from zhifang.access.permissions import NotAllowed
from zhifang.access.readers import OPERATOR, Reader
from zhifang.access.roles import Role
from zhifang.core.errors import UserError
from zhifang.exchange.entering import enter, offered
from zhifang.exchange.sheets import SHEETS

OFFICER = {
    "credit_code": books.E1,
    "site_no": "01",
    "role": "主要负责人",
    "id_type": "居民身份证",
    "id_number": books.W1,
    "person_name": "张三",
    "valid_from": "2019-01-01",
}
STAMP = date(2021, 1, 15)
#: What only the district writes, and what townships write beside: nothing of a party's own.
DISTRICTS = {"supervisor_trainings", "meetings", "meeting_items", "data_exchanges"}
OFFICERS = {
    "acute_events", "monitoring_records", "supervisors", "supervised_parties", "inspections",
    "serious_cases", "task_reports",
}  # fmt: skip
INSTITUTIONS = {
    "measurements", "examinations", "doses", "disease_cases", "diagnosis_institutions",
    "monthly_reports", "capacities",
}  # fmt: skip


def reader(role: Role, **more: object) -> Reader:
    """Somebody of a role."""
    return Reader(actor=f"person:{role}", role=role, **more)  # type: ignore[arg-type]


def facts(table: str) -> int:
    """How many facts of a table are in force."""
    with connections["engine"].cursor() as cursor:
        cursor.execute(f"select count(*) from {table} where removed_by is null")
        return int(cursor.fetchone()[0])


def test_what_is_offered_to_whom(database: str) -> None:
    load_district()
    party = organisation(books.E1)
    everything = set(SHEETS)
    wanted = {
        Role.DISTRICT: everything,
        Role.TOWNSHIP: everything
        - DISTRICTS
        - {"insured_persons", "monthly_reports", "capacities"},
        Role.EMPLOYER: everything - DISTRICTS - OFFICERS - INSTITUTIONS,
        Role.INSTITUTION: everything - DISTRICTS - OFFICERS,
        Role.DEPARTMENT: set(),
        Role.WORKER: set(),
        Role.ADMIN: set(),
    }
    for role, keys in wanted.items():
        given = {
            Role.DISTRICT: {"district": True},
            Role.TOWNSHIP: {"towns": ("110109001",)},
        }.get(role, {"party": party})
        assert {sheet.key for sheet in offered(reader(role, **given))} == keys, role


def test_a_row_is_entered_corrected_and_said_again(database: str) -> None:
    load_district()
    sheet, by = SHEETS["officers"], {"reader": OPERATOR, "received_on": STAMP}
    first = enter(sheet, OFFICER, **by)  # type: ignore[arg-type]
    assert (first.outcome, first.problems, facts("officer")) == ("applied", (), 1)
    again = enter(sheet, {**OFFICER, "appointed_no": "不适用"}, **by)  # type: ignore[arg-type]
    assert (again.outcome, facts("officer")) == ("corrected", 1)
    same = enter(sheet, {**OFFICER, "appointed_no": "不适用"}, **by)  # type: ignore[arg-type]
    assert (same.outcome, facts("officer")) == ("unchanged", 1)


def test_what_is_wrong_is_said_by_column(database: str) -> None:
    load_district()
    row = {
        **OFFICER, "id_number": "110109198001010030", "valid_from": "2021-02-01",
        "last_day": "2020-01-01", "role": "厂长",
    }  # fmt: skip
    found = enter(SHEETS["officers"], row, reader=OPERATOR, received_on=STAMP)
    assert (found.outcome, found.refusal, facts("officer")) == ("rejected", None, 0)
    assert {(problem.column, problem.reason) for problem in found.problems} >= {
        ("id_number", "bad_id_number"),
        ("valid_from", "future_date"),
        ("last_day", "too_early"),
        ("role", "bad_code"),
    }
    unknown = enter(
        SHEETS["officers"], {**OFFICER, "site_no": "77"}, reader=OPERATOR, received_on=STAMP
    )
    assert [problem.reason for problem in unknown.problems] == ["unknown_site"]


def test_only_ones_own_rows_are_entered(database: str) -> None:
    load_district()
    own = reader(Role.EMPLOYER, party=organisation(books.E2))
    found = enter(SHEETS["officers"], OFFICER, reader=own, received_on=STAMP)
    assert [problem.reason for problem in found.problems] == ["no_permission"]
    town = reader(Role.TOWNSHIP, towns=("110109006",))
    found = enter(SHEETS["officers"], OFFICER, reader=town, received_on=STAMP)
    assert "no_permission" in [problem.reason for problem in found.problems]
    with pytest.raises(NotAllowed):
        enter(SHEETS["officers"], OFFICER, reader=reader(Role.ADMIN), received_on=STAMP)
    assert facts("officer") == 0


def test_a_stamp_to_come_is_refused(database: str) -> None:
    with pytest.raises(UserError, match="day of receipt is after today"):
        enter(SHEETS["officers"], OFFICER, reader=OPERATOR, received_on=date(2100, 1, 1))
