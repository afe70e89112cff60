"""Values bunched exactly at what the law requires, against the neighbours of the same line."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from zhifang import statutes
from zhifang.signals.signal import Judgement, Limits, Signal
from zhifang.signals.tails import discoveries, hypergeometric_tail


@dataclass(frozen=True)
class Measured:
    """One value and the line it is held against, e.g. 16 hours of a first training.

    ``group`` is who made the value (the organiser of a training, else the employer).
    """

    group: str
    employer: str
    town: str
    value: Decimal
    line: Decimal
    day: date
    key: str


@dataclass(frozen=True)
class Trained:
    """A finished training; blank hours are None. Without an organiser the employer answers."""

    person: str
    organiser: str
    employer: str
    town: str
    day: date
    hours: Decimal | None
    key: str


def held_against(trainings: Iterable[Trained]) -> list[Measured]:
    """Each training with the hours it needed: those of a later one after a whole first one.

    Trainings without hours are left out. So are those before any number of hours was asked for,
    which were whole whatever their hours.
    """
    firsts: dict[str, date] = {}
    found = []
    for one in sorted(trainings, key=lambda row: (row.day, row.key)):
        first = _required("training_first_hours", one.day)
        later = _required("training_later_hours", one.day)
        if first is None or later is None:
            firsts.setdefault(one.person, one.day)
            continue
        if one.hours is None:
            continue
        line = later if firsts.get(one.person, one.day) < one.day else first
        group = one.organiser or one.employer
        found.append(Measured(group, one.employer, one.town, one.hours, line, one.day, one.key))
        if one.hours >= first:
            firsts.setdefault(one.person, one.day)
    return found


def _required(parameter: str, day: date) -> Decimal | None:
    value = statutes.parameter(parameter).on(day)
    return None if value is None else Decimal(str(value.value))


def at_threshold(values: Iterable[Measured], limits: Limits) -> Judgement:
    """Groups whose values stand exactly at their line more often than everybody else's.

    A required number is itself the most usual one (courses are held for it), so no smooth
    curve is expected: the share exactly at the line among the values within the neighbouring
    hours is held against the share of all other groups by Fisher's exact one-sided test. The
    same value of one group, day and employer is one session and counts once. Groups with fewer
    than five sessions are ``too_few``.
    """
    sessions: dict[str, dict[tuple[date, str, Decimal, Decimal], list[Measured]]]
    sessions = defaultdict(dict)
    for one in values:
        if abs(one.value - one.line) <= limits.neighbour_hours:
            session = (one.day, one.employer, one.line, one.value)
            sessions[one.group].setdefault(session, []).append(one)
    total = sum(len(of_group) for of_group in sessions.values())
    exact = {
        group: [rows for (*_, line, value), rows in of_group.items() if value == line]
        for group, of_group in sessions.items()
    }
    all_exact = sum(len(rows) for rows in exact.values())
    tested: list[Signal] = []
    too_few = 0
    for group, of_group in sorted(sessions.items()):
        others = total - len(of_group)
        if len(of_group) < limits.least_denominator or others < limits.least_denominator:
            too_few += 1
            continue
        at = len(exact[group])
        tested.append(
            Signal(
                "at_threshold",
                "organiser",
                group,
                "",
                {
                    "sessions": len(of_group),
                    "exactly": at,
                    "others": others,
                    "others_exactly": all_exact - at,
                    "neighbour_hours": limits.neighbour_hours,
                },
                tuple(
                    {
                        "key": row.key,
                        "employer": row.employer,
                        "town": row.town,
                        "event_on": row.day,
                        "hours": row.value,
                        "required": row.line,
                    }
                    for rows in exact[group]
                    for row in rows
                ),
                hypergeometric_tail(at, len(of_group), all_exact, total),
            )
        )
    flags = discoveries([one.p or 0.0 for one in tested], limits.q)
    return Judgement(
        "at_threshold",
        tuple(one for one, flagged in zip(tested, flags, strict=True) if flagged),
        len(tested),
        too_few,
    )
