"""Goals of a plan without a number: what is wanted, and what the register shows about it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from zhifang.access.readers import OPERATOR, Reader
from zhifang.indicators.goal_evidence import EVIDENCE, Asking
from zhifang.registry.changes.queries import resolve
from zhifang.statutes.plans import Goal, Plan

#: Why a reader gets no evidence: what it cannot see whole must not look like nothing.
WITHHELD = (
    "这些记录由区级管理，不在您的查看范围内。",
    "These records are the district's and outside your view.",
)
#: Why there is no evidence for anybody.
NONE_KEPT = (
    "本系统没有与这一目标对应的记录。",
    "No records of this product belong to this goal.",
)


def goal_documents(
    plan: Plan,
    as_of: date,
    known_at: datetime | date | None = None,
    *,
    reader: Reader = OPERATOR,
) -> list[dict[str, Any]]:
    """Each goal with figures and rows; never a verdict. ``reason``: why there are none."""
    at = resolve(known_at, using="engine")
    return [_document(goal, Asking(plan, as_of, at.change_id, reader)) for goal in plan.goals]


def _document(goal: Goal, asked: Asking) -> dict[str, Any]:
    document: dict[str, Any] = {
        "id": goal.id,
        "title": goal.title_zh,
        "title_en": goal.title_en,
        "section": goal.source_section,
        "quote": goal.source_quote,
        "evidence": goal.evidence_zh,
        "evidence_en": goal.evidence_en,
        "shows": goal.shows or None,
        "figures": [],
        "columns": [],
        "rows": [],
        "reason": None,
        "reason_en": None,
    }
    if goal.shows not in EVIDENCE:
        return {**document, "reason": NONE_KEPT[0], "reason_en": NONE_KEPT[1]}
    find, for_towns = EVIDENCE[goal.shows]
    if not (asked.reader.district or (for_towns and asked.reader.towns)):
        return {**document, "reason": WITHHELD[0], "reason_en": WITHHELD[1]}
    found = find(asked)
    return {
        **document,
        "figures": [
            {"key": key, "zh": zh, "en": en, "value": value} for key, zh, en, value in found.figures
        ],
        "columns": [{"key": key, "zh": zh, "en": en} for key, zh, en in found.columns],
        "rows": list(found.rows),
    }
