"""The district's plan, and what a faulty plan file is told."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from zhifang.core.errors import UserError
from zhifang.statutes import folder, load_plan, plan, plan_faults, plans

ID = "mentougou-2016-2020"
TEXT = (folder() / "plans" / f"{ID}.yaml").read_text(encoding="utf-8")


def _write(tmp_path: Path, text: str) -> Path:
    path = tmp_path / f"{ID}.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_plan_holds_sixteen_targets_and_four_goals() -> None:
    found = plan(ID)
    assert found in plans()
    assert [target.id for target in found.targets] == [f"I{n:02d}" for n in range(1, 17)]
    assert [goal.id for goal in found.goals] == ["G01", "G02", "G03", "G04"]
    assert (found.first_day, found.last_day) == (date(2016, 1, 1), date(2020, 12, 31))
    assert found.issued_on == date(2017, 9, 13)
    assert found.key_industries == ("C307", "C308", "C33", "C36", "O811")
    assert len(found.towns) == 13
    assert found.met_rule == "all_completions"


def test_targets_have_the_values_of_the_plan() -> None:
    values = {target.id: (target.comparison, target.value) for target in plan(ID).targets}
    at_least_95 = {name for name, value in values.items() if value == (">=", 95)}
    assert at_least_95 == {f"I{n:02d}" for n in (1, 2, 3, 4, 5, 6, 7, 8, 12, 13)}
    assert {values[name] for name in ("I09", "I10", "I11")} == {(">=", 100)}
    assert values["I14"] == (">=", 90)
    assert values["I15"] == ("falls", None)
    assert values["I16"] == ("=", 0)


def test_the_first_three_are_computed_and_the_rest_wait() -> None:
    waiting = {target.id: target.waits_for for target in plan(ID).targets}
    assert {name for name, issue in waiting.items() if not issue} == {"I01", "I02", "I03"}
    assert set(waiting.values()) == {"", "B"}


def test_the_default_variant_is_the_first_of_each_key() -> None:
    assert dict(plan(ID).target("I01").variant) == {
        "valid": "any",
        "population": "key",
        "frame": "register",
    }
    assert dict(plan(ID).target("I10").variant) == {}


def test_an_unknown_plan_or_target_is_said_with_what_is_known() -> None:
    with pytest.raises(UserError, match=ID):
        plan("nowhere-2030")
    with pytest.raises(UserError, match="no target I99"):
        plan(ID).target("I99")


def test_a_copy_of_the_plan_has_no_faults(tmp_path: Path) -> None:
    path = _write(tmp_path, TEXT)
    assert plan_faults(path) == []
    assert load_plan(path) == plan(ID)


@pytest.mark.parametrize(
    ("old", "new", "place", "said"),
    [
        (f"id: {ID}", "id: other", "id", "name of the file"),
        ("from: 2016-01-01", "from: 2021-01-01", "to", "before the first"),
        ("from: 2016-01-01", "from: soon", "from", "must be a day"),
        ("met_rule: all_completions", "met_rule: guess", "met_rule", "one of"),
        ("met_rule: all_completions\n", "", "met_rule", "missing"),
        ("base_year: 2015", "base_year: '2015'", "base_year", "whole number"),
        ("base_year: 2015\n", "", "base_year", "give the base year"),
        ("base_year: 2015", "bass_year: 2015", "bass_year", "no such field"),
        ('code: "110109"', 'code: "999999"', "district.code", "no county-level code"),
        ('- "110109001"', '- "110101001"', "towns.110101001", "no township code"),
        ('- "110109001"', "- 110109001", "towns.110109001", "in quotes"),
        ('- "110109001"', "- [1]", "towns.[1]", "in quotes"),
        ("[C307, C308", "[307, C308", "key_industries.307", "letter and digits"),
        ("dec01_grace_days: 0", "dec01_grace_days: 7", "choices.dec01_grace_days", "one of: 0, 30"),
        ("dec01_grace_days: 0", "age: 0", "choices.age", "leaves no such choice"),
        ("transition_days: 0", "transition_days: no", "choices.transition_days", "one of"),
        ("role: participant", "role: guest", "departments.zonggonghui.role", "one of"),
        ("id: I02\n", "id: I01\n", "targets.I01", "used twice"),
        ("id: G02\n", "id: G01\n", "goals.G01", "used twice"),
        ("indicator: I01", "indicator: I77", "targets.I01.indicator", "one of"),
        ("unit: share", "unit: percent", "targets.I15.unit", "one of: share"),
        ('comparison: ">="', 'comparison: ">"', "targets.I01.comparison", "one of"),
        (
            'comparison: "falls"',
            'comparison: "falls"\n    value: 3',
            "targets.I15.value",
            "no value",
        ),
        ("    value: 95\n", "", "targets.I01.value", "missing"),
        ("value: 95", "value: 950", "targets.I01.value", "outside"),
        (
            "departments: [anjian]",
            "departments: [moon]",
            "targets.I01.departments",
            "list it there",
        ),
        ("departments: [anjian]", "departments: [[1]]", "targets.I01.departments", "list it there"),
        ("from: 2016-01-01", "from: 2016-01-01 08:00:00", "from", "must be a day"),
        ("valid: any", "valid: some", "targets.I01.variant.valid", "one of: any, updated_13m"),
        ("valid: any", "valued: any", "targets.I01.variant.valued", "no such variant"),
        ("valid: any, ", "", "targets.I01.variant.valid", "variant is missing"),
        ("quote: 推动实现部门间的信息共享", "quote: ''", "goals[2].source.quote", "must be text"),
        ("targets:\n", "targets:\n  - oops\n", "targets[1]", "group of fields"),
    ],
)
def test_each_fault_of_a_plan_is_one_sentence_that_says_where(
    tmp_path: Path, old: str, new: str, place: str, said: str
) -> None:
    assert old in TEXT
    path = _write(tmp_path, TEXT.replace(old, new, 1))
    faults = plan_faults(path)
    matching = [fault for fault in faults if fault.where == f"{ID}.yaml {place}"]
    assert matching, [fault.text("en") for fault in faults]
    assert any(said in fault.en for fault in matching)
    assert all(fault.zh.endswith("。") for fault in faults)
    assert all(fault.en.endswith(".") for fault in faults)
    with pytest.raises(UserError):
        load_plan(path)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"a: [1\n", "not valid YAML"),
        (b"\xff\xfe\x00", "not valid YAML"),
        (b"- 1\n", "hold fields"),
        (b"from: 2016-13-45\n", "not valid"),
    ],
)
def test_a_file_that_is_no_plan_is_refused_in_one_sentence(
    tmp_path: Path, content: bytes, said: str
) -> None:
    path = tmp_path / "plan.yaml"
    path.write_bytes(content)
    (fault,) = plan_faults(path)
    assert said in fault.en
    (missing,) = plan_faults(tmp_path / "absent.yaml")
    assert "not there" in missing.en
