"""Taking facts back, with a reason: one record, or everything a file brought (semantics 1)."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import connections, transaction
from django.db.backends.utils import CursorWrapper

from zhifang.core.errors import UserError
from zhifang.registry.archives.operations import EMPLOYER_ARCHIVE, WORKER_ARCHIVE
from zhifang.registry.coordination.operations import (
    CAPACITY,
    DATA_EXCHANGE,
    MEETING,
    MEETING_ITEM,
    TASK_REPORT,
)
from zhifang.registry.coverage.operations import COVERAGE
from zhifang.registry.declarations.operations import DECLARATION, REPORTABLE_CHANGE
from zhifang.registry.diseases.operations import (
    ACUTE_EVENT,
    DIAGNOSIS_INSTITUTION,
    DISEASE_CASE,
    MONITORING_RECORD,
    MONTHLY_REPORT,
)
from zhifang.registry.examinations.operations import EXAMINATION
from zhifang.registry.insurance.operations import INSURED_PERSON
from zhifang.registry.measurements.operations import MEASUREMENT
from zhifang.registry.parties.operations import SITE_STATE
from zhifang.registry.radiation.operations import DOSE, RADIATION_POST
from zhifang.registry.supervision.operations import (
    INSPECTION,
    SERIOUS_CASE,
    SUPERVISED_PARTY,
    SUPERVISOR,
    SUPERVISOR_TRAINING,
)
from zhifang.registry.training.operations import OFFICER, TRAINING
from zhifang.registry.workers.operations import EXPOSURE
from zhifang.registry.workplaces.operations import POST_HAZARD

from .operations import FactTable, open_change, remove, restore

VERB = "withdraw"
#: Every table that a received file may have brought facts into.
FACT_TABLES = (
    SITE_STATE,
    POST_HAZARD,
    EXPOSURE,
    DECLARATION,
    REPORTABLE_CHANGE,
    MEASUREMENT,
    EXAMINATION,
    OFFICER,
    TRAINING,
    EMPLOYER_ARCHIVE,
    WORKER_ARCHIVE,
    INSURED_PERSON,
    RADIATION_POST,
    DOSE,
    DIAGNOSIS_INSTITUTION,
    MONTHLY_REPORT,
    DISEASE_CASE,
    ACUTE_EVENT,
    MONITORING_RECORD,
    SUPERVISOR,
    SUPERVISOR_TRAINING,
    SUPERVISED_PARTY,
    INSPECTION,
    SERIOUS_CASE,
    MEETING,
    MEETING_ITEM,
    DATA_EXCHANGE,
    CAPACITY,
    TASK_REPORT,
    COVERAGE,
)


@dataclass(frozen=True)
class Withdrawn:
    """What a withdrawal did: facts removed, and earlier versions that hold again."""

    change_id: int
    removed: int
    restored: int


def withdraw_record(fact: FactTable, fact_id: int, *, actor: str, reason: str) -> Withdrawn:
    """Removes one fact in force; nothing replaces it. UserError when it is not in force."""
    _check_reason(reason)
    with (
        transaction.atomic(using="engine"),
        connections["engine"].cursor() as cursor,
        open_change(cursor, actor=actor, verb=VERB, reason=reason) as change,
    ):
        if not remove(cursor, fact, [fact_id], change):
            raise UserError(
                "这条记录不存在或已被更正、撤回；请核对主键。",
                "There is no such record in force: it was corrected, withdrawn or never there; "
                "check the key.",
            )
    return Withdrawn(change, 1, 0)


def withdraw_file(file_id: int, *, actor: str, reason: str) -> Withdrawn:
    """Takes back all facts in force that came from a file.

    Each of their keys gets back its latest earlier version that was not itself withdrawn,
    neither alone nor with its file. UserError when the file is not there or already withdrawn.
    """
    _check_reason(reason)
    removed = restored = 0
    with (
        transaction.atomic(using="engine"),
        connections["engine"].cursor() as cursor,
        open_change(cursor, actor=actor, verb=VERB, reason=reason) as change,
    ):
        cursor.execute(
            "update received_file set status = 'withdrawn' where id = %s and status = 'applied'",
            [file_id],
        )
        if not cursor.rowcount:
            raise UserError(
                f"没有编号为 {file_id} 的已采用文件；请核对编号。",
                f"There is no applied file number {file_id}; check the number.",
            )
        for fact in FACT_TABLES:
            cursor.execute(
                f"select id from {fact.table} where file_id = %s and removed_by is null",
                [file_id],
            )
            ids = [row[0] for row in cursor.fetchall()]
            if ids:
                removed += remove(cursor, fact, ids, change)
                earlier = _earlier_versions(cursor, fact, ids)
                if earlier:
                    restored += restore(cursor, fact, earlier, change)
    return Withdrawn(change, removed, restored)


def _earlier_versions(cursor: CursorWrapper, fact: FactTable, ids: list[int]) -> list[int]:
    """For the keys of versions ``ids``: the latest earlier version not itself withdrawn."""
    key = ", ".join(f"v.{column}" for column in fact.key)
    match = " and ".join(f"v.{column} = r.{column}" for column in fact.key)
    cursor.execute(
        f"select distinct on ({key}) v.id from {fact.table} v join {fact.table} r on {match} "
        "and r.id = any(%s) and v.added_by < r.added_by "
        "left join received_file f on f.id = v.file_id "
        "join change c on c.id = v.removed_by "
        "where coalesce(f.status, '') <> 'withdrawn' and c.verb <> %s "
        f"order by {key}, v.added_by desc, v.id desc",
        [ids, VERB],
    )
    return [row[0] for row in cursor.fetchall()]


def _check_reason(reason: str) -> None:
    kept = reason.encode("utf-8", "ignore").decode().replace("\x00", "")
    if not reason.strip() or kept != reason:
        raise UserError(
            "撤回必须写明原因；请填写原因。", "A withdrawal needs a reason; please give one."
        )
