"""Counting targets on many days: what is known is read once, and all days are counted from it.

The definitions are those of a single day, put beside each row of a relation of days. They run
on DuckDB in the memory of this process; `evaluating.count` gives the same numbers for one day.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from django.db import connections, transaction
from django.db.backends.utils import CursorWrapper

from zhifang import statutes
from zhifang.calc import Counts, relation
from zhifang.calc.duckdb_engine import DuckDB
from zhifang.indicators.asking import Question
from zhifang.indicators.compiling import (
    EACH_DAY,
    counted_text,
    during_text,
    relation_text,
    relations_of,
)
from zhifang.indicators.definitions.asked import period_start
from zhifang.indicators.definitions.known import TURNS, Known
from zhifang.indicators.definitions.of_day import SPEAKING_TURNS, OfDay
from zhifang.indicators.evaluating import Row, counts_of
from zhifang.indicators.knowing import known_texts, rules_of
from zhifang.obligations.rules.rule import Choices
from zhifang.obligations.storing import bring_up_to_date

ASKED_DAYS = relation("asked_days", as_of="date", period_start="date")


#: So many days are counted by one statement; more of them need more memory.
AT_ONCE = 15

#: So many statements run at a time: each alone leaves processors idle while it is planned.
SIDE_BY_SIDE = 2


@dataclass(frozen=True)
class Counted:
    """A target on a day in a town (None: unattributed)."""

    target: str
    day: date
    town: str | None
    counts: Counts


def count_over(
    plan: statutes.Plan,
    targets: Sequence[statutes.Target],
    days: Sequence[date],
    change_id: int,
) -> list[Counted]:
    """Computed ``targets`` in the plan's variants on each of ``days``, by the towns with rows."""
    questions = [Question.of(plan, target, max(days), change_id) for target in targets]
    found = []
    for question, rows in zip(questions, numbers_over(questions, days), strict=True):
        for day, of_day in rows.items():
            by_town: dict[str | None, list[tuple[str, str, int]]] = {}
            for side, may_be, town, number in of_day:
                by_town.setdefault(town, []).append((side, may_be, number))
            found += [
                Counted(question.target.id, day, town, counts_of(of_town))
                for town, of_town in sorted(by_town.items(), key=lambda one: one[0] or "")
            ]
    return found


def numbers_over(
    questions: Sequence[Question], days: Sequence[date]
) -> list[dict[date, list[Row]]]:
    """For each question what `evaluating.count` says of it on each of ``days``, by day.

    The questions are of one change; their own days do not matter. Stale employers are brought
    up to date first.
    """
    days = sorted(set(days))
    bring_up_to_date()
    found: dict[int, dict[date, list[Row]]] = {}
    for places in _by_choices(questions).values():
        together = [questions[place] for place in places]
        engine = DuckDB()
        with transaction.atomic(using="engine"), connections["engine"].cursor() as cursor:
            _hold(engine, cursor, together, days)
        found |= dict(zip(places, _counted(engine, together, days), strict=True))
    return [found[place] for place in range(len(questions))]


def _by_choices(questions: Sequence[Question]) -> dict[Choices, list[int]]:
    """The places of the questions that read the same turns."""
    found: dict[Choices, list[int]] = {}
    for place, question in enumerate(questions):
        found.setdefault(question.choices, []).append(place)
    return found


def _hold(
    engine: DuckDB, cursor: CursorWrapper, questions: Sequence[Question], days: Sequence[date]
) -> None:
    """Copies what the questions read on the days.

    What is known at a change never changes, so the turns, which are as many rows as all the rest,
    are copied on a connection of their own meanwhile, unless they were made in this transaction.
    """
    parameters = {"change": questions[0].change_id, "rules": rules_of(questions)}
    texts = {
        known: _copying(known, text, days) for known, text in known_texts(cursor, questions).items()
    }
    with TemporaryDirectory() as folder, ThreadPoolExecutor(1) as beside:
        files = {known: Path(folder) / known.name for known in texts}
        apart = []
        if TURNS in texts and questions[0].choices == Choices():
            text = texts.pop(TURNS)
            apart.append(beside.submit(_copied_apart, text, parameters, files[TURNS]))
        for known, text in texts.items():
            _copied(cursor, text, parameters, files[known])
        for copied in apart:
            copied.result()
        for known, file in files.items():
            engine.hold_csv(known, file)


