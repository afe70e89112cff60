"""What changed after a freeze: the rows that count otherwise, and the change that flipped each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db import connections

from zhifang.appraisal.counting import Basis, base_question
from zhifang.indicators.asking import Question
from zhifang.indicators.flips import Flip, Stands, flips, stands


@dataclass(frozen=True)
class Changed:
    """A subject of a target on a day that is counted otherwise, and the change that did it."""

    target: str
    as_of: date
    flip: Flip
    change_id: int


def changed_since(frozen: Basis, change_id: int, *, traced: bool = True) -> list[Changed]:
    """Every row of the scheme's targets that counts otherwise at ``change_id`` than when frozen.

    Traced: ``change_id`` of each is the change from which on it counts as it does in the end. A
    row that left its side and came back is not listed, for it changes no number. Untraced: the
    id is 0.
    """
    changes = changes_between(frozen.change_id, change_id) if traced else []
    found = []
    for target_id, before in _questions(frozen):
        flipped = flips(before, replace(before, change_id=change_id))
        by_subject = _traced(before, flipped, changes) if traced and flipped else {}
        found += [
            Changed(target_id, before.as_of, one, by_subject.get(one.subject, 0)) for one in flipped
        ]
    return found


def _questions(frozen: Basis) -> Iterator[tuple[str, Question]]:
    """Everything a count asks: each target, and its base year where that is counted too."""
    for target_id in frozen.scheme.counted:
        question = frozen.question(target_id)
        yield target_id, question
        before = base_question(question)
        if before is not None:
            yield target_id, before


def changes_between(first: int, last: int) -> list[int]:
    """The changes after ``first`` up to ``last``, in order."""
    with connections["engine"].cursor() as cursor:
        cursor.execute(
            "select id from change where id > %s and id <= %s order by id", [first, last]
        )
        return [row[0] for row in cursor.fetchall()]


def _traced(
    before: Question, flipped: Sequence[Flip], changes: Sequence[int]
) -> dict[tuple[str, str], int]:
    """The change that brought each subject where it stands in the end, by halving.

    Between two changes that leave a subject as it was nothing is asked.
    """
    start: Stands = {one.subject: one.before for one in flipped if one.before}
    end: Stands = {one.subject: one.after for one in flipped if one.after}
    found: dict[tuple[str, str], int] = {}

    def look(
        subjects: Sequence[tuple[str, str]], there: Stands, then: Stands, between: Sequence[int]
    ) -> None:
        """``between``: the changes after ``there`` up to that of ``then``."""
        moved = [one for one in subjects if there.get(one) != then.get(one)]
        if not moved:
            return
        if len(between) == 1:
            found.update(dict.fromkeys(moved, between[0]))
            return
        half = len(between) // 2
        middle = stands(replace(before, change_id=between[half - 1]), moved)
        later = [one for one in moved if middle.get(one) != then.get(one)]
        look(later, middle, then, between[half:])
        settled = [one for one in moved if middle.get(one) == then.get(one)]
        look(settled, there, middle, between[:half])

    look([one.subject for one in flipped], start, end, changes)
    return found


def of_changes(ids: Sequence[int]) -> Mapping[int, dict[str, Any]]:
    """When and by whom each change was recorded: recorded_at, actor, verb, reason, files."""
    with connections["engine"].cursor() as cursor:
        cursor.execute(
            "select c.id, c.recorded_at, c.actor, c.verb, c.reason, "
            "array_remove(array_agg(f.name order by f.id), null) "
            "from change c left join received_file f on f.change_id = c.id "
            "where c.id = any(%s) group by c.id",
            [list(ids)],
        )
        names = ("recorded_at", "actor", "verb", "reason", "files")
        return {number: dict(zip(names, rest, strict=True)) for number, *rest in cursor.fetchall()}
