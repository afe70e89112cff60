"""Which subjects of a target count otherwise at a later change than at an earlier one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connections, transaction

from zhifang.indicators.asking import Question
from zhifang.indicators.evaluating import evaluate, parameters_of, relations_there, text_of


@dataclass(frozen=True)
class Stand:
    """How a subject is counted: its side, what an unknown one may be, and its township."""

    side: str
    may_be: str
    town: str | None


@dataclass(frozen=True)
class Flip:
    """A subject that is counted otherwise. ``before``, ``after``: None where it was not there."""

    subject_kind: str
    subject_id: str
    party_id: int | None
    before: Stand | None
    after: Stand | None

    @property
    def subject(self) -> tuple[str, str]:
        """What names the subject within its target."""
        return self.subject_kind, self.subject_id


#: (kind, id) → how it stands; a subject that is not there has no entry.
Stands = dict[tuple[str, str], Stand]


def flips(before: Question, after: Question) -> list[Flip]:
    """The subjects counted otherwise by ``after`` than by ``before``, sorted by kind and id."""
    pair = (evaluate(before), evaluate(after))
    with connections["engine"].cursor() as cursor:
        cursor.execute(
            """with b as (select * from evaluation_row where evaluation_id = %s),
                    a as (select * from evaluation_row where evaluation_id = %s)
               select subject_kind, subject_id, coalesce(a.party_id, b.party_id),
                      b.side, b.may_be, b.town, a.side, a.may_be, a.town
               from b full join a using (subject_kind, subject_id)
               where (b.side, b.may_be, b.town) is distinct from (a.side, a.may_be, a.town)
               order by subject_kind collate "C", subject_id collate "C" """,
            pair,
        )
        return [
            Flip(
                kind,
                number,
                party,
                Stand(*row[:3]) if row[0] is not None else None,
                Stand(*row[3:]) if row[3] is not None else None,
            )
            for kind, number, party, *row in cursor.fetchall()
        ]


def stands(question: Question, subjects: Sequence[tuple[str, str]]) -> Stands:
    """How some subjects stand at the question's change; nothing is kept."""
    with (
        transaction.atomic(using="engine"),
        connections["engine"].cursor() as cursor,
        relations_there(cursor, [question]),
    ):
        cursor.execute(
            "select q.subject_kind, q.subject_id, q.side, q.may_be, q.town "
            f"from ({text_of(question, numbers_only=True)}) q "
            "join unnest(%(kinds)s::text[], %(ids)s::text[]) as w (kind, id) "
            "on w.kind = q.subject_kind and w.id = q.subject_id",
            {
                **parameters_of(question),
                "kinds": [kind for kind, _number in subjects],
                "ids": [number for _kind, number in subjects],
            },
        )
        return {(kind, number): Stand(*rest) for kind, number, *rest in cursor.fetchall()}
