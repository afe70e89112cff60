"""The shortest path on a synthetic district: counted again, and by really loading its facts."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import connections, transaction

from tests.support import workbooks as books
from tests.support.commanding import DAY, PLAN, command_line, zhifang
from tests.support.discharging import facts_for
from tests.support.truth import load, make
from zhifang import statutes
from zhifang.access.readers import OPERATOR, Reader, RowSecurity
from zhifang.access.roles import Role
from zhifang.exchange.intake import submit
from zhifang.exchange.senders import Sender
from zhifang.indicators import shortest
from zhifang.indicators.completable import with_lost
from zhifang.indicators.definitions import DEFINITIONS
from zhifang.indicators.queries import plan_document
from zhifang.installation.supervisor import Server

AS_OF = date.fromisoformat(DAY)
TOWN = "110109006"


@pytest.fixture(scope="module")
def district(server: Server, module_database: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    """A synthetic district as users send it."""
    folder: Path = tmp_path_factory.mktemp("district")
    load(folder, make(folder, seed=7, employers=40, workers=400))
    plan_document(PLAN, AS_OF, variants=False)
    return module_database


def figures(target: str, town: str = "") -> dict[str, Any]:
    """A target of the plan's table."""
    table = plan_document(PLAN, AS_OF, town=town or None, variants=False)
    found: dict[str, Any] = next(one for one in table["targets"] if one["id"] == target)
    return found


@pytest.mark.parametrize("target", [one.id for one in statutes.plan(PLAN).targets])
@pytest.mark.parametrize("town", ["", TOWN])
def test_the_list_reaches_the_target_and_one_row_less_does_not(
    district: str, target: str, town: str
) -> None:
    found = shortest.shortest_document(PLAN, [target], AS_OF, town=town)
    (told,) = found["targets"]
    table = figures(target, town)
    if told["before"] is not None:
        for name in ("numerator", "denominator", "unknown", "met", "value"):
            assert told["before"][name] == table[name], name
    if told["after"] is None:
        assert told["reason"]
        assert found["items"] == []
        return
    if told["after"]["met"] is not True:
        assert told["reason"]
        assert found["items"] == []
        return
    assert found["proven"]
    assert told["chosen"] == len(found["items"]) > 0
    assert told["chosen"] >= told["needed"] or any(i["side"] == "unknown" for i in found["items"])
    if all(item["side"] == "missing" for item in found["items"]):
        assert told["chosen"] == told["needed"]
        assert told["after"]["numerator"] == told["before"]["numerator"] + told["needed"]
    assert found["minutes"] == sum(
        item["act_minutes"] + item["visit_minutes"] for item in found["items"]
    )
    change = shortest.known(None).change_id
    plan = statutes.plan(PLAN)
    one = shortest.shortfall(plan, plan.target(target), AS_OF, change, reader=OPERATOR, town=town)
    for left_out in found["items"]:
        rest = [item for item in found["items"] if item is not left_out]
        assert one.judged(shortest.completed(one.counts, rest)).met is not True


@pytest.mark.parametrize("target", ["I01", "I03", "I06", "I08"])
def test_the_facts_of_the_list_make_the_target_met(district: str, target: str) -> None:
    before = figures(target)
    found = shortest.shortest_document(PLAN, [target], AS_OF)
    (told,) = found["targets"]
    if before["met"] is True or told["after"]["met"] is not True:
        pytest.fail(f"the district is of no use here: {told}")
    with transaction.atomic(using="engine"):
        done = submit(
            [books.sent("done.xlsx", facts_for(found["items"], DAY))],
            actor="operator",
            sender=Sender.operator(),
            received_on=AS_OF,
        )
        assert [file.problems for file in done.files] == [[]]
        after = figures(target)
        transaction.set_rollback(True, using="engine")
    assert after["met"] is True
    assert (after["numerator"], after["denominator"]) == (
        told["after"]["numerator"],
        told["after"]["denominator"],
    )
    assert figures(target) == before


def test_targets_together_share_visits(district: str) -> None:
    """Never dearer than the targets one by one, and every one of them is reached."""
    together = shortest.shortest_document(PLAN, ["I01", "I02", "I06"], AS_OF)
    apart = [shortest.shortest_document(PLAN, [one], AS_OF) for one in ("I01", "I02", "I06")]
    assert together["minutes"] < sum(one["minutes"] for one in apart)
    assert together["least_minutes"] >= max(one["least_minutes"] for one in apart)
    for target in together["targets"]:
        assert target["reason"] or target["after"]["met"] is True


def test_a_department_is_asked_for_its_own_targets(district: str) -> None:
    plan = statutes.plan(PLAN)
    found = shortest.shortest_document(PLAN, [], AS_OF, department="renshe")
    assert [one["id"] for one in found["targets"]] == [
        one.id
        for one in plan.targets
        if "renshe" in one.departments
        and one.unit == "percent"
        and one.comparison == ">="
        and one.indicator in DEFINITIONS
    ]
    assert found["targets"]


def test_a_township_sees_its_own_rows_only(district: str) -> None:
    whole = shortest.shortest_document(PLAN, ["I04"], AS_OF)
    town = next(item["town"] for item in whole["items"] if item["town"] and item["worker_id"])
    officer = Reader(actor="person:t", role=Role.TOWNSHIP, towns=(town,))
    with RowSecurity(officer):
        seen = shortest.shortest_document(PLAN, ["I04"], AS_OF, reader=officer)
    assert seen["items"]
    assert {item["town"] for item in seen["items"]} == {town}
    assert all(item["party_name"] for item in seen["items"])
    assert all(item["worker_name"] for item in seen["items"] if item["worker_id"] is not None)
    of_town = shortest.shortest_document(PLAN, ["I04"], AS_OF, town=town)
    assert [item["subject_id"] for item in seen["items"]] == [
        item["subject_id"] for item in of_town["items"]
    ]


def test_who_has_left_cannot_be_examined_any_more(district: str) -> None:
    """Rows of pairs whose exposure ended before the day are never in the list."""
    plan, change = statutes.plan(PLAN), shortest.known(None).change_id
    one = shortest.shortfall(plan, plan.target("I03"), AS_OF, change, reader=OPERATOR)
    with connections["engine"].cursor() as cursor:
        cursor.execute(
            "select worker_id, using_unit_id from exposure where removed_by is null "
            "group by 1, 2 having max(coalesce(valid_to, '9999-12-31')) <= %s",
            [AS_OF],
        )
        gone = set(cursor.fetchall())
    left = [row for row in one.rows if (row["worker_id"], row["party_id"]) in gone]
    missing = [row for row in left if row["side"] == "missing"]
    assert missing
    assert all(row["lost"] for row in missing)
    here = [row for row in one.rows if row not in left]
    assert any(not row["lost"] for row in with_lost(one.question, here))


def test_the_verb(server: Server, district: str) -> None:
    with command_line(server, district):
        asked = ("shortest", PLAN, "I03", "--as-of", DAY)
        found = json.loads(zhifang(*asked, "--format", "json"))
        lines = zhifang(*asked, "--format", "csv").splitlines()
        assert len(lines) == 1 + len(found["items"])
        assert "分钟" in zhifang(*asked) or found["items"]
        town = json.loads(zhifang(*asked, "--town", TOWN, "--format", "json", codes=(0, 1)))
        assert {item["town"] for item in town["items"]} <= {TOWN}
        zhifang("shortest", PLAN, "I03", "--as-of", DAY, "--town", "nowhere", codes=(2,))
        zhifang("shortest", PLAN, "--as-of", DAY, "--department", "nobody", codes=(2,))
