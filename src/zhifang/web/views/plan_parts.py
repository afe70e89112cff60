"""What stands in a plan beside its targets: tasks with decisions of meetings, and goals."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from zhifang.calc import OUTCOMES
from zhifang.core.errors import UserError
from zhifang.indicators.goals import goal_documents
from zhifang.obligations.plan_reading import plan_obligations
from zhifang.obligations.plan_tasks import TASK_RULE
from zhifang.statutes.plans import Plan
from zhifang.web.days import page_days
from zhifang.web.reading import cursor_of, plan_day, plan_or_404, signed_in

PAGE = 50
#: An obligation of a plan is never without application.
SHOWN = tuple(outcome for outcome in OUTCOMES if outcome != "NOT_APPLICABLE")


@require_safe
@signed_in
def tasks(request: HttpRequest, plan_id: str) -> HttpResponse:
    """Tasks and decisions one by one, by owner and outcome, with what the plan says."""
    plan = plan_or_404(plan_id)
    days = page_days(request, usual=plan_day(plan))
    outcome, owner = request.GET.get("outcome", ""), request.GET.get("owner", "")
    if outcome and outcome not in SHOWN:
        raise Http404
    found = plan_obligations(plan, days.as_of, days.known_at, reader=request.reader)
    turns = found["turns"]
    if owner:
        turns = [turn for turn in turns if turn["holder"] == owner]
        if not turns:
            raise UserError(
                "这个责任单位没有任务或议定事项，或不在您的查看范围内。",
                "This owner has no task or decision, or is outside your view.",
            )
    counts = {name: sum(turn["outcome"] == name for turn in turns) for name in SHOWN}
    shown = [turn for turn in turns if outcome in ("", turn["outcome"])]
    start = cursor_of(request) or 0
    page = shown[start : start + PAGE]
    return render(
        request,
        "web/plan_tasks.html",
        {
            "section": "plan",
            "plan": plan,
            "days": days,
            "known_at": found["known_at"],
            "owners": found["owners"],
            "owner": owner,
            "outcome": outcome,
            "outcomes": SHOWN,
            "counts": counts,
            "all": len(turns),
            "turns": [_with_source(plan, turn) for turn in page],
            "next": start + PAGE if len(shown) > start + PAGE else None,
        },
    )


def _with_source(plan: Plan, turn: dict[str, Any]) -> dict[str, Any]:
    """A task with the section and words of the plan; a decision as it is."""
    for task in plan.tasks:
        if turn["rule"] == TASK_RULE and task.id == turn["subject"]:
            return {**turn, "section": task.source_section, "quote": task.source_quote}
    return turn


@require_safe
@signed_in
def goals(request: HttpRequest, plan_id: str) -> HttpResponse:
    """Goals without a number: figures for the overview, or the whole page with the rows."""
    plan = plan_or_404(plan_id)
    days = page_days(request, usual=plan_day(plan))
    part = bool(request.headers.get("HX-Request"))
    return render(
        request,
        "web/part_goals.html" if part else "web/plan_goals.html",
        {
            "section": "plan",
            "plan": plan,
            "days": days,
            "goals": goal_documents(plan, days.as_of, days.known_at, reader=request.reader),
        },
    )
