"""What DEC-02, DEC-03 and DEC-05 share: turns of the changes that the sheet records."""

from __future__ import annotations

from collections.abc import Mapping

from zhifang.calc import Rows, value
from zhifang.obligations.rules.filings import (
    SITE,
    filed_in_days,
    open_spans,
    told_by_filing,
    while_declared,
    within,
)
from zhifang.statutes import Value


def recorded(facts: Mapping[str, Rows], kind: str) -> Rows:
    """The changes of a kind, as triggers of a duty that opens and counts from their day."""
    r = facts["reportable_changes"]
    r = r.filter(r.kind == kind)
    return r.select(
        *SITE,
        "known_on",
        anchor_on=r.changed_on,
        anchor_kind=value("trigger"),
        anchor_ref=r.id,
        opened_on=r.changed_on,
        counted_from=r.changed_on,
    )


def turns_of(triggers: Rows, facts: Mapping[str, Rows], law: Value, *, declared: bool) -> Rows:
    """Turns of the triggers at sites that are not closed, and that were ``declared`` if so."""
    owed = within(triggers, open_spans(facts))
    if declared:
        owed = while_declared(owed, facts)
    return filed_in_days(told_by_filing(owed, facts), facts, law)
