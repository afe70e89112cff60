"""The two days of a page: the day asked about and the instant of knowledge."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlencode

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.http import HttpRequest
from django.utils.timezone import get_current_timezone, make_aware
from django.utils.translation import gettext_lazy as _

from zhifang.core.days import today
from zhifang.core.errors import UserError


def within_our_time(instant: datetime) -> None:
    """Refuses instants that no register of ours can have known."""
    if not 1950 <= instant.year <= 2100:
        raise ValidationError(_("An instant between 1950 and 2100, please."))


class DaysForm(forms.Form):
    """``as_of`` is a day, ``known_at`` a minute in local time; empty means the latest knowledge."""

    as_of = forms.DateField(
        label=_("As of"),
        required=False,
        validators=[MinValueValidator(date(1950, 1, 1)), MaxValueValidator(date(2100, 12, 31))],
        widget=forms.DateInput(attrs={"type": "date", "class": "form-control"}, format="%Y-%m-%d"),
    )
    known_at = forms.DateTimeField(
        label=_("As known at (empty: now)"),
        required=False,
        validators=[within_our_time],
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H:%M:%S.%f", "%Y-%m-%d"],
        widget=forms.DateTimeInput(
            attrs={"type": "datetime-local", "class": "form-control", "step": "1"},
            format="%Y-%m-%dT%H:%M:%S",
        ),
    )


@dataclass(frozen=True)
class PageDays:
    """What a page was asked for. ``known_at`` None is the latest change."""

    as_of: date
    known_at: datetime | None
    form: DaysForm
    chosen: bool
    today: date

    @property
    def to_come(self) -> bool:
        """Whether the day asked about lies after today, so that its facts are not all there."""
        return self.as_of > self.today

    @property
    def known_text(self) -> str:
        """The instant of knowledge as a form sends it on; empty for the latest."""
        return self.known_at.strftime("%Y-%m-%dT%H:%M:%S.%f") if self.known_at else ""

    @property
    def query(self) -> str:
        """The part of a link's query that keeps both days; empty when nothing was chosen."""
        if not self.chosen:
            return ""
        parts = {"as_of": self.as_of.isoformat()}
        if self.known_at:
            parts["known_at"] = self.known_text
        return urlencode(parts)

    @property
    def suffix(self) -> str:
        """``?`` and the query, or nothing: to append to a link."""
        return f"?{self.query}" if self.query else ""


def page_days(request: HttpRequest, *, usual: date | None = None) -> PageDays:
    """The days asked for in the query; ``usual`` (default today) where no day is given.

    Raises UserError for a day or an instant that cannot be read.
    """
    given = {name: request.GET.get(name, "").strip() for name in ("as_of", "known_at")}
    form = DaysForm(given)
    if not form.is_valid():
        raise UserError(
            "日期无法识别：请按 2020-12-31 的格式填写日期，按 2021-01-15T10:00 的格式填写时刻。",
            "The day could not be read: write days as 2020-12-31, instants as 2021-01-15T10:00.",
        )
    known_at = form.cleaned_data["known_at"]
    if known_at is not None:
        if len(given["known_at"]) == len("2021-01-15"):
            known_at = known_at.replace(hour=23, minute=59, second=59, microsecond=999999)
        if known_at.tzinfo is None:
            known_at = make_aware(known_at, get_current_timezone())
    as_of = form.cleaned_data["as_of"] or usual or today()
    return PageDays(
        as_of=as_of,
        known_at=known_at,
        form=DaysForm(initial={"as_of": as_of, "known_at": known_at}),
        chosen=bool(given["as_of"] or given["known_at"]),
        today=today(),
    )
