"""Targets counted on many days at once, against the same targets evaluated a day at a time."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import MappingProxyType

import pytest
from django.db import connections

from tests.support.truth import PLAN, load, make
from zhifang import statutes
from zhifang.indicators.asking import Question
from zhifang.indicators.definitions import DEFINITIONS
from zhifang.indicators.evaluating import Row, count, counts_of, evaluate, unanswerable
from zhifang.indicators.over_days import count_over, numbers_over
from zhifang.obligations.storing import bring_up_to_date
from zhifang.registry.changes.queries import resolve

#: More than `AT_ONCE`; a change of law, a leap day, ends of years, the day after.
DAYS = (
    date(2016, 1, 31),
    date(2017, 12, 31),
    date(2018, 1, 1),
    date(2020, 2, 29),
    date(2020, 12, 31),
    date(2026, 8, 1),
)
#: So many days are counted by one statement here, so that several are needed.
AT_ONCE = 4
assert len(DAYS) > AT_ONCE


@pytest.fixture(autouse=True)
def few_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Several statements for the days."""
    monkeypatch.setattr("zhifang.indicators.over_days.AT_ONCE", AT_ONCE)


@pytest.fixture(scope="module")
def change(module_database: str, tmp_path_factory: pytest.TempPathFactory) -> int:
    """A synthetic district as users send it, faults included; gives the last change."""
    folder: Path = tmp_path_factory.mktemp("district")
    load(folder, make(folder, seed=14, employers=40, workers=400))
    bring_up_to_date()
    return resolve(using="engine").change_id


def plan_with(**choices: object) -> statutes.Plan:
    """The plan with other choices where the law is silent."""
    plan = statutes.plan(PLAN)
    return replace(plan, choices=MappingProxyType({**plan.choices, **choices}))


def questions(plan: statutes.Plan, change: int) -> list[Question]:
    """The plan's questions, and every other variant of each that has an answer."""
    found = []
    for target in computed(plan):
        question = Question.of(plan, target, DAYS[0], change)
        found += [question, *(other for _key, other in question.others())]
    return [question for question in found if unanswerable(question) is None]


def computed(plan: statutes.Plan) -> list[statutes.Target]:
    """The targets of the plan that are computed."""
    return [target for target in plan.targets if target.indicator in DEFINITIONS]


def of_rows(question: Question) -> Counter[tuple[str, str, str | None]]:
    """The numbers of the rows that an evaluation keeps, by side, may_be and town."""
    with connections["engine"].cursor() as cursor:
        cursor.execute(
            "select side, may_be, town from evaluation_row where evaluation_id = %s",
            [evaluate(question)],
        )
        return Counter(cursor.fetchall())


def numbered(rows: list[Row]) -> Counter[tuple[str, str, str | None]]:
    """The same shape of what was counted; no group twice."""
    numbers = Counter({(side, may_be, town): number for side, may_be, town, number in rows})
    assert len(numbers) == len(rows)
    return numbers


def test_every_variant_and_day_equals_the_rows_kept_and_the_count_of_a_day(change: int) -> None:
    plan = statutes.plan(PLAN)
    asked = questions(plan, change)
    assert {question.choices for question in asked} > {
        Question.of(plan, computed(plan)[0], DAYS[0], change).choices
    }
    seen: set[str] = set()
    towns: set[str | None] = set()
    for question, by_day in zip(asked, numbers_over(asked, DAYS), strict=True):
        assert sorted(by_day) == sorted(DAYS)
        for day, rows in by_day.items():
            of_day = replace(question, as_of=day)
            where = (question.target.id, question.variant, day)
            assert numbered(rows) == of_rows(of_day), where
            assert numbered(rows) == numbered(count(of_day)), where
            seen |= {side for side, *_rest in rows}
            towns |= {town for _side, _may_be, town, _number in rows}
    assert seen == {"numerator", "missing", "pending", "not_applicable", "unknown"}
    assert len(towns) > 5


def test_other_choices_and_an_earlier_change(change: int) -> None:
    """Turns of other choices are made afresh, as known at the change asked."""
    usual = statutes.plan(PLAN)
    days = (date(2018, 12, 31), date(2020, 12, 31))
    told = {}
    for at in (change, change - 1):
        for plan in (usual, plan_with(dec01_grace_days=3000), plan_with(range_cycle="min")):
            asked = [Question.of(plan, target, days[0], at) for target in computed(plan)]
            for question, by_day in zip(asked, numbers_over(asked, days), strict=True):
                for day, rows in by_day.items():
                    of_day = replace(question, as_of=day)
                    assert numbered(rows) == numbered(count(of_day)), (question.choices, at, day)
                    told[at, question.choices, question.target.id, day] = sorted(
                        numbered(rows).items(), key=str
                    )
    known = questions(usual, change)[0].choices

    def differs(target: str, *, at: int = change, **choices: object) -> bool:
        """Whether the target is not what it usually is, on one of the days."""
        other = replace(known, **choices)
        return any(told[at, other, target, day] != told[change, known, target, day] for day in days)

    assert differs("I01", dec01_grace_days=3000)
    assert differs("I03", range_cycle="min")
    assert differs("I02", at=change - 1) or differs("I03", at=change - 1)


def test_counts_by_target_day_and_town(change: int) -> None:
    plan = statutes.plan(PLAN)
    days = [DAYS[4], DAYS[1], DAYS[4]]
    found = count_over(plan, computed(plan), days, change)
    keys = [(one.target, one.day, one.town or "") for one in found]
    assert keys == sorted(set(keys))
    assert {one.day for one in found} == set(days)
    for target in computed(plan):
        rows = count(Question.of(plan, target, DAYS[4], change))
        by_town = {
            one.town: one.counts for one in found if (one.target, one.day) == (target.id, DAYS[4])
        }
        assert by_town == {
            town: counts_of((side, may_be, n) for side, may_be, t, n in rows if t == town)
            for town in {row[2] for row in rows}
        }


def test_nothing_is_counted_where_nothing_is_known(database: str) -> None:
    plan = statutes.plan(PLAN)
    # the plan's townships are there whatever is known; nothing else is
    found = count_over(plan, computed(plan), DAYS, 0)
    assert {one.target for one in found} == {"I11"}
    assert all(one.counts.met == 0 for one in found)
