"""Entering one fact by hand: the sheets there are to write, and the form of one row."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from zhifang.access.permissions import NotAllowed
from zhifang.core.errors import UserError
from zhifang.exchange.columns import Sheet
from zhifang.exchange.entering import Entered, enter, offered, own_code
from zhifang.web.entry_form import FactForm, long_lists
from zhifang.web.reading import language, signed_in

#: What a link may fill in beforehand: of which site the fact is.
GIVEN = ("credit_code", "site_no")


def given(request: HttpRequest) -> dict[str, str]:
    """The site named in the query."""
    return {name: request.GET[name][:50] for name in GIVEN if request.GET.get(name)}


@require_safe
@signed_in
def sheets(request: HttpRequest) -> HttpResponse:
    """The sheets of which the reader may write rows; 404 for who writes none."""
    found = offered(request.reader)
    if not found:
        raise Http404
    query = urlencode(given(request))
    return render(
        request,
        "web/enter_sheets.html",
        {"section": "uploads", "sheets": found, "suffix": f"?{query}" if query else ""},
    )


def sheet_or_404(request: HttpRequest, key: str) -> Sheet:
    """A sheet of which the reader may write rows."""
    for sheet in offered(request.reader):
        if sheet.key == key:
            return sheet
    raise Http404


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def fact(request: HttpRequest, key: str) -> HttpResponse:
    """The form of one row. What the intake finds wrong stands beside its field."""
    sheet = sheet_or_404(request, key)
    own = own_code(request.reader)
    if request.method == "POST":
        form = FactForm(request.POST, sheet=sheet, own=own)
        entered = taken(request, form) if form.is_valid() else None
        if entered is not None and entered.outcome != "rejected":
            tell(request, entered)
            return redirect(f"{reverse('web:enter', args=[key])}?{again(form)}")
    else:
        form = FactForm(initial=beforehand(sheet, given(request)), sheet=sheet, own=own)
    return render(
        request,
        "web/enter.html",
        {"section": "uploads", "sheet": sheet, "form": form, "lists": long_lists(sheet)},
    )


def taken(request: HttpRequest, form: FactForm) -> Entered | None:
    """Hands the row in; what is wrong is said in the form."""
    try:
        entered = enter(
            form.sheet,
            form.row,
            reader=request.reader,
            received_on=form.stamp,
            credit_code=form.cleaned_data.get("sent_by") or None,
        )
    except NotAllowed:
        raise
    except UserError as error:
        form.add_error(None, error.text(language()))
        return None
    form.say(entered.problems)
    if entered.refusal is not None:
        form.add_error(None, entered.refusal.text(language()))
    return entered


def tell(request: HttpRequest, entered: Entered) -> None:
    """What became of the row, and what is doubtful in it."""
    words = {
        "applied": _("The record was entered."),
        "corrected": _("A record of the same key was corrected."),
        "unchanged": _("The register says the same already; nothing was changed."),
    }
    messages.success(request, words[entered.outcome])
    for warning in entered.warnings:
        messages.warning(request, warning.text(language()))


def beforehand(sheet: Sheet, known: dict[str, str]) -> dict[str, str]:
    """The site that a link named, in the columns of this sheet."""
    unit = sheet.site_by or (sheet.own[0] if sheet.own == ("employer_code",) else "")
    found = {unit: known.get("credit_code", "")} if unit else {}
    if "site_no" in sheet.by_key:
        found["site_no"] = known.get("site_no", "")
    return {name: text for name, text in found.items() if text}


def again(form: FactForm) -> str:
    """The site of the row just entered, for the next one."""
    unit = form.sheet.site_by
    row = form.row
    kept = {"credit_code": row.get(unit or ""), "site_no": row.get("site_no")}
    return urlencode({name: text for name, text in kept.items() if text})
