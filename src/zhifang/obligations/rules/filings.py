"""What DEC-02 to DEC-06 share: filings that stand, filings that tell a change, days to file in."""

from __future__ import annotations

from collections.abc import Mapping

from zhifang import statutes
from zhifang.calc import Rows, add_days, blank_far, dated, day, far, first_of, least, united, value
from zhifang.obligations.rules.dec_01 import DECLARING_KINDS
from zhifang.obligations.rules.law import RESTING
from zhifang.statutes import Value

SITE = ("holder_id", "site_id")

#: Filings that tell a change. A yearly update is a type of its own and does not.
TELLING_KINDS = ("change", "initial")


def days_of(parameter_id: str) -> Value:
    """The value of law that gives the days to file in."""
    return statutes.parameter(parameter_id).values[-1]


def standing_filings(facts: Mapping[str, Rows]) -> Rows:
    """Every day on which a site was declared: site_id, filed_on, stands_until (the day of the
    closing filing that ended it; the far day: it stands still)."""
    d = facts["declarations"]
    filed = d.filter(d.kind.isin(DECLARING_KINDS)).select("site_id", "declared_on").distinct()
    closing = d.filter(d.kind == "closing")
    until = filed.left_join(
        closing, [filed.site_id == closing.site_id, closing.declared_on >= filed.declared_on]
    ).select(filed.site_id, filed_on=filed.declared_on, closed_on=closing.declared_on)
    return until.group_by("site_id", "filed_on").agg(
        stands_until=until.closed_on.min().fill_null(far())
    )


def within(triggers: Rows, spans: Rows) -> Rows:
    """The triggers that open in a span of their site, each with its ``stop``.

    ``triggers``: `SITE`, anchor_on, opened_on and others; ``spans``: `SITE`, start, stop.
    """
    return triggers.join(
        spans,
        [
            *(triggers[k] == spans[k] for k in SITE),
            spans.start <= triggers.opened_on,
            spans.stop > triggers.opened_on,
        ],
    ).select(triggers, spans.stop)


def open_spans(facts: Mapping[str, Rows]) -> Rows:
    """The days on which a site is not closed: `SITE`, start, stop, without touching."""
    return united(facts["open_periods"].select(*SITE, "start", "stop"), SITE)


def while_declared(triggers: Rows, facts: Mapping[str, Rows]) -> Rows:
    """The triggers that open while a filing of the site stands; their ``stop`` comes no later
    than the closing filing that ends it."""
    s = standing_filings(facts)
    standing = triggers.join(
        s,
        [
            triggers.site_id == s.site_id,
            s.filed_on <= triggers.opened_on,
            s.stands_until > triggers.opened_on,
        ],
    ).select(triggers.site_id, triggers.anchor_on, s.stands_until)
    until = standing.group_by("site_id", "anchor_on").agg(stands_until=standing.stands_until.min())
    both = triggers.join(
        until, [triggers.site_id == until.site_id, triggers.anchor_on == until.anchor_on]
    ).select(triggers, until.stands_until)
    return both.select(
        *[both[c] for c in triggers.columns if c != "stop"],
        stop=least(both.stop, both.stands_until),
    )


def told_by_filing(triggers: Rows, facts: Mapping[str, Rows]) -> Rows:
    """The triggers, one a site and anchor, with the first filing that tells them: on the day the
    duty opens or later, and before their ``stop``. Adds done_on, because_id."""
    d = facts["declarations"]
    telling = d.filter(d.kind.isin(TELLING_KINDS))
    after = triggers.left_join(
        telling,
        [
            triggers.site_id == telling.site_id,
            telling.declared_on >= triggers.opened_on,
            telling.declared_on < triggers.stop,
        ],
    ).select(triggers, done_on=telling.declared_on, because_id=telling.id)
    return first_of(after, ("site_id", "anchor_on"), [after.done_on, after.because_id])


def filed_in_days(anchors: Rows, facts: Mapping[str, Rows], law: Value) -> Rows:
    """Turn rows of a duty to file within the days of ``law`` after each anchor.

    ``anchors``: `SITE`, anchor_on, anchor_kind, anchor_ref, opened_on, counted_from (empty: the
    days cannot be counted), stop, done_on, because_id.
    """
    owed = anchors.filter(anchors.opened_on >= day(law.valid_from))
    told = owed.select(
        *SITE,
        "anchor_on",
        "anchor_kind",
        "anchor_ref",
        "opened_on",
        "done_on",
        "because_id",
        subject_site_id=owed.site_id,
        ends_on=blank_far(owed.stop),
        due_on=add_days(owed.counted_from, int(str(law.value))),
        law_ref=value(f"{law.citation.law} {law.citation.article}"),
    )
    return dated(RESTING.moved(told, facts["days_off"]), ("holder_id",), left_why="over")
