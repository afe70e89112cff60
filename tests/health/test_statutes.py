"""Is every value of law cited and checked, and every catalogue whole?"""

from __future__ import annotations

import csv
import re
import shutil
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from zhifang.core.errors import UserError
from zhifang.obligations.rules import RULES
from zhifang.statutes import (
    catalogue,
    digest,
    duties,
    folder,
    indicators,
    parameter,
    parameters,
    plans,
    rule_ids,
    working_calendar,
)
from zhifang.statutes.files import digest_of
from zhifang.statutes.parameters import WEIGHTS, read_parameter

#: The day against which "checked within a year" is judged. Move it when the law is read again.
REFERENCE_DAY = date(2026, 11, 24)

#: Rows of each catalogue: those of the reference data, and our own.
ROWS = {
    "hazards": 459,
    "oels_chemical": 374,
    "oels_dust": 61,
    "oels_biological": 3,
    "biological_exposure_limits": 38,
    "oels_physical": 81,
    "oel_rules": 6,
    "exposure_levels": 5,
    "oel_changes": 54,
    "diseases": 267,
    "exam_hazards": 179,
    "exam_cycles": 675,
    "exam_targets": 1534,
    "exam_contents": 5515,
    "exam_items": 342,
    "exam_conclusions": 9,
    "industries": 1971,
    "project_risk_classes": 291,
    "regions": 4004,
    "penalties": 54,
    "grading_coefficients": 62,
    "grading_heat_2025": 144,
    "toxicity_grading": 59,
    "enterprise_sizes": 30,
    "economic_types": 63,
    "statutory_periods": 12,
    "exam_hazard_links": 218,
    "exam_cycle_readings": 10,
    "indicators": 16,
    "indicator_variants": 50,
    "duty_list": 215,
}

GOOD = """\
id: days
title: {zh: 日数, en: Days}
unit: day
values:
  - from: 2016-01-01
    value: 30
    citation: {law: 某法, article: 第1条}
    weight: primary
    checked_on: 2026-11-24
"""


@pytest.mark.parametrize("name", sorted(parameters()))
def test_every_value_of_law_is_cited_and_was_checked_within_a_year(name: str) -> None:
    for value in parameter(name).values:
        assert value.citation.law
        assert value.citation.article
        assert value.weight in WEIGHTS
        assert REFERENCE_DAY - timedelta(days=366) <= value.checked_on <= REFERENCE_DAY


@pytest.mark.parametrize("name", sorted(parameters()))
def test_the_stretches_of_a_value_are_in_order_and_leave_no_gap(name: str) -> None:
    values = parameter(name).values
    for earlier, later in pairwise(values):
        assert earlier.valid_to == later.valid_from
    assert values[-1].valid_to is None


def test_a_choice_stands_among_its_choices_and_only_choices_have_them() -> None:
    for entry in parameters().values():
        assert entry.kind in ("law", "choice")
        assert bool(entry.choices) == (entry.kind == "choice")
        if entry.choices:
            assert all(value.value in entry.choices for value in entry.values)


def _file(folder: Path, text: str) -> Path:
    path = folder / "days.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_value_without_citation_is_refused(tmp_path: Path) -> None:
    assert read_parameter(_file(tmp_path, GOOD)).values[0].value == 30
    bad = GOOD.replace("    citation: {law: 某法, article: 第1条}\n", "")
    with pytest.raises(UserError, match="no law and article"):
        read_parameter(_file(tmp_path, bad))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("id: days", "id: weeks", "name of the file"),
        ("title: {zh: 日数, en: Days}", "title: {zh: 日数}", "title in both languages"),
        ("article: 第1条", "article: ''", "no law and article"),
        ("weight: primary", "weight: hearsay", "weight must be"),
        ("from: 2016-01-01", "from: spring", "must be dates"),
        ("checked_on: 2026-11-24", "checked_on: lately", "must be dates"),
        ("    value: 30\n", "    to: 2015-01-01\n    value: 30\n", "out of order"),
        ("    value: 30\n", "", "needs a value"),
        (GOOD[GOOD.index("values:") :], "", "There is no value"),
    ],
)
def test_a_faulty_value_says_what_is_wrong(tmp_path: Path, old: str, new: str, said: str) -> None:
    with pytest.raises(UserError, match=said):
        read_parameter(_file(tmp_path, GOOD.replace(old, new)))


def test_two_values_may_not_overlap(tmp_path: Path) -> None:
    first = GOOD.replace("    value: 30\n", "    to: 2020-01-01\n    value: 30\n")
    second = GOOD[GOOD.index("  - from") :].replace("2016-01-01", "2019-01-01")
    with pytest.raises(UserError, match="overlap"):
        read_parameter(_file(tmp_path, first + second))


@pytest.mark.parametrize("name", sorted(ROWS))
def test_a_catalogue_has_all_its_rows(name: str) -> None:
    rows = catalogue(name)
    assert len(rows) == ROWS[name]
    assert all(None not in row and None not in row.values() for row in rows)


