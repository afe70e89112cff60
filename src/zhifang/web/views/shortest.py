"""The part of a target's page that names whose completion reaches it at the least effort."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from zhifang.access import reads
from zhifang.indicators.shortest import shortest_document
from zhifang.statutes import Plan, Target
from zhifang.web import presenting
from zhifang.web.days import PageDays
from zhifang.web.exports import export
from zhifang.web.reading import signed_in
from zhifang.web.views.targets import asked

#: Rows shown on the page; the file holds all.
SHOWN = 100

COLUMNS = (
    "target",
    "party_code",
    "party_name",
    "subject_kind",
    "subject_id",
    "worker_name",
    "worker_masked",
    "town",
    "side",
    "due_on",
    "act_minutes",
    "visit_minutes",
    "obligation_id",
)


def found(
    request: HttpRequest, plan: Plan, target: Target, days: PageDays
) -> tuple[dict[str, Any], str]:
    """The document of a reader, and the township asked for."""
    town = request.GET.get("town", "")
    if town and town not in plan.towns:
        raise Http404
    document = shortest_document(
        plan, [target.id], days.as_of, days.known_at, reader=request.reader, town=town
    )
    return document, town


@require_safe
@signed_in
def shortest(request: HttpRequest, plan_id: str, target_id: str) -> HttpResponse:
    """The first rows of the list, what they take, and what is reached by all of them."""
    plan, target, days = asked(request, plan_id, target_id)
    document, town = found(request, plan, target, days)
    items = document["items"][:SHOWN]
    presenting.record_shown(request, [item["worker_id"] for item in items])
    (told,) = document["targets"]
    part = bool(request.headers.get("HX-Request"))
    return render(
        request,
        "web/part_shortest.html" if part else "web/shortest.html",
        {
            "section": "plan",
            "plan": plan,
            "target_id": target.id,
            "days": days,
            "told": told,
            "town": town,
            "towns": [(code, presenting.town_name(code)) for code in plan.towns],
            "document": document,
            "items": items,
            "hours": hours(document["minutes"]),
            "least_hours": hours(document["least_minutes"]),
            "more": len(document["items"]) > SHOWN,
            "visits": len({item["party_id"] or item["subject_id"] for item in document["items"]}),
        },
    )


@require_safe
@signed_in
def shortest_export(
    request: HttpRequest, plan_id: str, target_id: str, form: str
) -> HttpResponseBase:
    """The whole list as a file."""
    plan, target, days = asked(request, plan_id, target_id)
    document, town = found(request, plan, target, days)
    name = "-".join(filter(None, ("shortest", plan.id, target.id, str(days.as_of), town)))
    shown = sorted({i["worker_id"] for i in document["items"] if i["worker_id"] is not None})
    reads.record(request.reader, kind="worker", door="export", shown=shown)

    def rows() -> Iterator[list[Any]]:
        return ([item[column] for column in COLUMNS] for item in document["items"])

    return export(form, name=name, columns=COLUMNS, reader=request.reader, rows=rows)


def hours(minutes: int) -> str:
    """Minutes as hours, raised to a tenth."""
    tenths = -(-minutes // 6)
    return f"{tenths // 10}.{tenths % 10}"
