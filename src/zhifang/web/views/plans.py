# ruff: noqa: ARG001 (Django names the arguments of views)
"""The plan's table: sixteen targets on one day."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from zhifang.indicators import queries
from zhifang.web.days import page_days
from zhifang.web.reading import plan_day, plan_or_404, signed_in, usual_plan


@require_safe
@signed_in
def home(request: HttpRequest) -> HttpResponse:
    """The start page is the plan's table."""
    return redirect("web:plan", plan_id=usual_plan().id)


@require_safe
@signed_in
def overview(request: HttpRequest, plan_id: str) -> HttpResponse:
    """Sixteen bars with their target lines; those not computed yet say why."""
    plan = plan_or_404(plan_id)
    days = page_days(request, usual=plan_day(plan))
    table = queries.plan_document(
        plan.id, days.as_of, days.known_at, reader=request.reader, variants=False
    )
    met = [target["met"] for target in table["targets"] if "numerator" in target]
    return render(
        request,
        "web/plan.html",
        {
            "section": "plan",
            "plan": plan,
            "table": table,
            "days": days,
            "tally": {
                "met": met.count(True),
                "not_met": met.count(False),
                "open": met.count(None),
                "later": len(table["targets"]) - len(met),
            },
        },
    )
