"""Records of an employer as the pages list them: what each says, and who may take it back."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from zhifang.access.readers import Reader
from zhifang.exchange.taking_back import is_own
from zhifang.web import presenting, words


def described(kind: str, rows: list[dict[str, Any]], reader: Reader) -> list[dict[str, Any]]:
    """Each record with ``kind``, ``text`` and ``may_withdraw``."""
    return [
        {
            **row,
            "kind": kind,
            "text": " · ".join(str(part) for part in PARTS[kind](row) if part not in (None, "")),
            "may_withdraw": is_own(reader, row["sender_id"]),
        }
        for row in rows
    ]


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
