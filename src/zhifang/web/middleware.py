"""Language of a request, and queries that did not finish."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.db import InterfaceError, OperationalError, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from zhifang.access.permissions import NotAllowed
from zhifang.core.errors import UserError
from zhifang.web.views.problems import bad_request, not_allowed, unfinished, user_error

#: Milliseconds a request waits for another's lock, and for one statement of the engine.
LONGEST_WAIT, LONGEST_STATEMENT = 20_000, 60_000

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


def limit_waiting(connection: BaseDatabaseWrapper, **_given: object) -> None:
    """In processes that answer requests the engine waits no longer than a reader would."""
    if connection.alias == "engine":
        with connection.cursor() as cursor:
            cursor.execute("set lock_timeout = %s", [LONGEST_WAIT])
            cursor.execute("set statement_timeout = %s", [LONGEST_STATEMENT])


class ProblemMiddleware:
    """Turns errors a reader can act on into pages; every other error stays an error.

    A query stopped by its time limit, or a database that cannot be reached, is 未完成 (503):
    it never looks like an empty result.
    """

    def __init__(self, get_response: Responder) -> None:
        self.get_response = get_response
        connection_created.connect(limit_waiting, dispatch_uid="zhifang.web.limit_waiting")

    def __call__(self, request: HttpRequest) -> HttpResponse:
        given = (value for _name, values in request.GET.lists() for value in values)
        if not request.path.startswith("/api/") and any("\x00" in value for value in given):
            return bad_request(request, SuspiciousOperation())  # PostgreSQL's text holds no NUL
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """The page for ``error``, or None to let Django handle it."""
        answer: HttpResponse | None = None
        if isinstance(error, NotAllowed):
            answer = not_allowed(request, error)
        elif isinstance(error, UserError):
            answer = user_error(request, error)
        elif isinstance(error, OperationalError | InterfaceError):
            answer = unfinished(request)
        if answer is not None and not is_signing_out(request):
            undo()
        return answer


def is_signing_out(request: HttpRequest) -> bool:
    """Whether the request ended the session, which must stay ended."""
    return not request.user.is_authenticated


def undo() -> None:
    """What the failed request wrote in its transaction is not kept."""
    if transaction.get_connection().in_atomic_block:
        transaction.set_rollback(True)
