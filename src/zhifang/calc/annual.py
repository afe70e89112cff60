"""The family of yearly updates: due in a window after the previous one, given by two numbers of
months of which neither counts (semantics section 3)."""

from __future__ import annotations

from collections.abc import Sequence

import ibis

from zhifang.calc.dates import add_days, add_months
from zhifang.calc.once import dated
from zhifang.calc.relations import Rows


def annual(anchors: Rows, keys: Sequence[str], before_months: int, left_why: str) -> Rows:
    """Turn rows of a duty to be done less than ``before_months`` after each anchor.

    ``anchors``: what `once` takes, and opened_on, before which nothing falls due. One done
    earlier than the window counts, and the next is counted from it.
    """
    last = add_days(add_months(anchors.anchor_on, before_months), -1)
    return dated(anchors.mutate(due_on=ibis.greatest(last, anchors.opened_on)), keys, left_why)
