"""The steps of an appraisal: the only writers of its tables. Each writes the audit record too.

Counting is done before the appraisal is locked; state and persons are looked at again under the
lock. Facts that arrive meanwhile are after the count: its change says so.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from typing import Any

from django.db import connections, transaction
from django.db.backends.utils import CursorWrapper

from zhifang import statutes
from zhifang.access import audit
from zhifang.access.readers import Reader
from zhifang.appraisal import document, policies, queries
from zhifang.appraisal.counting import Basis
from zhifang.appraisal.differences import Changed, changed_since
from zhifang.appraisal.permissions import (
    check_may_appraise,
    check_may_do,
    check_may_object,
    check_reason,
)
from zhifang.appraisal.queries import Opened
from zhifang.appraisal.states import DRAFTED, FROZEN, RECOUNTED, SIGNED, WITHDRAWN
from zhifang.core.errors import UserError
from zhifang.statutes.appraisals import plan_text, scheme

#: Whoever writes an appraisal holds this lock until the commit.
_LOCK = 20160922


@contextmanager
def _locked() -> Iterator[CursorWrapper]:
    """A transaction of the engine in which nobody else writes appraisals."""
    with transaction.atomic(using="engine"), connections["engine"].cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s)", [_LOCK])
        yield cursor


def _inserted(cursor: CursorWrapper, table: str, values: dict[str, Any]) -> int:
    columns = ", ".join(values)
    places = ", ".join(["%s"] * len(values))
    cursor.execute(
        f"insert into {table} ({columns}) values ({places}) returning id", list(values.values())
    )
    return int(cursor.fetchone()[0])


def _recorded(
    cursor: CursorWrapper, table: str, reader: Reader, on: date, values: dict[str, Any]
) -> int:
    """Inserts an act with its person, its day and the clock's instant."""
    cursor.execute("select clock_timestamp()")
    (now,) = cursor.fetchone()
    stamp = {
        "recorded_at": now,
        "done_on": on,
        "actor": reader.actor,
        "user_id": reader.user_id,
    }
    return _inserted(cursor, table, {**stamp, **values})


def _step(
    cursor: CursorWrapper,
    reader: Reader,
    on: date,
    appraisal_id: int,
    step: str,
    reason: str,
    *,
    detail: dict[str, Any] | None = None,
    **more: Any,
) -> int:
    """Records a step; ``more``: further columns of it."""
    number = _recorded(
        cursor,
        "appraisal_step",
        reader,
        on,
        {"appraisal_id": appraisal_id, "step": step, "reason": reason, **more},
    )
    audit.record(
        reader.actor,
        f"appraisal-{step}",
        f"appraisal:{appraisal_id}",
        {"reason": reason, "on": on.isoformat(), **(detail or {})},
        using="engine",
    )
    return number


def _there(appraisal_id: int) -> Opened:
    found = queries.opened(appraisal_id, using="engine")
    if found is None:
        raise UserError(
            f"没有编号为 {appraisal_id} 的考核。", f"There is no appraisal number {appraisal_id}."
        )
    return found


def draft(scheme_id: str, year: int, *, reader: Reader, on: date, reason: str) -> int:
    """Opens the appraisal of a year; its id. Scheme and plan are kept as they are now.

    Raises NotAllowed for anybody but the district, UserError when the year is being appraised.
    """
    check_may_appraise(reader)
    why = check_reason(reason)
    chosen = scheme(scheme_id)
    chosen.as_of(year)
    with _locked() as cursor:
        cursor.execute(
            "select id from appraisal a where scheme = %s and year = %s and not exists "
            "(select from appraisal_step s where s.appraisal_id = a.id and s.step = %s)",
            [scheme_id, year, WITHDRAWN],
        )
        if cursor.fetchone():
            raise UserError(
                f"{year} 年的考核已经有了；要重做请先撤回。",
                f"The year {year} is appraised already; withdraw that appraisal to begin anew.",
            )
        number = _recorded(
            cursor,
            "appraisal",
            reader,
            on,
            {
                "scheme": chosen.id,
                "scheme_text": chosen.text,
                "plan": chosen.plan,
                "plan_text": plan_text(chosen.plan),
                "year": year,
            },
        )
        _step(
            cursor, reader, on, number, DRAFTED, why,
            detail={"scheme": chosen.id, "scheme_digest": chosen.digest, "year": year},
        )  # fmt: skip
    return number


