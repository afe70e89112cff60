"""The sentences of the signals: what was seen, against what, and that it is a reason to look."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext


def kind_text(kind: str) -> str:
    """The name of a kind."""
    return {
        "year_end": _("Entries bunched at the end of the year"),
        "backdated": _("Event days far before entry"),
        "at_threshold": _("Hours bunched exactly at the number required"),
        "reopened": _("Closed over the end of the year and open again"),
        "one_employer": _("One employer lifts a township's rate"),
    }[kind]


def subject_text(subject_kind: str) -> str:
    """What a signal is about."""
    return {
        "sender": pgettext("signal", "Sender"),
        "organiser": pgettext("signal", "Organiser of trainings"),
        "site": pgettext("signal", "Site"),
        "employer": pgettext("signal", "Employer"),
    }[subject_kind]


def caution() -> str:
    """What stands above every list of signals."""
    return _(
        "A signal is a reason to look, not a finding: each may have an honest explanation, and no "
        "number of the plan is changed by it."
    )


def reason(kind: str, figures: Mapping[str, Any]) -> str:
    """What was seen and against what, in one sentence from the figures of the signal."""
    return {
        "year_end": _(
            "%(late_entries)s of its %(entries)s entries of %(year)s came in from %(from)s to "
            "%(to)s; by days of entry that is %(late_effective_days)s of %(effective_days)s, where "
            "its own rate over the year lets %(expected_percent)s %% be expected."
        ),
        "backdated": _(
            "%(acts_beyond)s of its %(acts)s deliveries since %(since)s reach back more than "
            "%(line_days)s days (up to %(longest_days)s); of its %(earlier_acts)s earlier ones "
            "nearly all kept within %(usual_days)s days."
        ),
        "at_threshold": _(
            "%(exactly)s of its %(sessions)s trainings have exactly the hours required; of the "
            "%(others)s of all others within %(neighbour_hours)s hours of the line, "
            "%(others_exactly)s have."
        ),
        "reopened": _(
            "Closed on %(closed_on)s and open again on %(open_again_on)s, so it stood closed on "
            "the last day of %(year)s, on which targets are counted; around the ends of the other "
            "eleven months %(other_month_ends)s sites did the same."
        ),
        "one_employer": _(
            "%(target)s is met here with %(numerator)s/%(denominator)s; without this employer "
            "(%(own_numerator)s/%(own_denominator)s) the others have "
            "%(others_numerator)s/%(others_denominator)s and do not meet it."
        ),
    }[kind] % dict(figures)
