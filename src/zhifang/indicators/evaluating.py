"""Evaluating a target: computed once by the engine, kept with its rows, read under row security."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from cryptography.hazmat.primitives import hashes
from django.db import connections, transaction
from django.db.backends.utils import CursorWrapper

from zhifang.calc import Counts
from zhifang.core.errors import UserError
from zhifang.indicators.asking import Question
from zhifang.indicators.compiling import definition_text, one_day, relation_text, relations_of
from zhifang.indicators.knowing import known_texts, rules_of
from zhifang.indicators.sources import complete_parties
from zhifang.obligations.running import whole_joins
from zhifang.obligations.storing import bring_up_to_date

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


#: (side, may_be, town, number) of what is counted.
Row = tuple[str, str, str | None, int]


def unanswerable(question: Question) -> tuple[str, str] | None:
    """Why this variant has no rows (zh, en), or None."""
    if dict(question.variant).get("frame") == "estimated":
        return (
            "估计总数没有逐家名单，不能作为规划的口径；请在规划文件中选用其他 frame，"
            "估计值列在其他口径中。",
            "An estimated total has no rows, so a plan cannot be counted by it; choose another "
            "frame in the plan file, the estimate is printed among the other readings.",
        )
    return None


def evaluate(question: Question) -> int:
    """The id of the stored evaluation, computed now if it was not before.

    Stale employers are brought up to date first.
    """
    return evaluate_all([question])[0]


def evaluate_all(questions: Sequence[Question]) -> list[int]:
    """What `evaluate` gives for each; what several read of a day is computed once."""
    for question in questions:
        reason = unanswerable(question)
        if reason:
            raise UserError(*reason)
    bring_up_to_date()
    found = _stored(questions)
    for places in _together(questions, found):
        with (
            transaction.atomic(using="engine"),
            connections["engine"].cursor() as cursor,
            relations_there(cursor, [questions[place] for place in places]),
        ):
            for place in places:
                found[place] = _evaluated(cursor, questions[place])
    meanwhile = _stored(questions) if None in found else found
    answers = [one for one in meanwhile if one is not None]
    if len(answers) < len(questions):
        raise UserError(
            "另一个进程正在计算同一指标；请稍后再试。",
            "Another process is computing the same target; try again in a moment.",
        )
    return answers


def _together(questions: Sequence[Question], found: Sequence[int | None]) -> Iterable[list[int]]:
    """The places of the questions without an answer that read the same relations of a day, in an
    order that is the same for everybody: two who make the same ones wait for each other."""
    groups: dict[tuple[object, ...], list[int]] = {}
    for place, question in enumerate(questions):
        if found[place] is None:
            key = (question.as_of, question.change_id, question.choices)
            groups.setdefault(key, []).append(place)
    for places in groups.values():
        places.sort(key=lambda place: (questions[place].target.id, questions[place].variant_text))
    return groups.values()


def _evaluated(cursor: CursorWrapper, question: Question) -> int | None:
    """The id of the evaluation made now over the relations that are there; None if somebody else
    made it meanwhile."""
    parameters = parameters_of(question)
    cursor.execute(
        "insert into evaluation (target, variant, as_of, change_id, definition, "
        "computed_at, rows_digest) values (%(target)s, %(variant)s, %(as_of)s, "
        "%(change)s, %(definition)s, clock_timestamp(), '') "
        "on conflict do nothing returning id",
        parameters,
    )
    row = cursor.fetchone()
    if row is None:
        return None
    columns = ", ".join(_KEPT)
    cursor.execute(
        f"""insert into evaluation_row (evaluation_id, {columns}, source_complete)
            select {row[0]}, {", ".join(f"q.{c}" for c in _KEPT)},
                   case when q.side = 'missing' then complete.party_id is not null end
            from ({text_of(question)}) q
            left join ({complete_parties(question.definition.rule)}) complete
                   on complete.party_id = coalesce(q.party_id, 0)""",
        parameters,
    )
    cursor.execute(
        "update evaluation set rows_digest = %s where id = %s",
        [_digest(cursor, row[0]), row[0]],
    )
    return int(row[0])


def count(question: Question) -> list[Row]:
    """The numbers of a variant whose rows are not kept."""
    bring_up_to_date()
    with (
        transaction.atomic(using="engine"),
        connections["engine"].cursor() as cursor,
        relations_there(cursor, [question]),
    ):
        return numbers(cursor, question)


def afresh(question: Question) -> tuple[list[Row], str]:
    """The numbers and the digest of the rows, computed now whatever is kept, and not kept."""
    bring_up_to_date()
    with (
        transaction.atomic(using="engine"),
        connections["engine"].cursor() as cursor,
        relations_there(cursor, [question]),
    ):
        columns = ", ".join(f"q.{column}" for column in (*LINE_COLUMNS, "may_be"))
        cursor.execute(
            f"create temporary table row_afresh on commit drop as select {columns} "
            f"from ({text_of(question)}) q",
            parameters_of(question),
        )
        cursor.execute(f'select {LINE} from row_afresh r order by {LINE} collate "C"')
        digest = digest_of(row[0] for row in cursor.fetchall())
        cursor.execute("select side, may_be, town, count(*) from row_afresh group by 1, 2, 3")
        return [tuple(row) for row in cursor.fetchall()], digest


def kept_numbers(evaluation_id: int) -> tuple[list[Row], str]:
    """The numbers of a kept evaluation, and the digest of its rows."""
    with connections["engine"].cursor() as cursor:
        cursor.execute("select rows_digest from evaluation where id = %s", [evaluation_id])
        (digest,) = cursor.fetchone()
        cursor.execute(
            "select side, may_be, town, count(*) from evaluation_row "
            "where evaluation_id = %s group by 1, 2, 3",
            [evaluation_id],
        )
        return [tuple(row) for row in cursor.fetchall()], str(digest)


def numbers(cursor: CursorWrapper, question: Question) -> list[Row]:
    """The numbers of a question, over the relations that are there."""
    cursor.execute(
        "select q.side, q.may_be, q.town, count(*) "
        f"from ({text_of(question, numbers_only=True)}) q group by 1, 2, 3",
        parameters_of(question),
    )
    return [tuple(row) for row in cursor.fetchall()]


def counts_of(rows: Iterable[tuple[str, str, int]]) -> Counts:
    """The counts of (side, may_be, number)."""
    numbers = {"numerator": 0, "missing": 0, "pending": 0, "not_applicable": 0}
    unknown: dict[str, int] = {}
    for side, may_be, number in rows:
        if side == "unknown":
            unknown[may_be] = unknown.get(may_be, 0) + number
        else:
            numbers[side] += number
    return Counts(
        numbers["numerator"],
        numbers["missing"],
        unknown,
        numbers["pending"],
        numbers["not_applicable"],
    )


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


def parameters_of(question: Question) -> dict[str, object]:
    """The parameters of the question's SQL."""
    return {
        "target": question.target.id,
        "variant": question.variant_text,
        "as_of": question.as_of,
        "change": question.change_id,
        "definition": question.definition_text,
        "rules": rules_of([question]),
    }


