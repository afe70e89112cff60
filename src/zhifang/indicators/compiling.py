"""The SQL of definitions and of the relations of a day, compiled once for all days."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import cache, lru_cache
from types import MappingProxyType

from zhifang.calc import Rows
from zhifang.calc.compiling import read_by, to_sql
from zhifang.indicators.asking import Question
from zhifang.indicators.definitions import DEFINITIONS
from zhifang.indicators.definitions.asked import Asked, period_start
from zhifang.indicators.definitions.known import Known
from zhifang.indicators.definitions.of_day import OfDay

#: The day everything is compiled for; the day asked is written in its place.
_MARK = date(2999, 12, 31)
_MARKS = {"as_of": _MARK, "period_start": period_start(_MARK)}

#: Where the days of a question stand in its SQL: by name, an expression in SQL.
Days = Mapping[str, str]

#: The days of each row of a relation ``asked_days``.
EACH_DAY: Days = MappingProxyType({name: f"asked_days.{name}" for name in _MARKS})


def one_day(as_of: date) -> Days:
    """The days of a question about ``as_of``."""
    return {
        "as_of": f"CAST('{as_of}' AS DATE)",
        "period_start": f"CAST('{period_start(as_of)}' AS DATE)",
    }


def relations_of(question: Question) -> list[OfDay]:
    """The relations of the day that the question reads in its variant."""
    read = _definition(question.definition.id, _marked(question), "postgres")[1]
    return [relation for relation in question.definition.needs if relation.name in read]


def definition_text(
    question: Question, days: Days, dialect: str, *, numbers_only: bool = False
) -> str:
    """The SQL of the question's rows over the relations of its day."""
    asked = replace(_marked(question), numbers_only=numbers_only)
    return _on(_definition(question.definition.id, asked, dialect)[0], days)


def counted_text(question: Question, days: Days, dialect: str) -> str:
    """The SQL of how many rows of the question are on each side, by town."""
    asked = replace(_marked(question), numbers_only=True)
    return _on(_counted(question.definition.id, asked, dialect), days)


def relation_text(relation: OfDay, days: Days, dialect: str) -> str:
    """The SQL of a relation of the day over what is known."""
    return _on(_relation(relation, dialect), days)


@lru_cache(maxsize=512)
def during_text(relation: Known, first: date, last: date, dialect: str) -> str:
    """The SQL of what the days from ``first`` to ``last`` read of a relation."""
    return _text(relation.during(relation.rows(), first, last), dialect)


def _marked(question: Question) -> Asked:
    return replace(question.asked, as_of=_MARK)


@lru_cache(maxsize=512)
def _definition(indicator: str, asked: Asked, dialect: str) -> tuple[str, frozenset[str]]:
    rows = DEFINITIONS[indicator].rows(asked)
    return _with_places(_text(rows, dialect)), read_by(rows)


@lru_cache(maxsize=512)
def _counted(indicator: str, asked: Asked, dialect: str) -> str:
    return _with_places(_text(DEFINITIONS[indicator].counted(asked), dialect))


@cache
def _relation(relation: OfDay, dialect: str) -> str:
    return _with_places(_text(relation.on(_MARK), dialect))


def _text(rows: Rows, dialect: str) -> str:
    """Percent signs are doubled for PostgreSQL, where the text is run with parameters."""
    text = to_sql(rows, dialect)
    return text.replace("%", "%%") if dialect == "postgres" else text


def _with_places(text: str) -> str:
    """The text with a place for each day that depends on the day asked."""
    for name, mark in _MARKS.items():
        text = text.replace(f"CAST('{mark}' AS DATE)", f"<{name}>")
    if str(_MARK.year) in text:
        raise ValueError(f"a day that depends on the day asked is left in: {text}")
    return text


def _on(text: str, days: Days) -> str:
    for name, expression in days.items():
        text = text.replace(f"<{name}>", expression)
    return text
