"""Every operation of the API × every role: the status, and what no answer may hold."""

from __future__ import annotations

import itertools
import re
from typing import Any

import pytest
from django.test import Client

from tests.support import neighbours as near
from tests.support.doors import (
    QUERY,
    ROLES,
    TARGETS,
    Forbidden,
    Place,
    employs,
    has_site,
    may_open,
    near_codes,
    removed,
    seen_as,
)
from tests.support.neighbours import PLAN
from zhifang.api.service import api
from zhifang.registry.records.kinds import OF_DISTRICT, OF_EMPLOYERS


def operations() -> list[tuple[str, str]]:
    """(method, path) of every operation of the API."""
    schema = api.get_openapi_schema()
    return sorted((method, path) for path, all_ in schema["paths"].items() for method in all_)


def filled(place: Place, path: str) -> list[str]:
    """A path with its parts filled in, near and far."""
    values: dict[str, list[Any]] = {
        **place.values(),
        "plan_id": [PLAN],
        "target_id": list(TARGETS),
        "sheet": ["examinations", "employers"],
    }
    if path.endswith("/records/{sheet}"):
        values["sheet"] = list(OF_EMPLOYERS if "employers" in path else OF_DISTRICT)
    if "matches" in path:
        values["number"] = [str(row["id"]) for row in place.everything.rows["insurance_match"]]
    if "submissions" in path:
        values["number"] = values["file_id"]
    names = re.findall(r"\{(\w+)\}", path)
    return [
        path.format(**dict(zip(names, chosen, strict=True)))
        for chosen in itertools.product(*(values[name] for name in names))
    ]


#: Queries to ask of each read: the days, and what narrows or groups.
ASKED: dict[str, list[str]] = {
    "/api/v1/plans/{plan_id}": ["by=township", "by=industry", "by=size"],
    "/api/v1/plans/{plan_id}/targets/{target_id}": ["by=township"],
    "/api/v1/plans/{plan_id}/targets/{target_id}/rows": [
        "side=all&limit=1000", f"town={near.A}&limit=1000", f"town={near.B}&limit=1000",
    ],
    "/api/v1/worklist": ["limit=1000", f"town={near.B}", f"employer={near.OTHER}"],
    "/api/v1/employers": ["limit=1000", f"town={near.B}", "text=%E6%9C%BA%E6%A2%B0"],
}  # fmt: skip


@pytest.mark.parametrize("name", ROLES)
def test_every_read_of_the_api_of_every_role(place: Place, name: str) -> None:
    reader = place.readers[name]
    token = place.tokens.get(name, "zhifang_wrong")
    client = Client(headers={"authorization": f"Bearer {token}"})
    forbidden = Forbidden(place, reader)
    kinds = {
        "/api/v1/employers/{credit_code}": "employer",
        "/api/v1/employers/{credit_code}/duties": "duties",
        "/api/v1/employers/{credit_code}/records/{sheet}": "duties",
        "/api/v1/plans/{plan_id}/signals": "plan-signals",
        "/api/v1/insurance/matches": "insurance",
        "/api/v1/obligations/{obligation_id}": "why",
        "/api/v1/workers/{worker_id}": "worker",
        "/api/v1/submissions/{number}": "upload",
        "/api/v1/submissions/{number}/return": "upload-return",
    }
    faults = []
    for method, path in operations():
        if method != "get":
            continue
        for address in filled(place, path):
            if "I08" in address and address.endswith("/rows"):
                continue
            for query in ASKED.get(path, [""]):
                answer = client.get(f"{address}?{QUERY}&{query}")
                page = kinds.get(path, "")
                asked = near_codes(f"{address}?{query}")
                there = not page or may_open(place, reader, page, address[len("/api/v1") :])
                if page == "employer":
                    there = there and has_site(place, reader, asked[0])
                if page == "duties":
                    there = employs(place, reader, asked[0])
                expected = 401 if name == "nobody" else 200 if there else 404
                if "employer=" in query and name != "nobody":
                    works = has_site(place, reader, asked[0])
                    expected = 200 if works else 400
                if answer.status_code != expected:
                    faults.append(f"{address}?{query}: {answer.status_code}, not {expected}")
                faults += [
                    f"{address}?{query}: holds {found}"
                    for found in forbidden.in_text(seen_as(answer))
                    if found not in asked
                ]
    assert faults == []


@pytest.mark.parametrize("name", [name for name in ROLES if name != "district"])
def test_every_write_of_the_api_outside_the_view(place: Place, name: str) -> None:
    """What is not the reader's to write or take back changes nothing."""
    reader = place.readers[name]
    token = place.tokens.get(name, "zhifang_wrong")
    client = Client(headers={"authorization": f"Bearer {token}"})
    before = removed()
    foreign = near.OWNER if name == "other" else near.OTHER
    row = {"credit_code": foreign, "site_no": "01", "kind": "年度更新", "declared_on": "2019-05-05"}
    bodies: dict[str, Any] = {
        "/api/v1/sheets/{sheet}/rows": {"rows": [row], "received_on": "2021-01-15"},
        "/api/v1/submissions/{number}/withdrawal": {"reason": "x"},
        "/api/v1/records/{sheet}/{number}/withdrawal": {"reason": "x"},
        "/api/v1/insurance/matches/{number}/decision": {"decision": "accepted", "reason": "x"},
    }
    written = [path for method, path in operations() if method == "post"]
    assert set(written) == {*bodies, "/api/v1/submissions"}
    number = itertools.count()
    for path, body in bodies.items():
        addresses = ["/api/v1/sheets/declarations/rows"] if "rows" in path else filled(place, path)
        for address in addresses:
            own = [
                row["id"]
                for row in place.everything.rows["received_file"]
                if reader.party is not None and row["sent_by"] == reader.party
            ]
            if any(address.endswith(f"submissions/{file}/withdrawal") for file in own):
                continue
            if reader.party is not None and "records/examinations" in address:
                continue  # an institution may take back its own
            answer = client.post(
                address,
                body,
                content_type="application/json",
                headers={"idempotency-key": f"{name} {next(number)}"},
            )
            if "rows" in path and answer.status_code == 200:
                found = answer.json()["sheets"]["declarations"]
                assert (found["applied"], found["corrected"]) == (0, 0) or (
                    near.B in reader.towns
                ), name
            else:
                assert answer.status_code in (400, 401, 403, 404), (address, answer.content)
    if near.B not in reader.towns:
        assert removed() == before
