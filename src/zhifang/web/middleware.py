"""Language of a request, and queries that did not finish."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from zhifang.core.errors import UserError
from zhifang.web.views.problems import unfinished, user_error

Responder = Callable[[HttpRequest], HttpResponse]


class LanguageMiddleware:
    """Chinese unless the reader switched: the browser's own preference is not asked."""

    def __init__(self, get_response: Responder) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        if chosen not in dict(settings.LANGUAGES):
            chosen = settings.LANGUAGE_CODE
        request.LANGUAGE_CODE = chosen  # type: ignore[attr-defined]
        with translation.override(chosen):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", chosen)
        return response


class ProblemMiddleware:
    """Turns errors a reader can act on into pages; every other error stays an error.

    A query stopped by its time limit, or a database that cannot be reached, is 未完成 (503):
    it never looks like an empty result.
    """

    def __init__(self, get_response: Responder) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """The page for ``error``, or None to let Django handle it."""
        if isinstance(error, UserError):
            return user_error(request, error)
        if isinstance(error, OperationalError | InterfaceError):
            return unfinished(request)
        return None