def freeze(
    appraisal_id: int,
    *,
    reader: Reader,
    on: date,
    reason: str,
    known_at: datetime | date | None = None,
) -> None:
    """Counts at the change in force at ``known_at`` (default: the latest) and opens the window."""
    there = _there(appraisal_id)
    check_may_do(reader, FROZEN, there.standing)
    policies.check_can_freeze(there.standing, on)
    policies.check_year_is_over(there.as_of, on)
    why = check_reason(reason)
    basis = queries.basis_known_at(there.scheme, there.plan, there.year, known_at)
    if basis.change_id == 0:
        raise UserError(
            "到那一时刻系统还没有任何记录，不能冻结；请选择以现在为准。",
            "Nothing was recorded by that instant; freeze as known now.",
        )
    content = queries.made(basis)
    window = on + timedelta(days=there.scheme.objection_days)
    with _locked() as cursor:
        fresh = _there(appraisal_id)
        check_may_do(reader, FROZEN, fresh.standing)
        policies.check_can_freeze(fresh.standing, on)
        _count(cursor, reader, on, there, FROZEN, why, basis, content, window_through=window)


def _count(
    cursor: CursorWrapper,
    reader: Reader,
    on: date,
    there: Opened,
    step: str,
    reason: str,
    basis: Basis,
    content: document.Document,
    *,
    window_through: date | None = None,
) -> int:
    """Records a freeze or recount with its document and the result of each body."""
    kept = document.canonical(content)
    sm3 = document.digest(kept)
    number = _step(
        cursor,
        reader,
        on,
        there.id,
        step,
        reason,
        detail={"change": basis.change_id, "sm3": sm3},
        change_id=basis.change_id,
        known_at=basis.known_at,
        sm3=sm3,
        window_through=window_through,
    )
    count_id = _inserted(
        cursor,
        "appraisal_count",
        {
            "step_id": number,
            "appraisal_id": there.id,
            "law_digest": statutes.digest(),
            "document": kept.decode(),
        },
    )
    for body in content["bodies"]:
        _inserted(
            cursor,
            "appraisal_result",
            {
                "count_id": count_id,
                "appraisal_id": there.id,
                "who": body["who"],
                "code": body["code"],
                "town": body["code"] if body["who"] == "towns" else None,
                "document": json.dumps(body, ensure_ascii=False),
            },
        )
    return count_id


def object_to(appraisal_id: int, *, reader: Reader, on: date, target: str = "", text: str) -> int:
    """A township's objection, to one target or (empty) to the whole of its result."""
    town, _user = check_may_object(reader)
    said = check_reason(text)
    with _locked() as cursor:
        there = _there(appraisal_id)
        if town not in there.scheme.towns:
            raise UserError(
                "本次考核不包括您的镇街。", "Your township is not part of this appraisal."
            )
        policies.check_can_object(there.standing, on)
        if target and target not in there.scheme.counted:
            raise UserError(
                "方案中没有这项指标，请重新选择。",
                "The scheme has no such target; choose again.",
            )
        number = _recorded(
            cursor,
            "appraisal_objection",
            reader,
            on,
            {"appraisal_id": appraisal_id, "town": town, "target": target, "text": said},
        )
        audit.record(
            reader.actor,
            "appraisal-objection",
            f"appraisal:{appraisal_id}",
            {"objection": number, "town": town, "target": target},
            using="engine",
        )
    return number


