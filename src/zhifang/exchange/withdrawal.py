"""Withdrawals as people name them: a sheet and the natural key of a row, or a file's number."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import connections
from django.db.backends.utils import CursorWrapper

from zhifang.core.errors import UserError
from zhifang.installation.keys import identity_hash
from zhifang.registry.changes.withdrawals import Withdrawn, withdraw_file, withdraw_record

from . import payloads
from .cells import stack
from .columns import Sheet
from .problems import sentence
from .sheets import sheet_by_key
from .staging import FACTS

SEPARATOR = "|"
_SITE = (
    "select s.id from site s join organisation o on o.id = s.organisation_id "
    "where o.credit_code = %(holder)s and s.site_no = %(site_no)s"
)
_POST = (
    f"select p.id from post p where p.site_id = ({_SITE}) "
    "and p.workshop = %(workshop)s and p.name = %(post)s"
)
_WORKER = "select w.id from worker w where w.id_type = %(id_type)s and w.id_hash = %(id_hash)s"
_INSTITUTION = "select o.id from organisation o where o.credit_code = %(institution_code)s"
_KEY_COLUMNS = {
    "site_id": f"({_SITE})",
    "post_id": f"({_POST})",
    "worker_id": f"({_WORKER})",
    "institution_id": f"({_INSTITUTION})",
    "employer_id": "(select o.id from organisation o where o.credit_code = %(employer_code)s)",
}


def withdraw(kind: str, key: str, *, actor: str, reason: str) -> Withdrawn:
    """Takes back a record (``kind`` a sheet, ``key`` its natural key) or a file (its number).

    The parts of a natural key stand in its order, separated by ``|``, spelled as in a cell.
    """
    if kind == "file":
        if not key.isdecimal():
            raise UserError(
                "文件用编号撤回；编号见报送结果。", "A file is withdrawn by its number, as shown."
            )
        return withdraw_file(int(key), actor=actor, reason=reason)
    sheet = sheet_by_key(kind)
    fact, _ = FACTS[sheet.key]
    parameters = _parameters(sheet, key)
    with connections["engine"].cursor() as cursor:
        found = _found(cursor, sheet, parameters)
    if found is None:
        raise UserError(
            "没有这条有效的记录；请核对主键。",
            "There is no such record in force; check the key.",
        )
    return withdraw_record(fact, found, actor=actor, reason=reason)


def _found(cursor: CursorWrapper, sheet: Sheet, parameters: dict[str, Any]) -> int | None:
    fact, _ = FACTS[sheet.key]
    where = " and ".join(
        f"f.{column} = {_KEY_COLUMNS.get(column, f'%({column})s')}" for column in fact.key
    )
    cursor.execute(
        f"select f.id from {fact.table} f where f.removed_by is null and {where}", parameters
    )
    row = cursor.fetchone()
    return int(row[0]) if row else None


def _parameters(sheet: Sheet, key: str) -> dict[str, Any]:
    """The parts of a key, read by the same cells as a row of the sheet."""
    parts = key.split(SEPARATOR)
    names = sheet.natural_key
    if len(parts) != len(names):
        zh = SEPARATOR.join(sheet.by_key[name].zh for name in names)
        en = SEPARATOR.join(sheet.by_key[name].en for name in names)
        raise UserError(f"主键的写法是：{zh}。", f"The key is written: {en}.")
    raw, _ = payloads.raw_sheet(sheet, [dict(zip(names, parts, strict=True))], None, None)
    stacked = stack(sheet, [(0, raw)], date.max)
    for _, column, reason in stacked.problems.rows():
        if column in names:
            raise UserError(
                sentence(sheet, column, reason, "zh"), sentence(sheet, column, reason, "en")
            )
    row = stacked.typed.row(0, named=True)
    row["holder"] = row.get("using_code") or row.get("credit_code")
    if "id_number" in row:
        row["id_hash"] = identity_hash(row["id_type"], row["id_number"])
    return row
