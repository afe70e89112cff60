"""Insured rows without identity number that may be workers: the queue, and deciding."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest
from ninja import Router
from ninja.errors import HttpError

from zhifang.access.permissions import check_may, may
from zhifang.api import answers
from zhifang.api.cursors import decoded, encoded
from zhifang.api.intake import WRITES, Key, RowNumber
from zhifang.api.reads import PROBLEMS, Limit, Text, record_shown
from zhifang.api.repeating import once
from zhifang.registry.insurance.queue import candidates, decide

router = Router(tags=["insurance"])


@router.get("insurance/matches", response={200: answers.Matches, **PROBLEMS})
def matches(
    request: HttpRequest, decided: bool = False, cursor: Text = "", limit: Limit = 100
) -> Any:
    """The candidates in force, likeliest first; undecided ones unless ``decided``.

    Only for the district. Identity numbers are masked; ``confidence`` is a probability, and
    ``leaves_open`` says whether the worker is unknown in I14 until somebody decides.
    """
    if not may(request.reader, "match"):  # type: ignore[attr-defined]
        raise Http404
    found = candidates(decided=decided, after=_after(cursor), limit=limit + 1)
    shown = found[:limit]
    record_shown(request, [row["worker_id"] for row in shown])
    last = shown[-1] if len(found) > limit else None
    return {
        "matches": shown,
        "next": encoded(repr(last["confidence"]), last["id"]) if last else None,
    }


def _after(cursor: str) -> tuple[float, int] | None:
    """Confidence and number of the last candidate of the page before; 422 for another text."""
    if not cursor:
        return None
    text, number = decoded(cursor, str, int)
    try:
        confidence = float(text)
    except ValueError as error:
        raise HttpError(422, "cursor: not one of ours") from error
    if not 0 <= confidence <= 1:
        raise HttpError(422, "cursor: not one of ours")
    return confidence, number


@router.post("insurance/matches/{number}/decision", response={200: answers.Decided, **WRITES})
def decision(
    request: HttpRequest, number: RowNumber, said: answers.Decision, idempotency_key: Key
) -> Any:
    """Says whether a candidate is the same person; a later decision replaces an earlier one."""
    reader = request.reader  # type: ignore[attr-defined]
    check_may(reader, "match")

    def work() -> tuple[int, dict[str, Any]]:
        made = decide(number, said.decision, actor=reader.actor, reason=said.reason)
        return 200, {"id": made, "decision": said.decision}

    asked = {"path": f"insurance/matches/{number}/decision", "body": said.model_dump(mode="json")}
    return once(reader, idempotency_key, asked, work)
