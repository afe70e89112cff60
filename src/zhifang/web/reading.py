"""Who may open a page, and which plan and day it shows when none was asked for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils.translation import get_language

from zhifang.core.days import today
from zhifang.statutes.plans import Plan, plans

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


def usual_plan() -> Plan:
    """The plan of the start page: the district's own that began latest, else any."""
    own = [plan for plan in plans() if plan.level == "district"]
    return max(own or plans(), key=lambda plan: plan.first_day)


def plan_or_404(plan_id: str) -> Plan:
    """The plan of the address."""
    for plan in plans():
        if plan.id == plan_id:
            return plan
    raise Http404


def plan_day(plan: Plan) -> date:
    """Today while the plan runs, afterwards its last day."""
    return min(today(), plan.last_day)


def usual_day() -> date:
    """The day of pages that belong to no plan: the one of the start page's plan."""
    return plan_day(usual_plan())


def language() -> str:
    """``zh`` or ``en``: the language of this request, as the layers below name it."""
    return "en" if (get_language() or "").startswith("en") else "zh"


def cursor_of(request: HttpRequest) -> int | None:
    """The numeric cursor of a page of a list; 404 for one that no page of ours made."""
    given = request.GET.get("cursor", "")
    if not given:
        return None
    if not given.isascii() or not given.isdigit() or len(given) > 18:
        raise Http404
    return int(given)


def pair_of(request: HttpRequest) -> tuple[str, str]:
    """The two parts of a cursor ``key|id``; ("", "") on a first page."""
    given = request.GET.get("cursor", "")
    if "\x00" in given:
        raise Http404
    first, _, second = given.partition("|")
    return first, second
