"""The district's plan, and what a faulty plan file is told."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from zhifang.core.errors import UserError
from zhifang.statutes import folder, load_plan, plan, plan_faults, plan_or_file, plans

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
    assert [(goal.id, goal.shows) for goal in found.goals] == [
        ("G01", "meetings"),
        ("G02", "exchanges"),
        ("G03", "capacity"),
        ("G04", "supervisors"),
    ]
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


def test_the_tasks_of_the_plan_are_all_there() -> None:
    found = plan(ID).tasks
    assert [task.id for task in found] == [f"M{n:02d}" for n in range(1, 32)]
    by_id = {task.id: task for task in found}
    assert [stage.id for stage in by_id["M04"].stages] == ["2017", "2018", "2019", "2020"]
    assert {stage.weight for stage in by_id["M04"].stages} == {"primary"}
    assert [stage.due_on for stage in by_id["M01"].stages] == [date(2020, 12, 31)]
    assert by_id["M01"].stages[0].weight == "unverified"
    assert {task.id for task in found if task.towns} == {"M22", "M28"}
    assert len(by_id["M28"].departments) == len(plan(ID).departments) == 16


def test_a_stage_opens_with_the_plan_unless_it_says_otherwise() -> None:
    by_id = {task.id: task for task in plan(ID).tasks}
    assert by_id["M01"].stages[0].opens_on == date(2016, 1, 1)
    assert by_id["M04"].stages[1].opens_on == date(2018, 1, 1)


def test_national_plans_say_what_is_not_computed_and_what_was_not_read() -> None:
    earlier, later = plan("national-2016-2020"), plan("national-2021-2025")
    assert (earlier.level, later.level, plan(ID).level) == ("national", "national", "district")
    values = {target.id: (target.comparison, target.value) for target in earlier.targets}
    assert values["I01"] == (">=", 85)
    assert values["I02"] == (">=", 80)
    assert values["I08"] == ("rises", 20)
    assert not {"I06", "I07"} & set(values)
    assert {target.weight for target in earlier.targets} == {"unverified", "secondary"}
    assert len(later.targets) == 11
    computed = {target.id: target.indicator for target in later.targets if target.indicator}
    assert computed == {"N02": "I01", "N04": "I13", "N07": "I09"}
    assert {target.weight for target in later.targets} == {"unverified"}
    for target in later.targets:
        assert bool(target.reason_zh and target.reason_en) == (not target.indicator)
    assert later.target("N02").key_industries == ("B", "C", "D")
    assert dict(later.target("N04").variant) == {"cover": "no_gap_90", "workers": "non_medical"}


def test_a_base_may_be_written_down(tmp_path: Path) -> None:
    falls = 'comparison: "falls"\n'
    path = _write(
        tmp_path, TEXT.replace(falls, f"{falls}    base: {{numerator: 3, denominator: 6}}\n")
    )
    base = load_plan(path).target("I15").base
    assert base is not None
    assert (base.numerator, base.denominator, base.unknown) == (3, 6, 0)
    assert plan(ID).target("I15").base is None


def test_a_plan_is_found_by_its_id_or_by_its_file(tmp_path: Path) -> None:
    path = tmp_path / "my-plan.yaml"
    path.write_text(TEXT.replace(f"id: {ID}", "id: my-plan"), encoding="utf-8")
    assert plan_or_file(ID) is plan(ID)
    found = plan_or_file(str(path))
    assert found.id == "my-plan"
    assert found.targets == plan(ID).targets
    assert len(found.digest) == 64
    assert found.digest != plan(ID).digest
    with pytest.raises(UserError, match="not there"):
        plan_or_file(str(tmp_path / "absent.yaml"))
    with pytest.raises(UserError, match="no plan called"):
        plan_or_file("absent")


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
        ("from: 2016-01-01", "level: parish\nfrom: 2016-01-01", "level", "one of"),
        ("base_year: 2015", "base_year: 2015\nbase_year: 2014", "base_year", "written twice"),
        ("base_year: 2015", "base_year: 2031", "base_year", "last year"),
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
        ('comparison: ">="', "comparison: falls", "targets.I01.comparison", "one of: >=, =, rises"),
        ('comparison: "falls"', "comparison: rises", "targets.I15.comparison", "one of: falls"),
        ('comparison: "="', "comparison: falls", "targets.I16.comparison", "one of: =, >=, rises"),
        ("    value: 0\n", "    value: 1\n", "targets.I16.value", 'judged by "= 0"'),
        ("weight: primary", "weight: hearsay", "targets.I01.weight", "one of"),
        ("    weight: primary\n", "", "targets[1].weight", "missing"),
        ("weight: primary", "weight: primary\n    nature: odd", "targets.I01.nature", "one of"),
        ("departments: [anjian]", "departments: []", "targets.I01.departments", "at least one"),
        ("id: I02\n", "id: I 02\n", "targets.I 02", "only letters"),
        ("id: I02\n", "id: tasks\n", "targets.tasks", "not tasks, goals or towns"),
        ("indicator: I01", "indicator: none", "targets.I01.reason", "needs its reason"),
        ("indicator: I01", "indicator: none", "targets.I01.variant", "remove this"),
        (
            "weight: primary",
            "weight: primary\n    reason: {zh: 无, en: none}",
            "targets.I01.reason",
            "only for targets not computed",
        ),
        (
            "weight: primary",
            "weight: primary\n    base: {numerator: 1, denominator: 2}",
            "targets.I01.base",
            "compared with a base year",
        ),
        (
            'comparison: "falls"\n',
            'comparison: "falls"\n    base: {numerator: 3, denominator: 2}\n',
            "targets.I15.base",
            "at most the denominator",
        ),
        (
            'comparison: "falls"\n',
            'comparison: "falls"\n    base: {numerator: 3}\n',
            "targets[15].base.denominator",
            "missing",
        ),
        (
            "weight: primary",
            "weight: primary\n    key_industries: [X9]",
            "targets.I01.key_industries.X9",
            "letter and digits",
        ),
        (
            "variant: {hours: rule}",
            "variant: {hours: rule}\n    key_industries: [C]",
            "targets.I04.key_industries",
            "Only indicators over key industries",
        ),
        ("id: M02\n", "id: M01\n", "tasks.M01", "used twice"),
        (
            "    departments: [anjian, zhujianwei]",
            "    departments: [sun]",
            "tasks.M03.departments",
            "list it there",
        ),
        (
            "    departments: [anjian, zhujianwei]",
            "    departments: []",
            "tasks.M03.departments",
            "Nobody owes",
        ),
        ('- id: "2018"', "- id: 2018", "tasks[4].stages[2].id", "must be text"),
        ('- id: "2018"', '- id: "2017"', "tasks.M04.stages.2017", "used twice"),
        ("due_on: 2018-12-31", "due_on: 2021-12-31", "tasks.M04.stages.2018.due_on", "within"),
        ("due_on: 2017-12-31", "due_on: 2017-09-12", "tasks.M04.stages.2017.due_on", "issued"),
        (
            "opens_on: 2018-01-01",
            "opens_on: 2019-01-01",
            "tasks.M04.stages.2018.opens_on",
            "after its due day",
        ),
        ("towns: true", "towns: 13", "tasks[22].towns", "true or false"),
        ('- "110109002"', '- "110109001"', "towns.110109001", "twice"),
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
        ("tasks:\n", "tasks:\n  - oops\n", "tasks[1]", "group of fields"),
        ("shows: meetings", "shows: films", "goals.G01.shows", "one of: meetings"),
        ("tasks:\n", "tasks: {}\nold:\n", "tasks", "must be a list"),
    ],
)
def test_each_fault_of_a_plan_is_one_sentence_that_says_where(
    tmp_path: Path, old: str, new: str, place: str, said: str
) -> None:
    assert old in TEXT
    path = _write(tmp_path, TEXT.replace(old, new, 1))
    faults = plan_faults(path)
    places = [fault.where.partition(" ")[2] for fault in faults]
    matching = [fault for fault, there in zip(faults, places, strict=True) if there == place]
    assert matching, [fault.text("en") for fault in faults]
    assert any(said in fault.en for fault in matching)
    assert all(fault.zh.endswith("。") for fault in faults)
    assert all(fault.en.endswith(".") for fault in faults)
    with pytest.raises(UserError):
        load_plan(path)


@pytest.mark.parametrize(
    ("old", "new", "line_of"),
    [
        ("met_rule: all_completions", "met_rule: guess", "met_rule: guess"),
        ("quote: 推动实现部门间的信息共享", "quote: ''", "quote: ''"),
        ("due_on: 2018-12-31", "due_on: 2031-12-31", "due_on: 2031-12-31"),
        ('- "110109005"', '- "110101001"', '- "110101001"'),
        ("    weight: primary\n", "", "  - id: I01"),
        ("base_year: 2015", "base_year: 2015\nbase_year: 2014", "base_year: 2014"),
    ],
)
def test_a_fault_names_the_line_of_the_file(
    tmp_path: Path, old: str, new: str, line_of: str
) -> None:
    path = _write(tmp_path, TEXT.replace(old, new, 1))
    lines = path.read_text(encoding="utf-8").splitlines()
    (line,) = [number for number, text in enumerate(lines, start=1) if line_of in text]
    (fault,) = plan_faults(path)
    assert fault.where.startswith(f"{ID}.yaml:{line} ")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"a: &a [1]\nb: *a\n", "no YAML alias"),
        (b"a: " + b"[" * 3000 + b"\n", "not valid YAML"),
        (b"a: x\n" * 200_001, "too large"),
        (b"? [1]\n: 2\n", "not valid YAML"),
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
