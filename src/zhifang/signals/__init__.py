"""Signals: patterns in what was handed in that are a reason to look, never a finding.

Each kind is a pure function from plain rows to a :class:`Judgement`; ``queries`` reads the
register. Nothing here changes a number of a target.
"""

from zhifang.signals.at_threshold import Measured, at_threshold
from zhifang.signals.backdating import backdated
from zhifang.signals.influence import Subject, one_employer
from zhifang.signals.reopening import SiteStatus, reopened
from zhifang.signals.signal import KINDS, Entry, Judgement, Limits, Signal
from zhifang.signals.year_end import bunched_at_year_end

__all__ = [
    "KINDS",
    "Entry",
    "Judgement",
    "Limits",
    "Measured",
    "Signal",
    "SiteStatus",
    "Subject",
    "at_threshold",
    "backdated",
    "bunched_at_year_end",
    "one_employer",
    "reopened",
]
