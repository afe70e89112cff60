"""Intake by programs: rows of JSON at once, workbooks by a job; taking back."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from django.http import Http404, HttpRequest, HttpResponse
from ninja import File, Form, Header, Router, UploadedFile
from pydantic import Field

from zhifang.api import answers
from zhifang.api.problems import Problem
from zhifang.api.reads import PROBLEMS
from zhifang.api.repeating import once
from zhifang.exchange import history, intake, taking_back
from zhifang.exchange.handing_in import hand_in, sender_of, stamp_of
from zhifang.exchange.received import SentFile, sm3
from zhifang.exchange.sheets import SHEETS

router = Router(tags=["intake"])

WRITES = {**PROBLEMS, 409: Problem}
RowNumber = Annotated[int, Field(ge=1, lt=2**63)]
Key = Annotated[str, Header(alias="Idempotency-Key", max_length=200)]
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@router.post("sheets/{sheet}/rows", response={200: answers.Taken, **WRITES})
def take_rows(
    request: HttpRequest, sheet: str, payload: answers.Payload, idempotency_key: Key
) -> Any:
    """Takes rows in: checked as a workbook's are, good rows applied, the others named.

    ``files[0].problems`` names row and field of everything rejected, in both languages.
    """
    if sheet not in SHEETS:
        raise Http404
    reader = request.reader  # type: ignore[attr-defined]

    def work() -> tuple[int, dict[str, Any]]:
        through = payload.complete_through
        summary = intake.submit_rows(
            sheet,
            payload.rows,
            actor=reader.actor,
            sender=sender_of(reader, payload.credit_code),
            received_on=stamp_of(payload.received_on),
            all_or_nothing=payload.all_or_nothing,
            complete_through=through.isoformat() if through else None,
        )
        return 200, summary.as_json()

    asked = {"path": f"sheets/{sheet}/rows", "body": payload.model_dump(mode="json")}
    return once(reader, idempotency_key, asked, work)


@router.post("submissions", response={202: answers.Kept, **WRITES})
def hand_in_files(
    request: HttpRequest,
    files: Annotated[list[UploadedFile], File()],
    idempotency_key: Key,
    received_on: Annotated[date | None, Form()] = None,
    credit_code: Annotated[str, Form(max_length=18)] = "",
    all_or_nothing: Annotated[bool, Form()] = False,
) -> Any:
    """Keeps workbooks and leaves them to a job: ask for each submission what became of it."""
    reader = request.reader  # type: ignore[attr-defined]
    sent = [SentFile(file.name or "file", file.read()) for file in files]

    def work() -> tuple[int, dict[str, Any]]:
        kept = hand_in(
            sent,
            reader=reader,
            received_on=received_on,
            credit_code=credit_code or None,
            all_or_nothing=all_or_nothing,
        )
        return 202, {"submissions": kept}

    asked = {
        "path": "submissions",
        "files": [[file.name, sm3(file.content)] for file in sent],
        "received_on": received_on,
        "credit_code": credit_code,
        "all_or_nothing": all_or_nothing,
    }
    return once(reader, idempotency_key, asked, work)


@router.get("submissions/{number}", response={200: answers.Submission, **PROBLEMS})
def submission(request: HttpRequest, number: RowNumber) -> Any:  # noqa: ARG001 (ninja passes it)
    """What became of a file or payload."""
    found = history.file(number)
    if found is None:
        raise Http404
    return found


@router.get(
    "submissions/{number}/return",
    response={200: None, **PROBLEMS},
    openapi_extra={
        "responses": {200: {"content": {XLSX: {"schema": {"type": "string", "format": "binary"}}}}}
    },
)
def marked_return(request: HttpRequest, number: RowNumber) -> Any:  # noqa: ARG001 (ninja passes it)
    """The rejected rows of a file, marked; 404 when there is none."""
    found = history.marked_return(number)
    if found is None:
        raise Http404
    return HttpResponse(found[1], content_type=XLSX)


@router.post("submissions/{number}/withdrawal", response={200: answers.WithdrawnAnswer, **WRITES})
def withdraw_file(
    request: HttpRequest, number: RowNumber, why: answers.Reason, idempotency_key: Key
) -> Any:
    """Takes back everything a file brought."""
    reader = request.reader  # type: ignore[attr-defined]

    def work() -> tuple[int, dict[str, Any]]:
        done = taking_back.take_back_file(number, reason=why.reason, reader=reader)
        return 200, vars(done)

    asked = {"path": f"submissions/{number}/withdrawal", "reason": why.reason}
    return once(reader, idempotency_key, asked, work)


@router.post(
    "records/{sheet}/{number}/withdrawal", response={200: answers.WithdrawnAnswer, **WRITES}
)
def withdraw_record(
    request: HttpRequest, sheet: str, number: RowNumber, why: answers.Reason, idempotency_key: Key
) -> Any:
    """Takes one record back."""
    if sheet not in SHEETS:
        raise Http404
    reader = request.reader  # type: ignore[attr-defined]

    def work() -> tuple[int, dict[str, Any]]:
        done = taking_back.take_back_record(sheet, number, reason=why.reason, reader=reader)
        return 200, vars(done)

    asked = {"path": f"records/{sheet}/{number}/withdrawal", "reason": why.reason}
    return once(reader, idempotency_key, asked, work)
