"""The form of one row of a sheet, made from the sheet's declaration."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cache
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhifang.core.days import today
from zhifang.exchange.codes import CodeList
from zhifang.exchange.columns import BIRTH, CREDIT_CODE, DAY, DECIMAL, WHOLE, Column, Sheet
from zhifang.exchange.sheets import SHEETS
from zhifang.exchange.summary import Problem
from zhifang.web.reading import language

NOT_APPLICABLE = "不适用"
#: Beside a day that may be left out: the box that says that there is none.
ABSENT = "-absent"
#: A text that may be longer than this is written into a field of several lines.
ONE_LINE = 200
CONTROL = {"class": "form-control"}


class FactForm(forms.Form):
    """One field a column, then the sender's stamp. Only the intake judges what was written.

    ``own``: the credit code of the party that writes, which its rows must carry.
    """

    received_on = forms.DateField(
        label=gettext_lazy("Received on"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date", **CONTROL}, format="%Y-%m-%d"),
    )
    sent_by = forms.CharField(
        label=gettext_lazy("Sender's credit code (empty: none named)"),
        required=False,
        max_length=18,
        widget=forms.TextInput(attrs={"spellcheck": "false", **CONTROL}),
    )

    def __init__(self, *args: Any, sheet: Sheet, own: str | None, **given: Any) -> None:
        super().__init__(*args, **given)
        self.sheet = sheet
        english = language() == "en"
        for column in sheet.columns:
            field = forms.CharField(
                label=column.en if english else column.zh,
                help_text=column.en_help if english else column.zh_help,
                required=False,
                widget=widget_of(column, english=english),
            )
            self.fields[column.key] = field
            if not column.required and column.kind in (DAY, BIRTH):
                self.fields[column.key + ABSENT] = forms.BooleanField(
                    label=_("not applicable"), required=False,
                    widget=forms.CheckboxInput(attrs={"class": "form-check-input"}),
                )  # fmt: skip
        self.fields["received_on"].initial = today
        if own is not None:
            del self.fields["sent_by"]
            self._keep_own(own)
        self.order_fields([name for name in self.fields if name not in ("received_on", "sent_by")])

    def _keep_own(self, own: str) -> None:
        """The party's own code stands in the column by which a row is its own."""
        first = self.fields[self.sheet.own[0]]
        first.initial = own
        if len(self.sheet.own) == 1:
            first.widget.attrs["readonly"] = True

    @property
    def rows(self) -> Iterable[tuple[Column, forms.BoundField, forms.BoundField | None]]:
        """Each column with its field, and the box beside a day that may be left out."""
        for column in self.sheet.columns:
            absent = column.key + ABSENT
            yield column, self[column.key], self[absent] if absent in self.fields else None

    @property
    def row(self) -> dict[str, str]:
        """What was written, by column; blanks are left out."""
        given = {}
        for column in self.sheet.columns:
            text = self.cleaned_data[column.key]
            if self.cleaned_data.get(column.key + ABSENT) and not text:
                text = NOT_APPLICABLE
            if text:
                given[column.key] = text
        return given

    @property
    def stamp(self) -> date | None:
        """The day of receipt; None for today."""
        found: date | None = self.cleaned_data["received_on"]
        return found

    def say(self, problems: Iterable[Problem]) -> None:
        """Puts the first sentence about each column beside its field."""
        for problem in problems:
            if problem.column not in self.errors:
                self.add_error(problem.column, problem.text(language()))
                self.fields[problem.column].widget.attrs["aria-describedby"] = (
                    f"id_{problem.column}_error id_{problem.column}_helptext"
                )


def widget_of(column: Column, *, english: bool) -> forms.Widget:
    """How a cell is written: a list, a day, a number or text."""
    attrs: dict[str, Any] = dict(CONTROL)
    if column.required:
        attrs["aria-required"] = "true"
    if column.codes is not None and column.codes.short:
        blank = _("choose") if column.required else _("not stated")
        choices = [("", blank), *short_choices(column, english=english)]
        return forms.Select(attrs={**attrs, "class": "form-select"}, choices=choices)
    if column.codes is not None and column.kind == "code":
        return forms.TextInput(attrs={**attrs, "list": f"list-{column.codes.name}"})
    if column.kind in (DAY, BIRTH):
        return forms.TextInput(attrs={**attrs, "type": "date"})
    if column.kind == WHOLE:
        return forms.TextInput(attrs={**attrs, "inputmode": "numeric"})
    if column.kind == DECIMAL:
        return forms.TextInput(attrs={**attrs, "inputmode": "decimal"})
    if column.longest > ONE_LINE:
        return forms.Textarea(attrs={**attrs, "rows": 3})
    if column.kind == CREDIT_CODE:
        attrs |= {"spellcheck": "false", "autocapitalize": "characters"}
    return forms.TextInput(attrs=attrs)


def short_choices(column: Column, *, english: bool) -> list[tuple[str, str]]:
    """The values of a short list, and "not applicable" where the cell may hold it."""
    listed = column.codes.choices() if column.codes else ()
    found = [(choice.value, (choice.en if english else choice.zh)) for choice in listed]
    return found if column.required else [*found, (NOT_APPLICABLE, _("not applicable"))]


def long_lists(sheet: Sheet) -> list[tuple[str, list[tuple[str, str]]]]:
    """Name, and (text to write, what it is), of each long list that a field offers."""
    names = {
        column.codes.name
        for column in sheet.columns
        if column.codes is not None and not column.codes.short and column.kind == "code"
    }
    return [(name, offers(name, language())) for name in sorted(names)]


@cache
def offers(name: str, lang: str) -> list[tuple[str, str]]:
    """The entries of a long list: the name where it stands for one entry alone, else the code."""
    codes = list_by_name(name)
    found = []
    for choice in codes.choices():
        wanted = (choice.en if lang == "en" else choice.zh) or choice.zh
        if codes.resolve(wanted, None) == choice.value:
            found.append((wanted, choice.printed))
        else:
            found.append((choice.printed, wanted))
    return found


def list_by_name(name: str) -> CodeList:
    """The code list that some column of a sheet names so."""
    return next(
        column.codes
        for sheet in SHEETS.values()
        for column in sheet.columns
        if column.codes is not None and column.codes.name == name
    )
