"""The family of duties owed once: due on the trigger day or some days after."""

from __future__ import annotations

from collections.abc import Sequence

import ibis

from zhifang.calc.dates import add_days
from zhifang.calc.relations import Rows


def once(anchors: Rows, keys: Sequence[str], days: int, left_why: str) -> Rows:
    """Turn rows of a duty owed once from each anchor.

    ``anchors``: keys, site_id, anchor_on, anchor_kind, anchor_ref, ends_on (empty: still),
    done_on, because_id, law_ref. Due ``days`` after the anchor; discharged on ``done_on``, which
    may lie before the anchor when the discharging fact still stood then.
    """
    return dated(anchors.mutate(due_on=add_days(anchors.anchor_on, days)), keys, left_why)


def dated(anchors: Rows, keys: Sequence[str], left_why: str) -> Rows:
    """As `once`, each anchor with a day of its own in ``due_on``, and where the duty opens later
    than its anchor with ``opened_on``; with ``due_latest`` where a missing fact leaves the day
    open from ``due_on`` to that day, and with ``missing`` naming the fact."""
    columns = anchors.columns
    opened = anchors.opened_on if "opened_on" in columns else anchors.anchor_on
    return anchors.select(
        *keys,
        "site_id",
        "anchor_on",
        "anchor_kind",
        "anchor_ref",
        opened_on=opened,
        law_from=opened,
        law_to=ibis.null("date"),
        due_earliest=anchors.due_on,
        due_latest=anchors.due_latest if "due_latest" in columns else anchors.due_on,
        done_on=anchors.done_on,
        because_id=anchors.because_id,
        ended_on=anchors.ends_on,
        ended_why=ibis.ifelse(anchors.ends_on.notnull(), ibis.literal(left_why), None),
        months_low=ibis.null("int64"),
        months_high=ibis.null("int64"),
        law_ref=anchors.law_ref,
        missing=anchors.missing if "missing" in columns else ibis.literal(""),
    )
