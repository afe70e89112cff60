"""I04 and I05, training of principals and of occupational-health managers, in plain words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from datetime import date

from zhifang.core.days import add_months
from zhifang.synthetic.reference.population import population
from zhifang.synthetic.reference.rows import EITHER, TargetRow, row_of
from zhifang.synthetic.reference.view import Facts, Row, Worker, on_day, running, worker_of

#: 安监总厅安健〔2015〕121号: hours of the first training and of each later one, from this day.
FIRST_HOURS, LATER_HOURS = 16, 8
#: The same of exposed workers.
WORKER_HOURS = (8, 4)
HOURS_FROM = date(2015, 12, 1)
#: A training holds for a year.
VALID_MONTHS = 12

Judge = Callable[[Row, int], bool]


def certainly(row: Row, hours: int) -> bool:
    """Whether a training had so many hours for sure."""
    return row["hours"] is not None and row["hours"] >= hours


def possibly(row: Row, hours: int) -> bool:
    """Whether a training may have had so many hours; a blank says nothing."""
    return row["hours"] is None or row["hours"] >= hours


def _is_a_first(training: Row, judge: Judge, hours: int) -> bool:
    return training["trained_on"] < HOURS_FROM or judge(training, hours)


def qualifies(
    training: Row,
    every: list[Row],
    judge: Judge,
    hours: tuple[int, int] = (FIRST_HOURS, LATER_HOURS),
) -> bool:
    """Whether its hours are enough: those of a first one, or of a later one after a first."""
    first, later = hours
    if _is_a_first(training, judge, first):
        return True
    earlier = [one for one in every if one["trained_on"] < training["trained_on"]]
    return judge(training, later) and any(_is_a_first(one, judge, first) for one in earlier)


def values_of_person(trainings: list[Row], as_of: date, hours: str = "rule") -> tuple[str, ...]:
    """What a person's row may be. ``trainings``: all of the person, at any employer."""
    known = [one for one in trainings if one["trained_on"] <= as_of]
    held = [one for one in known if as_of <= add_months(one["trained_on"], VALID_MONTHS)]
    if hours == "any":
        return ("MET",) if held else ("NOT",)
    if any(qualifies(one, known, certainly) for one in held):
        return ("MET",)
    if any(qualifies(one, known, possibly) for one in held):
        return EITHER
    return ("NOT",)


def officers(
    facts: Facts,
    role: str,
    as_of: date,
    *,
    hours: str = "rule",
    no_manager: str = "not_met",
    district: str = "",
) -> list[TargetRow]:
    """A row a person and holder of H; a holder without a name has one row of its own."""
    here = population(facts, as_of, district)
    trainings: dict[Worker, list[Row]] = defaultdict(list)
    for row in facts.of("trainings"):
        trainings[worker_of(row)].append(row)
    terms = running(
        (row for row in facts.of("officers") if row["role"] == role),
        lambda row: (row["credit_code"], row["site_no"], worker_of(row)),
        as_of,
    )
    in_office: dict[str, set[Worker]] = defaultdict(set)
    for states in terms.values():
        term = on_day(states, as_of)
        if term is not None:
            in_office[term["credit_code"]].add(worker_of(term))
    nobody = {
        "principal": EITHER,
        "manager": ("OUT",) if no_manager == "out" else ("NOT",),
    }[role]
    found = []
    for holder, lead in here.leads.items():
        town = here.town(lead)
        if not in_office[holder]:
            found.append(row_of(holder, town, *nobody))
        for worker in sorted(in_office[holder]):
            values = values_of_person(trainings[worker], as_of, hours)
            found.append(row_of(f"{holder}|{worker[0]}|{worker[1]}", town, *values))
    return found
