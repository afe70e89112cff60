"""What is overdue and coming due, for whom, and what to do next."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from zhifang.access import reads
from zhifang.obligations.rules import RULES
from zhifang.obligations.storing import bring_up_to_date
from zhifang.registry.changes.queries import resolve
from zhifang.registry.parties.directory import employer_in_view
from zhifang.web import presenting
from zhifang.web.days import page_days
from zhifang.web.exports import export
from zhifang.web.reading import pair_of, signed_in, usual_day
from zhifang.worklists import queries
from zhifang.worklists.queries import BANDS, Filter
from zhifang.worklists.wording import next_step

PAGE = 50
COLUMNS = (
    "holder_id",
    "employer_name",
    "town",
    "site_no",
    "rule",
    "duty",
    "worker_id",
    "hazard",
    "outcome",
    "due_earliest",
    "due_latest",
    "days_past_due",
    "next_step",
    "obligation_id",
)


def chosen(request: HttpRequest) -> Filter:
    """Band, town, employer and rule asked for; 404 for a band or rule that does not exist."""
    band = request.GET.get("band", BANDS[0])
    rule = request.GET.get("rule", "")
    if band not in BANDS or (rule and rule not in RULES):
        raise Http404
    code = request.GET.get("employer", "")
    return Filter(
        town=request.GET.get("town", ""),
        holder_id=employer_in_view(code) if code else None,
        rule=rule,
        band=band,
    )


@require_safe
@signed_in
def worklist(request: HttpRequest) -> HttpResponse:
    """The worklist of a day: a page of one band, and how many there are by township."""
    bring_up_to_date()
    days = page_days(request, usual=usual_day())
    at = resolve(days.known_at)
    wanted = chosen(request)
    rows = list(
        queries.items(
            days.as_of,
            days.known_at,
            wanted=wanted,
            reader=request.reader,
            after=pair_of(request),
            limit=PAGE + 1,
        )
    )
    counted = queries.summary(
        days.as_of,
        days.known_at,
        wanted=Filter(town="", holder_id=wanted.holder_id, rule=wanted.rule),
        reader=request.reader,
    )
    return render(
        request,
        "web/worklist.html",
        {
            "section": "worklist",
            "days": days,
            "items": presenting.duties(request, rows[:PAGE], at.change_id),
            "next": following(rows),
            "counts": by_band(counted, wanted.town),
            "towns": by_town(counted),
            "bands": BANDS,
            "wanted": wanted,
            "rules": tuple(RULES),
            "employer": request.GET.get("employer", ""),
        },
    )


def following(rows: list[dict[str, Any]]) -> str | None:
    """The cursor of the next page, when there is one."""
    if len(rows) <= PAGE:
        return None
    return f"{rows[PAGE - 1]['sort_key']}|{rows[PAGE - 1]['obligation_id']}"


def by_band(counted: list[dict[str, Any]], town: str) -> dict[str, int]:
    """How many items of each band."""
    return {
        band: sum(
            row["number"] for row in counted if row["band"] == band and town in ("", row["code"])
        )
        for band in BANDS
    }


def by_town(counted: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """How many items of each band in each township."""
    found: dict[str, dict[str, Any]] = {}
    for row in counted:
        name = presenting.town_name(row["code"])
        town = found.setdefault(
            row["code"], {"code": row["code"], "name": name, **dict.fromkeys(BANDS, 0)}
        )
        town[row["band"]] += row["number"]
    return list(found.values())


@require_safe
@signed_in
def worklist_export(request: HttpRequest, form: str) -> HttpResponseBase:
    """The same list as a file to work with."""
    bring_up_to_date()
    days = page_days(request, usual=usual_day())
    reader = request.reader
    wanted = chosen(request)

    def rows() -> Iterator[list[Any]]:
        found = queries.items(days.as_of, days.known_at, wanted=wanted, reader=reader)
        while block := list(islice(found, 2000)):
            shown = sorted({row["worker_id"] for row in block if row["worker_id"]})
            reads.record(reader, kind="worker", door="export", shown=shown)
            yield from (line(row) for row in block)

    return export(
        form,
        name=f"worklist-{wanted.band}-{days.as_of}",
        columns=COLUMNS,
        reader=reader,
        rows=rows,
    )


def line(row: dict[str, Any]) -> list[Any]:
    """An item as a line of the export; names as on the page, workers by their id only."""
    shown = {
        **row,
        "town": presenting.town_name(row["town"]),
        "duty": presenting.duty(row["rule"]),
        "hazard": presenting.hazard_name(row["hazard"]),
        "days_past_due": row["days"],
        "next_step": next_step(row["rule"], row["outcome"], row["missing"]),
    }
    return [shown[column] for column in COLUMNS]
