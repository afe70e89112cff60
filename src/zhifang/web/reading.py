"""Who may open a page, and which plan and day it shows when none was asked for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponseBase

from zhifang.core.days import today
from zhifang.statutes.plans import Plan, load_plan, plan_ids

View = Callable[..., HttpResponseBase]


def signed_in(view: View) -> View:
    """Only for people who signed in; what they may see is decided by row security."""

    @login_required
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **given: Any) -> HttpResponseBase:
        response = view(request, *args, **given)
        response.headers.setdefault("Cache-Control", "private, no-store")
        return response

    return guarded


def usual_plan() -> str:
    """The plan of the start page: the one that began latest."""
    return max(plan_ids(), key=lambda plan_id: load_plan(plan_id).valid_from)


def plan_or_404(plan_id: str) -> Plan:
    """The plan of the address."""
    if plan_id not in plan_ids():
        raise Http404
    return load_plan(plan_id)


def plan_day(plan: Plan) -> date:
    """Today while the plan runs, afterwards its last day."""
    return min(today(), plan.valid_through)


def usual_day() -> date:
    """The day of pages that belong to no plan: the one of the start page's plan."""
    return plan_day(load_plan(usual_plan()))
