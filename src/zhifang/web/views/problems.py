# ruff: noqa: ARG001 (Django names the arguments of views)
"""Pages for what went wrong: refused, not found, failed, not finished."""

from __future__ import annotations

import logging
import secrets
from typing import Any

from django.db import Error
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from zhifang.core.errors import UserError

log = logging.getLogger("zhifang.web")


def frame(request: HttpRequest) -> str:
    """The frame of a problem's page: with the menu for who is signed in.

    The reader is known by then; where even that cannot be had, the page stands without a menu.
    """
    try:
        user = getattr(request, "user", None)
        known = user is not None and user.is_authenticated
    except Error:
        known = False
    return "web/base.html" if known else "web/frame.html"


def problem(request: HttpRequest, name: str, *, status: int, **context: Any) -> HttpResponse:
    """A problem's page in the frame its reader knows."""
    return render(request, name, {**context, "frame": frame(request)}, status=status)


def unfinished(request: HttpRequest) -> HttpResponse:
    """未完成: the figures could not be had in time. 503, asks nothing of the database."""
    log.warning("unfinished: %s", request.path)
    name = "web/part_unfinished.html" if request.headers.get("HX-Request") else "web/503.html"
    response = problem(request, name, status=503)
    response.headers["Retry-After"] = "5"
    return response


def user_error(request: HttpRequest, error: UserError) -> HttpResponse:
    """One sentence saying where, what is wrong and what to do (400)."""
    sentence = error.text(get_language() or "zh-hans")
    return problem(request, "web/400.html", status=400, sentence=sentence)


def not_allowed(request: HttpRequest, error: UserError) -> HttpResponse:
    """The role does not include the act (403)."""
    sentence = error.text(get_language() or "zh-hans")
    return problem(request, "web/403.html", status=403, sentence=sentence)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's handler400."""
    return problem(request, "web/400.html", status=400, sentence="")


def refused(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's handler403."""
    return problem(request, "web/403.html", status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's handler404: also what a reader gets for what lies outside the own view."""
    return problem(request, "web/404.html", status=404)


def failed(request: HttpRequest) -> HttpResponse:
    """Django's handler500, with a reference that also stands in the log."""
    reference = secrets.token_hex(4)
    log.error("failed %s: %s", reference, request.path)
    return problem(request, "web/500.html", status=500, reference=reference)


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Django's CSRF_FAILURE_VIEW: a form that was open too long or came from elsewhere."""
    log.warning("csrf: %s %s", request.path, reason)
    return problem(request, "web/403.html", status=403, stale_form=True)
