"""Breakdowns of all sixteen targets on a synthetic district: the parts add up to the total."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import connections

from tests.support.truth import PLAN, load, make
from zhifang import statutes
from zhifang.access.readers import OPERATOR
from zhifang.indicators.asking import Question
from zhifang.indicators.evaluating import evaluate
from zhifang.indicators.queries import GROUPS, by_year, known, target_document

AS_OF = date(2020, 12, 31)
YEARS = range(2016, 2021)
YEAR_ENDS = [date(year, 12, 31) for year in YEARS]
COUNTS = ("numerator", "denominator", "unknown", "pending", "not_applicable", "unmet_incomplete")
TARGETS = [target.id for target in statutes.plan(PLAN).targets]

#: Targets about no site: townships, supervisors and institutions have no industry and no size.
WITHOUT_A_SITE = ("I10", "I11", "I12")

#: Each subject is of one year (semantics section 7): the target, its variant, and the days, in
#: SQL, by which its facts belong to a year.
OF_ONE_YEAR = {
    "I09": (
        {},
        "select case_no, least(decided_on, found_on + 90) as counted_on from serious_case "
        "where removed_by is null",
    ),
    "I12": (
        {"reading": "cases"},
        "select institution_id || ':' || case_no, diagnosed_on + 15 as counted_on "
        "from disease_case where removed_by is null",
    ),
    "I15": (
        {},
        "select worker_id || ':' || disease_code, min(reported_on) as counted_on "
        "from disease_case where removed_by is null and stage = 'new' "
        "and disease_code = any(%(pneumoconioses)s) group by 1",
    ),
    "I16": (
        {},
        "select event_no, occurred_on as counted_on from acute_event where removed_by is null",
    ),
}


@pytest.fixture(scope="module", autouse=True)
def _district(module_database: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    """A synthetic district as users send it, faults included."""
    folder: Path = tmp_path_factory.mktemp("district")
    load(folder, make(folder, seed=14, employers=40, workers=400))


def documents(target: str, as_of: date) -> dict[str, dict[str, Any]]:
    """The target with each of its breakdowns."""
    plan = statutes.plan(PLAN)
    return {
        by: target_document(plan, plan.target(target), as_of, known(None), by=by, variants=False)
        for by in GROUPS
    }


def test_there_are_sixteen() -> None:
    assert [f"I{number:02d}" for number in range(1, 17)] == TARGETS


@pytest.mark.parametrize("target", TARGETS)
def test_parts_add_up_to_the_total(target: str) -> None:
    for as_of in YEAR_ENDS:
        for by, document in documents(target, as_of).items():
            groups = document["groups"]
            assert len({group["code"] for group in groups}) == len(groups)
            total = {name: document[name] for name in COUNTS}
            assert {name: sum(group[name] for group in groups) for name in COUNTS} == total, by
            if by != "township" and target in WITHOUT_A_SITE:
                assert [group["code"] for group in groups] == ["unattributed"]


#: Enough subjects for several industries and sizes; others are few, or all in hospitals.
OF_ALL_EMPLOYERS = ("I01", "I02", "I03", "I04", "I05", "I06", "I07", "I08", "I14")
#: One case or event a year.
OF_FEW = ("I15", "I16")


@pytest.mark.parametrize("target", TARGETS)
def test_the_parts_are_more_than_one(target: str) -> None:
    """Else adding up would say nothing."""
    most = dict.fromkeys(GROUPS, 0)
    for day in YEAR_ENDS:
        for by, document in documents(target, day).items():
            filled = [g for g in document["groups"] if g["denominator"] + g["unknown"]]
            most[by] = max(most[by], len(filled))
    for by, number in most.items():
        assert number > 0, by
        if target in OF_ALL_EMPLOYERS or (by == "township" and target not in OF_FEW):
            assert number > 1, by


def counted_subjects(target: str, variant: dict[str, str], as_of: date) -> set[str]:
    """The ids of everything a target counts on a day."""
    plan = statutes.plan(PLAN)
    asked = plan.target(target)
    asked = replace(asked, variant={**asked.variant, **variant})
    evaluation = evaluate(Question.of(plan, asked, as_of, known(None).change_id))
    with connections["engine"].cursor() as cursor:
        cursor.execute(
            "select subject_id from evaluation_row where evaluation_id = %s "
            "and side in ('numerator', 'missing', 'unknown')",
            [evaluation],
        )
        return {row[0] for row in cursor.fetchall()}


@pytest.mark.parametrize("target", OF_ONE_YEAR)
def test_years_add_up(target: str) -> None:
    """What five years count are the facts that belong to them, none of them twice."""
    variant, facts = OF_ONE_YEAR[target]
    by_year_end = [counted_subjects(target, variant, day) for day in YEAR_ENDS]
    codes = [one.code for one in statutes.diseases() if one.subclass_zh == "尘肺病"]
    with connections["engine"].cursor() as cursor:
        cursor.execute(
            f"select * from ({facts}) f where counted_on between %(first)s and %(last)s",
            {"first": date(2016, 1, 1), "last": AS_OF, "pneumoconioses": codes},
        )
        expected = {str(subject) for subject, _day in cursor.fetchall()}
    assert expected, target
    assert sum(map(len, by_year_end)) == len(expected)
    assert set().union(*by_year_end) == expected


@pytest.mark.parametrize("target", TARGETS)
def test_a_year_says_what_its_last_day_says(target: str) -> None:
    plan = statutes.plan(PLAN)
    found = by_year(PLAN, target, AS_OF, reader=OPERATOR)
    assert [one["year"] for one in found] == list(YEARS)
    for one in found:
        document = target_document(
            plan,
            plan.target(target),
            date.fromisoformat(one["as_of"]),
            known(None),
            variants=False,
        )
        told = ("numerator", "denominator", "unknown", "value", "low", "high")
        assert {name: one[name] for name in told} == {name: document[name] for name in told}
