"""A synthetic district and beside it, by hand, whoever is concerned across a border.

Two townships, A and B. One site moved from A to B. A worker of A was examined in B, for another
employer. An agency of B has a worker at a unit of A. Files came from the operator, a party, an
institution, a department and a township. And there is a user of every role.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from django.db import connections

from tests.support import workbooks as books
from tests.support.appraised import draft_and_freeze, object_and_recount
from tests.support.neighbours_district import further_rows
from tests.support.truth import load, make
from tests.support.workbooks import Row, credit_code, id_number
from zhifang.access.models import User
from zhifang.access.roles import Role
from zhifang.exchange.intake import submit
from zhifang.exchange.senders import Sender
from zhifang.indicators.queries import plan_document
from zhifang.obligations.storing import bring_up_to_date
from zhifang.registry.changes.queries import resolve
from zhifang.registry.insurance.queue import compare
from zhifang.worklists.open_items import found_on

PLAN = "mentougou-2016-2020"
DAY = date(2020, 12, 31)
PASSWORD = "a-long-and-rare-passphrase"
#: ``EMPTY`` is the code of no township: nothing ever stood there.
A, B, EMPTY = "110109001", "110109006", "110109999"
NAME = {A: "大峪街道", B: "永定镇"}
OWNER, OTHER, MOVER, AGENCY, CLINIC, LAB, DEPARTMENT = (
    credit_code(9_000_000 + number) for number in range(1, 8)
)
MOVED_ON = "2020-06-01"
W_ELSEWHERE, W_AGENCY, W_MOVED, W_OTHER = (
    id_number(400 + number, "19790303") for number in range(1, 5)
)
NAMES = {
    W_ELSEWHERE: "吴异地体检",
    W_AGENCY: "郑派遣用工",
    W_MOVED: "周随厂搬迁",
    W_OTHER: "冯永定接尘",
}
#: The number of the examination that took place elsewhere.
ELSEWHERE = "YD-2020-0007"
RECEIVED = date(2021, 1, 15)

#: User name → role and what it stands for (a town, or an organisation's credit code).
USERS: dict[str, tuple[str, str]] = {
    "district": (Role.DISTRICT, ""),
    "township-a": (Role.TOWNSHIP, A),
    "township-b": (Role.TOWNSHIP, B),
    "township-empty": (Role.TOWNSHIP, EMPTY),
    "owner": (Role.EMPLOYER, OWNER),
    "other": (Role.EMPLOYER, OTHER),
    "mover": (Role.EMPLOYER, MOVER),
    "agency": (Role.EMPLOYER, AGENCY),
    "clinic": (Role.INSTITUTION, CLINIC),
    "lab": (Role.INSTITUTION, LAB),
    "department": (Role.DEPARTMENT, DEPARTMENT),
    "worker": (Role.WORKER, ""),
    "admin": (Role.ADMIN, ""),
}


def _employer(code: str, name: str, town: str, **more: Any) -> Row:
    return {**books.EMPLOYER, "credit_code": code, "employer_name": name, "town": town, **more}


def _worker(number: str, using: str, **more: Any) -> Row:
    return {
        **books.WORKER,
        "id_number": number,
        "worker_name": NAMES[number],
        "birth_on": "1979-03-03",
        "using_code": using,
        **more,
    }


def _exam(exam_no: str, number: str, employer: str, day: str, **more: Any) -> Row:
    return {
        **books.EXAM,
        "institution_code": CLINIC,
        "institution_name": "跨镇体检中心",
        "exam_no": exam_no,
        "id_number": number,
        "worker_name": NAMES[number],
        "birth_on": "1979-03-03",
        "employer_code": employer,
        "exam_on": day,
        "reported_on": day,
        **more,
    }


def _measurement(code: str, report: str, day: str) -> Row:
    return {
        **books.MEASUREMENT,
        "institution_code": LAB,
        "institution_name": "跨镇检测所",
        "report_no": report,
        "using_code": code,
        "sampled_on": day,
        "issued_on": day,
    }


REGISTER: dict[str, Sequence[Row]] = {
    "employers": [
        _employer(OWNER, "界前机械厂", NAME[A]),
        _employer(OTHER, "界后机械厂", NAME[B]),
        _employer(MOVER, "迁址机械厂", NAME[A]),
        _employer(MOVER, "迁址机械厂", NAME[B], valid_from=MOVED_ON),
        _employer(AGENCY, "永定劳务派遣公司", NAME[B], industry="L7263"),
    ],
    "posts": [{**books.POST, "credit_code": code} for code in (OWNER, OTHER, MOVER)],
    "workers": [
        _worker(W_ELSEWHERE, OWNER),
        _worker(W_AGENCY, OWNER, employment="劳务派遣", employer_code=AGENCY),
        _worker(W_MOVED, MOVER),
        _worker(W_OTHER, OTHER),
    ],
    "measurements": [
        _measurement(OWNER, "KJ-1", "2020-03-02"),
        _measurement(OTHER, "KJ-2", "2020-03-03"),
    ],
}
EXAMS: list[Row] = [
    _exam(ELSEWHERE, W_ELSEWHERE, OTHER, "2020-05-06"),
    _exam("YD-2020-0008", W_AGENCY, AGENCY, "2020-05-07", using_code=OWNER),
    _exam("YD-2020-0009", W_MOVED, MOVER, "2020-04-08"),
]
DECLARED: list[Row] = [{**books.DECLARATION, "credit_code": OWNER, "receipt_no": "SB-1"}]


def send(name: str, sheets: Mapping[str, Sequence[Row]], sender: Sender) -> None:
    """Takes a workbook in; every row must be accepted."""
    summary = submit([books.sent(name, sheets)], actor="test", sender=sender, received_on=RECEIVED)
    assert summary.rejected == 0, [vars(one) for file in summary.files for one in file.problems]
    assert not summary.refused, [file.refusal for file in summary.files]


def load_neighbours() -> None:
    """The hand-made part: files of five kinds of senders."""
    send("登记.xlsx", REGISTER, Sender.operator())
    send("体检.xlsx", {"examinations": EXAMS}, Sender.party(CLINIC))
    further = further_rows(
        here=OWNER,
        there=OTHER,
        clinic=CLINIC,
        agency=AGENCY,
        people=tuple((number, NAMES[number]) for number in (W_ELSEWHERE, W_OTHER, W_AGENCY)),
        towns=(NAME[A], NAME[B]),
    )
    send("其他.xlsx", further, Sender.operator())
    send("申报.xlsx", {"declarations": DECLARED}, Sender.operator(DEPARTMENT))
    own = [{**books.DECLARATION, "credit_code": OTHER, "receipt_no": "SB-2"}]
    send("自报.xlsx", {"declarations": own}, Sender.party(OTHER))
    of_town = [{**books.DECLARATION, "credit_code": MOVER, "receipt_no": "SB-3"}]
    send("镇报.xlsx", {"declarations": of_town}, Sender.township((B,)))
    faulty = [{**books.DECLARATION, "credit_code": OWNER, "declared_on": "2017-13-01"}]
    for sender in (Sender.party(OWNER), Sender.party(OTHER)):
        rows = [{**faulty[0], "credit_code": sender.credit_code}]
        submit(
            [books.sent("错.xlsx", {"declarations": rows})],
            actor="test",
            sender=sender,
            received_on=RECEIVED,
        )


def load_late() -> None:
    """Facts that come after a freeze and are counted on either side of the border."""
    manager = {
        "credit_code": OWNER,
        "site_no": "01",
        "role": "职业卫生管理人员",
        "id_type": "居民身份证",
        "id_number": W_ELSEWHERE,
        "person_name": NAMES[W_ELSEWHERE],
        "valid_from": "2019-01-01",
    }
    sampled = _measurement(MOVER, "KJ-3", "2020-09-04")
    send("迟报.xlsx", {"officers": [manager], "measurements": [sampled]}, Sender.operator())


def load_all(folder: Path, *, seed: int = 20260701) -> None:
    """District, neighbours, turns, evaluations and worklists of two days, a user of each role."""
    truth = make(folder, seed=seed, employers=25, workers=250)
    load(folder, truth)
    load_neighbours()
    compare(actor="test")
    bring_up_to_date()
    for day in (DAY, date(2018, 6, 30)):
        plan_document(PLAN, day, variants=False)
        found_on(day, resolve(using="engine").change_id)
    appraisal = draft_and_freeze()
    load_late()
    object_and_recount(appraisal, (A, B))
    for day in (DAY, date(2018, 6, 30)):
        plan_document(PLAN, day, variants=False)
        found_on(day, resolve(using="engine").change_id)
    make_users()


def organisation(code: str) -> int:
    """The id of a credit code."""
    with connections["engine"].cursor() as cursor:
        cursor.execute("select id from organisation where credit_code = %s", [code])
        return int(cursor.fetchone()[0])


def make_users() -> None:
    """A user of every role, all with ``PASSWORD``."""
    for name, (role, stands_for) in USERS.items():
        fields: dict[str, Any] = {}
        if role == Role.TOWNSHIP:
            fields["town"] = stands_for
        elif stands_for:
            fields["organisation_id"] = organisation(stands_for)
        User.objects.create_user(name, PASSWORD, display_name=name, role=role, **fields)
