"""The verbs about plans: a file of one's own, what was not read, goals, tasks, why."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.support import workbooks as books
from tests.support.commanding import command_line, zhifang
from tests.support.served import load_district
from zhifang.exchange.intake import submit
from zhifang.exchange.senders import Sender
from zhifang.installation.supervisor import Server
from zhifang.statutes import folder

PLAN, DAY = "mentougou-2016-2020", "2019-06-30"
NATIONAL = "national-2021-2025"
ROWS: dict[str, list[dict[str, Any]]] = {
    "task_reports": [
        {
            "plan": PLAN,
            "task": "M04",
            "department": "区安全监管局",
            "stage": "2018",
            "done_on": "2019-01-10",
            "evidence": "总结",
        }
    ],
    "meetings": [{"meeting_no": "LX-1", "held_on": "2018-03-01", "topic": "任务分解"}],
    "meeting_items": [
        {
            "meeting_no": "LX-1",
            "item_no": "1",
            "department": "区财政局",
            "decision": "落实经费",
            "due_on": "2018-12-31",
        }
    ],
}


@pytest.fixture(scope="module", autouse=True)
def district(server: Server, module_database: str) -> Iterator[None]:
    """Two employers, a task reported and a meeting held."""
    load_district()
    submit(
        [books.sent("任务.xlsx", ROWS)],
        actor="test",
        sender=Sender.operator(),
        received_on=date(2021, 1, 15),
    )
    with command_line(server, module_database):
        yield


def as_json(*arguments: str) -> Any:
    return json.loads(zhifang(*arguments, "--format", "json"))


@pytest.fixture
def own_plan(tmp_path: Path) -> Path:
    """The district's plan under another name, with one target of all industries."""
    text = (folder() / "plans" / f"{PLAN}.yaml").read_text(encoding="utf-8")
    path = tmp_path / "our-plan.yaml"
    path.write_text(
        text.replace(f"id: {PLAN}", "id: our-plan").replace("population: key", "population: all"),
        encoding="utf-8",
    )
    return path


def test_a_plan_kept_elsewhere_is_computed_and_named(own_plan: Path) -> None:
    ours = as_json("plan", str(own_plan), "--as-of", "2020-12-31")
    theirs = as_json("plan", PLAN, "--as-of", "2020-12-31")
    assert (ours["plan"], theirs["plan"]) == ("our-plan", PLAN)
    assert ours["plan_digest"] != theirs["plan_digest"]
    assert "population=all" in ours["targets"][0]["variant"]
    rows = zhifang(
        "rows", "I01", "--plan", str(own_plan), "--as-of", "2020-12-31", "--format", "csv"
    )
    assert rows.count("employer,") >= ours["targets"][0]["denominator"]


def test_a_faulty_file_is_said_with_its_line_and_not_computed(own_plan: Path) -> None:
    own_plan.write_text(own_plan.read_text("utf-8").replace("value: 95", "value: 950", 1), "utf-8")
    zhifang("plan", str(own_plan), "--as-of", DAY, codes=(2,))
    found = json.loads(zhifang("plan-check", str(own_plan), "--format", "json", codes=(1,)))
    (fault,) = found
    assert fault["where"].endswith("targets.I01.value")
    line = int(fault["where"].partition(":")[2].partition(" ")[0])
    assert "950" in own_plan.read_text("utf-8").splitlines()[line - 1]


def test_values_that_were_not_read_are_marked_and_no_number_is_made_up() -> None:
    found = as_json("plan", NATIONAL, "--as-of", "2025-12-31")
    targets = {target["id"]: target for target in found["targets"]}
    assert len(targets) == 11
    assert {target["target_weight"] for target in targets.values()} == {"unverified"}
    for name in ("N01", "N03", "N05", "N06", "N08", "N09", "N10", "N11"):
        assert targets[name]["value"] is None, name
        assert targets[name]["met"] is None, name
        assert "numerator" not in targets[name], name
        assert targets[name]["reason"], name
        assert targets[name]["reason_en"], name
    assert targets["N02"]["denominator"] == 2  # both employers make metal products
    assert targets["N04"]["nature"] == "binding"
    assert [targets[name]["indicator"] for name in ("N01", "N02", "N04")] == [None, "I01", "I13"]
    for lang, mark in (("zh", "（未核实）"), ("en", "(unverified)")):
        text = zhifang("plan", NATIONAL, "--as-of", "2025-12-31", "--lang", lang)
        assert text.count(mark) == 11


