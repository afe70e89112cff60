"""Targets of spec cases: n, N and u by town, whether met, and the rows, on both computations."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

import pytest

from tests.support.cases import PLAN, Case, Count, Target, cases, towns
from tests.support.facts import Numbers
from zhifang import statutes
from zhifang.synthetic import reference

CASES = [case for case in cases() if not case.rule]
SIDES = {
    "numerator": "MET",
    "missing": "NOT",
    "unknown": "UNKNOWN",
    "pending": "OUT",
    "not_applicable": "OUT",
}


@dataclass(frozen=True)
class Answer:
    """Rows of a target as (subject, side, town code), and what else is printed of it."""

    rows: tuple[tuple[str, str, str], ...]
    met: bool | None
    incomplete: int


Answering = Callable[[str, date, datetime | None], Answer]


def of_product(numbers: Numbers) -> Answering:
    """The target as a plan prints it, with the rows kept behind it."""
    from django.db import connections

    from zhifang.indicators.queries import evaluation_id, known, target_document

    plan = statutes.plan(PLAN)
    parties = {number: name[0] for name, number in numbers.named("party")}
    workers = {number: name[0] for name, number in numbers.named("worker")}

    def answering(target: str, on: date, at: datetime | None) -> Answer:
        document = target_document(
            plan, plan.target(target), on, known(at), by="township", variants=False
        )
        with connections["engine"].cursor() as cursor:
            cursor.execute(
                "select r.worker_id, r.party_id, r.side, coalesce(r.town, '') "
                "from evaluation_row r where r.evaluation_id = %s",
                [evaluation_id(PLAN, target, on, at)],
            )
            rows = tuple(
                sorted(
                    (workers.get(worker) or parties[party], SIDES[side], town)
                    for worker, party, side, town in cursor.fetchall()
                )
            )
        for group in document["groups"]:
            code = "" if group["code"] == "unattributed" else group["code"]
            assert counted(rows, code) == Count(
                group["numerator"], group["denominator"], group["unknown"]
            ), group
        assert counted(rows, None) == Count(
            document["numerator"], document["denominator"], document["unknown"]
        )
        return Answer(rows, document["met"], document["unmet_incomplete"])

    return answering


def of_reference(case: Case) -> Answering:
    """The target as counted in plain Python; whether it is met is not its business."""

    def answering(target: str, on: date, at: datetime | None) -> Answer:
        found, _totals, _by_town = reference.target(case.world.rows(at), target, on)
        rows = tuple(
            sorted((row.subject.split("|")[-1], SIDES[row.side], row.town) for row in found)
        )
        return Answer(rows, None, 0)

    return answering


def counted(rows: tuple[tuple[str, str, str], ...], town: str | None) -> Count:
    """n, N and u of the rows of a town (None: all)."""
    sides = Counter(side for _subject, side, place in rows if town in (None, place))
    return Count(sides["MET"], sides["MET"] + sides["NOT"], sides["UNKNOWN"])


def differences(case: Case, answering: Answering, *, judges: bool) -> list[str]:
    """Everything in which a computation differs from the case."""
    found = []
    for one in case.expectations:
        for target in one.targets:
            answer = answering(target.id, one.on, one.known)
            where = f"{target.id} on {one.on} known {one.known}"
            found += [f"{where}: {text}" for text in _of_target(target, answer, judges=judges)]
    return found


def _of_target(target: Target, answer: Answer, *, judges: bool) -> list[str]:
    found = []
    codes = towns()
    for name, wanted in target.counts.items():
        counts = counted(answer.rows, None if name == "all" else codes[name])
        if counts != wanted:
            found.append(f"{name} {counts}, expected {wanted}; {answer.rows}")
    if judges and answer.met is not target.met:
        found.append(f"met {answer.met}, expected {target.met}")
    if judges and target.incomplete not in (None, answer.incomplete):
        found.append(f"{answer.incomplete} rest on incomplete sources, not {target.incomplete}")
    letters = {code: letter for letter, code in codes.items()}
    rows = {
        subject: side if side == "OUT" else f"{side} {letters[town]}"
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
    assert differences(case, of_product(numbers), judges=True) == []


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_by_the_reference(case: Case) -> None:
    assert differences(case, of_reference(case), judges=False) == []
