"""The plan file's reference names every field and choice, and the example in it is a good plan."""

from __future__ import annotations

import re
from pathlib import Path

from zhifang.installation.folders import checkout
from zhifang.statutes import load_plan, plan_faults
from zhifang.statutes import plan_checks as checks
from zhifang.statutes import plan_shape as shape

REFERENCE = (checkout() / "docs" / "reference" / "plan-file.md").read_text(encoding="utf-8")
HOW_TO = (checkout() / "docs" / "how-to" / "write-your-own-plan.md").read_text(encoding="utf-8")


def _said(text: str) -> set[str]:
    """The words set as code, the parts of ``{a, b}`` apart."""
    return {
        word for code in re.findall(r"`([^`]+)`", text) for word in re.findall(r"[\w.>=-]+", code)
    }


def test_every_field_is_explained() -> None:
    tables = (
        shape.PLAN_FIELDS, shape.TITLE_FIELDS, shape.DOCUMENT_FIELDS, shape.DISTRICT_FIELDS,
        shape.DEPARTMENT_FIELDS, shape.SOURCE_FIELDS, shape.BASE_FIELDS, shape.TARGET_FIELDS,
        shape.GOAL_FIELDS, shape.TASK_FIELDS, shape.STAGE_FIELDS,
    )  # fmt: skip
    fields = {name.removesuffix("?") for table in tables for name in table}
    assert fields - _said(REFERENCE) == set()


def test_every_choice_of_a_field_is_named() -> None:
    choices = {
        *(one for many in checks.COMPARISONS.values() for one in many),
        *checks.MET_RULES, *checks.ROLES, *checks.LEVELS, *checks.NATURES, *checks.SHOWN,
        *checks.WEIGHTS, checks.NONE,
    }  # fmt: skip
    assert choices - _said(REFERENCE) == set()


def test_the_example_is_a_good_plan(tmp_path: Path) -> None:
    (example,) = re.findall(r"```yaml\n(.*?)```", HOW_TO, re.DOTALL)
    path = tmp_path / "our-plan.yaml"
    path.write_text(example, encoding="utf-8")
    assert [fault.text("en") for fault in plan_faults(path)] == []
    plan = load_plan(path)
    assert [target.indicator for target in plan.targets] == ["I01", ""]
    assert plan.tasks[0].towns
    assert plan.goals[0].shows == "exchanges"