def _copying(known: Known, text: str, days: Sequence[date]) -> str:
    """The COPY of what the days read of a relation; ``text``: all of it."""
    columns = ", ".join(known.columns)
    within = during_text(known, min(days), max(days), "postgres")
    return (
        f"copy (with {known.name} as ({text}) select {columns} from ({within}) q) "
        "to stdout (format csv)"
    )


def _copied(cursor: CursorWrapper, text: str, parameters: Mapping[str, object], path: Path) -> None:
    with path.open("wb") as file, cursor.cursor.copy(text, parameters) as copy:
        file.writelines(copy)


def _copied_apart(text: str, parameters: Mapping[str, object], path: Path) -> None:
    """The same on a connection of this thread."""
    try:
        with connections["engine"].cursor() as cursor:
            _copied(cursor, text, parameters, path)
    finally:
        connections["engine"].close()


def _counted(
    engine: DuckDB, questions: Sequence[Question], days: Sequence[date]
) -> list[dict[date, list[Row]]]:
    """The rows of each question by day."""
    found: list[dict[date, list[Row]]] = [{day: [] for day in days} for _ in questions]
    shared = _shared(questions)
    texts = [_counting(question, shared) for question in questions]
    with ThreadPoolExecutor(SIDE_BY_SIDE) as beside:
        for first in range(0, len(days), AT_ONCE):
            some = days[first : first + AT_ONCE]
            narrow = partial(_narrow, engine, first=some[0], last=some[-1])
            list(beside.map(narrow, _known(questions)))
            engine.hold(
                ASKED_DAYS, [{"as_of": day, "period_start": period_start(day)} for day in some]
            )
            list(beside.map(partial(_share, engine), shared))
            for of_question, rows in zip(found, beside.map(engine.rows, texts), strict=True):
                for as_of, side, may_be, town, number in rows:
                    of_question[as_of].append((side, may_be, town, number))
    return found


def _known(questions: Sequence[Question]) -> set[Known]:
    return {
        known
        for question in questions
        for relation in relations_of(question)
        for known in relation.needs
    }


def _narrow(engine: DuckDB, known: Known, *, first: date, last: date) -> None:
    """Leaves what the days from ``first`` to ``last`` read."""
    engine.narrow(known, during_text(known, first, last, "duckdb"))


def _share(engine: DuckDB, relation: OfDay) -> None:
    """Computes a relation on each of ``asked_days``."""
    text = relation_text(relation, EACH_DAY, "duckdb")
    engine.keep(
        f"{relation.name}_of_days",
        f"select asked_days.as_of as asked_on, of_one.* from asked_days, lateral ({text}) of_one",
    )


def _shared(questions: Sequence[Question]) -> list[OfDay]:
    """The relations of the day that several questions read, but for the many turns: these are
    read of one rule at a time."""
    read = Counter(relation for question in questions for relation in relations_of(question))
    return [one for one, number in read.items() if number > 1 and one is not SPEAKING_TURNS]


def _counting(question: Question, shared: Sequence[OfDay]) -> str:
    """The SQL of the numbers of a question on each of ``asked_days``."""
    of_day = ", ".join(
        f"{one.name} as (select * exclude (asked_on) from {one.name}_of_days "
        "where asked_on = asked_days.as_of)"
        if one in shared
        else f"{one.name} as ({relation_text(one, EACH_DAY, 'duckdb')})"
        for one in relations_of(question)
    )
    text = counted_text(question, EACH_DAY, "duckdb")
    return (
        f"select asked_days.as_of, numbers.* from asked_days, lateral (with {of_day} "
        f"select side, may_be, town, sum(number)::bigint from ({text}) group by all) numbers"
    )
