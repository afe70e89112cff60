# ruff: noqa: ARG001 (Django names the arguments of views)
"""Help, the data dictionary and blank templates: all from the declaration of the sheets."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from zhifang.exchange.dictionary import dictionary
from zhifang.exchange.sheets import sheet_by_key
from zhifang.exchange.templates import template as blank_template
from zhifang.web.exports import XLSX
from zhifang.web.reading import language, signed_in


def sheet_or_404(key: str) -> dict[str, Any]:
    """One sheet of the dictionary."""
    for sheet in dictionary():
        if sheet["key"] == key:
            return sheet
    raise Http404


@require_safe
@signed_in
def help_page(request: HttpRequest) -> HttpResponse:
    """How figures are read, which sheets there are."""
    sheets = dictionary()
    return render(request, "web/help.html", {"section": "help", "sheets": sheets})


@require_safe
@signed_in
def sheet(request: HttpRequest, sheet: str) -> HttpResponse:
    """The columns of one sheet."""
    found = sheet_or_404(sheet)
    return render(request, "web/help_sheet.html", {"section": "help", "sheet": found})


@require_safe
@signed_in
def template(request: HttpRequest, sheet: str) -> HttpResponse:
    """A blank template of one sheet."""
    found = sheet_or_404(sheet)
    content = blank_template(sheet_by_key(found["key"]), language())
    response = HttpResponse(content, content_type=XLSX)
    response.headers["Content-Disposition"] = f'attachment; filename="{found["key"]}.xlsx"'
    return response
