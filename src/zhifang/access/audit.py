"""The audit record: append-only entries, chained by hash so that tampering shows.

An entry is written in the transaction of what it records. A job chains the entries that are
committed since: each link's SM3 digest covers the link before it and, in the order of their
ids, its entries. ``verify`` computes all of it again.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from cryptography.hazmat.primitives.hashes import SM3, Hash
from django.db import connections, transaction

_LOCK = 20160915
_START = "0" * 64
_ENTRY = "e.id, e.at, e.actor, e.verb, e.subject, e.detail"


def record(
    actor: str, verb: str, subject: str, detail: dict[str, Any] | None = None, *, using: str
) -> None:
    """Adds an entry on the connection ``using``, inside its transaction if there is one.

    ``detail`` is what a later reader needs to understand the act; never an identity number,
    never a password.
    """
    with connections[using].cursor() as cursor:
        cursor.execute(
            "insert into audit_entry (at, actor, verb, subject, detail) "
            "values (clock_timestamp(), %s, %s, %s, %s)",
            [actor, verb, subject, json.dumps(detail or {}, ensure_ascii=False)],
        )


@dataclass(frozen=True)
class Fault:
    """What does not hold: kind ``edited``, ``missing``, ``link`` or ``order``, and where."""

    kind: str
    link: int
    entry: int | None = None


@dataclass
class Verdict:
    """The result of ``verify``: how much was chained, what is wrong, what is not chained yet."""

    links: int = 0
    entries: int = 0
    faults: list[Fault] = field(default_factory=list)
    tail: int = 0
    tail_since: datetime | None = None


def _line(entry: tuple[Any, ...]) -> bytes:
    number, at, actor, verb, subject, detail = entry
    if isinstance(detail, str):
        detail = json.loads(detail)
    values = [number, at.astimezone(UTC).isoformat(), actor, verb, subject, detail]
    text = json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode() + b"\n"


def _digest(link: int, made_at: datetime, previous: str, entries: Iterable[tuple[Any, ...]]) -> str:
    state = Hash(SM3())
    state.update(f"{previous}\n{link}\n{made_at.astimezone(UTC).isoformat()}\n".encode())
    for entry in entries:
        state.update(_line(entry))
    return state.finalize().hex()


def chain(*, using: str = "engine", most: int = 10_000) -> int:
    """Chains up to ``most`` committed entries that no link holds yet; returns how many."""
    with transaction.atomic(using=using), connections[using].cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s)", [_LOCK])
        cursor.execute(
            f"select {_ENTRY} from audit_entry e where not exists "
            "(select from audit_member m where m.entry_id = e.id) order by e.id limit %s",
            [most],
        )
        entries = cursor.fetchall()
        if not entries:
            return 0
        cursor.execute("select id, digest from audit_link order by id desc limit 1")
        latest, previous = cursor.fetchone() or (0, _START)
        cursor.execute("select clock_timestamp()")
        (made_at,) = cursor.fetchone()
        link = latest + 1
        cursor.execute(
            "insert into audit_link (id, made_at, entries, previous, digest) "
            "values (%s, %s, %s, %s, %s)",
            [link, made_at, len(entries), previous, _digest(link, made_at, previous, entries)],
        )
        cursor.execute(
            "insert into audit_member (entry_id, link_id) select unnest(%s::bigint[]), %s",
            [[entry[0] for entry in entries], link],
        )
        return len(entries)


def verify(*, using: str = "engine") -> Verdict:
    """Recomputes the whole chain in one snapshot and finds what was edited, moved or lost."""
    verdict = Verdict()
    with transaction.atomic(using=using), connections[using].cursor() as cursor:
        cursor.execute("set transaction isolation level repeatable read, read only")
        cursor.execute("select id, made_at, entries, previous, digest from audit_link order by id")
        previous = _START
        expected = 1
        for link, made_at, count, stated, digest in cursor.fetchall():
            verdict.links += 1
            if link != expected or stated != previous:
                verdict.faults.append(Fault("order", link))
            entries = list(_members(cursor, link))
            gone = [entry[0] for entry in entries if entry[1] is None]
            verdict.faults += [Fault("missing", link, number) for number in gone]
            if len(entries) < count and not gone:
                verdict.faults.append(Fault("missing", link))
            elif not gone and _digest(link, made_at, stated, entries) != digest:
                verdict.faults.append(Fault("edited", link))
            verdict.entries += len(entries) - len(gone)
            previous, expected = digest, link + 1
        cursor.execute(
            "select count(*), min(e.at) from audit_entry e "
            "where not exists (select from audit_member m where m.entry_id = e.id)"
        )
        verdict.tail, verdict.tail_since = cursor.fetchone()
        cursor.execute(
            "select distinct link_id from audit_member m "
            "where not exists (select from audit_link l where l.id = m.link_id)"
        )
        verdict.faults += [Fault("link", link) for (link,) in cursor.fetchall()]
    return verdict


def _members(cursor: Any, link: int) -> Iterator[tuple[Any, ...]]:
    cursor.execute(
        "select m.entry_id, e.at, e.actor, e.verb, e.subject, e.detail "
        "from audit_member m left join audit_entry e on e.id = m.entry_id "
        "where m.link_id = %s order by m.entry_id",
        [link],
    )
    yield from cursor.fetchall()
