"""The pages' words for codes beside those every door uses (``worklists.wording``)."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from zhifang.exchange.sheets import SHEETS
from zhifang.web.reading import language
from zhifang.worklists.wording import outcome_text, word

OUTCOMES = {
    "MET": ("met", "✓"),
    "NOT_MET": ("not-met", "✗"),
    "NOT": ("not-met", "✗"),
    "UNKNOWN": ("unknown", "?"),
    "PENDING": ("pending", "…"),
    "NOT_APPLICABLE": ("none", "–"),
    "OUT": ("none", "–"),
}


def outcome_style(outcome: str) -> str:
    """The class of the badge."""
    return OUTCOMES.get(outcome, ("none", ""))[0]


def outcome_sign(outcome: str) -> str:
    """A sign beside the word, so that colour never speaks alone."""
    return OUTCOMES.get(outcome, ("none", ""))[1]


def task_outcome(outcome: str) -> str:
    """An outcome of a task of a plan or a decision of a meeting."""
    words = {
        "MET": pgettext("task", "Done"),
        "NOT_MET": pgettext("task", "Overdue"),
        "UNKNOWN": pgettext("task", "No due day"),
        "PENDING": pgettext("task", "Not yet due"),
    }
    return word(outcome, words)


def duty_text(rule: str) -> str:
    """A duty in a few words; its sentence stands on the page that explains it."""
    words = {
        "ARC-01": pgettext("duty", "Archive of occupational health"),
        "DEC-01": _("Hazard declaration"),
        "DEC-02": pgettext("duty", "Declaration of an accepted project"),
        "DEC-03": pgettext("duty", "Declaration of a change of process or material"),
        "DEC-04": pgettext("duty", "Declaration of a change of name, place or principal"),
        "DEC-05": pgettext("duty", "Declaration of what a test showed"),
        "DEC-06": pgettext("duty", "Cancelling of the declaration"),
        "DEC-07": pgettext("duty", "Yearly update of the declaration"),
        "DET-01": pgettext("duty", "Periodic measurement"),
        "EVA-01": pgettext("duty", "Status evaluation"),
        "HEX-02": pgettext("duty", "In-service examination"),
        "RAD-01": pgettext("duty", "Personal dose monitoring"),
        "RAD-02": pgettext("duty", "Report of personal doses"),
        "REP-01": pgettext("duty", "Report of a case"),
        "REP-02": pgettext("duty", "Monthly confirmation"),
        "TRA-01": pgettext("duty", "Training of the principal"),
        "TRA-02": pgettext("duty", "Training of the manager"),
        "TRA-03": pgettext("duty", "Training of exposed workers"),
    }
    return word(rule, words)


def days_text(past: int) -> str:
    """How many days are past the due day, or left until it (negative)."""
    if past > 0:
        return ngettext("%(days)s day late", "%(days)s days late", past) % {"days": past}
    return ngettext("%(days)s day left", "%(days)s days left", -past) % {"days": -past}


def may_be_text(sides: str) -> str:
    """What an unknown row may turn out to be."""
    if not sides:
        return ""
    named = (outcome_text(side) for side in sides.split())
    return _("may be: %s") % pgettext("list", ", ").join(named)


def size_text(size: str | None) -> str:
    """The size of an enterprise."""
    words = {
        "large": pgettext("size", "large"),
        "medium": pgettext("size", "medium"),
        "small": pgettext("size", "small"),
        "micro": pgettext("size", "micro"),
        "unknown": pgettext("size", "not known"),
    }
    return word(size, words)


def status_text(status: str | None) -> str:
    """The state of business of a site."""
    words = {
        "operating": _("In business"),
        "suspended": _("Suspended"),
        "closed": pgettext("business", "Closed"),
    }
    return word(status, words)


def risk_text(risk: str | None) -> str:
    """The risk class of a site."""
    return word(
        risk, {"severe": pgettext("risk", "severe"), "general": pgettext("risk", "general")}
    )


def sex_text(sex: str | None) -> str:
    """Sex as on the identity document."""
    return word(sex, {"male": _("male"), "female": _("female")})


def record_text(kind: str) -> str:
    """The kind of a record: of the first sheets what it is about, else the sheet's name."""
    words = {
        "employers": _("State of the site"),
        "posts": _("Hazard of a post"),
        "workers": _("Work and exposure"),
        "declarations": _("Hazard declaration"),
        "measurements": _("Workplace measurement"),
        "examinations": _("Health examination"),
    }
    return words.get(kind) or sheet_text(kind)


