"""The yearly appraisal: the list, one with scores and steps, the arithmetic of one body."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from zhifang.access import reads
from zhifang.access.readers import Reader
from zhifang.appraisal import differences, operations, permissions, policies, queries, states
from zhifang.appraisal.counting import Basis
from zhifang.appraisal.queries import Opened
from zhifang.core.days import today
from zhifang.core.errors import UserError
from zhifang.web import appraising
from zhifang.web.exports import downloaded
from zhifang.web.presenting import town_name
from zhifang.web.reading import language, signed_in

#: The step of a button → its duty.
_DUTIES = {"freeze": states.FROZEN, "recount": states.RECOUNTED, "sign": states.SIGNED}


def appraisal_or_404(request: HttpRequest, appraisal_id: int) -> Opened:
    """The appraisal of the address; 404 outside the reader's view."""
    found = queries.appraisal(appraisal_id, request.reader)
    if found is None:
        raise Http404
    return found


@signed_in
def appraisals(request: HttpRequest) -> HttpResponse:
    """Every appraisal in view; the district opens one here."""
    if request.method == "POST":
        scheme_id, _sep, year = request.POST.get("year", "").partition(":")
        if not (year.isascii() and year.isdigit() and len(year) == 4):
            raise Http404
        number = operations.draft(
            scheme_id,
            int(year),
            reader=request.reader,
            on=today(),
            reason=request.POST.get("reason", ""),
        )
        messages.success(request, _("The appraisal was opened."))
        return redirect("web:appraisal", appraisal_id=number)
    found = queries.appraisals(request.reader)
    may_open = permissions.may_appraise(request.reader)
    titles = {one.id: appraising.named(one) for one in queries.schemes()}
    return render(
        request,
        "web/appraisals.html",
        {
            "section": "appraisals",
            "appraisals": [
                {
                    **row,
                    "title": titles.get(row["scheme"], row["scheme"]),
                    "state_text": appraising.state_text(row["state"]),
                    "style": appraising.state_style(row["state"]),
                    "sign": appraising.state_sign(row["state"]),
                }
                for row in found
            ],
            "may_open": may_open,
            "years": [
                {"key": f"{scheme.id}:{year}", "year": year, "title": appraising.named(scheme)}
                for scheme, year in (queries.can_be_opened(found) if may_open else [])
            ],
        },
    )


@require_safe
@signed_in
def appraisal(request: HttpRequest, appraisal_id: int) -> HttpResponse:
    """Scores and places, steps and what comes next, objections, what changed after the freeze."""
    there = appraisal_or_404(request, appraisal_id)
    reader = request.reader
    found = queries.results(there.id, reader)
    latest, before = _latest(found)
    flips = queries.flipped(there.id, reader) if there.standing.persons(states.RECOUNTED) else []
    counted = there.latest_count
    change_id = counted["change_id"] if counted else 0
    objections = _objections(request, there)
    return render(
        request,
        "web/appraisal.html",
        {
            **_shared(there),
            "bodies": appraising.bodies(there.scheme, there.plan, latest, before),
            "flips": appraising.flips(flips, change_id=change_id),
            "steps": _steps(there),
            "nexts": _nexts(reader, there, today()),
            "objections": objections,
            "may_answer": permissions.may_do(reader, states.RECOUNTED, there.standing)
            and policies.can_answer(there.standing, today()),
            "may_object": permissions.may_object(reader)
            and policies.can_object(there.standing, today())
            and reader.towns[0] in there.scheme.towns,
            "whole": reader.district,
            "own": _own(there, latest) if len(latest) == 1 else None,
        },
    )


def _shared(there: Opened) -> dict[str, Any]:
    """What every page of an appraisal shows."""
    state = there.standing.state
    return {
        "section": "appraisals",
        "there": there,
        "scheme": there.scheme,
        "plan": there.plan,
        "title": appraising.named(there.scheme),
        "note": there.scheme.note_en if language() == "en" else there.scheme.note_zh,
        "state": state,
        "state_text": appraising.state_text(state),
        "style": appraising.state_style(state),
        "sign": appraising.state_sign(state),
        "counted": there.latest_count,
        "window_through": there.standing.window_through,
        "known_day": there.scheme.known_day(there.year),
    }


