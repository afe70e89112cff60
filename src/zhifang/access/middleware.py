"""Runs each request in a transaction that shows only what its user may see."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from .readers import RowSecurity, reader_of

Answer = Callable[[HttpRequest], HttpResponse]


def row_security(get_response: Answer) -> Answer:
    """Sets ``request.reader`` and the row-security settings of the request's transaction."""

    def answer(request: HttpRequest) -> HttpResponse:
        request.reader = reader_of(request.user)  # type: ignore[attr-defined]
        with RowSecurity(request.reader):  # type: ignore[attr-defined]
            return get_response(request)

    return answer
