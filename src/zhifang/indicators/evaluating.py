"""Evaluating a target: computed once by the engine, kept with its rows, read under row security."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import date
from functools import lru_cache

from cryptography.hazmat.primitives import hashes
from django.db import connections, transaction
from django.db.backends.utils import CursorWrapper

from zhifang.calc import to_sql
from zhifang.core.errors import UserError
from zhifang.indicators.asking import Question
from zhifang.indicators.definitions import DEFINITIONS
from zhifang.indicators.definitions.definition import Asked
from zhifang.indicators.sources import SOURCES, SPEAKS, TURN, complete_parties
from zhifang.obligations.law import exam_cycles
from zhifang.obligations.rules import RULES
from zhifang.obligations.rules.rule import Choices
from zhifang.obligations.running import relations, turns_text, whole_joins
from zhifang.obligations.storing import bring_up_to_date

#: The rules whose turns an indicator reads, beside its own.
_ALSO = {"DET-01": ("DEC-01",)}

#: A row as it is exported and digested (semantics section 10).
LINE_COLUMNS = (
    "subject_kind",
    "subject_id",
    "party_id",
    "town",
    "side",
    "outcome",
    "due_on",
    "done_on",
    "obligation_id",
)
HEADER = ",".join(LINE_COLUMNS)
LINE = "concat_ws(',', " + ", ".join(f"coalesce(r.{c}::text, '')" for c in LINE_COLUMNS) + ")"

_KEPT = (
    "subject_kind",
    "subject_id",
    "party_id",
    "worker_id",
    "town",
    "industry",
    "size",
    "side",
    "outcome",
    "may_be",
    "due_on",
    "done_on",
    "obligation_id",
)


#: The day a definition is compiled for; the text asks for ``as_of`` in its place, so that it is
#: compiled once for all days.
_MARK = date(2999, 12, 31)


@lru_cache(maxsize=256)
def _text(indicator: str, asked: Asked) -> str:
    """The SQL of a definition with the parameters ``as_of`` and ``period_start``."""
    text = to_sql(DEFINITIONS[indicator].rows(asked), "postgres").replace("%", "%%")
    for name, mark in (("as_of", asked.as_of), ("period_start", asked.period_start)):
        text = text.replace(f"CAST('{mark}' AS DATE)", f"%({name})s::date")
    if str(_MARK.year) in text:
        raise ValueError(f"{indicator}: a day of the question is left in the text")
    return text


def unanswerable(question: Question) -> tuple[str, str] | None:
    """Why this variant has no answer yet (zh, en), or None."""
    if dict(question.variant).get("frame") == "estimated":
        return (
            "估计总数需要登记册以外的第二份独立名单，尚未接入。",
            "An estimated total needs a second, independent list beside the register; "
            "none is connected yet.",
        )
    return None


def evaluate(question: Question) -> int:
    """The id of the stored evaluation, computed now if it was not before.

    Stale employers are brought up to date first.
    """
    reason = unanswerable(question)
    if reason:
        raise UserError(*reason)
    bring_up_to_date()
    found = _stored(question)
    if found is not None:
        return found
    with (
        transaction.atomic(using="engine"),
        connections["engine"].cursor() as cursor,
        _relations(cursor, question) as text,
    ):
        parameters = _parameters(question)
        cursor.execute(
            "insert into evaluation (target, variant, as_of, change_id, definition, "
            "computed_at, rows_digest) values (%(target)s, %(variant)s, %(as_of)s, "
            "%(change)s, %(definition)s, clock_timestamp(), '') "
            "on conflict do nothing returning id",
            parameters,
        )
        row = cursor.fetchone()
        if row is None:
            return _stored_now(question)
        columns = ", ".join(_KEPT)
        cursor.execute(
            f"""insert into evaluation_row (evaluation_id, {columns}, source_complete)
                select {row[0]}, {", ".join(f"q.{c}" for c in _KEPT)},
                       case when q.side = 'missing' then complete.party_id is not null end
                from ({text}) q
                left join ({complete_parties(question.definition.rule)}) complete
                       on complete.party_id = q.party_id""",
            parameters,
        )
        cursor.execute(
            "update evaluation set rows_digest = %s where id = %s",
            [_digest(cursor, row[0]), row[0]],
        )
    return int(row[0])


def count(question: Question) -> list[tuple[str, str, str | None, int]]:
    """(side, may_be, town, number) of a variant whose rows are not kept."""
    bring_up_to_date()
    with (
        transaction.atomic(using="engine"),
        connections["engine"].cursor() as cursor,
        _relations(cursor, question) as text,
    ):
        cursor.execute(
            f"select q.side, q.may_be, q.town, count(*) from ({text}) q group by 1, 2, 3",
            _parameters(question),
        )
        return [tuple(row) for row in cursor.fetchall()]


def lines(
    cursor: CursorWrapper, evaluation_id: int, sides: tuple[str, ...] = (), town: str = ""
) -> Iterator[str]:
    """The exported lines of an evaluation, sorted by bytes, without the header.

    ``town`` narrows them to one township, or to "unattributed".
    """
    chosen, parameters = "", [evaluation_id]
    if sides:
        chosen += " and r.side = any(%s)"
        parameters.append(list(sides))  # type: ignore[arg-type]
    if town:
        chosen += " and coalesce(r.town, '') = %s"
        parameters.append("" if town == "unattributed" else town)  # type: ignore[arg-type]
    cursor.execute(
        f"select {LINE} as line from evaluation_row r "
        f'where r.evaluation_id = %s {chosen} order by {LINE} collate "C"',
        parameters,
    )
    while rows := cursor.fetchmany(5000):
        yield from (row[0] for row in rows)


def _digest(cursor: CursorWrapper, evaluation_id: int) -> str:
    return digest_of(lines(cursor, evaluation_id))


def digest_of(rows: Iterator[str]) -> str:
    """SM3 of the exported text: header and lines, each ended by a line feed."""
    digest = hashes.Hash(hashes.SM3())
    digest.update(f"{HEADER}\n".encode())
    for line in rows:
        digest.update(f"{line}\n".encode())
    return digest.finalize().hex()


def _rules(question: Question) -> list[str]:
    """The rules whose turns the question reads."""
    rule = question.definition.rule
    return [rule, *_ALSO.get(rule, ())]


def _parameters(question: Question) -> dict[str, object]:
    return {
        "target": question.target.id,
        "variant": question.variant_text,
        "as_of": question.as_of,
        "period_start": question.asked.period_start,
        "change": question.change_id,
        "definition": question.definition_text,
        "rules": _rules(question),
    }


def _stored(question: Question) -> int | None:
    with connections["engine"].cursor() as cursor:
        cursor.execute(
            "select id from evaluation where target = %(target)s and variant = %(variant)s "
            "and as_of = %(as_of)s and change_id = %(change)s and definition = %(definition)s",
            _parameters(question),
        )
        row = cursor.fetchone()
    return int(row[0]) if row else None


def _stored_now(question: Question) -> int:
    found = _stored(question)
    if found is None:
        raise UserError(
            "另一个进程正在计算同一指标；请稍后再试。",
            "Another process is computing the same target; try again in a moment.",
        )
    return found


@contextmanager
def _relations(cursor: CursorWrapper, question: Question) -> Iterator[str]:
    """The SQL of the question over relations that are there while the block runs."""
    cursor.execute("set local jit = off")
    with ExitStack() as stack:
        for relation in question.definition.needs:
            text = SOURCES[relation.name]
            if relation.name == "speaking_turns" and question.choices != Choices():
                text = _recomputed(cursor, question, stack)
            cursor.execute(
                f"create temporary table {relation.name} on commit drop as {text}",
                _parameters(question),
            )
            cursor.execute(f"analyze {relation.name}")
        stack.enter_context(whole_joins(cursor))
        yield _text(question.definition.id, replace(question.asked, as_of=_MARK))


def _recomputed(cursor: CursorWrapper, question: Question, stack: ExitStack) -> str:
    """Turns under choices other than the stored ones: made afresh for this answer."""
    if question.choices.range_cycle != "max":
        _other_exam_cycles(cursor, question.choices.range_cycle)
    rules = _rules(question)
    needs = tuple(need for rule_id in rules for need in RULES[rule_id].needs)
    stack.enter_context(relations(cursor, needs, change_id=question.change_id))
    parts = []
    for rule_id in rules:
        name = f"turns_{rule_id.lower().replace('-', '_')}"
        with whole_joins(cursor):
            cursor.execute(
                f"create temporary table {name} on commit drop as "
                f"{turns_text(rule_id, question.choices)}",
                _parameters(question),
            )
        parts.append(f"select {TURN} from {name} t join site on site.id = t.site_id where {SPEAKS}")
    return " union all ".join(parts)


def _other_exam_cycles(cursor: CursorWrapper, range_cycle: str) -> None:
    """The exam cycles under the other end of the ranges, hiding the stored ones."""
    rows = list(exam_cycles(range_cycle))
    columns = list(rows[0])
    cursor.execute("create temporary table exam_cycles (like public.exam_cycles) on commit drop")
    cursor.executemany(
        f"insert into exam_cycles ({', '.join(columns)}) "
        f"values ({', '.join(['%s'] * len(columns))})",
        [[row[c] for c in columns] for row in rows],
    )
