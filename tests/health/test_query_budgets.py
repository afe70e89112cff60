"""Every page stays within its budget of queries (``query_budgets.toml``), warm."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from django.db import connections
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver

from tests.support import workbooks as books
from tests.support.appraised import FROZEN_ON, draft_and_freeze, officer
from tests.support.served import PASSWORD, load_district, make_users
from zhifang.appraisal import operations

BUDGETS: dict[str, dict[str, Any]] = tomllib.loads(
    (Path(__file__).parent / "query_budgets.toml").read_text("utf-8")
)

#: Pages without a budget: they only send a file, take a form, or come before signing in.
NOT_READ = {
    "home", "login", "logout", "sign-in", "sign-out", "language", "second-factor",
    "withdraw-record", "upload-withdraw", "upload-return", "upload-file", "target-export",
    "worklist-export", "template", "target-shortest-export",
    "appraisal-step", "appraisal-objection", "appraisal-answer",
    "appraisal-document", "insurance-decide", "insurance-compare",
}  # fmt: skip


@pytest.fixture(scope="module")
def places(module_database: str) -> dict[str, Any]:
    """What the addresses of the budgets name."""
    load_district()
    make_users()
    with connections["engine"].cursor() as cursor:
        cursor.execute("select id from received_file order by id limit 1")
        (file_id,) = cursor.fetchone()
        cursor.execute("select id from worker order by id limit 1")
        (worker_id,) = cursor.fetchone()
    client = Client()
    client.post("/login/", {"username": "district", "password": PASSWORD})
    client.get("/plans/mentougou-2016-2020/?as_of=2020-12-31")
    with connections["engine"].cursor() as cursor:
        cursor.execute("select obligation_id from turn where rule = 'HEX-02' order by id limit 1")
        (obligation_id,) = cursor.fetchone()
    drafted = operations.draft("mentougou-2018", 2018, reader=officer(1), on=FROZEN_ON, reason="x")
    frozen = draft_and_freeze()
    return {
        "client": client,
        "appraisal_id": frozen,
        "draft_id": drafted,
        "credit_code": books.E1,
        "file_id": file_id,
        "worker_id": worker_id,
        "obligation_id": obligation_id,
    }


@pytest.mark.parametrize("page", sorted(BUDGETS))
def test_a_page_stays_within_its_budget(places: dict[str, Any], page: str) -> None:
    budget = BUDGETS[page]
    client: Client = places["client"]
    address = budget["address"].format(**places)
    assert client.get(address).status_code == 200
    with (
        CaptureQueriesContext(connections["default"]) as read,
        CaptureQueriesContext(connections["engine"]) as computed,
    ):
        assert client.get(address).status_code == 200
    asked = {"default": len(read), "engine": len(computed)}
    listed = "\n".join(entry["sql"][:200] for entry in [*read, *computed])
    assert asked["default"] <= budget["default"], f"{asked}\n{listed}"
    assert asked["engine"] <= budget["engine"], f"{asked}\n{listed}"


def test_every_page_has_a_budget() -> None:
    names = {
        str(name)
        for entry in get_resolver().url_patterns
        if getattr(entry, "namespace", None) == "web"
        for name in entry.reverse_dict
        if isinstance(name, str)
    }
    assert names - NOT_READ == set(BUDGETS)