def _latest(
    found: list[dict[str, Any]],
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The documents of the latest count, and those of the freeze where that is an earlier one."""
    counts = sorted({row["count_id"] for row in found})
    if not counts:
        return [], []

    def of(count_id: int) -> list[dict[str, Any]]:
        return [row["document"] for row in found if row["count_id"] == count_id]

    return of(counts[-1]), of(counts[0]) if len(counts) > 1 else []


def _steps(there: Opened) -> list[dict[str, Any]]:
    return [{**step, "text": appraising.state_text(step["step"])} for step in there.steps]


def _nexts(reader: Reader, there: Opened, on: date) -> list[dict[str, Any]]:
    """The steps the state allows: what each does, and why this person may not, if so."""
    if not permissions.may_appraise(reader):
        return []
    standing = there.standing
    found = []
    for name, allowed, label, told in (
        (
            "freeze", policies.can_freeze(standing, on) and on > there.as_of, _("Freeze"),
            _("Counts everything once, keeps the document with its digest, and opens the "
              "objection window of %(days)d days.") % {"days": there.scheme.objection_days},
        ),
        (
            "recount", policies.can_recount(standing, on), _("Recount"),
            _("Counts again with all facts recorded since, and lists every row that is counted "
              "otherwise."),
        ),
        (
            "sign", policies.can_sign(standing, on), _("Sign off"),
            _("The latest recount stands from then on."),
        ),
    ):  # fmt: skip
        if allowed:
            refused = ""
            try:
                permissions.check_may_do(reader, _DUTIES[name], standing)
            except permissions.NotAllowed as error:
                refused = error.text(language())
            found.append({"name": name, "label": label, "told": told, "refused": refused})
    return found


def _objections(request: HttpRequest, there: Opened) -> list[dict[str, Any]]:
    titles = {target.id: appraising.named(target) for target in there.plan.targets}
    return [
        {
            **row,
            "town_name": town_name(row["town"]),
            "target_title": titles.get(row["target"], ""),
        }
        for row in queries.objections(there.id, request.reader)
    ]


def _of(there: Opened) -> dict[str, Any]:
    counted = there.latest_count
    return {
        "as_of": there.as_of.isoformat(),
        "known_at": counted["known_at"] if counted else None,
    }


def _own(there: Opened, latest: list[dict[str, Any]]) -> dict[str, Any]:
    """The arithmetic of the only body in view."""
    return _arithmetic(there, latest[0], _of(there))


def _arithmetic(there: Opened, body: dict[str, Any], of: dict[str, Any]) -> dict[str, Any]:
    return {
        "body": appraising.bodies(there.scheme, there.plan, [body])[body["who"]][0],
        "lines": appraising.lines(there.scheme, there.plan, body, of),
        "deductions": appraising.deductions(there.scheme, there.plan, body, of),
    }


@require_safe
@signed_in
def body(request: HttpRequest, appraisal_id: int, who: str, code: str) -> HttpResponse:
    """The arithmetic of one township or department, line by line."""
    there = appraisal_or_404(request, appraisal_id)
    latest, before = _latest(queries.results(there.id, request.reader))

    def of(documents: list[dict[str, Any]]) -> dict[str, Any] | None:
        return next((one for one in documents if (one["who"], one["code"]) == (who, code)), None)

    found = of(latest)
    if found is None:
        raise Http404
    return render(
        request,
        "web/appraisal_body.html",
        {
            **_shared(there),
            "name": appraising.body_name(there.plan, who, code),
            "former": of(before),
            **_arithmetic(there, found, _of(there)),
        },
    )


@require_safe
@signed_in
def preview(request: HttpRequest, appraisal_id: int) -> HttpResponse:
    """What a draft would say if it were frozen now; nothing of it is kept."""
    there = appraisal_or_404(request, appraisal_id)
    if not request.reader.district or there.standing.state != states.DRAFTED:
        raise Http404
    basis = queries.basis_now(there.scheme, there.plan, there.year)
    content = queries.made(basis)
    return _part(
        request,
        there,
        "web/part_appraisal_scores.html",
        bodies=appraising.bodies(there.scheme, there.plan, content["bodies"]),
        heading=_("Preview: as known now, nothing is kept"),
        preview=True,
    )


@require_safe
@signed_in
def changes(request: HttpRequest, appraisal_id: int) -> HttpResponse:
    """The rows that count otherwise now than when the appraisal was frozen."""
    there = appraisal_or_404(request, appraisal_id)
    if not request.reader.district or there.standing.window_through is None:
        raise Http404
    now = queries.basis_now(there.scheme, there.plan, there.year)
    rows = _flip_rows(operations.frozen_basis(there), now)
    return _part(
        request,
        there,
        "web/part_appraisal_flips.html",
        flips=appraising.flips(rows, change_id=now.change_id),
        heading=_("Since the freeze"),
    )


def _flip_rows(frozen: Basis, now: Basis) -> list[dict[str, Any]]:
    found = differences.changed_since(frozen, now.change_id)
    about = differences.of_changes(sorted({one.change_id for one in found}))
    rows = []
    for one in found:
        before, after = one.flip.before, one.flip.after
        rows.append(
            {
                "target": one.target,
                "as_of": one.as_of,
                "subject_kind": one.flip.subject_kind,
                "subject_id": one.flip.subject_id,
                "party_id": one.flip.party_id,
                "side_before": before.side if before else None,
                "side_after": after.side if after else None,
                "town_before": before.town if before else None,
                "town_after": after.town if after else None,
                "change_id": one.change_id,
                **about.get(one.change_id, {}),
            }
        )
    return rows


def _part(request: HttpRequest, there: Opened, part: str, **given: Any) -> HttpResponse:
    """A part of the page that is asked for by itself; a whole page without scripts."""
    alone = not request.headers.get("HX-Request")
    context = {**_shared(there), **given, "part": part}
    return render(request, "web/appraisal_part.html" if alone else part, context)


@require_safe
@signed_in
def canonical(request: HttpRequest, appraisal_id: int) -> HttpResponse:
    """The canonical document, byte for byte what its digest is of."""
    there = appraisal_or_404(request, appraisal_id)
    kept = queries.kept_document(there.id, request.reader)
    if kept is None:
        raise Http404
    name = f"{there.scheme.id}-{there.year}.json"
    reads.record(request.reader, kind="appraisal", door="export", shown=[there.id])
    response = HttpResponse(kept.encode(), content_type="application/json")
    downloaded(response, name)
    return response


@require_POST
@signed_in
def step(request: HttpRequest, appraisal_id: int) -> HttpResponse:
    """Freezes, recounts, signs or withdraws, with a reason."""
    there = appraisal_or_404(request, appraisal_id)
    given = {
        "reader": request.reader,
        "on": today(),
        "reason": request.POST.get("reason", ""),
    }
    name = request.POST.get("step", "")
    if name == "freeze":
        scheme_day = request.POST.get("known", "") == "scheme"
        known_at = there.scheme.known_day(there.year) if scheme_day else None
        operations.freeze(there.id, known_at=known_at, **given)
        messages.success(request, _("The appraisal is frozen; objections are taken now."))
    elif name == "recount":
        operations.recount(there.id, **given)
        messages.success(request, _("The appraisal was recounted."))
    elif name == "sign":
        operations.sign(there.id, **given)
        messages.success(request, _("The appraisal is signed."))
    elif name == "withdraw":
        operations.withdraw(there.id, **given)
        messages.success(request, _("The appraisal was withdrawn."))
    else:
        raise Http404
    return redirect("web:appraisal", appraisal_id=there.id)


@require_POST
@signed_in
def objection(request: HttpRequest, appraisal_id: int) -> HttpResponse:
    """A township objects to its result."""
    there = appraisal_or_404(request, appraisal_id)
    operations.object_to(
        there.id,
        reader=request.reader,
        on=today(),
        target=request.POST.get("target", ""),
        text=request.POST.get("text", ""),
    )
    messages.success(request, _("The objection was recorded."))
    return redirect("web:appraisal", appraisal_id=there.id)


@require_POST
@signed_in
def answer(request: HttpRequest, appraisal_id: int, objection_id: int) -> HttpResponse:
    """The district decides on an objection."""
    there = appraisal_or_404(request, appraisal_id)
    decided = request.POST.get("decision", "")
    if decided not in ("upheld", "rejected"):
        raise UserError(
            "请选择“成立”或“不成立”。", "Choose whether the objection is upheld or rejected."
        )
    operations.answer(
        there.id,
        objection_id,
        reader=request.reader,
        on=today(),
        upheld=decided == "upheld",
        reason=request.POST.get("reason", ""),
    )
    messages.success(request, _("The answer was recorded."))
    return redirect("web:appraisal", appraisal_id=there.id)