def _stored(questions: Sequence[Question]) -> list[int | None]:
    """The id of the evaluation that is kept of each, if one is."""
    columns = {
        "target": [question.target.id for question in questions],
        "variant": [question.variant_text for question in questions],
        "as_of": [question.as_of for question in questions],
        "change": [question.change_id for question in questions],
        "definition": [question.definition_text for question in questions],
    }
    with connections["engine"].cursor() as cursor:
        cursor.execute(
            "select e.id from unnest(%(target)s::text[], %(variant)s::text[], %(as_of)s::date[], "
            "%(change)s::bigint[], %(definition)s::text[]) with ordinality "
            "as w (target, variant, as_of, change_id, definition, place) "
            "left join evaluation e using (target, variant, as_of, change_id, definition) "
            "order by w.place",
            columns,
        )
        return [row[0] for row in cursor.fetchall()]


@contextmanager
def relations_there(cursor: CursorWrapper, questions: Sequence[Question]) -> Iterator[None]:
    """Holds the relations that the questions, of one day, change and choices, read meanwhile."""
    days = one_day(questions[0].as_of)
    cursor.execute("set local jit = off")
    known = known_texts(cursor, questions)
    of_day = {relation for question in questions for relation in relations_of(question)}
    parameters = {**parameters_of(questions[0]), "rules": rules_of(questions)}
    for relation in of_day:
        behind = ", ".join(f"{one.name} as ({known[one]})" for one in relation.needs)
        cursor.execute(
            f"create temporary table {relation.name} on commit drop as with {behind} "
            f"select * from ({relation_text(relation, days, 'postgres')}) q",
            parameters,
        )
        cursor.execute(f"analyze {relation.name}")
    with whole_joins(cursor):
        yield
    cursor.execute(f"drop table {', '.join(relation.name for relation in of_day)}")


def text_of(question: Question, *, numbers_only: bool = False) -> str:
    """The SQL of the question's rows, over the relations of its day."""
    return definition_text(question, one_day(question.as_of), "postgres", numbers_only=numbers_only)
