"""The words for what the engine says of a duty: one vocabulary (GLOSSARY.md) for every door."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import pgettext


def word(code: object, words: dict[str, str]) -> str:
    """The word for ``code``. A code without a word is shown as it is; none is "not stated"."""
    if code is None or code == "":
        return _("not stated")
    return words.get(str(code), str(code))


def outcome_text(outcome: str) -> str:
    """An outcome of a turn or of a row of a target."""
    words = {
        "MET": pgettext("outcome", "Met"),
        "NOT_MET": pgettext("outcome", "Not met"),
        "NOT": pgettext("outcome", "Not met"),
        "UNKNOWN": pgettext("outcome", "Unknown"),
        "PENDING": pgettext("outcome", "Not yet due"),
        "NOT_APPLICABLE": pgettext("outcome", "Not applicable"),
        "OUT": pgettext("outcome", "Not counted"),
    }
    return word(outcome, words)


def side_text(side: str) -> str:
    """A side of a target; what is unmet, unknown and not yet due has the outcome's word."""
    words = {
        "all": _("All rows"),
        "numerator": _("Numerator"),
        "denominator": _("Denominator"),
        "missing": pgettext("outcome", "Not met"),
        "unknown": pgettext("outcome", "Unknown"),
        "pending": pgettext("outcome", "Not yet due"),
        "not_applicable": pgettext("outcome", "Not counted"),
    }
    return word(side, words)


def band_text(band: str) -> str:
    """A part of the worklist."""
    words = {
        "overdue": _("Overdue"),
        "due_30": _("Due in 30 days"),
        "due_90": _("Due in 90 days"),
        "unknown": pgettext("outcome", "Unknown"),
    }
    return word(band, words)


def unit_text(unit: str) -> str:
    """The unit of a value of law."""
    words = {"月": _("months"), "日": _("days"), "学时": _("hours"), "类档案": _("files")}
    return word(unit, words)


def weight_text(weight: str) -> str:
    """How far the source of a value of law was checked."""
    words = {
        "primary": _("read in the official text"),
        "secondary": _("from a secondary source"),
        "unverified": _("not checked yet"),
    }
    return word(weight, words)


def ended_text(why: str) -> str:
    """Why a turn ended without being done."""
    words = {
        "left": _("the worker left the exposure"),
        "closed": _("the site closed"),
        "lifted": _("the duty was lifted"),
        "suspended": _("production was suspended"),
        "changed": _("the law or its circumstance changed"),
        "over": _("what made it owed ended"),
    }
    return word(why, words)


def missing_text(name: str) -> str:
    """A missing fact that would decide."""
    words = {
        "work_grade": _("work grade of the post"),
        "noise_level": _("noise level of the post"),
        "risk_class": _("risk class of the site"),
        "exam_section": _("examination section of the hazard"),
        "training_hours": _("hours of the training"),
        "working_calendar": _("days off of that year"),
        "known_on": _("day the result was received"),
        "reported_on": _("day of the report"),
        "archive_files": _("files that were not checked"),
    }
    return word(name, words)


def next_step(rule_id: str, outcome: str, missing: Iterable[str]) -> str:
    """What to do next about an open duty."""
    if outcome == "UNKNOWN":
        named = [missing_text(name) for name in missing]
        return (
            _("Get the missing fact: %s") % pgettext("list", ", ").join(named)
            if named
            else _("Get the facts")
        )
    steps = {
        "ARC-01": (_("Have the archive completed at once"), _("Remind to keep the archive")),
        "DEC-01": (_("Have the site declared at once"), _("Remind to declare")),
        "DEC-02": (_("Have the project declared at once"), _("Remind to declare the project")),
        "DEC-03": (_("Have the change declared at once"), _("Remind to declare the change")),
        "DEC-04": (_("Have the change declared at once"), _("Remind to declare the change")),
        "DEC-05": (_("Have the change declared at once"), _("Remind to declare the change")),
        "DEC-06": (
            _("Have the declaration cancelled at once"),
            _("Remind to cancel the declaration"),
        ),
        "DEC-07": (_("Have the declaration updated at once"), _("Remind to update in time")),
        "DET-01": (_("Order the overdue measurement"), _("Remind to measure in time")),
        "EVA-01": (_("Order the overdue evaluation"), _("Remind to evaluate in time")),
        "HEX-02": (_("Order the overdue examination"), _("Remind to arrange the examination")),
        "RAD-01": (
            _("Have a dosimeter worn and read at once"),
            _("Remind to change the dosimeter"),
        ),
        "RAD-02": (_("Have the dose report delivered"), _("Remind to deliver the dose report")),
        "REP-01": (_("Have the case reported at once"), _("Remind to report the case")),
        "REP-02": (_("Have the month confirmed at once"), _("Remind to confirm the month")),
        "TRA-01": (_("Have the person trained at once"), _("Remind to train in time")),
        "TRA-02": (_("Have the person trained at once"), _("Remind to train in time")),
        "TRA-03": (_("Have the worker trained at once"), _("Remind to train in time")),
    }
    late, soon = steps.get(rule_id, (_("Ask for the record"), _("Remind")))
    return late if outcome == "NOT_MET" else soon
