"""The plan's table on one day: its targets, tasks and goals without a number."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from zhifang.access.permissions import may
from zhifang.access.roles import PARTY_ROLES, Role
from zhifang.indicators import queries
from zhifang.obligations.plan_reading import plan_obligations
from zhifang.registry.parties.directory import credit_code_of
from zhifang.statutes.plans import plans
from zhifang.web.days import page_days
from zhifang.web.figures import has_rows
from zhifang.web.reading import plan_day, plan_or_404, signed_in, usual_plan


@require_safe
@signed_in
def home(request: HttpRequest) -> HttpResponse:
    """The plan's table; an employer starts at its own page, an institution at handing in."""
    reader = request.reader
    if reader.role == Role.EMPLOYER:
        return redirect("web:employer", credit_code=credit_code_of(reader.party))
    if reader.role in PARTY_ROLES:
        return redirect("web:uploads")
    return redirect("web:plan", plan_id=usual_plan().id)


@require_safe
@signed_in
def overview(request: HttpRequest, plan_id: str) -> HttpResponse:
    """A bar a target with its line, those not computed with their reason; tasks and goals."""
    plan = plan_or_404(plan_id)
    days = page_days(request, usual=plan_day(plan))
    table = queries.plan_document(
        plan.id, days.as_of, days.known_at, reader=request.reader, variants=False
    )
    computed = [target for target in table["targets"] if "numerator" in target]
    met = [target["met"] for target in computed if has_rows(target)]
    return render(
        request,
        "web/plan.html",
        {
            "section": "plan",
            "plan": plan,
            "plans": plans(),
            "table": table,
            "days": days,
            "unread": sum(target["target_weight"] == "unverified" for target in table["targets"]),
            "tasks": plan_obligations(plan, days.as_of, days.known_at, reader=request.reader),
            "may_report": may(request.reader, "report"),
            "tally": {
                "met": met.count(True),
                "not_met": met.count(False),
                "open": met.count(None),
                "later": len(table["targets"]) - len(computed),
            },
        },
    )