def answer(
    appraisal_id: int, objection_id: int, *, reader: Reader, on: date, upheld: bool, reason: str
) -> None:
    """Decides on an objection. No score is edited: what is upheld is mended by correcting facts."""
    why = check_reason(reason)
    with _locked() as cursor:
        there = _there(appraisal_id)
        check_may_do(reader, RECOUNTED, there.standing)
        policies.check_can_answer(there.standing, on)
        cursor.execute(
            "select o.town, exists (select from appraisal_answer n where n.objection_id = o.id) "
            "from appraisal_objection o where o.id = %s and o.appraisal_id = %s",
            [objection_id, appraisal_id],
        )
        row = cursor.fetchone()
        if row is None or row[1]:
            raise UserError(
                "没有这条待答复的异议。", "There is no such objection waiting for an answer."
            )
        _recorded(
            cursor,
            "appraisal_answer",
            reader,
            on,
            {"objection_id": objection_id, "town": row[0], "upheld": upheld, "reason": why},
        )
        audit.record(
            reader.actor,
            "appraisal-answer",
            f"appraisal:{appraisal_id}",
            {"objection": objection_id, "upheld": upheld, "reason": why},
            using="engine",
        )


def recount(appraisal_id: int, *, reader: Reader, on: date, reason: str) -> None:
    """Counts again at the latest change, and lists every row that counts otherwise than frozen."""
    there = _there(appraisal_id)
    check_may_do(reader, RECOUNTED, there.standing)
    policies.check_can_recount(there.standing, on)
    why = check_reason(reason)
    basis = queries.basis_now(there.scheme, there.plan, there.year)
    content = queries.made(basis)
    changed = changed_since(frozen_basis(there), basis.change_id)
    with _locked() as cursor:
        fresh = _there(appraisal_id)
        check_may_do(reader, RECOUNTED, fresh.standing)
        policies.check_can_recount(fresh.standing, on)
        count_id = _count(cursor, reader, on, there, RECOUNTED, why, basis, content)
        _list_flips(cursor, there.id, count_id, changed)


def frozen_basis(there: Opened) -> Basis:
    """What the freeze of an appraisal rests on. UserError before there is one."""
    for step in there.steps:
        if step["step"] == FROZEN:
            return Basis(there.scheme, there.plan, there.year, step["change_id"], step["known_at"])
    raise UserError("考核还没有冻结。", "The appraisal is not frozen yet.")


def _list_flips(
    cursor: CursorWrapper, appraisal_id: int, count_id: int, changed: Sequence[Changed]
) -> None:
    for one in changed:
        before, after = one.flip.before, one.flip.after
        _inserted(
            cursor,
            "appraisal_flip",
            {
                "count_id": count_id,
                "appraisal_id": appraisal_id,
                "target": one.target,
                "as_of": one.as_of,
                "subject_kind": one.flip.subject_kind,
                "subject_id": one.flip.subject_id,
                "party_id": one.flip.party_id,
                "side_before": before.side if before else None,
                "side_after": after.side if after else None,
                "may_be_before": before.may_be if before else None,
                "may_be_after": after.may_be if after else None,
                "town_before": before.town if before else None,
                "town_after": after.town if after else None,
                "change_id": one.change_id,
            },
        )


def sign(appraisal_id: int, *, reader: Reader, on: date, reason: str) -> None:
    """Signs the latest recount; from then on the appraisal stands."""
    why = check_reason(reason)
    with _locked() as cursor:
        there = _there(appraisal_id)
        check_may_do(reader, SIGNED, there.standing)
        policies.check_can_sign(there.standing, on)
        counted = there.latest_count
        if counted is None:
            raise UserError("没有可签发的计分。", "There is no count to sign.")
        stamp = {name: counted[name] for name in ("change_id", "known_at", "sm3")}
        _step(
            cursor,
            reader,
            on,
            appraisal_id,
            SIGNED,
            why,
            detail={"sm3": stamp["sm3"], "change": stamp["change_id"]},
            **stamp,
        )


def withdraw(appraisal_id: int, *, reader: Reader, on: date, reason: str) -> None:
    """Gives an appraisal up that is not signed yet; the year can be appraised anew."""
    check_may_appraise(reader)
    why = check_reason(reason)
    with _locked() as cursor:
        there = _there(appraisal_id)
        policies.check_can_withdraw(there.standing, on)
        _step(cursor, reader, on, appraisal_id, WITHDRAWN, why)
