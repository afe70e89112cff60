"""Storing turns: equal rows stay, vanished rows are removed, new rows are added.

Every change of facts is worked through in its order, and turns carry the change they follow
from. So the turns known at any past instant are exactly what the facts known then gave.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.db import connections, transaction
from django.db.backends.utils import CursorWrapper

from zhifang.obligations.rules import RULES
from zhifang.obligations.running import (
    TURN_COLUMNS,
    narrowed_text,
    relations,
    turns_text,
    whole_joins,
)

#: Above this many employers a run uses temporary tables with statistics, not one statement.
NARROW_LIMIT = 40

#: One recomputation at a time.
_LOCK = 20160917

_SAME = " and ".join(
    f"n.{column} is not distinct from t.{column}"
    for column in TURN_COLUMNS
    if column not in ("law_from",)
)
_STORED = ("obligation_id", "rule", *TURN_COLUMNS)


@dataclass(frozen=True)
class Stored:
    """How many turn rows a recomputation added and removed, for how many employers."""

    employers: int = 0
    added: int = 0
    removed: int = 0

    def __add__(self, other: Stored) -> Stored:
        return Stored(
            self.employers + other.employers, self.added + other.added, self.removed + other.removed
        )


def _quiet(_text: str, _part: float) -> None:
    return None


def bring_up_to_date(
    *,
    holder_ids: Sequence[int] | None = None,
    progress: Callable[[str, float], None] = _quiet,
) -> Stored:
    """Recomputes the stale employers (of ``holder_ids``, default all), change by change."""
    total = Stored()
    if not _is_stale(holder_ids):
        return total
    with transaction.atomic(using="engine"), connections["engine"].cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s)", [_LOCK])
        cursor.execute(
            "select change_id, organisation_id, array_agg(id) from stale_employer "
            "where %(all)s or organisation_id = any(%(holders)s) "
            "group by 1, 2 order by 1, 2",
            {"all": holder_ids is None, "holders": list(holder_ids or ())},
        )
        marks = cursor.fetchall()
        by_change = [
            (change, [holder for _change, holder, _ids in group])
            for change, group in itertools.groupby(marks, key=lambda mark: mark[0])
        ]
        for number, (change_id, holders) in enumerate(by_change):
            progress(f"{number + 1}/{len(by_change)}", number / len(by_change))
            total += store(cursor, change_id=change_id, holders=holders)
        # only the marks worked through: a writer may have set others in the meantime
        cursor.execute(
            "delete from stale_employer where id = any(%s)",
            [[number for _change, _holder, ids in marks for number in ids]],
        )
    return total


def _is_stale(holder_ids: Sequence[int] | None) -> bool:
    """Whether anything waits: a look without a lock, so that readers do not queue."""
    with connections["engine"].cursor() as cursor:
        cursor.execute(
            "select exists (select from stale_employer "
            "where %(all)s or organisation_id = any(%(holders)s))",
            {"all": holder_ids is None, "holders": list(holder_ids or ())},
        )
        return bool(cursor.fetchone()[0])


def store(cursor: CursorWrapper, *, change_id: int, holders: Sequence[int]) -> Stored:
    """Stores the turns of ``holders`` as the facts known at ``change_id`` give them."""
    total = Stored(employers=len(holders))
    if len(holders) <= NARROW_LIMIT:
        for rule_id in RULES:
            total += _stored(cursor, rule_id, narrowed_text(rule_id), change_id, holders)
        return total
    cursor.execute("select count(*) from organisation")
    whole = len(holders) * 2 > cursor.fetchone()[0]
    cursor.execute("select zhifang_refresh_statistics()")
    needs = tuple(need for rule in RULES.values() for need in rule.needs)
    with relations(cursor, needs, change_id=change_id, holders=None if whole else holders):
        for rule_id in RULES:
            total += _stored(cursor, rule_id, turns_text(rule_id), change_id, holders)
    return total


def _stored(
    cursor: CursorWrapper, rule_id: str, text: str, change_id: int, holders: Sequence[int]
) -> Stored:
    """Runs one rule and exchanges its turns."""
    parameters = {"change": change_id, "holders": list(holders)}
    with whole_joins(cursor):
        cursor.execute(f"create temporary table new_turns on commit drop as {text}", parameters)
        if len(holders) > NARROW_LIMIT:
            cursor.execute("analyze new_turns")
        gone, came = _exchange(cursor, rule_id, parameters)
    cursor.execute("drop table new_turns")
    return Stored(added=came, removed=gone)


def _exchange(
    cursor: CursorWrapper, rule_id: str, parameters: dict[str, object]
) -> tuple[int, int]:
    """Removes the live turns of the holders that are not in new_turns, and adds the others."""
    named = {**parameters, "rule": rule_id}
    cursor.execute(
        f"""update turn t set removed_by = %(change)s
            where t.removed_by is null and t.rule = %(rule)s and t.holder_id = any(%(holders)s)
              and not exists (
                select from new_turns n where n.obligation_id = t.obligation_id
                and n.law_from = t.law_from and {_SAME})""",
        named,
    )
    gone = cursor.rowcount
    columns = ", ".join(_STORED)
    cursor.execute(
        f"""insert into turn ({columns}, added_by)
            select {", ".join(f"n.{c}" for c in _STORED)}, %(change)s from new_turns n
            where n.holder_id = any(%(holders)s) and not exists (
                select from turn t where t.removed_by is null and t.rule = %(rule)s
                and t.holder_id = any(%(holders)s)
                and t.obligation_id = n.obligation_id and t.law_from = n.law_from)""",
        named,
    )
    return gone, cursor.rowcount
