# ruff: noqa: ARG001 (ninja passes request and error to every handler)
"""Errors as problem+json (RFC 9457), with row and field where there is one."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from django.db import InterfaceError, OperationalError, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from ninja import NinjaAPI, Schema
from ninja.errors import AuthenticationError, HttpError, ValidationError

from zhifang.access.permissions import NotAllowed
from zhifang.core.errors import UserError

CONTENT_TYPE = "application/problem+json"


class Fault(Schema):
    """One thing that is wrong: the row (from 1) and field it is in, as far as there are any."""

    row: int | None = None
    field: str | None = None
    detail: str


class Problem(Schema):
    """What went wrong, in one sentence that says what to do."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str = ""
    errors: Sequence[Fault] = ()


def problem(status: int, title: str, detail: str = "", errors: Any = ()) -> HttpResponse:
    """An answer of type problem+json."""
    body = {
        "type": "about:blank",
        "title": title,
        "status": status,
        "detail": detail,
        "errors": list(errors),
    }
    text = json.dumps(body, ensure_ascii=False)
    response = HttpResponse(text, status=status, content_type=CONTENT_TYPE)
    if status == 401:
        response.headers["WWW-Authenticate"] = "Bearer"
    if status == 503:
        response.headers["Retry-After"] = "5"
    return response


def fault_of(error: dict[str, Any]) -> dict[str, Any]:
    """A fault from one of ninja's: where it is, as a row number and a field name."""
    place = [part for part in error["loc"] if part not in ("query", "path", "body", "payload")]
    rows = [part for part in place if isinstance(part, int)]
    names = [str(part) for part in place if isinstance(part, str)]
    return {
        "row": rows[0] + 1 if rows else None,
        "field": names[-1] if names else None,
        "detail": error["msg"],
    }


def undo() -> None:
    """What the failed request wrote in its transaction is not kept."""
    if transaction.get_connection().in_atomic_block:
        transaction.set_rollback(True)


def answer_problems(api: NinjaAPI) -> None:
    """Registers the answers to every kind of error a client can act on."""

    @api.exception_handler(ValidationError)
    def invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
        return problem(422, _("Invalid request"), errors=map(fault_of, error.errors))

    @api.exception_handler(AuthenticationError)
    def unknown(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
        return problem(401, _("Sign in or send a valid key"))

    @api.exception_handler(NotAllowed)
    def refused(request: HttpRequest, error: NotAllowed) -> HttpResponse:
        undo()
        return problem(403, _("Not permitted"), error.text(get_language() or "zh"))

    @api.exception_handler(UserError)
    def sentence(request: HttpRequest, error: UserError) -> HttpResponse:
        undo()
        return problem(400, _("This cannot be done"), error.text(get_language() or "zh"))

    @api.exception_handler(Http404)
    def absent(request: HttpRequest, error: Http404) -> HttpResponse:
        return problem(404, _("Nothing here"))

    @api.exception_handler(HttpError)
    def stated(request: HttpRequest, error: HttpError) -> HttpResponse:
        undo()
        return problem(error.status_code, str(error))

    @api.exception_handler(OperationalError)
    def unfinished(request: HttpRequest, error: OperationalError) -> HttpResponse:
        undo()
        return problem(503, _("Not finished"))

    @api.exception_handler(InterfaceError)
    def unreachable(request: HttpRequest, error: InterfaceError) -> HttpResponse:
        return problem(503, _("Not finished"))
