"""Targets of spec cases: n, N and u by town, whether met, and the rows, on every computation."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

import pytest

from tests.support.case_places import PLAN, towns
from tests.support.cases import Case, Count, Target, cases
from tests.support.facts import Numbers
from zhifang import statutes
from zhifang.synthetic import reference
from zhifang.synthetic.reference.targets import Choices, rows_of_target, share_of, verdict

CASES = [case for case in cases() if not case.rule]
SIDES = {
    "numerator": "MET",
    "missing": "NOT",
    "unknown": "UNKNOWN",
    "pending": "OUT",
    "not_applicable": "OUT",
}
#: A row as its name, more of the name where that is not enough, side, and town code.
Named = tuple[str, str, str, str]


@dataclass(frozen=True)
class Answer:
    """Rows of a target as (subject, side, town code), and what else is printed of it.

    ``met`` is "unsaid" where a computation does not judge.
    """

    rows: tuple[tuple[str, str, str], ...]
    met: bool | str | None = "unsaid"
    incomplete: int | None = None
    value: float | None = None


Answering = Callable[[Target, date, datetime | None], Answer]


def named(rows: Iterable[Named]) -> tuple[tuple[str, str, str], ...]:
    """Rows of (name, more of the name, side, town): the whole name only where it is needed."""
    rows = list(rows)
    number = Counter(name for name, *_rest in rows)
    return tuple(
        sorted(
            (name if number[name] == 1 else f"{name}@{more}", SIDES[side], town)
            for name, more, side, town in rows
        )
    )


class OfProduct:
    """The target as a plan prints it, with the rows kept behind it; counted on DuckDB as well."""

    def __init__(self, numbers: Numbers) -> None:
        self._parties = {number: name[0] for name, number in numbers.named("party")}
        self._workers = {number: name[0] for name, number in numbers.named("worker")}

    def __call__(self, target: Target, on: date, at: datetime | None) -> Answer:
        from zhifang.indicators.asking import Question
        from zhifang.indicators.over_days import numbers_over
        from zhifang.indicators.queries import known, target_document

        plan = statutes.plan(PLAN)
        asked = plan.target(target.id)
        if target.variant:
            asked = replace(asked, variant={**asked.variant, target.variant[0]: target.variant[1]})
        document = target_document(plan, asked, on, known(at), by="township", variants=False)
        assert document.get("variant") is not None, document["reason"]
        question = Question.of(plan, asked, on, known(at).change_id)
        rows = self._rows(question)
        for group in document["groups"]:
            code = "" if group["code"] == "unattributed" else group["code"]
            assert counted(rows, code) == count_in(group), group
        assert counted(rows, None) == count_in(document)
        by_duckdb: Counter[tuple[str, str]] = Counter()
        for side, _may_be, town, number in numbers_over([question], [on])[0][on]:
            by_duckdb[SIDES[side], town or ""] += number
        assert by_duckdb == Counter((side, town) for _subject, side, town in rows), target.name
        return Answer(rows, document["met"], document["unmet_incomplete"], document["value"])

    def _rows(self, question: Any) -> tuple[tuple[str, str, str], ...]:
        from django.db import connections

        from zhifang.indicators.evaluating import evaluate

        with connections["engine"].cursor() as cursor:
            cursor.execute(
                "select r.subject_kind, r.subject_id, r.worker_id, r.party_id, r.side, "
                "coalesce(r.town, '') from evaluation_row r where r.evaluation_id = %s",
                [evaluate(question)],
            )
            return named(self._named(*row) for row in cursor.fetchall())

    def _named(
        self, kind: str, subject: str, worker: int | None, party: int | None, side: str, town: str
    ) -> Named:
        by_number = kind in ("case", "event", "supervisor", "township")
        head, _, more = subject.partition(":")
        if by_number and worker is None:
            return subject, "", side, town
        if kind == "case" and head != str(worker):  # of a ledger: institution and number
            return more, self._parties[int(head)], side, town
        if kind == "case":
            return self._workers[int(head)], more, side, town
        if worker is not None:
            return self._workers[worker], self._parties[party or 0], side, town
        return self._parties[party or 0], "", side, town


def count_in(figures: dict[str, Any]) -> Count:
    """n, N and u as printed."""
    return Count(figures["numerator"], figures["denominator"], figures["unknown"])


class OfReference:
    """The target as counted in plain Python, which judges only what no percentage decides."""

    def __init__(self, case: Case) -> None:
        self._case = case

    def __call__(self, target: Target, on: date, at: datetime | None) -> Answer:
        facts = reference.Facts(self._case.world.rows(at))
        plan = statutes.plan(PLAN)
        choices = Choices.of(
            {
                "variant": dict([target.variant] if target.variant else []),
                "towns": plan.towns,
                "key_industries": plan.key_industries,
                "district": plan.district,
            }
        )
        found = rows_of_target(facts, target.id, on, choices=choices)
        rows = named(self._named(target, row.subject, row.side, row.town) for row in found)
        if target.id not in ("I15", "I16") or "decide" in target.variant:
            return Answer(rows)
        base = rows_of_target(facts, target.id, date(plan.base_year or 0, 12, 31), choices=choices)
        return Answer(rows, verdict(found, target.id, share_of(base)))

    def _named(self, target: Target, subject: str, side: str, town: str) -> Named:
        if target.name == "I12 reading=cases":
            institution, _, number = subject.partition(":")
            return number, institution, side, town
        parts = subject.split("|")
        if target.id == "I15":
            return parts[1], parts[2], side, town
        return parts[-1], parts[0] if len(parts) > 1 else "", side, town


def counted(rows: tuple[tuple[str, str, str], ...], town: str | None) -> Count:
    """n, N and u of the rows of a town (None: all)."""
    sides = Counter(side for _subject, side, place in rows if town in (None, place))
    return Count(sides["MET"], sides["MET"] + sides["NOT"], sides["UNKNOWN"])


def differences(case: Case, answering: Answering) -> list[str]:
    """Everything in which a computation differs from the case."""
    found = []
    for one in case.expectations:
        for target in one.targets:
            answer = answering(target, one.on, one.known)
            where = f"{target.name} on {one.on} known {one.known}"
            found += [f"{where}: {text}" for text in _of_target(target, answer)]
    return found


def _of_target(target: Target, answer: Answer) -> list[str]:
    found = []
    codes = {**towns(), "none": ""}
    for name, wanted in target.counts.items():
        counts = counted(answer.rows, None if name == "all" else codes[name])
        if counts != wanted:
            found.append(f"{name} {counts}, expected {wanted}; {answer.rows}")
    if answer.met != "unsaid" and answer.met is not target.met:
        found.append(f"met {answer.met}, expected {target.met}")
    judged = answer.incomplete is not None
    if judged and target.value not in (None, answer.value):
        found.append(f"the value {answer.value} is printed, not {target.value}")
    if judged and target.incomplete not in (None, answer.incomplete):
        found.append(f"{answer.incomplete} rest on incomplete sources, not {target.incomplete}")
    letters = {code: letter for letter, code in codes.items()}
    rows = {
        letters.get(subject, subject): side if side == "OUT" else f"{side} {letters[town]}"
        for subject, side, town in answer.rows
    }
    for subject, wanted_row in target.rows.items():
        told = rows.pop(subject, "OUT")
        if told != wanted_row:
            found.append(f"{subject} {told}, expected {wanted_row}")
    if target.rows:
        found += [
            f"{subject} {told}, not expected" for subject, told in rows.items() if told != "OUT"
        ]
    return found


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_on_postgresql(case: Case, database: str) -> None:
    from tests.support.stored import recompute, record

    numbers = Numbers()
    record([case.world], numbers)
    recompute()
    assert differences(case, OfProduct(numbers)) == []


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_by_the_reference(case: Case) -> None:
    assert differences(case, OfReference(case)) == []
