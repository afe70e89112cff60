"""A loaded district with a reader of every role: what no answer may hold, and what opens."""

from __future__ import annotations

import io
import re
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db import connections
from django.test import Client
from openpyxl.reader.excel import load_workbook

from tests.support import neighbours as near
from tests.support.neighbours import DAY, USERS, W_ELSEWHERE
from tests.support.sight import ABOUT_PERSONS, Everything
from zhifang.access.models import User
from zhifang.access.readers import Reader, reader_of
from zhifang.access.roles import Role
from zhifang.api.keys import create_key
from zhifang.exchange.sheets import SHEETS
from zhifang.installation.keys import identity_hash

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


#: Tables whose rows tell of an employer, a worker or an officer of the district.
TOLD_BY = (
    "exposure", "examination", "site_state", "post_hazard", "declaration", "measurement", "turn",
    "evaluation_row", "worker", "party_kind", "received_file", "officer", "training",
    "employer_archive", "worker_archive", "insured_person", "insurance_match", "radiation_post",
    "dose", "disease_case", "acute_event", "supervised_party", "inspection", "serious_case",
    "reportable_change",
    "supervisor", "monitoring_record",
)  # fmt: skip
#: Their columns that name somebody or something of somebody's.
NAMING = (
    "worker_name", "employer_name", "person_name", "id_masked", "obligation_id", "name",
    "inspection_no", "event_no", "record_no", "supervisor_no",
)  # fmt: skip


class Forbidden:
    """What must not stand in an answer to a reader: what the whole register holds of employers'
    codes and names, workers' names and masked numbers, and obligations, less what is the reader's.
    """

    def __init__(self, place: Place, reader: Reader) -> None:
        everything = place.everything
        codes = {number: code for code, number in place.organisations.items()}
        mine: set[str] = set()
        whole: set[str] = set(place.organisations)
        for table in TOLD_BY:
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
        for column in NAMING
        if row.get(column) and not (column == "name" and "organisation_id" not in row)
    }
    parties = ("employer_id", "using_unit_id", "institution_id", "sender_id", "holder_id",
               "party_id", "sent_by")  # fmt: skip
    if whose:
        told |= {codes[row[column]] for column in parties if row.get(column) is not None}
    return told


#: The sheets of which each role writes rows.
_OWN = {
    "employers", "posts", "workers", "declarations", "officers", "trainings", "employer_archives",
    "worker_archives", "insured_persons", "radiation_posts", "reportable_changes",
}  # fmt: skip
_INSTITUTIONS = {
    "measurements", "examinations", "doses", "disease_cases", "diagnosis_institutions",
    "monthly_reports", "capacities",
}  # fmt: skip
_DISTRICTS = {"supervisor_trainings", "meetings", "meeting_items", "data_exchanges"}
WRITES = {
    Role.DISTRICT: set(SHEETS),
    Role.TOWNSHIP: set(SHEETS) - _DISTRICTS - {"insured_persons", "monthly_reports", "capacities"},
    Role.EMPLOYER: _OWN,
    Role.INSTITUTION: _OWN | _INSTITUTIONS,
}


def may_open(place: Place, reader: Reader, name: str, address: str) -> bool:
    """Whether the thing that an address names is in the reader's view."""
    everything = place.everything
    thing = address.split("?")[0].strip("/").split("/")[1:2]
    if name == "employer":
        organisation = place.organisations[thing[0]]
        rows = everything.allowed("site_state", reader)
        return any(row["employer_id"] == organisation and stands(row) for row in rows) or owes(
            everything, reader, organisation
        )
    if name in ("plan-report", "insurance"):
        return reader.role == Role.DISTRICT
    if name == "plan-signals":
        return reader.role in (Role.DISTRICT, Role.TOWNSHIP)
    if name == "enter-sheets":
        return reader.role in WRITES
    if name == "enter":
        return thing[0] in WRITES.get(reader.role, ())
    if name.startswith("appraisal-") or name == "appraisal":
        return _may_open_appraisal(everything, reader, name, address.strip("/").split("/"))
    if name == "why":
        rows = everything.allowed("turn", reader)
        return any(row["obligation_id"] == thing[0] for row in rows)
    if name == "worker":
        return any(
            row["worker_id"] == int(thing[0]) and stands(row)
            for table in ABOUT_PERSONS
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


def owes(everything: Everything, reader: Reader, organisation: int) -> bool:
    """Whether a duty of this party in the reader's view speaks: reports of cases are owed by
    institutions, which may have no site here."""
    return any(
        row["holder_id"] == organisation
        and row["removed_by"] is None
        and row["law_from"] <= DAY
        and (row["law_to"] is None or row["law_to"] > DAY)
        for row in everything.allowed("turn", reader)
    )


def diagnoses(everything: Everything, reader: Reader, organisation: int) -> bool:
    """Whether this is a diagnosis institution in the reader's view."""
    rows = everything.allowed("diagnosis_institution", reader)
    return any(row["institution_id"] == organisation for row in rows)


def has_site(place: Place, reader: Reader, code: str) -> bool:
    """Whether a site of this credit code is in the reader's view."""
    return any(
        row["employer_id"] == place.organisations[code]
        for row in place.everything.allowed("site_state", reader)
    )


def employs(place: Place, reader: Reader, code: str) -> bool:
    """Whether an employer, or an institution that owes reports, is in the reader's view."""
    return has_site(place, reader, code) or diagnoses(
        place.everything, reader, place.organisations[code]
    )


def stands(row: dict[str, Any]) -> bool:
    """Whether a fact is in force and its day is not after the day asked."""
    days = ("valid_from", "exam_on", "trained_on", "stated_on", "diagnosed_on")
    began = next(row[day] for day in days if row.get(day))
    return row["removed_by"] is None and bool(began <= DAY)


def near_codes(address: str) -> list[str]:
    """The credit code or obligation in an address: an answer may say it back."""
    return re.findall(r"/(?:employers|why|obligations)/([^/?]+)", address) + re.findall(
        r"employer=(\w+)", address
    )


def removed() -> int:
    with connections["engine"].cursor() as cursor:
        cursor.execute("select count(*) from change")
        return int(cursor.fetchone()[0])
