"""Every page and every API operation × every role: the status, and what no answer may hold."""

from __future__ import annotations

import io
import itertools
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connections
from django.test import Client
from openpyxl.reader.excel import load_workbook

from tests.support import neighbours as near
from tests.support.neighbours import DAY, ELSEWHERE, PLAN, USERS, W_ELSEWHERE, load_all
from tests.support.sight import Everything
from tests.support.workbooks import credit_code
from zhifang.access.models import User
from zhifang.access.readers import Reader, reader_of
from zhifang.access.roles import Role
from zhifang.api.keys import create_key
from zhifang.api.service import api
from zhifang.core.identity import mask_number
from zhifang.installation.keys import identity_hash
from zhifang.web.urls import pages

ROLES = [*USERS, "nobody"]
QUERY = f"as_of={DAY}"
TARGETS = ("I01", "I02", "I03", "I08")


class Place:
    """A loaded district and what stands where in it."""

    def __init__(self) -> None:
        self.everything = Everything()
        self.readers: dict[str, Reader] = {"nobody": reader_of(AnonymousUser())}
        self.clients: dict[str, Client] = {"nobody": Client(raise_request_exception=True)}
        self.tokens: dict[str, str] = {}
        for name, (role, stands_for) in USERS.items():
            user = User.objects.get(username=name)
            self.readers[name] = reader_of(user)
            self.clients[name] = Client()
            self.clients[name].force_login(user, backend="zhifang.access.backend.LoginBackend")
            self.tokens[name] = create_key(
                name=name,
                role=role,
                actor="operator",
                town=stands_for if role == Role.TOWNSHIP else "",
                organisation_id=user.organisation_id,
            )
        rows = self.everything.rows
        self.elsewhere = next(
            row["id"]
            for row in rows["worker"]
            if row["id_hash"] == identity_hash("01", W_ELSEWHERE)
        )
        self.organisations = {row["credit_code"]: row["id"] for row in rows["organisation"]}

    def obligation_of(self, worker_id: int) -> str:
        """The obligation that the examination elsewhere discharged."""
        return next(
            str(row["obligation_id"])
            for row in self.everything.rows["turn"]
            if (row["rule"], row["worker_id"]) == ("HEX-02", worker_id)
            and row["done_on"]
            and not row["removed_by"]
        )

    def values(self) -> dict[str, list[Any]]:
        """Some of each kind of thing an address names, near and far."""
        rows = self.everything.rows
        spread = {
            "worker": [row["id"] for row in rows["worker"]][:: len(rows["worker"]) // 4],
            "file": [row["id"] for row in rows["received_file"]],
            "turn": [row["obligation_id"] for row in rows["turn"]][:: len(rows["turn"]) // 4],
        }
        kinds = ("site_state", "examination", "exposure")
        return {
            "credit_code": [near.OWNER, near.OTHER, near.MOVER, near.AGENCY, near.CLINIC],
            "obligation_id": [self.obligation_of(self.elsewhere), *spread["turn"]],
            "worker_id": [self.elsewhere, *spread["worker"]],
            "file_id": spread["file"][-6:],
            "number": [rows[kind][-1]["id"] for kind in kinds],
            "appraisal_id": [row["id"] for row in rows["appraisal"]],
        }


@pytest.fixture(scope="module")
def place(module_database: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """The district, loaded once."""
    load_all(tmp_path_factory.mktemp("district"))
    yield Place()
    connections.close_all()


def seen_as(answer: Any) -> str:
    """The whole text of an answer: a page, a csv, JSON, or the cells of a workbook."""
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if content[:2] == b"PK":
        book = load_workbook(io.BytesIO(content))
        return "\n".join(
            str(value)
            for sheet in book
            for row in sheet.iter_rows(values_only=True)
            for value in row
            if value is not None
        )
    return str(content.decode("utf-8"))


class Forbidden:
    """What must not stand in an answer to a reader: what the whole register holds of employers'
    codes and names, workers' names and masked numbers, and obligations, less what is the reader's.
    """

    def __init__(self, place: Place, reader: Reader) -> None:
        everything = place.everything
        codes = {number: code for code, number in place.organisations.items()}
        mine: set[str] = set()
        whole: set[str] = set(place.organisations)
        for table in ("exposure", "examination", "site_state", "post_hazard", "declaration",
                      "measurement", "turn", "evaluation_row", "worker", "party_kind",
                      "received_file"):  # fmt: skip
            allowed = {row["ctid"] for row in everything.allowed(table, reader)}
            for row in everything.rows[table]:
                told = _told(row, codes, whose=table != "party_kind")
                if row["ctid"] in allowed:
                    mine |= told
                whole |= told
        if reader.party is not None:
            mine.add(codes[reader.party])
        self.mine = sorted(mine, key=len, reverse=True)
        self.texts = sorted(whole - mine)
        self.pattern = re.compile("|".join(map(re.escape, self.texts))) if self.texts else None
        self.own = re.compile("|".join(map(re.escape, self.mine))) if self.mine else None

    def in_text(self, text: str) -> list[str]:
        """The forbidden texts that stand in ``text``, which may name what is the reader's own."""
        if self.own:
            text = self.own.sub("\0", text)
        return sorted(set(self.pattern.findall(text))) if self.pattern else []


def _told(row: dict[str, Any], codes: dict[int, str], *, whose: bool) -> set[str]:
    """The texts of a row that name an employer, a worker or an obligation."""
    told = {
        str(row[column])
        for column in ("worker_name", "employer_name", "id_masked", "obligation_id", "name")
        if row.get(column) and not (column == "name" and "organisation_id" not in row)
    }
    parties = ("employer_id", "using_unit_id", "institution_id", "sender_id", "holder_id",
               "party_id", "sent_by")  # fmt: skip
    if whose:
        told |= {codes[row[column]] for column in parties if row.get(column) is not None}
    return told


def addresses(place: Place) -> dict[str, list[str]]:
    """The addresses to open of each page, by its name; a new page fails the test below."""
    values = place.values()
    found: dict[str, list[str]] = {
        "home": ["/"],
        "sign-in": ["/login/"],
        "password": ["/password/"],
        "second-factor": ["/second-factor/"],
        "plan": [f"/plans/{plan}/?{QUERY}" for plan in (PLAN, "national-2021-2025")],
        "plan-tasks": [
            f"/plans/{PLAN}/tasks/?{QUERY}&outcome={outcome}" for outcome in ("", "NOT_MET", "MET")
        ],
        "plan-goals": [f"/plans/{PLAN}/goals/?{QUERY}"],
        **{
            f"plan-{part}": [f"/plans/{PLAN}/part/{part}/?{QUERY}"]
            for part in ("towns", "funnel", "trend", "overnight", "weeks")
        },
        "target-shortest": [
            f"/plans/{PLAN}/{target}/shortest/?{QUERY}&town={town}"
            for target in TARGETS[:3]
            for town in ("", near.A)
        ],
        "target-shortest-export": [f"/plans/{PLAN}/I03/shortest.csv?{QUERY}"],
        "plan-report": [f"/plans/{PLAN}/report.xlsx?{QUERY}"],
        "target": [
            f"/plans/{PLAN}/{target}/?{QUERY}&by={by}"
            for target in TARGETS
            for by in ("township", "industry", "size")
        ],
        "target-years": [f"/plans/{PLAN}/I03/years/?{QUERY}"],
        "target-variants": [f"/plans/{PLAN}/I01/variants/?{QUERY}"],
        "target-rows": [
            f"/plans/{PLAN}/{target}/rows/?{QUERY}&side={side}&town={town}"
            for target in TARGETS[:3]
            for side in ("all", "denominator", "unknown")
            for town in ("", near.A, near.B)
        ],
        "target-export": [
            f"/plans/{PLAN}/{target}/rows.{form}?{QUERY}"
            for target in TARGETS[:3]
            for form in ("csv", "xlsx")
        ],
        "worklist": [
            f"/worklist/?{QUERY}&band={band}&town={town}"
            for band in ("overdue", "unknown", "due_30", "due_90")
            for town in ("", near.A, near.B)
        ]
        + [f"/worklist/?{QUERY}&employer={code}" for code in values["credit_code"]],
        "worklist-export": [
            f"/worklist.{form}?{QUERY}&band={band}"
            for form in ("csv", "xlsx")
            for band in ("overdue", "due_90")
        ],
        "employers": [f"/employers/?{QUERY}", f"/employers/?{QUERY}&text=%E6%9C%BA%E6%A2%B0"]
        + [f"/employers/?{QUERY}&town={town}" for town in (near.A, near.B)],
        "employer": [
            f"/employers/{code}/?{QUERY}&kind={kind}"
            for code in values["credit_code"]
            for kind in (
                "employers",
                "posts",
                "workers",
                "declarations",
                "measurements",
                "examinations",
            )
        ],
        "why": [f"/why/{number}/?{QUERY}" for number in values["obligation_id"]],
        "worker": [f"/workers/{number}/?{QUERY}" for number in values["worker_id"]],
        "uploads": ["/uploads/"],
        "help": ["/help/"],
        "help-sheet": ["/help/sheets/examinations/"],
        "appraisals": ["/appraisals/"],
        "appraisal": [f"/appraisals/{number}/" for number in values["appraisal_id"]],
        "appraisal-body": [
            f"/appraisals/{number}/{who}/{code}/"
            for number in values["appraisal_id"]
            for who, code in (("towns", near.A), ("towns", near.B), ("departments", "anjian"))
        ],
        "appraisal-preview": [f"/appraisals/{n}/preview/" for n in values["appraisal_id"]],
        "appraisal-changes": [f"/appraisals/{n}/changes/" for n in values["appraisal_id"]],
        "appraisal-document": [f"/appraisals/{n}/document.json" for n in values["appraisal_id"]],
        "template": ["/help/sheets/examinations.xlsx"],
    }
    for name, tail in (
        ("upload", ""), ("upload-progress", "progress/"), ("upload-return", "return/"),
        ("upload-file", "file/"),
    ):  # fmt: skip
        found[name] = [f"/uploads/{number}/{tail}" for number in values["file_id"]]
    return found


#: Pages that only take something; what they do is tested below.
TAKING = {
    "sign-out", "language", "withdraw-record", "upload-withdraw",
    "appraisal-step", "appraisal-objection", "appraisal-answer",
}  # fmt: skip
#: Pages open to anybody.
PUBLIC = {"sign-in"}


def test_every_page_is_opened(place: Place) -> None:
    assert {page.name for page in pages} == set(addresses(place)) | TAKING


def may_open(place: Place, reader: Reader, name: str, address: str) -> bool:
    """Whether the thing that an address names is in the reader's view."""
    everything = place.everything
    thing = address.split("?")[0].strip("/").split("/")[1:2]
    if name == "employer":
        organisation = place.organisations[thing[0]]
        rows = everything.allowed("site_state", reader)
        return any(row["employer_id"] == organisation and _stands(row) for row in rows) or _owes(
            everything, reader, organisation
        )
    if name == "plan-report":
        return reader.role == Role.DISTRICT
    if name.startswith("appraisal-") or name == "appraisal":
        return _may_open_appraisal(everything, reader, name, address.strip("/").split("/"))
    if name == "why":
        rows = everything.allowed("turn", reader)
        return any(row["obligation_id"] == thing[0] for row in rows)
    if name == "worker":
        return any(
            row["worker_id"] == int(thing[0]) and _stands(row)
            for table in ("exposure", "examination")
            for row in everything.allowed(table, reader)
        )
    if name.startswith("upload-") or name == "upload":
        rows = everything.allowed("received_file", reader)
        return any(
            row["id"] == int(thing[0]) and (name != "upload-return" or row["return_name"])
            for row in rows
        )
    return True


def _may_open_appraisal(
    everything: Everything, reader: Reader, name: str, parts: list[str]
) -> bool:
    """One appraisal of the view; documents and changes are the district's, previews a draft's."""
    there = {row["id"] for row in everything.allowed("appraisal", reader)}
    if int(parts[1]) not in there or name == "appraisal-preview":
        return False
    if name == "appraisal-body":
        return any(
            (row["appraisal_id"], row["who"], row["code"]) == (int(parts[1]), parts[2], parts[3])
            for row in everything.allowed("appraisal_result", reader)
        )
    return name == "appraisal" or reader.district


def _owes(everything: Everything, reader: Reader, organisation: int) -> bool:
    """Whether a duty of this party in the reader's view speaks: reports of cases are owed by
    institutions, which may have no site here."""
    return any(
        row["holder_id"] == organisation
        and row["removed_by"] is None
        and row["law_from"] <= DAY
        and (row["law_to"] is None or row["law_to"] > DAY)
        for row in everything.allowed("turn", reader)
    )


def _diagnoses(everything: Everything, reader: Reader, organisation: int) -> bool:
    """Whether this is a diagnosis institution in the reader's view."""
    rows = everything.allowed("diagnosis_institution", reader)
    return any(row["institution_id"] == organisation for row in rows)


def _has_site(place: Place, reader: Reader, code: str) -> bool:
    """Whether a site of this credit code is in the reader's view."""
    return any(
        row["employer_id"] == place.organisations[code]
        for row in place.everything.allowed("site_state", reader)
    )


def _employs(place: Place, reader: Reader, code: str) -> bool:
    """Whether an employer, or an institution that owes reports, is in the reader's view."""
    return _has_site(place, reader, code) or _diagnoses(
        place.everything, reader, place.organisations[code]
    )


def _stands(row: dict[str, Any]) -> bool:
    """Whether a fact is in force and begins by the day asked."""
    return row["removed_by"] is None and (row.get("valid_from") or row["exam_on"]) <= DAY


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
                expected = {200 if _employs(place, reader, near_codes(address)[0]) else 400}
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


def near_codes(address: str) -> list[str]:
    """The credit code or obligation in an address: an answer may say it back."""
    return re.findall(r"/(?:employers|why|obligations)/([^/?]+)", address) + re.findall(
        r"employer=(\w+)", address
    )


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


@pytest.mark.parametrize("name", ROLES)
def test_nothing_is_taken_back_outside_the_view(place: Place, name: str) -> None:
    """Withdrawing what others sent is refused: 404, or a page that says so."""
    reader, client = place.readers[name], place.clients[name]
    if reader.district:
        return
    before = _removed()
    tables = {"employers": "site_state", "examinations": "examination", "workers": "exposure"}
    for kind, table in tables.items():
        for row in place.everything.rows[table][-3:]:
            if reader.party is not None and reader.party == row["sender_id"]:
                continue
            answer = client.post(
                "/records/withdraw/", {"kind": kind, "record": row["id"], "reason": "x"}
            )
            assert answer.status_code in ({302} if name == "nobody" else {400, 403}), kind
    for row in place.everything.rows["received_file"]:
        if reader.party is not None and reader.party == row["sent_by"]:
            continue
        answer = client.post(f"/uploads/{row['id']}/withdraw/", {"reason": "x"})
        assert answer.status_code in ({302} if name == "nobody" else {400, 403, 404})
    assert _removed() == before


@pytest.mark.parametrize("name", ROLES)
def test_no_step_of_an_appraisal_is_done_by_others(place: Place, name: str) -> None:
    """Only persons of the district do steps, and answer; only townships object, to their own."""
    reader, client = place.readers[name], place.clients[name]
    (number,) = place.values()["appraisal_id"]
    before = _written()
    posts: list[tuple[str, dict[str, str]]] = [
        ("/appraisals/", {"year": "mentougou-2018:2018", "reason": "x"}),
        *(
            (f"/appraisals/{number}/steps/", {"step": step, "reason": "x"})
            for step in ("freeze", "recount", "sign", "withdraw")
        ),
        (f"/appraisals/{number}/objections/1/", {"decision": "upheld", "reason": "x"}),
    ]
    if reader.role == Role.DISTRICT:
        posts = []
    if name not in ("township-a", "township-b"):
        posts.append((f"/appraisals/{number}/objections/", {"text": "x"}))
    for address, given in posts:
        status = client.post(address, given).status_code
        assert status in ({302} if name == "nobody" else {400, 403, 404}), address
    assert _written() == before


def _written() -> list[int]:
    found = []
    with connections["engine"].cursor() as cursor:
        for table in ("appraisal", "appraisal_step", "appraisal_objection", "appraisal_answer"):
            cursor.execute(f"select count(*) from {table}")
            found.append(int(cursor.fetchone()[0]))
    return found


def _removed() -> int:
    with connections["engine"].cursor() as cursor:
        cursor.execute("select count(*) from change")
        return int(cursor.fetchone()[0])


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
                    there = there and _has_site(place, reader, asked[0])
                if page == "duties":
                    there = _employs(place, reader, asked[0])
                expected = 401 if name == "nobody" else 200 if there else 404
                if "employer=" in query and name != "nobody":
                    works = _has_site(place, reader, asked[0])
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
    before = _removed()
    foreign = near.OWNER if name == "other" else near.OTHER
    row = {"credit_code": foreign, "site_no": "01", "kind": "年度更新", "declared_on": "2019-05-05"}
    bodies: dict[str, Any] = {
        "/api/v1/sheets/{sheet}/rows": {"rows": [row], "received_on": "2021-01-15"},
        "/api/v1/submissions/{number}/withdrawal": {"reason": "x"},
        "/api/v1/records/{sheet}/{number}/withdrawal": {"reason": "x"},
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
        assert _removed() == before


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
