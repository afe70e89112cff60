"""A world in PostgreSQL: its facts and changes as `engine` writes them, and turns read back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django.db import connections, transaction
from django.db.backends.utils import CursorWrapper

from tests.support.facts import Numbers, World
from tests.support.stored_columns import TABLES, columns
from zhifang.obligations.law_loading import load_law
from zhifang.obligations.queries import OUTCOME, SPEAKS
from zhifang.obligations.running import TURN_COLUMNS
from zhifang.obligations.storing import Stored, bring_up_to_date
from zhifang.registry.changes.operations import mark_stale
from zhifang.registry.changes.queries import known


def _insert(cursor: CursorWrapper, table: str, rows: Sequence[dict[str, Any]]) -> None:
    for row in rows:
        names = ", ".join(row)
        marks = ", ".join(["%s"] * len(row))
        cursor.execute(f"insert into {table} ({names}) values ({marks})", list(row.values()))


def _enter_names(cursor: CursorWrapper, numbers: Numbers) -> None:
    """Enters what the world names and the database does not hold yet."""
    for (code,), number in numbers.named("party"):
        cursor.execute(
            "insert into organisation (id, credit_code) values (%s, %s) on conflict do nothing",
            [number, code],
        )
    for (code, site_no), number in numbers.named("site"):
        cursor.execute(
            "insert into site (id, organisation_id, site_no) values (%s, %s, %s) "
            "on conflict do nothing",
            [number, numbers.of("party", code), site_no],
        )
    for (code, site_no, workshop, name), number in numbers.named("post"):
        cursor.execute(
            "insert into post (id, site_id, workshop, name) values (%s, %s, %s, %s) "
            "on conflict do nothing",
            [number, numbers.of("site", code, site_no), workshop, name],
        )
    for (who,), number in numbers.named("worker"):
        cursor.execute(
            "insert into worker (id, id_type, id_hash, id_cipher, id_masked) "
            "values (%s, '01', %s, '', %s) on conflict do nothing",
            [number, who, who],
        )


def _change(cursor: CursorWrapper, at: datetime) -> int:
    cursor.execute(
        "insert into change (recorded_at, actor, verb, reason) values (%s, 'test', 'load', '') "
        "returning id",
        [at],
    )
    return int(cursor.fetchone()[0])


def record(worlds: Iterable[World], numbers: Numbers) -> list[datetime]:
    """Writes the worlds' facts, a change for each instant in order, and marks who is stale.

    Gives the instants; nothing is computed yet.
    """
    facts = [one for world in worlds for one in world.recorded(numbers)]
    told = {one.number: columns(one, numbers) for one in facts}
    instants = sorted({one.added for one in facts} | {one.removed for one in facts if one.removed})
    with transaction.atomic(using="engine"), connections["engine"].cursor() as cursor:
        _enter_names(cursor, numbers)
        for instant in instants:
            change = _change(cursor, instant)
            for one in facts:
                if one.removed == instant:
                    cursor.execute(
                        f"update {TABLES[one.sheet].table} set removed_by = %s where id = %s",
                        [change, one.number],
                    )
            for one in facts:
                if one.added == instant:
                    row = {
                        "id": one.number,
                        "added_by": change,
                        "received_on": instant.date(),
                        "not_applicable": [],
                        **told[one.number],
                    }
                    _insert(cursor, TABLES[one.sheet].table, [row])
            for fact in TABLES.values():
                mark_stale(cursor, fact, change)
    return instants


def recompute() -> Stored:
    """Loads the law, if it is not there, and stores the turns of whoever is stale."""
    load_law()
    return bring_up_to_date()


def mark_everybody(change: int | None = None) -> None:
    """Marks every employer stale at a change (default: the latest)."""
    with connections["engine"].cursor() as cursor:
        cursor.execute(
            "insert into stale_employer (organisation_id, change_id) "
            "select distinct s.employer_id, coalesce(%s, (select max(id) from change)) "
            "from site_state s",
            [change],
        )


def change_at(at: datetime | None) -> int:
    """The change in force at an instant (default: the latest), 0 before the first."""
    with connections["engine"].cursor() as cursor:
        cursor.execute(
            "select coalesce(max(id), 0) from change "
            "where %(at)s::timestamptz is null or recorded_at <= %(at)s",
            {"at": at},
        )
        return int(cursor.fetchone()[0])


def stored_turns(change: int) -> list[dict[str, Any]]:
    """Every turn row known at a change, as rules give it, with its rule."""
    return _turns(change, "true", {})


def spoken_turns(change: int, as_of: date) -> list[dict[str, Any]]:
    """The turn rows that speak on a day, with their outcome by the SQL of the product."""
    return _turns(change, SPEAKS, {"as_of": as_of}, f", {OUTCOME} as outcome")


def _turns(
    change: int, condition: str, parameters: dict[str, Any], more: str = ""
) -> list[dict[str, Any]]:
    names = ", ".join(f"t.{column}" for column in TURN_COLUMNS if column != "missing")
    with connections["engine"].cursor() as cursor:
        cursor.execute(
            f"select t.rule, t.obligation_id, {names}, array_to_string(t.missing, ',') "
            f"as missing {more} from turn t where {known('t')} and {condition}",
            {**parameters, "change": change},
        )
        found = [column[0] for column in cursor.description]
        return [dict(zip(found, row, strict=True)) for row in cursor.fetchall()]