def test_a_target_has_its_own_population() -> None:
    """All industry, where the plan of the district counts five branches."""
    target = as_json("plan", NATIONAL, "--as-of", "2025-12-31")["targets"][1]
    lines = zhifang("rows", "N02", "--plan", NATIONAL, "--as-of", "2025-12-31", "--format", "csv")
    assert len(list(csv.DictReader(io.StringIO(lines)))) == target["denominator"]


def test_a_rise_without_a_base_is_not_judged(tmp_path: Path) -> None:
    target = next(
        one
        for one in as_json("plan", "national-2016-2020", "--as-of", "2020-12-31")["targets"]
        if one["id"] == "I08"
    )
    assert target["met"] is None
    assert target["reason"]


def test_goals_stand_below_the_targets_with_their_figures() -> None:
    found = as_json("plan", PLAN, "--as-of", DAY)["goals"]
    assert [goal["id"] for goal in found] == ["G01", "G02", "G03", "G04"]
    figures = {figure["key"]: figure["value"] for figure in found[0]["figures"]}
    assert (figures["meetings"], figures["items"], figures["overdue"]) == (1, 1, 1)
    text = zhifang("plan", PLAN, "--as-of", DAY, "--format", "csv", "--lang", "en")
    rows = {row["id"]: row for row in csv.DictReader(io.StringIO(text)) if row["id"]}
    assert "joint meetings held 1" in rows["G01"]["told"]
    assert rows["G01"]["met"] == ""


def test_tasks_by_owner_and_one_by_one() -> None:
    found = as_json("tasks", PLAN, "--as-of", DAY)
    owners = {one["holder"]: one for one in found["owners"]}
    assert (owners["anjian"]["done"], owners["anjian"]["late"]) == (1, 1)
    assert owners["caizheng"]["overdue"] == 1 + sum(
        turn["outcome"] == "NOT_MET" and turn["rule"] == "PLN-01"
        for turn in found["turns"]
        if turn["holder"] == "caizheng"
    )
    text = zhifang("tasks", PLAN, "--as-of", DAY, "--format", "csv", "--lang", "en")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert rows[-1]["name"] == "all"
    assert int(rows[-1]["total"]) == len(found["turns"])
    text = zhifang(
        "tasks", PLAN, "--as-of", DAY, "--owner", "区财政局", "--format", "csv", "--lang", "en"
    )
    mine = {row["obligation_id"]: row for row in csv.DictReader(io.StringIO(text))}
    assert mine["PLN-02:LX-1:1"]["outcome"] == "overdue"
    assert mine["PLN-02:LX-1:1"]["due"] == "2018-12-31"
    assert mine[f"PLN-01:{PLAN}:M27:end:caizheng"]["due"] == "2020-12-31 (unverified)"
    town = as_json("tasks", PLAN, "--as-of", DAY, "--jurisdiction", "110109001")
    assert {turn["holder"] for turn in town["turns"]} == {"110109001"}


def test_tasks_of_a_plan_kept_elsewhere(own_plan: Path) -> None:
    found = as_json("tasks", str(own_plan), "--as-of", DAY)
    assert found["plan"] == "our-plan"
    assert found["total"]["done"] == 0, "the report is of the other plan"


def test_why_of_a_task_and_of_a_decision() -> None:
    task = as_json("why", f"PLN-01:{PLAN}:M04:2018:anjian", "--as-of", DAY)
    assert (task["outcome"], task["days_late"]) == ("MET", 10)
    text = zhifang("why", "PLN-02:LX-1:1", "--as-of", DAY, "--lang", "en")
    assert "overdue (2019-06-30)" in text
    zhifang("why", "PLN-02:LX-9:1", "--as-of", DAY, codes=(2,))
