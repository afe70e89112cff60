"""Schemes of appraisals: what is read, and the sentence for every fault."""

from __future__ import annotations

from pathlib import Path

import pytest

from zhifang.core.errors import UserError
from zhifang.statutes import folder, plan, plans
from zhifang.statutes.appraisal_checks import scheme_faults
from zhifang.statutes.appraisals import kept, load_scheme, plan_text, scheme, schemes

ID = "mentougou-2018"
TEXT = (folder() / "appraisals" / f"{ID}.yaml").read_text(encoding="utf-8")
PLANS = {entry.id: entry for entry in plans()}


def faults(tmp_path: Path, text: str, name: str = ID) -> list[UserError]:
    path = tmp_path / f"{name}.yaml"
    path.write_text(text, encoding="utf-8")
    return scheme_faults(path, PLANS)


@pytest.mark.parametrize("scheme_id", [entry.id for entry in schemes()])
def test_the_districts_schemes_have_no_fault(scheme_id: str) -> None:
    path = folder() / "appraisals" / f"{scheme_id}.yaml"
    assert scheme_faults(path, PLANS) == []
    found = scheme(scheme_id)
    assert sum(one.weight for one in found.targets if "towns" in one.who) == found.full_marks
    assert found.weight == "unverified", "the plan gives no weights"
    assert found.source_quote in plan_text(found.plan)
    assert found.source_section.startswith("四（五）")


def test_every_year_has_one_scheme() -> None:
    years = [year for entry in schemes() for year in entry.years]
    assert sorted(years) == sorted(set(years)) == [2018, 2019, 2020]


def test_a_scheme_is_for_its_years() -> None:
    found = scheme(ID)
    assert found.as_of(2018).isoformat() == "2018-12-31"
    assert found.known_day(2018).isoformat() == "2019-01-31"
    with pytest.raises(UserError, match="for 2018、2019"):
        found.as_of(2020)
    with pytest.raises(UserError, match="known: mentougou-2018、mentougou-2020"):
        scheme("none")


def test_kept_texts_speak_whatever_the_files_say_now() -> None:
    changed = TEXT.replace("objection_days: 10", "objection_days: 7")
    found, of_plan = kept(ID, changed, "mentougou-2016-2020", plan_text("mentougou-2016-2020"))
    assert found.objection_days == 7
    assert found.digest != scheme(ID).digest
    assert of_plan == plan("mentougou-2016-2020")


CHANGES = [
    ("id: mentougou-2018", "id: other", "id", "name of the file"),
    ("plan: mentougou-2016-2020", "plan: none", "plan", "must be one of"),
    ("years: [2018, 2019]", "years: [2030]", "years.2030", "within the plan"),
    ("years: [2018, 2019]", "years: []", "years", "at least one year"),
    ("years: [2018, 2019]", "years: [2018, 2018]", "years", "listed twice"),
    ("weight: unverified", "weight: sure", "weight", "primary, secondary, unverified"),
    ("full_marks: 100", "full_marks: 90", "targets", "add up to 100, not to 90"),
    ("decimals: 2", "decimals: 9", "decimals", "from 0 to 4"),
    ("objection_days: 10", "objection_days: 0", "objection_days", "from 1 to 180"),
    ('known_on: "01-31"', 'known_on: "02-29"', "known_on", "month and day"),
    ("below: 5", "below: 0", "small.below", "from 1 to 100"),
    ("least_scored: 50", "least_scored: 0", "small.least_scored", "from 1 to 100"),
    ("rule: redistribute", "rule: drop", "small.rule", "redistribute, neutral"),
    ("rule: redistribute", "rule: neutral", "small.neutral_part", "which percent"),
    ("undecided: certain", "undecided: guess", "undecided", "certain, neutral, known_only"),
    ("numbering: competition", "numbering: odd", "ties.numbering", "competition, dense"),
    ("by: [deductions,", "by: [I99,", "ties.by.I99", "must be one of"),
    ("departments: true", "departments: false", "departments", "with false none is"),
    ("{id: I01, weight: 10", "{id: I77, weight: 10", "targets.I77", "must be one of"),
    ("{id: I01, weight: 10", "{id: I01, weight: 0", "targets.I01.weight", "from 1"),
    ("{id: I01, weight: 10, who: [towns, departments], score: proportional, floor: 60}",
     "{id: I01, weight: 10, who: [towns, departments], score: bands}",
     "targets.I01.bands", "needs bands"),
    ("{id: I01, weight: 10, who: [towns, departments], score: proportional, floor: 60}",
     "{id: I01, weight: 10, who: [towns, departments], score: bands, "
     "bands: [{at_least: 80, part: 50}, {at_least: 90, part: 100}]}",
     "targets.I01.bands", "from high to low"),
    ("{id: I01, weight: 10, who: [towns, departments], score: proportional, floor: 60}",
     "{id: I01, weight: 10, who: [towns, departments], score: met, floor: 60}",
     "targets.I01.floor", "Only a proportional score"),
    ("{id: I01, weight: 10, who: [towns, departments]", "{id: I01, weight: 10, who: [mayors]",
     "targets.I01.who.mayors", "towns, departments"),
    ("{id: I15, weight: 5, who: [departments], score: met",
     "{id: I15, weight: 5, who: [departments], score: proportional",
     "targets.I15.score", "whether it is met"),
    ("{id: I15, weight: 5, who: [departments]", "{id: I15, weight: 5, who: [towns, departments]",
     "targets.I15.who", "not for townships"),
    ("target: I16", "target: I20", "deductions.major-event.target", "must be one of"),
    ("side: numerator", "side: left", "deductions.major-event.side", "numerator, missing"),
    ("most: 20", "most: 5", "deductions.major-event.most", "from 10 to 100"),
    ("id: poor, at_least: 0", "id: poor, at_least: 10", "grades", "begins at 0"),
    ("id: good, at_least: 80", "id: excellent, at_least: 80", "grades.excellent", "used twice"),
    ("decimals: 2", "decimals: 2\ndecimals: 2", "decimals", "written twice"),
    ("decimals: 2", "decimal: 2", "decimal", "no such field"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "place", "sentence"), CHANGES)
def test_each_fault_is_said_where_it_stands(
    tmp_path: Path, old: str, new: str, place: str, sentence: str
) -> None:
    assert old in TEXT
    found = faults(tmp_path, TEXT.replace(old, new, 1))
    assert any(
        fault.where.endswith(f" {place}") and sentence in fault.en and fault.zh for fault in found
    ), [fault.text("en") for fault in found]


def test_a_file_that_is_no_scheme_is_refused(tmp_path: Path) -> None:
    (fault,) = faults(tmp_path, "- a list\n")
    assert "must hold fields" in fault.en
    with pytest.raises(UserError):
        load_scheme(tmp_path / f"{ID}.yaml", PLANS)
