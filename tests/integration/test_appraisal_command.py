"""``zhifang appraisal``: the scores, and the check after later corrections."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from datetime import date

import pytest
from django.db import connections, transaction

from tests.support import workbooks as books
from tests.support.appraised import FROZEN_ON, RECOUNTED_ON, draft_and_freeze, officer
from tests.support.commanding import command_line
from tests.support.served import load_district
from zhifang.access.readers import OPERATOR
from zhifang.appraisal import operations, queries
from zhifang.commands.main import main
from zhifang.commands.management.commands.appraisal import differing
from zhifang.exchange.intake import submit
from zhifang.exchange.senders import Sender
from zhifang.installation.supervisor import Server


@pytest.fixture(scope="module")
def shell(server: Server, module_database: str) -> Iterator[None]:
    """A district of two employers that ``zhifang`` of this process uses."""
    with command_line(server, module_database):
        load_district()
        yield


def said(*arguments: str, code: int = 0) -> tuple[str, str]:
    """What ``zhifang appraisal`` prints and what it says beside it."""
    out, beside = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(beside):
        found = main(["appraisal", *arguments])
    assert found == code, beside.getvalue()
    return out.getvalue(), beside.getvalue()


def test_before_the_freeze_then_after_later_corrections(shell: None) -> None:
    table, beside = said("mentougou-2020", "--year", "2020")
    assert "大峪街道" in table
    assert "尚未冻结" in beside
    assert (
        "no frozen"
        in said("mentougou-2020", "--year", "2020", "--check", "--lang", "en", code=1)[1]
    )
    assert "适用于：2020" in said("mentougou-2020", "--year", "2018", code=2)[1]

    number = draft_and_freeze()
    operations.recount(number, reader=officer(3), on=RECOUNTED_ON, reason="复核")
    operations.sign(number, reader=officer(4), on=RECOUNTED_ON, reason="同意")
    kept = queries.kept_document(number, OPERATOR) or ""
    row = {**books.DECLARATION, "credit_code": books.E2, "declared_on": "2018-03-01"}
    submit(
        [books.sent("补报.xlsx", {"declarations": [row]})],
        actor="operator",
        sender=Sender.operator(),
        received_on=date(2026, 3, 1),
    )
    printed, beside = said("mentougou-2020", "--year", "2020", "--format", "json")
    assert json.loads(printed) == json.loads(kept)
    assert "SM3" in beside
    found = json.loads(said("mentougou-2020", "--year", "2020", "--check", "--format", "json")[0])
    assert found["same"] is True
    assert found["sm3_kept"] == found["sm3_now"]
    assert found["bytes"] == len(kept.encode())

    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        cursor.execute("alter table appraisal_count disable trigger user")
        cursor.execute(
            "update appraisal_count set document = replace(document, '\"year\":2020', "
            "'\"year\":2019')"
        )
    beside = said("mentougou-2020", "--year", "2020", "--check", code=1)[1]
    assert "与其摘要不符" in beside
    assert "不一致：year: 2019, 2020" in beside
    assert FROZEN_ON < RECOUNTED_ON


def test_the_places_at_which_documents_differ() -> None:
    kept = {"a": [1, {"b": 2}], "c": 3}
    assert differing(kept, kept) == []
    assert differing(kept, {"a": [1, {"b": 4}], "d": 5}) == [
        "a[1].b: 2, 4", "c: 3, None", "d: None, 5",
    ]  # fmt: skip
    assert differing([1], [1, 2], "x") == ["x: [1], [1, 2]"]
