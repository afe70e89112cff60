"""Reading what stands in a plan beside its targets: goals without a number, tasks and decisions."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest
from ninja import Router, Schema

from zhifang import statutes
from zhifang.access.permissions import may
from zhifang.api.answers import Loose
from zhifang.api.reads import PROBLEMS, Day, Instant, Text, day_of
from zhifang.indicators.goals import goal_documents
from zhifang.obligations.plan_reading import plan_obligations
from zhifang.signals.queries import signals_document
from zhifang.signals.wording import caution

router = Router(tags=["plans"])


class Figure(Schema):
    """One count of a goal's evidence; ``value`` null where nobody stated it."""

    key: str
    zh: str
    en: str
    value: int | None


class GoalAnswer(Schema):
    """A goal without a number with what the register holds about it; never a verdict.

    ``reason``: why there is no evidence, or none for this reader.
    """

    id: str
    title: str
    title_en: str
    section: str
    quote: str
    shows: str | None
    figures: list[Figure]
    rows: list[dict[str, Any]]
    reason: str | None
    reason_en: str | None


class Standing(Schema):
    """How the obligations of one owner stand (all of them where ``holder`` is empty)."""

    holder: str
    holder_zh: str = ""
    holder_en: str = ""
    total: int
    due: int
    done: int
    late: int
    overdue: int
    pending: int
    unknown: int


class PlanObligation(Schema):
    """A stage of a task (PLN-01) or a decision of a joint meeting (PLN-02), owed by one owner."""

    obligation_id: str
    rule: str
    holder: str
    holder_zh: str
    holder_en: str
    subject: str
    stage: str
    title_zh: str
    title_en: str
    opened_on: date | None
    due_on: date | None
    weight: str
    done_on: date | None
    evidence: str
    outcome: str
    days_late: int


class TasksAnswer(Schema):
    """Tasks of a plan and decisions of meetings on a day, in the reader's view."""

    plan: str
    plan_digest: str
    as_of: date
    total: Standing
    owners: list[Standing]
    turns: list[PlanObligation]


def plan_or_404(plan_id: str) -> statutes.Plan:
    """The plan of the path; only those of ``statutes/plans``."""
    for found in statutes.plans():
        if found.id == plan_id:
            return found
    raise Http404


@router.get("plans/{plan_id}/goals", response={200: list[GoalAnswer], **PROBLEMS})
def goals(
    request: HttpRequest, plan_id: str, as_of: Day | None = None, known_at: Instant | None = None
) -> Any:
    """Goals of a plan without a number, with the records behind them."""
    reader = request.reader  # type: ignore[attr-defined]
    return goal_documents(plan_or_404(plan_id), day_of(as_of), known_at, reader=reader)


@router.get("plans/{plan_id}/tasks", response={200: TasksAnswer, **PROBLEMS})
def tasks(
    request: HttpRequest,
    plan_id: str,
    as_of: Day | None = None,
    known_at: Instant | None = None,
    owner: Text = "",
) -> Any:
    """Tasks and decisions with their outcome; ``owner``: a department or township."""
    return plan_obligations(
        plan_or_404(plan_id),
        day_of(as_of),
        known_at,
        owner=owner,
        reader=request.reader,  # type: ignore[attr-defined]
    )


class SignalsAnswer(Loose):
    """Signals by kind, each with its figures and the rows behind it. None is a finding.

    ``caution`` says so; ``judged`` and ``too_few`` are told to the district only.
    """

    plan: str
    as_of: date
    caution: str
    false_discovery_percent: int
    limits: list[dict[str, Any]]
    kinds: list[dict[str, Any]]


@router.get("plans/{plan_id}/signals", response={200: SignalsAnswer, **PROBLEMS})
def signals(
    request: HttpRequest, plan_id: str, as_of: Day | None = None, known_at: Instant | None = None
) -> Any:
    """Patterns in what was handed in that are a reason to look; for district and townships."""
    reader = request.reader  # type: ignore[attr-defined]
    if not may(reader, "see_signals"):
        raise Http404
    document = signals_document(plan_or_404(plan_id), day_of(as_of), known_at, reader=reader)
    return {**document, "caution": caution()}
