"""Who asks: a program by its key, or a person by the session of the pages."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest
from ninja.security import APIKeyCookie, HttpBearer

from zhifang.access.readers import Reader, RowSecurity
from zhifang.api.keys import reader_of_token


class ByKey(HttpBearer):
    """``Authorization: Bearer zhifang_…``."""

    def authenticate(self, request: HttpRequest, token: str) -> Reader | None:
        """The reader of the key."""
        found = reader_of_token(token)
        if found is not None:
            request.reader = found  # type: ignore[attr-defined]
        return found


class BySession(APIKeyCookie):
    """The session cookie of somebody signed in on the pages; writing needs the CSRF token."""

    param_name = "sessionid"

    def authenticate(self, request: HttpRequest, key: str | None) -> Reader | None:  # noqa: ARG002
        """The reader of the session."""
        if not request.user.is_authenticated:
            return None
        reader: Reader = request.reader  # type: ignore[attr-defined]
        return reader


def as_reader(operation: Callable[..., Any]) -> Callable[..., Any]:
    """Runs an operation under the row security of who asks, key or session."""

    @wraps(operation)
    def secured(request: HttpRequest, *args: Any, **given: Any) -> Any:
        with RowSecurity(request.reader):  # type: ignore[attr-defined]
            return operation(request, *args, **given)

    return secured
