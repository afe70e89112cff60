"""Insured rows without identity number: compared, queued, decided, corrected; and what I14 says."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from django.db import connections
from django.test import Client

from tests.support import workbooks as books
from tests.support.commanding import command_line, zhifang
from tests.support.workbooks import Row, credit_code, id_number
from zhifang.access.roles import Role
from zhifang.api.keys import create_key
from zhifang.core.errors import UserError
from zhifang.exchange.intake import submit
from zhifang.exchange.senders import Sender
from zhifang.exchange.withdrawal import withdraw
from zhifang.indicators.sources import source
from zhifang.installation.supervisor import Server
from zhifang.registry.changes.queries import resolve
from zhifang.registry.insurance import queue
from zhifang.registry.insurance.matching import agreement

UNIT = credit_code(9_100_001)
SAME, NEAR, ELSE = (id_number(700 + number, "19790303") for number in range(3))
NAMES = {SAME: "周比对甲", NEAR: "吴比对乙", ELSE: "周比对甲"}


def send(sheets: dict[str, list[Row]]) -> None:
    """A workbook, every row of which must be accepted."""
    summary = submit(
        [books.sent("参保.xlsx", sheets)],
        actor="test",
        sender=Sender.operator(),
        received_on=date(2021, 1, 15),
    )
    assert summary.rejected == 0
    assert not summary.refused


def insured(number: str, name: str, **more: Any) -> Row:
    """A row of the insurance list without identity number."""
    return {
        "employer_code": UNIT,
        "insured_no": number,
        "person_name": name,
        "birth_on": "1979-03-03",
        "valid_from": "2019-01-01",
        **more,
    }


@pytest.fixture
def list_of_three(database: str) -> None:
    """Two workers of one name and day, one spelt otherwise on the list, one name unknown."""
    send(
        {
            "employers": [{**books.EMPLOYER, "credit_code": UNIT, "employer_name": "比对厂"}],
            "posts": [{**books.POST, "credit_code": UNIT}],
            "workers": [
                {
                    **books.WORKER,
                    "id_number": number,
                    "worker_name": name,
                    "birth_on": "1979-03-03",
                    "using_code": UNIT,
                }
                for number, name in NAMES.items()
            ],
            "insured_persons": [
                insured("S1", "周比对甲"),
                insured("S2", "吴比对已"),
                insured("S3", "冯无此人"),
            ],
        }
    )
    assert vars(queue.compare(actor="test")) == {"rows": 3, "added": 3, "removed": 0}


def found(number: str, *, decided: bool = False) -> list[dict[str, Any]]:
    """The candidates of an insured row."""
    rows = queue.candidates(decided=decided, using="engine")
    return [row for row in rows if row["insured_no"] == number]


def said(relation: str, change: int | None = None) -> list[int]:
    """The workers of a relation that I14 reads."""
    known = resolve(using="engine").change_id if change is None else change
    with connections["engine"].cursor() as cursor:
        cursor.execute(
            f"select worker_id from ({source(relation)}) r order by 1", {"change": known}
        )
        return [worker for (worker,) in cursor.fetchall()]


def test_near_spellings_wait_and_change_nothing(list_of_three: None) -> None:
    same, near = found("S1"), found("S2")
    assert [row["leaves_open"] for row in (*same, *near)] == [True, True, False]
    assert near[0]["worker_name"] == "吴比对乙"
    assert 0.95 < near[0]["confidence"] < queue.LEAVES_OPEN < same[0]["confidence"]
    assert found("S3") == []
    assert said("open_matches") == sorted(row["worker_id"] for row in same)
    assert said("insured_persons") == []


def test_comparing_again_enters_no_change(list_of_three: None) -> None:
    before = resolve(using="engine").change_id
    assert vars(queue.compare(actor="test")) == {"rows": 3, "added": 0, "removed": 0}
    assert resolve(using="engine").change_id == before


def test_accepted_is_insured_refused_is_nothing(list_of_three: None) -> None:
    first, second = found("S1")
    (near,) = found("S2")
    before = resolve(using="engine").change_id
    queue.decide(near["id"], "accepted", actor="test", reason="电话核实")
    assert said("insured_persons") == [near["worker_id"]]
    queue.decide(first["id"], "refused", actor="test", reason="同名不同人")
    assert said("open_matches") == [second["worker_id"]]
    again = found("S1", decided=True)
    refused = next(row for row in again if row["decision"] == "refused")
    queue.decide(refused["id"], "accepted", actor="test", reason="更正")
    assert said("open_matches") == [], "the row is somebody: nobody else may be it"
    assert said("insured_persons") == sorted([near["worker_id"], first["worker_id"]])
    with pytest.raises(UserError, match="accepted as somebody else"):
        queue.decide(second["id"], "accepted", actor="test", reason="x")
    assert said("insured_persons", before) == []
    assert len(said("open_matches", before)) == 2
    with connections["engine"].cursor() as cursor:
        cursor.execute("select detail from audit_entry where verb = %s order by id", [queue.VERB])
        details = [json.loads(one) if isinstance(one, str) else one for (one,) in cursor.fetchall()]
    assert [(one["decision"], one["before"], one["reason"]) for one in details] == [
        ("accepted", None, "电话核实"),
        ("refused", None, "同名不同人"),
        ("accepted", "refused", "更正"),
    ]


def test_a_decision_falls_with_the_row_it_was_about(list_of_three: None) -> None:
    (near,) = found("S2")
    number = queue.decide(near["id"], "accepted", actor="test", reason="核实")
    queue.compare(actor="test")
    assert [row["id"] for row in found("S2", decided=True)] == [number]
    send({"insured_persons": [insured("S2", "吴比对丙")]})
    assert said("insured_persons") == [], "at once, before anybody compares again"
    with pytest.raises(UserError, match="compare again"):
        queue.decide(number, "refused", actor="test", reason="x")
    queue.compare(actor="test")
    (again,) = found("S2")
    assert (again["person_name"], again["decision"]) == ("吴比对丙", None)
    withdraw("insured_persons", f"{UNIT}|S2|2019-01-01", actor="test", reason="误报")
    assert vars(queue.compare(actor="test")) == {"rows": 2, "added": 0, "removed": 1}


def test_a_decision_needs_a_reason_and_a_candidate(list_of_three: None) -> None:
    (near,) = found("S2")
    with pytest.raises(UserError, match="reason"):
        queue.decide(near["id"], "accepted", actor="test", reason=" ")
    with pytest.raises(UserError, match="no candidate"):
        queue.decide(10**9, "accepted", actor="test", reason="x")
    assert said("insured_persons") == []


def test_at_the_command_line(server: Server, database: str, list_of_three: None) -> None:
    (near,) = found("S2")
    with command_line(server, database):
        listed = json.loads(zhifang("match-insurance", "--format", "json"))
        assert [row["insured_no"] for row in listed] == ["S1", "S1", "S2"]
        assert NEAR not in json.dumps(listed)
        number = str(near["id"])
        zhifang("match-insurance", "--decide", number, "accept", codes=(2,))
        zhifang("match-insurance", "--decide", number, "maybe", "--reason", "x", codes=(2,))
        left = zhifang(
            "match-insurance", "--decide", number, "accept", "--reason", "核实", "--format", "csv"
        )
        assert "吴比对" not in left
        assert "是本人" in zhifang("match-insurance", "--decided", "--format", "csv")


def test_the_queue_page_by_page(list_of_three: None) -> None:
    whole = queue.candidates(using="engine")
    pages, after = [], None
    while page := queue.candidates(using="engine", after=after, limit=1):
        pages += page
        after = (page[-1]["confidence"], page[-1]["id"])
    assert [row["id"] for row in pages] == [row["id"] for row in whole]


def test_how_the_two_sides_agree() -> None:
    born, other = date(1979, 3, 3), date(1979, 3, 30)
    assert agreement("周比对甲", born, "周比对甲", born) == ("exact", "exact")
    assert agreement("买买提·艾力", born, "买买提艾力", other) == ("folded", "near")
    assert agreement("吴比对已", born, "吴比对乙", born) == ("near", "exact")
    assert agreement("周比对甲", None, "周比对甲", born) == ("exact", "blank")


def test_a_program_reads_the_queue_page_by_page_and_decides_once(list_of_three: None) -> None:
    queue_address = "/api/v1/insurance/matches"
    token = create_key(name="district", role=Role.DISTRICT, actor="operator")
    client = Client(headers={"authorization": f"Bearer {token}"})
    rows, cursor = [], ""
    while cursor is not None:
        page = client.get(f"{queue_address}?limit=1&cursor={cursor}").json()
        rows += page["matches"]
        cursor = page["next"]
    assert [row["id"] for row in rows] == [row["id"] for row in queue.candidates(using="engine")]
    assert all("*" in row["id_masked"] for row in rows)
    assert client.get(f"{queue_address}?cursor=bmFu").status_code == 422

    def decide(number: int, answer: str, key: str, reason: str = "电话核实") -> Any:
        return client.post(
            f"{queue_address}/{number}/decision",
            {"decision": answer, "reason": reason},
            content_type="application/json",
            headers={"idempotency-key": key},
        )

    (near,) = found("S2")
    assert decide(near["id"], "accepted", "a", " ").status_code == 400
    assert decide(near["id"], "perhaps", "b").status_code == 422
    made = decide(near["id"], "accepted", "c").json()
    assert decide(near["id"], "accepted", "c").json() == made
    assert said("insured_persons") == [near["worker_id"]]
    assert decide(near["id"], "refused", "d").status_code == 400, "that number is not in force"
    assert decide(made["id"], "refused", "e").json()["decision"] == "refused"
    assert said("insured_persons") == []
    town = create_key(name="town", role=Role.TOWNSHIP, town="110109001", actor="operator")
    other = Client(headers={"authorization": f"Bearer {town}"})
    assert other.get(queue_address).status_code == 404
    answer = other.post(
        f"{queue_address}/{made['id']}/decision",
        {"decision": "accepted", "reason": "x"},
        content_type="application/json",
        headers={"idempotency-key": "f"},
    )
    assert answer.status_code == 403
    assert said("insured_persons") == []
