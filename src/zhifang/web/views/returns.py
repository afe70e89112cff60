# ruff: noqa: ARG001 (Django names the arguments of views)
"""Downloads of received files and of their marked-up returns; kept encrypted, sent decrypted."""

from __future__ import annotations

from urllib.parse import quote

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from zhifang.exchange import history
from zhifang.web.exports import XLSX
from zhifang.web.reading import signed_in


def download(name: str, content: bytes, content_type: str) -> HttpResponse:
    """``content`` as a file to be saved, never shown in the browser."""
    response = HttpResponse(content, content_type=content_type)
    response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


@require_safe
@signed_in
def marked_return(request: HttpRequest, file_id: int) -> HttpResponse:
    """The rejected rows of a file, marked; 404 outside the reader's view or when none is."""
    found = history.marked_return(file_id)
    if found is None:
        raise Http404
    return download(*found, XLSX)


@require_safe
@signed_in
def received_file(request: HttpRequest, file_id: int) -> HttpResponse:
    """A file exactly as received; 404 outside the reader's view."""
    found = history.content(file_id)
    if found is None:
        raise Http404
    return download(*found, "application/octet-stream")
