"""The family of duties to keep something as it should be: as each check found it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import ibis

from zhifang.calc.dates import blank_far, far
from zhifang.calc.picking import first_of
from zhifang.calc.relations import Rows

#: What a check finds.
WHOLE, LACKING, UNSURE = "whole", "lacking", "unsure"


@dataclass(frozen=True)
class Standing:
    """A duty that is kept while the latest check finds things `WHOLE`.

    ``keys``: the columns naming the subject. ``left_why``: what a turn says whose condition
    ended. ``missing``: the fact that an `UNSURE` check lacks. ``law_ref``: the article.
    """

    keys: Sequence[str]
    left_why: str
    missing: str
    law_ref: str

    def turns(self, spans: Rows, checks: Rows) -> Rows:
        """Turn rows: one from the first day of each span, one from each later check that no
        longer finds things whole; done by the next check that does, cut where a check between
        them found otherwise.

        ``spans``: keys, site_id, start, stop (the far day: still), which neither overlap nor
        touch inside a subject. ``checks``: keys, checked_on, ref, found; at most one a day.
        Without a check by the first day things are `LACKING`. Due on the day a turn opens.
        """
        points = self._points(spans, checks)
        turn = [*self.keys, "start", "turn"]
        group = [points[k] for k in turn]
        good = points.found == WHOLE
        told = points.mutate(
            opened_on=points.on.min().over(group_by=group),
            done_on=ibis.ifelse(good, points.checked_on, None).min().over(group_by=group),
            anchor_ref=points.ref.first().over(group_by=group, order_by=points.on),
        )
        closing = told.filter((told.found == WHOLE) & (told.checked_on == told.done_on))
        closing = closing.select(*turn, because_id="ref")
        # a turn that begins whole has no other row; elsewhere whole checks only end it
        kept = told.filter((told.found != WHOLE) | (told.on == told.opened_on))
        law_to = kept.on.lead().over(group_by=[kept[k] for k in turn], order_by=kept.on)
        kept = kept.mutate(law_to=law_to)
        r = kept.left_join(closing, [kept[k] == closing[k] for k in turn]).select(
            kept, closing.because_id
        )
        later = r.opened_on > r.start
        ended_on = blank_far(r.stop)
        return r.select(
            *self.keys,
            "site_id",
            "opened_on",
            "law_to",
            "done_on",
            "because_id",
            anchor_on=r.opened_on,
            anchor_kind=ibis.ifelse(later, ibis.literal("event"), ibis.literal("condition")),
            anchor_ref=ibis.ifelse(later, r.anchor_ref, None),
            law_from=r.on,
            due_earliest=r.opened_on,
            due_latest=ibis.ifelse(r.found == UNSURE, far(), r.opened_on),
            ended_on=ended_on,
            ended_why=ibis.ifelse(ended_on.notnull(), ibis.literal(self.left_why), None),
            months_low=ibis.null("int64"),
            months_high=ibis.null("int64"),
            law_ref=ibis.literal(self.law_ref),
            missing=ibis.ifelse(r.found == UNSURE, self.missing, ""),
        )

    def _points(self, spans: Rows, checks: Rows) -> Rows:
        """The first day of each span as the latest check by then found it, and every check in
        it: the span, on, checked_on, ref, found, and the number of its ``turn``."""
        both = spans.left_join(
            checks,
            [*(spans[k] == checks[k] for k in self.keys), checks.checked_on <= spans.start],
        ).select(spans, checks.checked_on, checks.ref, checks.found)
        first = first_of(both, (*self.keys, "start"), [both.checked_on.desc(nulls_first=False)])
        first = first.mutate(on=first.start, found=first.found.fill_null(LACKING))
        later = spans.join(
            checks,
            [
                *(spans[k] == checks[k] for k in self.keys),
                checks.checked_on > spans.start,
                checks.checked_on < spans.stop,
            ],
        ).select(spans, checks.checked_on, checks.ref, checks.found, on=checks.checked_on)
        points = first.select(*later.columns).union(later)
        window = {"group_by": [points[k] for k in (*self.keys, "start")], "order_by": points.on}
        before = points.found.lag().over(**window)
        opens = before.isnull() | ((before == WHOLE) & (points.found != WHOLE))
        marked = points.mutate(opens=ibis.ifelse(opens, 1, 0))
        window = ibis.window(
            group_by=[marked[k] for k in (*self.keys, "start")],
            order_by=marked.on,
            preceding=None,
            following=0,
        )
        return marked.mutate(turn=marked.opens.sum().over(window)).drop("opens")
