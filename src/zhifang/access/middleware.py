"""Runs each request in a transaction that shows only what its user may see."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from .models import User
from .readers import RowSecurity, reader_of
from .second_factor import SESSION_KEY, is_required

Answer = Callable[[HttpRequest], HttpResponse]

#: Pages open to an officer who has given the password but not the second factor yet.
_OPEN = ("/static/", "/login/", "/logout/", "/language/")


def row_security(get_response: Answer) -> Answer:
    """Sets ``request.reader`` and the row-security settings of the request's transaction."""

    def answer(request: HttpRequest) -> HttpResponse:
        request.reader = reader_of(request.user)  # type: ignore[attr-defined]
        with RowSecurity(request.reader):  # type: ignore[attr-defined]
            return get_response(request)

    return answer


def _page_first(request: HttpRequest) -> str:
    """The page this user must pass before any other, or an empty text."""
    user = request.user
    if not isinstance(user, User) or request.path.startswith(_OPEN):
        return ""
    if is_required(user) and not request.session.get(SESSION_KEY):
        return str(settings.SECOND_FACTOR_URL)
    return str(settings.PASSWORD_URL) if user.must_change_password else ""


def first_things(get_response: Answer) -> Answer:
    """Second factor first for officers in production, a password of one's own for new users."""

    def answer(request: HttpRequest) -> HttpResponse:
        page = _page_first(request)
        if page and not request.path.startswith(page):
            return redirect(page)
        return get_response(request)

    return answer
