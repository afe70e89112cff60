"""Records as the pages list them: what each says, and who may take it back."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from zhifang.access.readers import Reader
from zhifang.exchange.codes import TOWN
from zhifang.exchange.columns import BIRTH, DAY, Column
from zhifang.exchange.sheets import SHEETS
from zhifang.exchange.taking_back import is_own
from zhifang.registry.records.kinds import KINDS
from zhifang.web import presenting, words
from zhifang.web.reading import language

#: Columns that a list does not repeat: whose page it is, the kind of document, a day's own column.
_BESIDE = ("credit_code", "employer_code", "id_type")


def described(kind: str, rows: list[dict[str, Any]], reader: Reader) -> list[dict[str, Any]]:
    """Each record with ``kind``, ``may_withdraw`` and what it says: ``text`` of the first six
    sheets, ``said`` (label, value) of the others."""
    return [
        {
            **row,
            "kind": kind,
            **_content(kind, row),
            "may_withdraw": is_own(reader, row["sender_id"]),
        }
        for row in rows
    ]


def _content(kind: str, row: dict[str, Any]) -> dict[str, Any]:
    if kind in PARTS:
        parts = [str(part) for part in PARTS[kind](row) if part not in (None, "")]
        return {"text": " · ".join(parts)}
    return {"said": by_declaration(kind, row)}


def by_declaration(kind: str, row: dict[str, Any]) -> list[tuple[str, str | None]]:
    """Label and value of each column that the sheet declares and the row has.

    None is a blank; "not applicable" is said in words.
    """
    day = KINDS[kind].day.removeprefix("f.")
    return [
        (column.en if language() == "en" else column.zh, value_text(column, row))
        for column in SHEETS[kind].columns
        if column.kept and column.key not in _BESIDE and column.key != day
    ]


def value_text(column: Column, row: dict[str, Any]) -> str | None:
    """A value as a reader sees it: names for codes, the last day for an exclusive end."""
    key = {"last_day": "valid_to", "id_number": "id_masked"}.get(column.key, column.key)
    if not {key, column.key}.isdisjoint(row["not_applicable"]):
        return _("not applicable")
    value = row[key]
    if key == "id_masked" and row["worker_id"] is not None:
        return str(value or _("worker outside your view"))
    if value in (None, ""):
        return None
    if column.codes is TOWN:
        return presenting.town_name(value)
    if column.codes is not None:
        return code_text(column, value)
    if column.kind in (DAY, BIRTH):
        end = presenting.through(value) if key == "valid_to" else value
        return None if end is None else str(end.isoformat())
    return str(value)


def code_text(column: Column, value: Any) -> str:
    """The name of a kept code in the reader's language; the code where it has none."""
    kept = str(value).lower() if isinstance(value, bool) else str(value)
    for choice in column.codes.choices() if column.codes else ():
        if choice.value == kept:
            return (choice.en if language() == "en" else choice.zh) or choice.zh
    return kept


def declaration(row: dict[str, Any]) -> tuple[Any, ...]:
    """Kind, reason, receipt, exposed persons."""
    exposed = None if row["exposed"] is None else _("%s exposed") % row["exposed"]
    return words.declaration_text(row["kind"]), row["change_reason"], row["receipt_no"], exposed


def measurement(row: dict[str, Any]) -> tuple[Any, ...]:
    """Report, sample, post, hazard, result, judgement."""
    judged = {"pass": _("within the limit"), "over": _("over the limit")}
    return (
        f"{row['report_no']} / {row['sample_no']}",
        f"{row['workshop']} {row['post']}",
        presenting.hazard_name(row["hazard"]),
        f"{row['value_text']} {row['unit'] or ''}".strip(),
        judged.get(row["judgement"] or ""),
    )


def examination(row: dict[str, Any]) -> tuple[Any, ...]:
    """Worker, kind, hazard, conclusion."""
    return (
        row["worker_name"],
        words.exam_kind_text(row["exam_kind"]),
        presenting.hazard_name(row["hazard"]),
        words.conclusion_text(row["conclusion"]),
    )


def exposure(row: dict[str, Any]) -> tuple[Any, ...]:
    """Worker, post, employment, last day."""
    end = presenting.through(row["valid_to"])
    agency = _("agency worker") if row["employment"] == "agency" else None
    until = _("until %s") % end if end else None
    return row["worker_name"], f"{row['workshop']} {row['post']}", agency, until


def post_hazard(row: dict[str, Any]) -> tuple[Any, ...]:
    """Post, hazard, grade, noise level, last day."""
    end = presenting.through(row["valid_to"])
    grade = None if row["work_grade"] is None else _("grade %s") % row["work_grade"]
    level = None if row["noise_level"] is None else f"{row['noise_level']} dB(A)"
    until = _("until %s") % end if end else None
    hazard = presenting.hazard_name(row["hazard"])
    return f"{row['workshop']} {row['post']}", hazard, grade, level, until


def site_state(row: dict[str, Any]) -> tuple[Any, ...]:
    """Name, township, state of business, address."""
    town = presenting.town_name(row["town"])
    return row["employer_name"], town, words.status_text(row["status"]), row["address"]


PARTS = {
    "declarations": declaration,
    "measurements": measurement,
    "examinations": examination,
    "workers": exposure,
    "posts": post_hazard,
    "employers": site_state,
}