def gap_text(kind: str) -> str:
    """What the records of a worker's surveillance archive do not show."""
    words = {
        "no_statement": _("the employer has stated nothing about the archive"),
        "archive_absent": _("the employer stated that there is no archive"),
        "archive_blank": _("the employer did not state whether there is an archive"),
        "history_not_shown": _("work and exposure history are not shown to be in the archive"),
        "result_not_told": _("nothing shows that the latest result was told"),
        "copy_not_given": _("nothing shows that a copy was given on leaving"),
        "no_hazard": _("no hazard is recorded for the post"),
        "no_examination": _("no examination is recorded"),
        "not_examined": _("no recorded examination speaks of this hazard"),
        "no_dose": _("no personal dose is recorded"),
    }
    return word(kind, words)


def agreement_text(names: str, births: str) -> str:
    """How the two sides of a candidate agree, in one sentence."""
    said_of_name = {
        "exact": _("the same name"),
        "folded": _("the same name but for spaces, dots or width"),
        "near": _("nearly the same name"),
    }
    said_of_birth = {
        "exact": _("the same birth date"),
        "near": _("nearly the same birth date"),
        "blank": _("a birth date is missing"),
    }
    return pgettext("list", ", ").join((word(names, said_of_name), word(births, said_of_birth)))


def match_text(decision: str) -> str:
    """What was decided of a candidate of the insurance list."""
    return word(decision, {"accepted": _("The same person"), "refused": _("Not this person")})


def part_text(part: str) -> str:
    """The heading of a part of the plan's page."""
    words = {
        "towns": _("Townships and targets"),
        "funnel": _("Townships and chance"),
        "trend": _("By month and year"),
        "overnight": _("Changed since yesterday"),
        "weeks": _("Due in the next 12 weeks"),
    }
    return word(part, words)


def change_text(change: dict[str, Any]) -> str:
    """What a change was: a file taken in, a record taken back."""
    words = {
        "load": _("facts handed in"),
        "withdraw": _("a record taken back"),
    }
    return " · ".join(filter(None, (word(change["verb"], words), change["file"], change["reason"])))


def effort_unit(unit: str) -> str:
    """The unit of a value of the effort model."""
    return word(unit, {"minute": _("minute"), "percent": _("percent")})


def exam_kind_text(kind: str) -> str:
    """The kind of a health examination."""
    words = {
        "pre": _("before the job"),
        "in": _("in service"),
        "leaving": _("on leaving"),
        "emergency": _("emergency"),
        "after": _("after leaving"),
    }
    return word(kind, words)


def conclusion_text(conclusion: str) -> str:
    """The conclusion of a health examination."""
    words = {
        "N": _("no abnormality found"),
        "R": _("to be re-examined"),
        "S": _("suspected occupational disease"),
        "C": _("contraindication"),
        "O": _("other disease or abnormality"),
    }
    return word(conclusion, words)


def declaration_text(kind: str) -> str:
    """The kind of a declaration."""
    words = {
        "initial": _("initial declaration"),
        "change": _("change declaration"),
        "annual": _("annual update"),
        "closing": _("closing declaration"),
    }
    return word(kind, words)


def nature_text(nature: str) -> str:
    """Whether a target binds or is expected."""
    return word(nature, {"binding": _("binding"), "expected": _("expected")})


def anchor_text(kind: str) -> str:
    """What a turn is counted from."""
    words = {
        "event": _("the previous time it was done"),
        "start": _("the exposure begins"),
        "condition": _("the duty's condition begins"),
        "trigger": _("what makes it owed happened"),
    }
    return word(kind, words)


def sheet_text(key: str) -> str:
    """The name of a sheet."""
    sheet = SHEETS.get(key)
    if sheet is None:
        return key
    return sheet.en if language() == "en" else sheet.zh


def file_status(status: str) -> str:
    """How far a received file is."""
    words = {
        "received": _("Received, waiting"),
        "checking": _("Being checked"),
        "applied": pgettext("file", "Applied"),
        "refused": _("Refused as a whole"),
        "failed": _("Not finished"),
        "withdrawn": _("Withdrawn"),
    }
    return word(status, words)


def cell_kind(kind: str) -> str:
    """How a cell is written."""
    words = {
        "text": _("text"),
        "number_text": _("text or number"),
        "credit_code": _("unified social credit code"),
        "id_number": _("identity document number"),
        "day": _("day"),
        "birth": _("day of birth"),
        "whole": _("whole number"),
        "decimal": _("number"),
        "code": _("one of the values"),
        "codes": _("one or more of the values"),
    }
    return word(kind, words)
