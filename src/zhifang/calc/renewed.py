"""The family of duties to hold something that runs out: owed from the first day of the condition,
and again some months after every event that renewed it.

An event of which a fact is missing may renew it or not. It moves the latest due day only: until
then nobody can say, and the row of the turn from that event on says which fact is missing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import ibis

from zhifang.calc.dates import add_months, blank_far
from zhifang.calc.relations import Rows


@dataclass(frozen=True)
class Renewed:
    """A duty kept by events that are good for ``months`` each.

    ``keys``: the columns naming the subject. ``left_why``: what a turn says whose condition
    ended. ``missing``: the fact that an uncertain event lacks. ``law_ref``: the article.
    """

    keys: Sequence[str]
    months: int
    left_why: str
    missing: str
    law_ref: str

    def turns(self, spans: Rows, events: Rows) -> Rows:
        """Turn rows.

        ``spans``: keys, site_id, start, stop (the far day: still): the days of the condition,
        which neither overlap nor touch inside a subject. ``events``: the keys of a span with its
        start, event_on, event_ref, sure (whether it renews for certain); at most one a day, those
        that are good on the first day or later and come before the stop.
        """
        opened = self._opened(spans, events.filter(events.sure))
        return self._rows(opened, self._stretches(opened, events.filter(~events.sure)))

    def _opened(self, spans: Rows, sure: Rows) -> Rows:
        """The turns: from the first day, or from the event that is still good then, and from
        every later event; each with the event that follows."""
        span = [*self.keys, "start"]
        held = sure.filter(sure.event_on <= sure.start)
        latest = held.group_by(*span).agg(
            event_on=held.event_on.max(), event_ref=held.event_ref.argmax(held.event_on)
        )
        first = spans.left_join(latest, [spans[k] == latest[k] for k in span]).select(
            spans, latest.event_on, latest.event_ref
        )
        renewed = first.event_on.notnull()
        due = add_months(first.event_on, self.months)
        first = first.mutate(
            anchor_on=first.event_on.fill_null(first.start),
            anchor_kind=ibis.ifelse(renewed, ibis.literal("event"), ibis.literal("condition")),
            opened_on=first.start,
            due_on=due.fill_null(first.start),
        )
        later = sure.filter(sure.event_on > sure.start)
        again = spans.join(later, [spans[k] == later[k] for k in span]).select(
            spans, later.event_on, later.event_ref
        )
        again = again.mutate(
            anchor_on=again.event_on,
            anchor_kind=ibis.literal("event"),
            opened_on=again.event_on,
            due_on=add_months(again.event_on, self.months),
        )
        opened = first.union(again.select(*first.columns))
        window = {"group_by": [opened[k] for k in span], "order_by": opened.opened_on}
        return opened.mutate(
            next_on=opened.event_on.lead().over(**window),
            next_ref=opened.event_ref.lead().over(**window),
        )

    def _stretches(self, opened: Rows, unsure: Rows) -> Rows:
        """The rows of each turn, cut where an uncertain event begins to bear on it: the span and
        ``opened_on`` of the turn, law_from, law_to, due_latest."""
        turn = [*self.keys, "start", "opened_on"]
        bearing = opened.join(
            unsure,
            [
                *(opened[k] == unsure[k] for k in (*self.keys, "start")),
                opened.event_on.isnull() | (unsure.event_on > opened.event_on),
                opened.next_on.isnull() | (unsure.event_on < opened.next_on),
            ],
        ).select(
            *[opened[k] for k in turn],
            law_from=ibis.greatest(unsure.event_on, opened.opened_on),
            due_latest=add_months(unsure.event_on, self.months),
        )
        begun = opened.select(*turn, law_from=opened.opened_on, due_latest=opened.due_on)
        both = begun.union(bearing)
        cut = both.group_by(*turn, "law_from").agg(due_latest=both.due_latest.max())
        after = cut.law_from.lead().over(group_by=[cut[k] for k in turn], order_by=cut.law_from)
        return cut.mutate(law_to=after)

    def _rows(self, opened: Rows, stretches: Rows) -> Rows:
        """The rows as they are stored."""
        turn = [*self.keys, "start", "opened_on"]
        r = opened.join(stretches, [opened[k] == stretches[k] for k in turn]).select(
            opened, stretches.law_from, stretches.law_to, stretches.due_latest
        )
        ended_on = blank_far(r.stop)
        return r.select(
            *self.keys,
            "site_id",
            "anchor_on",
            "anchor_kind",
            anchor_ref=r.event_ref,
            opened_on=r.opened_on,
            law_from=r.law_from,
            law_to=r.law_to,
            due_earliest=r.due_on,
            due_latest=r.due_latest,
            done_on=r.next_on,
            because_id=r.next_ref,
            ended_on=ended_on,
            ended_why=ibis.ifelse(ended_on.notnull(), ibis.literal(self.left_why), None),
            months_low=ibis.literal(self.months, "int64"),
            months_high=ibis.literal(self.months, "int64"),
            law_ref=ibis.literal(self.law_ref),
            missing=ibis.ifelse(r.due_latest > r.due_on, self.missing, ""),
        )
