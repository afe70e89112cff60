"""Every page × every role: the status, and what no answer may hold."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from tests.support import neighbours as near
from tests.support.addresses import PUBLIC, TAKING, addresses
from tests.support.doors import (
    QUERY,
    ROLES,
    Forbidden,
    Place,
    employs,
    may_open,
    near_codes,
    seen_as,
)
from tests.support.neighbours import DAY, ELSEWHERE, PLAN, W_ELSEWHERE
from tests.support.sight import Everything
from tests.support.workbooks import credit_code
from zhifang.core.identity import mask_number
from zhifang.web.urls import pages


def test_every_page_is_opened(place: Place) -> None:
    assert {page.name for page in pages} == set(addresses(place)) | TAKING


@pytest.mark.parametrize("name", ROLES)
def test_every_page_of_every_role(place: Place, name: str) -> None:
    reader, client = place.readers[name], place.clients[name]
    forbidden = Forbidden(place, reader)
    faults = []
    for page, opened in addresses(place).items():
        for address in opened:
            answer = client.get(address)
            if name == "nobody" and page not in PUBLIC:
                expected = {302}
                assert answer.headers.get("Location", "").startswith("/login/"), address
            elif page in ("home", "sign-in", "second-factor"):
                expected = {200, 302}
            elif "&employer=" in address:
                expected = {200 if employs(place, reader, near_codes(address)[0]) else 400}
            elif may_open(place, reader, page, address):
                expected = {200}
            else:
                expected = {404}
            if answer.status_code not in expected:
                faults.append(f"{address}: {answer.status_code}, not {expected}")
            text = seen_as(answer) if page != "upload-file" else ""
            asked = near_codes(address)
            faults += [
                f"{address}: holds {found}"
                for found in forbidden.in_text(text)
                if found not in asked
            ]
    assert faults == []


@pytest.mark.parametrize("name", ["township-a", "owner", "clinic", "department", "worker"])
def test_a_code_outside_the_view_is_as_one_that_is_not_registered(place: Place, name: str) -> None:
    free = credit_code(8_999_999)
    client = Client(headers={"authorization": f"Bearer {place.tokens[name]}"})
    for door, address in (
        (place.clients[name], "/employers/{}/"),
        (place.clients[name], "/worklist/?employer={}"),
        (client, "/api/v1/employers/{}"),
        (client, "/api/v1/employers/{}/duties"),
        (client, "/api/v1/worklist?employer={}"),
    ):
        told = set()
        for code in (near.OTHER, free):
            answer = door.get(address.format(code))
            told.add((answer.status_code, _without_tokens(seen_as(answer).replace(code, "CODE"))))
        assert len(told) == 1, (address, told)


def _without_tokens(text: str) -> str:
    """A page without what differs from request to request."""
    return re.sub(r'(csrfmiddlewaretoken" value=|nonce=)"[^"]+"', r"\1", text)


@pytest.mark.parametrize("name", ["township-a", "township-b", "township-empty"])
def test_the_numbers_of_a_township_are_those_of_its_rows(place: Place, name: str) -> None:
    (town,) = place.readers[name].towns
    token = {"authorization": f"Bearer {place.tokens[name]}"}
    plan = Client(headers=token).get(f"/api/v1/plans/{PLAN}?{QUERY}&by=township").json()
    page = seen_as(place.clients[name].get(f"/plans/{PLAN}/?{QUERY}"))
    rows = [row for row in Everything().rows["evaluation_row"] if row["town"] == town]
    latest = max(row["id"] for row in Everything().rows["change"])
    evaluations = {
        row["id"]: row["target"]
        for row in Everything().rows["evaluation"]
        if row["as_of"] == DAY and row["change_id"] == latest
    }
    assert set(evaluations.values()) >= {"I01", "I02", "I03"}
    for target in plan["targets"][:3]:
        sides = [
            row["side"] for row in rows if evaluations.get(row["evaluation_id"]) == target["id"]
        ]
        wanted = {
            "numerator": sides.count("numerator"),
            "denominator": sides.count("numerator") + sides.count("missing"),
            "unknown": sides.count("unknown"),
            "pending": sides.count("pending"),
        }
        assert {key: target[key] for key in wanted} == wanted, target["id"]
        assert {group["code"] for group in target["groups"]} <= {town}
        link = re.escape(f"/plans/{PLAN}/{target['id']}/rows/?side=")
        shown = dict(re.findall(rf'href="{link}(\w+)&amp;[^"]*">(\d+)</a>', page))
        assert shown == {
            key: str(wanted[key]) for key in ("numerator", "denominator", "unknown")
        }, target["id"]


def test_a_worker_examined_elsewhere(place: Place) -> None:
    """The township reads the district's outcome, and of the examination only kind and day."""
    number = place.obligation_of(place.elsewhere)
    asked = {
        name: Client(headers={"authorization": f"Bearer {place.tokens[name]}"})
        for name in ("district", "township-a", "owner", "clinic", "other", "township-b")
    }
    rows = {}
    for name in ("district", "township-a", "owner"):
        listed = (
            asked[name]
            .get(f"/api/v1/plans/{PLAN}/targets/I03/rows?{QUERY}&limit=1000")
            .json()["rows"]
        )
        rows[name] = [row for row in listed if row["obligation_id"] == number]
    assert rows["district"] == rows["township-a"] == rows["owner"]
    assert rows["district"][0]["side"] == "numerator"

    whole = asked["district"].get(f"/api/v1/obligations/{number}?{QUERY}").json()
    (done,) = (fact for fact in whole["facts"] if fact["role"] == "done")
    assert done["exam_no"] == ELSEWHERE
    assert not done["held_elsewhere"]
    for name in ("township-a", "owner"):
        answer = asked[name].get(f"/api/v1/obligations/{number}?{QUERY}")
        found = answer.json()
        assert found["outcome"] == whole["outcome"] == "MET"
        (fact,) = (fact for fact in found["facts"] if fact["role"] == "done")
        assert fact == {
            "role": "done", "kind_zh": "职业健康检查", "kind_en": "health examination",
            "table": "examination", "day": "2020-05-06", "held_elsewhere": True,
        }  # fmt: skip
        page = seen_as(place.clients[name].get(f"/why/{number}/?{QUERY}"))
        for secret in (ELSEWHERE, near.CLINIC, near.OTHER, "跨镇体检中心"):
            assert secret not in answer.content.decode(), (name, secret)
            assert secret not in page, (name, secret)
        assert mask_number(W_ELSEWHERE) in page
    for name in ("clinic", "other", "township-b"):
        assert asked[name].get(f"/api/v1/obligations/{number}?{QUERY}").status_code == 404