def test_no_catalogue_is_left_uncounted() -> None:
    assert {path.stem for path in (folder() / "catalogues").glob("*.csv")} == set(ROWS)


def test_catalogues_have_one_header_unix_lines_and_no_mark_at_the_start() -> None:
    for path in sorted(folder().rglob("*.csv")):
        content = path.read_bytes()
        assert not content.startswith(b"\xef\xbb\xbf"), path
        header = next(csv.reader(content.decode("utf-8").splitlines()))
        assert len(set(header)) == len(header), path


def test_the_digest_changes_when_any_file_changes(tmp_path: Path) -> None:
    copy = Path(shutil.copytree(folder(), tmp_path / "statutes"))
    assert digest_of(copy) == digest()
    changed = copy / "parameters" / "declaration" / "dec01_grace_days.yaml"
    text = changed.read_text(encoding="utf-8")
    changed.write_text(text.replace("value: 0", "value: 30"), encoding="utf-8")
    assert digest_of(copy) != digest()
    changed.write_text(text, encoding="utf-8")
    assert digest_of(copy) == digest()
    changed.rename(changed.with_name("renamed.yaml"))
    assert digest_of(copy) != digest()


def test_hidden_files_are_not_law(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("x\n", encoding="utf-8")
    before = digest_of(tmp_path)
    (tmp_path / ".DS_Store").write_text("x", encoding="utf-8")
    assert digest_of(tmp_path) == before
    assert len(before) == 64


def test_every_duty_of_the_list_has_a_rule_id_or_the_issue_it_waits_for() -> None:
    known = {duty.id for duty in duties()}
    ruled = {entry.duty for entry in rule_ids()}
    assert ruled == known
    assert len(known) == len(duties())
    assert all(duty.name_zh and duty.owner and duty.source for duty in duties())


def test_rules_without_an_issue_are_those_that_exist() -> None:
    done = {entry.rule for entry in rule_ids() if not entry.waits_for}
    assert done == set(RULES)
    assert {entry.waits_for for entry in rule_ids()} == {"", "B", "C", "later"}
    waiting = {entry.rule for entry in rule_ids() if entry.waits_for}
    assert not done & waiting


def test_every_statutory_period_belongs_to_a_duty() -> None:
    periods = {row["code"] for row in catalogue("statutory_periods")}
    assert {entry.statutory_period for entry in rule_ids()} - {""} == periods


def test_rule_ids_begin_with_a_known_family() -> None:
    families = {
        "DEC",
        "DET",
        "EVA",
        "PRJ",
        "HEX",
        "FUP",
        "DIA",
        "APP",
        "REP",
        "RAD",
        "TRA",
        "ARC",
        "INS",
        "SVC",
        "SUP",
        "ENF",
        "PLN",
    }
    for entry in rule_ids():
        family, number = entry.rule.split("-")
        assert family in families
        assert len(number) == 2
        assert number.isdigit()


def test_every_indicator_has_a_default_for_each_variant() -> None:
    for entry in indicators().values():
        assert set(entry.defaults) == {option.key for option in entry.options}
        for key, default in entry.defaults.items():
            assert entry.options_of(key)[0] == default
            assert len(entry.options_of(key)) > 1


@pytest.mark.parametrize("plan_id", [entry.id for entry in plans()])
def test_every_value_of_a_plan_has_its_place_in_the_text_and_a_weight(plan_id: str) -> None:
    plan = next(entry for entry in plans() if entry.id == plan_id)
    assert plan.document_number
    assert plan.issuer
    for target in plan.targets:
        assert target.source_section, target.id
        assert target.source_quote, target.id
        assert target.weight in WEIGHTS, target.id
        assert target.indicator in indicators() or (target.reason_zh and target.reason_en)
    for thing in (*plan.goals, *plan.tasks):
        assert thing.source_section, thing.id
        assert thing.source_quote, thing.id
    for task in plan.tasks:
        for stage in task.stages:
            assert stage.weight in WEIGHTS, (task.id, stage.id)
            assert stage.weight == "primary" or (stage.note_zh and stage.note_en), task.id


def test_a_number_in_the_quote_is_the_value() -> None:
    """A typing error in a value would differ from the text it is taken from."""
    for plan in plans():
        for target in plan.targets:
            quote = target.source_quote.translate(str.maketrans("％", "%"))
            percents = {int(found) for found in re.findall(r"(\d+)%", quote)}
            if percents:
                assert target.value in percents, (plan.id, target.id)


def test_calendars_hold_exceptions_only_and_stay_in_their_year() -> None:
    years = []
    for path in sorted((folder() / "calendars").glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as handle:
            rows = list(csv.DictReader(handle))
        days = [date.fromisoformat(row["day"]) for row in rows]
        assert days == sorted(set(days))
        assert {day.year for day in days} == {int(path.stem)}
        for day, row in zip(days, rows, strict=True):
            assert (day.weekday() >= 5) == (row["kind"] == "working")
            assert row["name_zh"]
        years.append(int(path.stem))
    assert years == list(range(2004, 2027))
    assert working_calendar().last_year_loaded == 2026
