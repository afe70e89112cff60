"""How outcomes, groups of the worklist and weights of sources are called."""

from __future__ import annotations

from django.utils.translation import gettext as _

from zhifang.obligations.explaining import MISSING


def outcome_label(outcome: str) -> str:
    """An outcome in words."""
    return {
        "MET": _("met"),
        "NOT_MET": _("not met"),
        "UNKNOWN": _("unknown"),
        "PENDING": _("not due yet"),
        "NOT_APPLICABLE": _("not applicable"),
    }[outcome]


def band_label(band: str) -> str:
    """A group of the worklist in words."""
    return {
        "overdue": _("overdue"),
        "unknown": _("cannot be decided"),
        "due_30": _("due in 30 days"),
        "due_90": _("due in 90 days"),
    }[band]


def weight_label(weight: str) -> str:
    """The weight of a source in words."""
    return {
        "primary": _("text read"),
        "secondary": _("second-hand source"),
        "unverified": _("unverified source"),
    }[weight]


def next_step(rule: str, missing: list[str]) -> str:
    """What to do about an open item."""
    from django.utils.translation import get_language

    if missing:
        english = (get_language() or "").startswith("en")
        return MISSING[missing[0]][1 if english else 0]
    return {
        "DEC-01": _("file the declaration"),
        "DET-01": _("have all posts and hazards measured"),
        "HEX-02": _("arrange the examination"),
    }[rule]
