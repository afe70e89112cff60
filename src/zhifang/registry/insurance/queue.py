"""The queue of candidates: making it anew, showing it, and deciding by a person, with a reason."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import polars as pl
from django.db import connections, transaction
from django.db.backends.utils import CursorWrapper

from zhifang.access import audit
from zhifang.core.days import today
from zhifang.core.errors import UserError
from zhifang.registry.changes.operations import fetch_frame, merge, open_change, remove, stage

from .matching import LEAVES_OPEN, scored
from .operations import INSURANCE_MATCH

VERB = "match-insurance"
DECISIONS = ("accepted", "refused")

_INSURED = {
    "pos": pl.Int64,
    "employer_id": pl.Int64,
    "insured_no": pl.String,
    "valid_from": pl.Date,
    "person_name": pl.String,
    "birth_on": pl.Date,
}
_WORKERS = {"worker_id": pl.Int64, "worker_name": pl.String, "birth_on": pl.Date}
#: Of each match in force: whether the row was compared as it stands, and whether decided.
_IN_FORCE = {
    "id": pl.Int64,
    "employer_id": pl.Int64,
    "insured_no": pl.String,
    "valid_from": pl.Date,
    "worker_id": pl.Int64,
    "decided": pl.Int8,
    "holds": pl.Int8,
}
#: The insured row of a match ``m`` as it stands now.
_ROW = """i.removed_by is null and i.worker_id is null and i.employer_id = m.employer_id
    and i.insured_no = m.insured_no and i.valid_from = m.valid_from
    and i.person_name = m.person_name and i.birth_on is not distinct from m.birth_on"""


@dataclass(frozen=True)
class Queued:
    """What comparing did: rows without number, candidates new or changed, candidates gone."""

    rows: int
    added: int
    removed: int


def compare(*, actor: str) -> Queued:
    """Compares all rows without identity number with all workers, and brings the queue up to it.

    A decision stands as long as its row says the same; one whose row was corrected or withdrawn
    is taken back and the row compared again. Without anything new no change is entered. Only
    names and birth dates are read; nothing is decrypted.
    """
    with (
        transaction.atomic(using="engine"),
        connections["engine"].cursor() as cursor,
        open_change(cursor, actor=actor, verb=VERB) as change,
    ):
        insured = fetch_frame(
            cursor,
            "select i.id, i.employer_id, i.insured_no, i.valid_from, i.person_name, i.birth_on "
            "from insured_person i where i.removed_by is null and i.worker_id is null "
            "order by i.id",
            [],
            _INSURED,
        )
        workers = fetch_frame(
            cursor,
            "select distinct e.worker_id, e.worker_name, e.birth_on from exposure e "
            "where e.removed_by is null order by 1, 2, 3",
            [],
            _WORKERS,
        )
        found = scored(insured, workers).join(insured, on="pos")
        known = _in_force(cursor)
        settled = known.filter((pl.col("decided") == 1) & (pl.col("holds") == 1))
        found = found.join(settled, on=INSURANCE_MATCH.key, how="anti")
        gone = known.join(settled, on="id", how="anti").join(
            found, on=INSURANCE_MATCH.key, how="anti"
        )
        removed = remove(cursor, INSURANCE_MATCH, gone["id"].to_list(), change)
        stage(cursor, INSURANCE_MATCH, _staged(found))
        written = merge(cursor, INSURANCE_MATCH, change).written
        if not removed and not written:
            transaction.set_rollback(True, using="engine")
    return Queued(len(insured), written, removed)


def _in_force(cursor: CursorWrapper) -> pl.DataFrame:
    return fetch_frame(
        cursor,
        "select m.id, m.employer_id, m.insured_no, m.valid_from, m.worker_id, "
        "(m.decision is not null)::int, "
        f"(exists (select from insured_person i where {_ROW}))::int "
        "from insurance_match m where m.removed_by is null order by m.id",
        [],
        _IN_FORCE,
    )


def _staged(found: pl.DataFrame) -> pl.DataFrame:
    """Candidates as rows of the fact table, undecided and of no file."""
    return found.with_columns(
        pl.lit(None, pl.Int64).alias("file_id"),
        pl.lit(None, pl.Int32).alias("source_row"),
        pl.lit(today()).alias("received_on"),
        pl.lit(None, pl.Int64).alias("sender_id"),
        pl.lit([], pl.List(pl.String)).alias("not_applicable"),
        pl.lit(None, pl.String).alias("decision"),
        pl.lit(None, pl.String).alias("decided_by"),
    ).with_columns(pl.int_range(pl.len(), dtype=pl.Int32).alias("pos"))


def candidates(
    *,
    decided: bool = False,
    after: tuple[float, int] | None = None,
    limit: int | None = None,
    using: str = "default",
) -> list[dict[str, Any]]:
    """The candidates in force that the reader may see, likeliest first.

    Undecided ones only, unless ``decided``. Each with its insured row, the spelling of the worker
    that agrees best with it, the masked number, the confidence, and whether it leaves I14 open.
    ``after``: confidence and id of the last one of the page before.
    """
    with connections[using].cursor() as cursor:
        cursor.execute(
            f"""select m.id, m.employer_id, o.credit_code as employer_code, m.insured_no,
                   m.valid_from, m.person_name, m.birth_on, m.worker_id, w.id_masked,
                   e.worker_name, e.birth_on as worker_birth_on, m.confidence,
                   m.confidence >= %(open)s and m.decision is null as leaves_open,
                   m.decision, m.decided_by
            from insurance_match m join organisation o on o.id = m.employer_id
            join worker w on w.id = m.worker_id
            left join lateral (
                select x.worker_name, x.birth_on from exposure x
                where x.worker_id = m.worker_id and x.removed_by is null
                order by (x.worker_name = m.person_name)::int
                         + coalesce((x.birth_on = m.birth_on)::int, 0) desc,
                         x.valid_from desc, x.id desc limit 1) e on true
            where m.removed_by is null {"" if decided else "and m.decision is null"}
              and (%(after)s::bigint is null
                   or (-m.confidence, m.id) > (-%(confidence)s::float8, %(after)s::bigint))
              and exists (select from insured_person i where {_ROW})
            order by -m.confidence, m.id limit %(limit)s""",
            {
                "open": LEAVES_OPEN,
                "confidence": after[0] if after else None,
                "after": after[1] if after else None,
                "limit": limit,
            },
        )
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def decide(match_id: int, decision: str, *, actor: str, reason: str) -> int:
    """Accepts or refuses a candidate and gives the number of the match as decided.

    Another decision later replaces it. UserError without a reason, when the candidate is not in
    force or its row was corrected since, or when the row is accepted as somebody else already.
    """
    if decision not in DECISIONS:
        raise ValueError(f"{decision!r} is not one of {DECISIONS}")
    if not reason.strip():
        raise UserError("请写明理由。", "State the reason.")
    with (
        transaction.atomic(using="engine"),
        connections["engine"].cursor() as cursor,
        open_change(cursor, actor=actor, verb=VERB, reason=reason) as change,
    ):
        before = _to_decide(cursor, match_id)
        if decision == "accepted":
            _check_nobody_else(cursor, match_id)
        remove(cursor, INSURANCE_MATCH, [match_id], change)
        columns = [c for c in INSURANCE_MATCH.columns if c not in ("decision", "decided_by")]
        cursor.execute(
            f"insert into insurance_match (added_by, {', '.join(columns)}, decision, decided_by) "
            f"select %s, {', '.join(columns)}, %s, %s from insurance_match where id = %s "
            "returning id",
            [change, decision, actor, match_id],
        )
        (number,) = cursor.fetchone()
        audit.record(
            actor,
            VERB,
            f"insurance_match {number}",
            {**before, "decision": decision, "reason": reason, "change": change},
            using="engine",
        )
    return int(number)


def _to_decide(cursor: CursorWrapper, match_id: int) -> dict[str, Any]:
    cursor.execute(
        "select m.worker_id, m.employer_id, m.insured_no, m.valid_from::text, m.confidence, "
        "m.decision from insurance_match m where m.id = %s and m.removed_by is null "
        f"and exists (select from insured_person i where {_ROW})",
        [match_id],
    )
    row = cursor.fetchone()
    if row is None:
        raise UserError(
            f"没有编号为 {match_id} 的有效候选，或名单上的这一行已更正；请重新比对。",
            f"There is no candidate number {match_id} in force, or its row was corrected; "
            "compare again.",
        )
    names = ("worker", "employer", "insured_no", "valid_from", "confidence", "before")
    return dict(zip(names, row, strict=True))


def _check_nobody_else(cursor: CursorWrapper, match_id: int) -> None:
    cursor.execute(
        "select other.id from insurance_match m join insurance_match other "
        "on other.employer_id = m.employer_id and other.insured_no = m.insured_no "
        "and other.valid_from = m.valid_from and other.id <> m.id "
        "where m.id = %s and other.removed_by is null and other.decision = 'accepted'",
        [match_id],
    )
    row = cursor.fetchone()
    if row is not None:
        raise UserError(
            f"名单上的这一行已确认是另一人（候选 {row[0]}）；请先把那一项改为不是。",
            f"This row was accepted as somebody else (candidate {row[0]}); refuse that one first.",
        )
