"""What the API promises: its paths and answers, problem+json, paging, repeating, ETag, views."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client

from tests.support import workbooks as books
from tests.support.served import DAY, PASSWORD, load_district, make_users, organisation
from zhifang.access.roles import Role
from zhifang.api.keys import create_key, revoke_key
from zhifang.api.models import ApiKey

PLAN = "/api/v1/plans/mentougou-2016-2020"
ERRORS = {"400", "401", "403", "404", "422", "503"}

PROMISED = {
    ("get", "/api/v1/plans"),
    ("get", "/api/v1/plans/{plan_id}"),
    ("get", "/api/v1/plans/{plan_id}/targets/{target_id}"),
    ("get", "/api/v1/plans/{plan_id}/targets/{target_id}/rows"),
    ("get", "/api/v1/plans/{plan_id}/goals"),
    ("get", "/api/v1/plans/{plan_id}/tasks"),
    ("get", "/api/v1/plans/{plan_id}/signals"),
    ("get", "/api/v1/insurance/matches"),
    ("post", "/api/v1/insurance/matches/{number}/decision"),
    ("get", "/api/v1/worklist"),
    ("get", "/api/v1/employers"),
    ("get", "/api/v1/employers/{credit_code}"),
    ("get", "/api/v1/employers/{credit_code}/duties"),
    ("get", "/api/v1/employers/{credit_code}/records/{sheet}"),
    ("get", "/api/v1/records/{sheet}"),
    ("get", "/api/v1/obligations/{obligation_id}"),
    ("get", "/api/v1/workers/{worker_id}"),
    ("get", "/api/v1/sheets"),
    ("get", "/api/v1/sheets/{sheet}"),
    ("post", "/api/v1/sheets/{sheet}/rows"),
    ("post", "/api/v1/submissions"),
    ("get", "/api/v1/submissions/{number}"),
    ("get", "/api/v1/submissions/{number}/return"),
    ("post", "/api/v1/submissions/{number}/withdrawal"),
    ("post", "/api/v1/records/{sheet}/{number}/withdrawal"),
}


@pytest.fixture(scope="module")
def keys(module_database: str) -> dict[str, str]:
    """A token for each kind of reader."""
    load_district()
    make_users()
    return {
        "district": create_key(name="district", role=Role.DISTRICT, actor="operator"),
        "township": create_key(
            name="township", role=Role.TOWNSHIP, town="110109001", actor="operator"
        ),
        "employer": create_key(
            name="employer",
            role=Role.EMPLOYER,
            organisation_id=organisation(books.E1),
            actor="operator",
        ),
    }


class Caller:
    """A program with a key."""

    def __init__(self, token: str) -> None:
        self.client = Client(headers={"authorization": f"Bearer {token}"})

    def get(self, address: str, **headers: str) -> Any:
        """A read."""
        return self.client.get(address, headers=headers)

    def post(self, address: str, body: Any, key: str = "k") -> Any:
        """A write of JSON with an idempotency key."""
        return self.client.post(
            address, body, content_type="application/json", headers={"idempotency-key": key}
        )


@pytest.fixture
def district(keys: dict[str, str]) -> Caller:
    return Caller(keys["district"])


def test_openapi_holds_what_was_promised(keys: dict[str, str]) -> None:
    schema = Client().get("/api/v1/openapi.json").json()
    assert schema["openapi"].startswith("3.1")
    offered = {
        (method, path) for path, operations in schema["paths"].items() for method in operations
    }
    assert offered >= PROMISED


def test_every_operation_declares_its_errors_as_problems(keys: dict[str, str]) -> None:
    schema = Client().get("/api/v1/openapi.json").json()
    for path, operations in schema["paths"].items():
        for method, operation in operations.items():
            declared = operation["responses"]
            assert set(declared) >= ERRORS, (method, path)
            for status in ERRORS:
                assert "application/problem+json" in declared[status]["content"], (method, path)


def test_the_plan_has_the_promised_shape(district: Caller) -> None:
    answer = district.get(f"{PLAN}?as_of={DAY}&by=township")
    assert answer.status_code == 200
    table = answer.json()
    assert {"plan", "as_of", "known_at", "jurisdiction", "targets"} <= set(table)
    assert len(table["targets"]) == 16
    target = table["targets"][2]
    assert target["id"] == "I03"
    assert {
        "numerator", "denominator", "unknown", "pending", "not_applicable", "value", "low", "high",
        "ci_low", "ci_high", "met", "period", "variant", "weight", "rows_digest", "groups",
    } <= set(target)  # fmt: skip
    assert all(one["rows_digest"] for one in table["targets"])


def test_goals_and_tasks_of_a_plan(district: Caller, keys: dict[str, str]) -> None:
    goals = district.get(f"{PLAN}/goals?as_of={DAY}").json()
    assert [goal["id"] for goal in goals] == ["G01", "G02", "G03", "G04"]
    assert all(goal["figures"] and "met" not in goal for goal in goals)
    tasks = district.get(f"{PLAN}/tasks?as_of={DAY}").json()
    assert tasks["total"]["total"] == len(tasks["turns"]) > 200
    assert {turn["outcome"] for turn in tasks["turns"]} == {"NOT_MET", "PENDING"}
    one = district.get(f"{PLAN}/tasks?as_of={DAY}&owner=caizheng").json()
    assert {turn["holder"] for turn in one["turns"]} == {"caizheng"}
    assert district.get(f"{PLAN}/tasks?as_of={DAY}&owner=nobody").status_code == 400
    assert district.get("/api/v1/plans/nowhere/tasks").status_code == 404
    township = Caller(keys["township"]).get(f"{PLAN}/tasks?as_of={DAY}").json()
    assert {turn["holder"] for turn in township["turns"]} == {"110109001"}
    employer = Caller(keys["employer"])
    assert employer.get(f"{PLAN}/tasks?as_of={DAY}").json()["turns"] == []
    assert all(not goal["rows"] for goal in employer.get(f"{PLAN}/goals").json())


def test_rows_are_paged_by_a_cursor(district: Caller) -> None:
    address = f"{PLAN}/targets/I03/rows?as_of={DAY}&limit=1"
    first = district.get(address).json()
    assert len(first["rows"]) == 1
    second = district.get(f"{address}&cursor={first['next']}").json()
    assert second["rows"][0]["subject_id"] != first["rows"][0]["subject_id"]
    assert second["next"] is None
    assert district.get(f"{address}&cursor=nonsense").status_code == 422


def test_a_reader_gets_its_own_rows_only(keys: dict[str, str]) -> None:
    for name in ("township", "employer"):
        caller = Caller(keys[name])
        assert [row["name"] for row in caller.get("/api/v1/employers").json()["employers"]] == [
            "门头沟一厂"
        ]
        assert caller.get(f"/api/v1/employers/{books.E2}").status_code == 404
        rows = caller.get(f"{PLAN}/targets/I03/rows?as_of={DAY}").json()["rows"]
        assert {row["party_id"] for row in rows} == {organisation(books.E1)}


def test_without_a_key_and_with_a_revoked_one(keys: dict[str, str]) -> None:
    answer = Client().get("/api/v1/plans")
    assert answer.status_code == 401
    assert answer.headers["Content-Type"] == "application/problem+json"
    token = create_key(name="short", role=Role.DISTRICT, actor="operator")
    assert Caller(token).get("/api/v1/plans").status_code == 200
    revoke_key(name="short", actor="operator")
    assert Caller(token).get("/api/v1/plans").status_code == 401


def test_tokens_are_kept_as_digests(keys: dict[str, str]) -> None:
    kept = json.dumps(list(ApiKey.objects.values("name", "digest")))
    for token in keys.values():
        assert token not in kept
        assert token.removeprefix("zhifang_") not in kept


def test_reads_carry_an_etag(district: Caller) -> None:
    first = district.get("/api/v1/sheets")
    again = district.get("/api/v1/sheets", **{"if-none-match": first.headers["ETag"]})
    assert again.status_code == 304


def test_rows_come_in_once_and_problems_name_row_and_field(district: Caller) -> None:
    rows = [
        {**books.DECLARATION, "kind": "年度更新", "declared_on": "2017-05-01"},
        {**books.DECLARATION, "kind": "年度更新", "declared_on": "2017-13-01"},
    ]
    body = {"rows": rows, "received_on": "2021-01-15"}
    first = district.post("/api/v1/sheets/declarations/rows", body, key="one")
    assert first.status_code == 200
    taken = first.json()
    assert taken["sheets"]["declarations"]["applied"] == 1
    assert taken["sheets"]["declarations"]["rejected"] == 1
    (found,) = taken["files"][0]["problems"]
    assert (found["row"], found["field"], found["reason"]) == (2, "declared_on", "bad_date")

    again = district.post("/api/v1/sheets/declarations/rows", body, key="one")
    assert again.json() == taken
    other = district.post("/api/v1/sheets/declarations/rows", {"rows": rows[:1]}, key="one")
    assert other.status_code == 422
    repeated = district.post("/api/v1/sheets/declarations/rows", body, key="two").json()
    assert repeated["sheets"]["declarations"]["unchanged"] == 1


def test_faults_of_a_request_name_the_field(district: Caller) -> None:
    answer = district.get(f"{PLAN}?as_of=2020-13-01")
    assert answer.status_code == 422
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.json()["errors"][0]["field"] == "as_of"
    assert district.get("/api/v1/plans/none").status_code == 404
    missing = district.client.post(
        "/api/v1/sheets/declarations/rows", {"rows": []}, content_type="application/json"
    )
    assert missing.status_code == 422


def test_an_employer_may_not_take_back_what_others_sent(keys: dict[str, str]) -> None:
    caller = Caller(keys["employer"])
    records = Caller(keys["district"]).get(f"/api/v1/employers/{books.E1}").json()
    number = records["sites"][0]["id"]
    answer = caller.post(
        f"/api/v1/records/employers/{number}/withdrawal", {"reason": "no"}, key="w1"
    )
    assert answer.status_code == 403
    other = caller.post("/api/v1/records/employers/999999/withdrawal", {"reason": "no"}, key="w2")
    assert other.status_code == 400


def test_a_session_reads_but_writes_only_with_its_token(keys: dict[str, str]) -> None:
    client = Client(enforce_csrf_checks=True)
    client.get("/login/")
    csrf = client.cookies["csrftoken"].value
    client.post(
        "/login/",
        {"username": "district", "password": PASSWORD, "csrfmiddlewaretoken": csrf},
    )
    assert client.get("/api/v1/plans").status_code == 200
    answer = client.post(
        "/api/v1/sheets/declarations/rows",
        {"rows": []},
        content_type="application/json",
        headers={"idempotency-key": "s"},
    )
    assert answer.status_code == 403


@pytest.mark.parametrize("text", ["\x00", "\ud800", "=1+1", "\u202e", "x" * 5000])
def test_odd_text_in_a_row_is_no_failure(district: Caller, text: str) -> None:
    for field in ("credit_code", "receipt_no", "change_reason"):
        row = {**books.DECLARATION, "kind": "变更", "declared_on": "2018-02-01", field: text}
        body = {"rows": [row], "received_on": "2021-01-15"}
        key = f"odd {field} {text[:1].encode('unicode_escape').decode()}"
        answer = district.post("/api/v1/sheets/declarations/rows", body, key=key)
        assert answer.status_code in (200, 400, 422), answer.content


@pytest.mark.parametrize("text", ["\x00", "\ud800"])
def test_odd_text_beside_the_rows_is_refused(district: Caller, text: str) -> None:
    rows = "/api/v1/sheets/declarations/rows"
    key = f"beside {text.encode('unicode_escape').decode()}"
    bodies = {
        rows: [{"rows": [{text: "1"}]}, {"rows": [], "credit_code": text}],
        "/api/v1/records/employers/1/withdrawal": [{"reason": f"a{text}"}],
    }
    for address, given in bodies.items():
        for number, body in enumerate(given):
            answer = district.post(address, body, key=f"{key} {number} {address}")
            assert answer.status_code in (400, 422), answer.content


def test_a_day_of_receipt_to_come_lets_no_fact_of_the_future_in(district: Caller) -> None:
    row = {**books.DECLARATION, "declared_on": "2098-05-01"}
    answer = district.post(
        "/api/v1/sheets/declarations/rows",
        {"rows": [row], "received_on": "2099-01-01"},
        key="future",
    )
    assert answer.status_code == 400
    assert "收到日" in answer.json()["detail"]


def test_records_hold_the_columns_of_their_sheet_and_no_number(district: Caller) -> None:
    (exam,) = district.get(f"/api/v1/employers/{books.E1}/records/examinations?as_of={DAY}").json()[
        "records"
    ]
    assert {"id", "day", "file_id", "source_row", "worker_id", "conclusion"} <= set(exam)
    archive = district.get(f"/api/v1/workers/{exam['worker_id']}?as_of={DAY}")
    assert archive.json()["statements"] == []
    assert {"kind", "holder_id", "hazard", "day"} == set(archive.json()["missing"][0])
    assert books.W1 not in archive.content.decode()
    assert district.get(f"/api/v1/records/meetings?as_of={DAY}").json() == {
        "records": [], "next": None,
    }  # fmt: skip
    for path in (f"employers/{books.E1}/records/meetings", "records/officers"):
        assert district.get(f"/api/v1/{path}").status_code == 404


def test_an_estimated_total_comes_with_how_it_was_found_or_why_not(district: Caller) -> None:
    """What the plan's document says of a reading, the interface says too."""
    path = f"/api/v1/plans/mentougou-2016-2020/targets/I01?as_of={DAY}"
    assert district.get(path).json()["variants"] == []
    answer = district.get(f"{path}&variants=true").json()
    readings = {one["key"]: one for one in answer["variants"]}
    estimated = readings["frame=estimated"]
    assert set(estimated) >= {"low", "high", "estimate", "note", "note_en", "reason", "reason_en"}
    assert bool(estimated["estimate"]) == bool(estimated["note_en"]) != bool(estimated["reason_en"])


def test_signals_say_that_they_are_no_findings(keys: dict[str, str], district: Caller) -> None:
    answer = district.get(f"{PLAN}/signals?as_of={DAY}").json()
    assert next(kind["kind"] for kind in answer["kinds"]) == "year_end"
    assert answer["caution"]
    assert Caller(keys["employer"]).get(f"{PLAN}/signals?as_of={DAY}").status_code == 404
