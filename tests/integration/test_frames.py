"""I01 against other totals: those on a list, and an estimate of those on none."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import connections

from tests.support.truth import PLAN, load, make
from zhifang import statutes
from zhifang.calc import Counts
from zhifang.calc.capture import estimate
from zhifang.indicators import frames
from zhifang.indicators.queries import evaluation_id, plan_document, question
from zhifang.obligations.storing import bring_up_to_date
from zhifang.registry.changes.queries import resolve

DAY = date(2020, 12, 31)


@pytest.fixture(scope="module")
def readings(module_database: str, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The readings of I01 of a synthetic district, by key."""
    folder: Path = tmp_path_factory.mktemp("district")
    load(folder, make(folder, seed=21, employers=160, workers=900))
    bring_up_to_date()
    target = plan_document(PLAN, DAY)["targets"][0]
    found = {one["key"]: one for one in target["variants"]}
    return {**found, "register": target}


def test_the_histories_are_those_of_the_facts(readings: dict[str, Any]) -> None:
    """Each employer of K counted by hand: declared, measured, examined by the day."""
    assert readings["register"]["denominator"] > 0
    plan = statutes.plan(PLAN)
    asked = question(plan, "I01", DAY, resolve(using="engine").change_id)
    with connections["engine"].cursor() as cursor:
        cursor.execute(
            "select r.party_id from evaluation_row r where r.evaluation_id = %s "
            "and r.side <> 'pending' and r.side <> 'not_applicable'",
            [evaluation_id(PLAN, "I01", DAY)],
        )
        employers = [row[0] for row in cursor.fetchall()]
        lists = []
        for table, column in (
            ("declaration", "declared_on"),
            ("measurement", "sampled_on"),
            ("examination", "exam_on"),
        ):
            kinds = " and kind <> 'closing'" if table == "declaration" else ""
            cursor.execute(
                f"select distinct using_unit_id from {table} "
                f"where {column} <= %s and removed_by is null{kinds}",
                [DAY],
            )
            lists.append({row[0] for row in cursor.fetchall()})
    histories = Counter(tuple(employer in one for one in lists) for employer in employers)
    found = frames.seen(asked, set())
    assert found.on_none == histories.pop((False,) * 3, 0)
    assert found.histories == histories


def test_the_value_stands_between_its_ends(
    readings: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """All but some on a list declared at all sites; some more are on no list."""
    assert readings["register"]["id"] == "I01"
    names = (True, False)
    histories = {
        (a, b, c): 30 + 40 * a + 30 * b + 20 * c
        for a in names
        for b in names
        for c in names
        if a or b or c
    }
    total = sum(histories.values())
    told = frames.Seen(Counts(total - 60, 50, {"MET NOT": 10}), histories, 7)
    monkeypatch.setattr(frames, "seen", lambda *_: told)
    plan = statutes.plan(PLAN)
    one = frames.estimated(question(plan, "I01", DAY, 1), set())
    found = estimate(histories)
    assert found is not None
    assert one["numerator"] == total - 60
    assert one["denominator"] == round(found.total) > total
    assert one["low"] < one["value"] < one["high"]
    assert one["met"] is False
    assert one["estimate"]["on_a_list"] == total
    assert str(total) in one["note"]
    assert str(total) in one["note_en"]


def test_those_on_a_list_are_of_the_register(readings: dict[str, Any]) -> None:
    union, register = readings["frame=union"], readings["register"]
    assert readings["frame=declared"]["denominator"] <= union["denominator"]
    assert union["denominator"] <= register["denominator"]
    assert union["numerator"] == register["numerator"]


def test_a_township_with_few_on_the_lists_gets_a_reason(readings: dict[str, Any]) -> None:
    town = statutes.plan(PLAN).towns[0]
    target = plan_document(PLAN, DAY, town=town)["targets"][0]
    one = next(v for v in target["variants"] if v["key"] == "frame=estimated")
    assert one["numerator"] is None
    assert "30" in one["reason"]
    assert "30" in one["reason_en"]
