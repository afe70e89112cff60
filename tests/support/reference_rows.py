"""Rows for the plain-Python reference: one employer, one post, one worker, as a case needs them."""

from __future__ import annotations

from datetime import date
from typing import Any

from zhifang.synthetic import reference
from zhifang.synthetic.reference.turn import Turn

SILICA, NOISE, CCL4, TOLUENE = "F001", "W001", "H036", "H029"


def day(text: str) -> date:
    return date.fromisoformat(text)


def nothing() -> dict[str, list[dict[str, Any]]]:
    return {
        sheet: []
        for sheet in (
            "employers", "posts", "workers", "declarations", "measurements", "examinations"
        )
    }  # fmt: skip


def employer(code: str = "E", **values: Any) -> dict[str, Any]:
    row = {
        "credit_code": code,
        "site_no": "1",
        "town": "A",
        "industry": "C3311",
        "status": "operating",
        "risk_class": None,
        "valid_from": day("2010-01-01"),
    }
    return row | values


def post(hazard: str = SILICA, code: str = "E", **values: Any) -> dict[str, Any]:
    row = {
        "credit_code": code,
        "site_no": "1",
        "workshop": "S",
        "post": "P",
        "hazard": hazard,
        "valid_from": day("2010-01-01"),
        "valid_to": None,
        "work_grade": None,
        "graded_on": None,
        "noise_level": None,
    }
    return row | values


def work(start: str, end: str | None = None, code: str = "E", **values: Any) -> dict[str, Any]:
    row = {
        "credit_code": code,
        "site_no": "1",
        "workshop": "S",
        "post": "P",
        "id_type": "01",
        "id_number": "W",
        "valid_from": day(start),
        "valid_to": day(end) if end else None,
    }
    return row | values


def exam(on: str, hazard: str = SILICA, **values: Any) -> dict[str, Any]:
    row = {
        "institution_code": "H",
        "exam_no": on,
        "id_type": "01",
        "id_number": "W",
        "exam_kind": "in",
        "exam_on": day(on),
        "hazard": hazard,
        "examined": [hazard],
    }
    return row | values


def report(on: str, code: str = "E", **values: Any) -> dict[str, Any]:
    row = {
        "institution_code": "T",
        "report_no": on,
        "sample_no": "1",
        "report_kind": "10",
        "sampled_on": day(on),
        "credit_code": code,
        "site_no": "1",
        "workshop": "S",
        "post": "P",
        "hazard": SILICA,
    }
    return row | values


def declaration(on: str, kind: str = "initial", code: str = "E") -> dict[str, Any]:
    return {"credit_code": code, "site_no": "1", "kind": kind, "declared_on": day(on)}


def shown(turns: list[Turn]) -> list[tuple[str, str, str, str]]:
    return [
        (str(t.anchor), str(t.due_earliest), str(t.due_latest), t.outcome)
        for t in turns
    ]  # fmt: skip


def examined(
    as_of: str, hazard: str, exams: list[str], start: str = "2012-01-01", **values: Any
) -> list[Turn]:
    rows = nothing()
    rows["employers"] = [employer()]
    rows["posts"] = [post(hazard, **values)]
    rows["workers"] = [work(start)]
    rows["examinations"] = [exam(on, hazard) for on in exams]
    found = reference.turns(rows, "HEX-02", day(as_of))
    return [turn for turn in found if str(turn.anchor) in exams]


def measured(as_of: str, reports: list[str], **values: Any) -> list[Turn]:
    rows = nothing()
    rows["employers"] = [employer(**values)]
    rows["posts"] = [post()]
    rows["measurements"] = [report(on) for on in reports]
    found = reference.turns(rows, "DET-01", day(as_of))
    return [turn for turn in found if str(turn.anchor) in reports]
