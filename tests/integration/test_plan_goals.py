"""Goals and tasks of a plan over real rows: counted by hand, and seen by whom."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.db import connections

from tests.support import workbooks as books
from tests.support.served import load_district
from zhifang.access.readers import OPERATOR, Reader, RowSecurity
from zhifang.access.roles import Role
from zhifang.core.errors import UserError
from zhifang.exchange.intake import submit
from zhifang.exchange.senders import Sender
from zhifang.indicators.goals import goal_documents
from zhifang.obligations.plan_reading import plan_obligation, plan_obligations
from zhifang.obligations.storing import bring_up_to_date
from zhifang.statutes import plan

PLAN = plan("mentougou-2016-2020")
DAY = date(2019, 6, 30)
TOWN, OTHER = "110109001", "110109006"
DISTRICT = Reader("person:d", Role.DISTRICT, district=True)
OFFICE = Reader("person:t", Role.TOWNSHIP, towns=(TOWN,))
PARTY = Reader("person:e", Role.EMPLOYER, party=1)

MEETINGS = [
    {"meeting_no": "LX-1", "held_on": "2018-03-01", "topic": "任务分解"},
    {"meeting_no": "LX-2", "held_on": "2019-03-01", "topic": "中期评估"},
    {"meeting_no": "LX-3", "held_on": "2019-09-01", "topic": "以后的会"},
    {"meeting_no": "LX-0", "held_on": "2015-12-31", "topic": "上一个规划的会"},
]
ITEMS = [
    ("LX-1", "1", "区卫生计生委", "2018-09-30", "2018-09-01"),
    ("LX-1", "2", "区安全监管局", "2018-09-30", "2018-11-01"),
    ("LX-1", "3", "区人力社保局", "2018-12-31", None),
    ("LX-2", "1", "区卫生计生委", "2019-12-31", None),
    ("LX-2", "2", "区卫生计生委", None, None),
    ("LX-3", "1", "区卫生计生委", "2019-10-01", None),
    ("LX-0", "1", "区卫生计生委", "2016-06-30", None),
]
EXCHANGES = [
    ("JH-1", "2018-05-01", "区人力社保局", "区卫生计生委", 120, "XY-1"),
    ("JH-2", "2019-05-01", "区人力社保局", "区卫生计生委", None, None),
    ("JH-3", "2019-05-02", "区民政局", "区卫生计生委", 7, None),
    ("JH-4", "2019-07-01", "区民政局", "区卫生计生委", 9, None),
]
SUPERVISORS = [
    ("ZF-1", "大峪街道", "2017-01-01", None, "现场检查"),
    ("ZF-2", "大峪街道", "2017-01-01", "2019-05-31", "现场检查"),
    ("ZF-3", None, "2017-01-01", None, None),
    ("ZF-4", "永定镇", "2019-07-01", None, "现场检查"),
]


def _rows(columns: str, rows: list[tuple[Any, ...]], **every: Any) -> list[dict[str, Any]]:
    return [{**dict(zip(columns.split(), row, strict=True)), **every} for row in rows]


SHEETS: dict[str, list[dict[str, Any]]] = {
    "meetings": MEETINGS,
    "meeting_items": _rows(
        "meeting_no item_no department due_on done_on", ITEMS, decision="议定的事"
    ),
    "data_exchanges": _rows(
        "exchange_no exchanged_on giver taker records agreement_no", EXCHANGES, subject="参保名单"
    ),
    "capacities": [
        {"institution_code": books.CLINIC, "year": 2019, "service": "检查", "persons": 3000},
        {"institution_code": books.CLINIC, "year": 2018, "service": "检查", "persons": 1},
    ],
    "diagnosis_institutions": [
        {
            "institution_code": books.CLINIC,
            "name": "区医院",
            "town": "大峪街道",
            "valid_from": "2018-01-01",
        }
    ],
    "supervisors": _rows(
        "supervisor_no town valid_from last_day duty",
        SUPERVISORS,
        person_name="某人",
        department="区卫生健康监督所",
    ),
    "supervisor_trainings": [
        {"supervisor_no": "ZF-1", "course": "执法", "trained_on": "2019-04-01"},
        {"supervisor_no": "ZF-3", "course": "执法", "trained_on": "2018-04-01"},
    ],
    "task_reports": [
        {
            "plan": PLAN.id,
            "task": "M28",
            "stage": "2018",
            "done_on": "2018-12-20",
            "evidence": "考核通报",
            **owner,
        }
        for owner in ({"department": "anjian"}, {"town": "大峪街道"}, {"town": "永定镇"})
    ],
}


@pytest.fixture(scope="module", autouse=True)
def district(module_database: str) -> Iterator[None]:
    """Two employers in two townships, and the rows above."""
    load_district()
    summary = submit(
        [books.sent("其他.xlsx", SHEETS)],
        actor="test",
        sender=Sender.operator(),
        received_on=date(2021, 1, 15),
    )
    assert summary.rejected == 0, [vars(one) for one in summary.files[0].problems]
    bring_up_to_date()
    yield
    connections.close_all()


def goals(reader: Reader = OPERATOR, on: date = DAY) -> dict[str, dict[str, Any]]:
    """The goals by id, as a page reads them."""
    with RowSecurity(reader):
        return {goal["id"]: goal for goal in goal_documents(PLAN, on, reader=reader)}


def figures(goal: dict[str, Any]) -> dict[str, int | None]:
    return {figure["key"]: figure["value"] for figure in goal["figures"]}


@pytest.mark.parametrize("reader", [OPERATOR, DISTRICT], ids=["operator", "district"])
def test_meetings_and_what_became_of_their_decisions(reader: Reader) -> None:
    found = goals(reader)["G01"]
    assert figures(found) == {
        "meetings": 2, "years": 2, "items": 5, "done": 2, "overdue": 1, "unknown": 1,
    }  # fmt: skip
    assert [(row["meeting_no"], row["items"], row["done"], row["overdue"]) for row in found["rows"]
            ] == [("LX-1", 3, 2, 1), ("LX-2", 2, 0, 0)]  # fmt: skip
    assert "met" not in found


def test_exchanges_between_departments() -> None:
    found = goals()["G02"]
    assert figures(found) == {
        "exchanges": 3, "pairs": 2, "under_agreement": 1, "records": 127, "unstated": 1,
    }  # fmt: skip
    assert [(row["giver"], row["exchanges"], row["records"]) for row in found["rows"]] == [
        ("区人力社保局", 2, 120),
        ("区民政局", 1, 7),
    ]


def test_capacity_beside_what_falls_due() -> None:
    found = goals()["G03"]
    assert figures(found)["examination"] == 3000
    assert figures(found)["diagnosis"] is None
    assert figures(found)["silent"] == 1
    assert [(row["code"], row["persons"]) for row in found["rows"]] == [(books.CLINIC, 3000)]
    other_year = figures(goals(on=date(2017, 6, 30))["G03"])
    assert (other_year["examination"], other_year["silent"]) == (None, 0)


def test_demand_is_whoever_falls_due_in_the_year() -> None:
    """Counted again from the rows of turns, one by one."""
    for on in (DAY, date(2020, 6, 30), date(2020, 12, 31), date(2021, 12, 31)):
        start, end = date(on.year, 1, 1), date(on.year, 12, 31)
        with connections["engine"].cursor() as cursor:
            cursor.execute(
                "select worker_id, due_latest, done_on, ended_on, law_from, law_to from turn "
                "where rule = 'HEX-02' and removed_by is null"
            )
            turns = cursor.fetchall()
        due, arrears = set(), set()
        for worker, due_on, done_on, ended_on, law_from, law_to in turns:
            if not (law_from <= on and (law_to is None or law_to > on)):
                continue
            if done_on is not None and done_on < start:
                continue
            if (
                ended_on is not None
                and ended_on <= on
                and ended_on <= max(due_on, start.replace(year=start.year - 1, month=12, day=31))
            ):
                continue
            if start <= due_on <= end:
                due.add(worker)
            elif due_on < start:
                arrears.add(worker)
        found = figures(goals(on=on)["G03"])
        assert (found["due"], found["arrears"]) == (len(due), len(arrears)), on


def test_demand_by_hand() -> None:
    """Ungraded dust from 2016: due by 2018-01-01 at the latest for both workers; one of them was
    examined on 2020-06-01 and falls due again by 2022-06-01."""
    asked = {year: figures(goals(on=date(year, 6, 30))["G03"]) for year in (2017, 2018, 2019, 2022)}
    assert {year: (one["due"], one["arrears"]) for year, one in asked.items()} == {
        2017: (0, 0),
        2018: (2, 0),
        2019: (0, 2),
        2022: (1, 1),
    }


def test_supervisors_by_township() -> None:
    found = goals()["G04"]
    assert figures(found) == {
        "supervisors": 2, "in_towns": 1, "district": 1, "empty_towns": 12, "trained": 1,
        "without_duty": 1,
    }  # fmt: skip
    rows = {row["town"]: (row["supervisors"], row["trained"]) for row in found["rows"]}
    assert len(rows) == 14
    assert (rows[TOWN], rows[OTHER], rows[""]) == ((1, 1), (0, 0), (1, 0))


def test_a_township_gets_its_own_supervisors_and_is_told_of_the_rest() -> None:
    found = goals(OFFICE)
    assert [row["town"] for row in found["G04"]["rows"]] == [TOWN]
    assert figures(found["G04"])["supervisors"] == 1
    for other in ("G01", "G02", "G03"):
        assert (found[other]["figures"], found[other]["rows"]) == ([], [])
        assert found[other]["reason"]


def test_an_organisation_gets_no_evidence() -> None:
    assert all(goal["reason"] and not goal["rows"] for goal in goals(PARTY).values())


def obligations(reader: Reader, on: date = DAY, **more: Any) -> dict[str, Any]:
    with RowSecurity(reader):
        return plan_obligations(PLAN, on, reader=reader, **more)


def test_owners_with_what_is_due_done_and_overdue() -> None:
    found = obligations(DISTRICT)
    owners = {one["holder"]: one for one in found["owners"]}
    assert next(iter(owners)) == "anjian"
    safety = [turn for turn in found["turns"] if turn["holder"] == "anjian"]
    met = [turn for turn in safety if turn["outcome"] == "MET"]
    assert {turn["obligation_id"] for turn in met} == {
        f"PLN-01:{PLAN.id}:M28:2018:anjian",
        "PLN-02:LX-1:2",
    }
    assert (owners["anjian"]["done"], owners["anjian"]["late"]) == (2, 1)
    assert owners["anjian"]["total"] == len(safety)
    assert owners[TOWN]["done"] == 1
    assert found["total"]["total"] == len(found["turns"])
    assert sum(one["total"] for one in found["owners"]) == len(found["turns"])
    towns = [one for one in found["owners"] if one["holder"] in PLAN.towns]
    short = {one["holder"]: one for one in found["summary"]}
    assert len(towns) == 13
    assert not set(short) & set(PLAN.towns)
    assert short["towns"]["overdue"] == sum(one["overdue"] for one in towns)
    assert sum(one["total"] for one in found["summary"]) == len(found["turns"])
    late = next(turn for turn in met if turn["rule"] == "PLN-02")
    assert (late["days_late"], late["holder_zh"]) == (32, "区安全监管局")


def test_a_township_sees_its_own_tasks_only() -> None:
    found = obligations(OFFICE)
    assert {turn["holder"] for turn in found["turns"]} == {TOWN}
    assert [one["holder"] for one in found["summary"]] == [TOWN]
    stages = {(turn["subject"], turn["stage"]): turn["outcome"] for turn in found["turns"]}
    assert stages["M28", "2018"] == "MET"
    assert stages["M28", "2017"] == "NOT_MET"
    assert obligations(PARTY)["turns"] == []


def test_one_owner_by_any_of_its_names() -> None:
    for name in (
        "renshe",
        "区人力社保局",
        "District Bureau of Human Resources and Social Security",
    ):
        found = obligations(DISTRICT, owner=name)
        assert [one["holder"] for one in found["owners"]] == ["renshe"]
    with pytest.raises(UserError, match="no task or decision"):
        obligations(DISTRICT, owner="某某局")


def test_before_the_reports_were_known_nothing_is_done() -> None:
    found = obligations(OPERATOR, known_at=date(2010, 1, 1))
    assert found["total"]["done"] == 0
    assert {turn["rule"] for turn in found["turns"]} == {"PLN-01"}


def test_one_obligation_says_where_it_is_written() -> None:
    task = plan_obligation(f"PLN-01:{PLAN.id}:M28:2018:anjian", DAY)
    assert "年度考核" in task["quote"]
    assert PLAN.document_number in task["citation"]
    assert (task["outcome"], task["evidence"]) == ("MET", "考核通报")
    item = plan_obligation("PLN-02:LX-1:3", DAY)
    assert (item["outcome"], item["holder"]) == ("NOT_MET", "renshe")
    assert "LX-1" in item["citation"]
    for absent in ("PLN-02:LX-9:1", f"PLN-01:{PLAN.id}:M28:2020:anjian", "PLN-03:x"):
        with pytest.raises(UserError):
            plan_obligation(absent, DAY)
