"""The family of recurring duties: a cycle in months that starts anew with every event.

    due = min{ t > anchor : owed(t) and t >= add_months(anchor, m(t)) }      (semantics section 3)

The world of a subject is a row of intervals in which the duty is owed, or the subject is away,
or the duty rests; the law gives months by class and day. Both are cut against each other into
*pieces* in which ``m`` is constant, and a turn becomes one row for each piece it lives through.
The row of a piece holds what was so on the days of that piece: the world as it then stood, the
law in full, before and after.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import ibis
import ibis.expr.types as ir

from zhifang.calc.dates import add_days, add_months, far
from zhifang.calc.relations import Rows

#: How many later stretches of law a due day is looked for in, after the one in force.
LATER_STRETCHES = 3

#: Columns of the law that a rule passes in, beside the columns it is joined by.
LAW_COLUMNS = {
    "law_from": "date",
    "law_to": "date",
    "service_from_months": "int64",
    "service_from_days": "int64",
    "service_to_months": "int64",
    "service_to_days": "int64",
    "months_low": "int64",
    "months_high": "int64",
    "status": "string",
    "law_ref": "string",
    "missing": "string",
}


@dataclass(frozen=True)
class Recurring:
    """A recurring duty over one kind of subject.

    ``keys``: the columns naming the subject (the duty holder among them).
    ``law_keys``: the columns by which a piece of the world finds its law; the first is ``cls``.
    ``left_why``: what an ended turn says when its subject went away ("left", "closed").
    """

    keys: Sequence[str]
    law_keys: Sequence[str]
    left_why: str

    def turns(self, world: Rows, law: Rows, anchors: Rows) -> Rows:
        """Turn rows of this duty.

        ``world``: keys, episode_start, episode_stop, start, stop, state (owed | away | rests |
        after), cls and the other law keys, site_id; the intervals of an episode cover it from
        its start to the far day without a hole.
        ``law``: law keys and `LAW_COLUMNS`, for each class covering all days of service.
        ``anchors``: keys, episode_start, anchor_on, anchor_kind, anchor_ref; an anchor of kind
        "event" discharges the turn of the anchor before it.
        """
        pieces = self._pieces(world, law)
        lived = self._lived(pieces, self._paired(anchors, world))
        dated = self._dated(lived)
        return self._rows(self._grouped(dated))

    def _pieces(self, world: Rows, law: Rows) -> Rows:
        """World intervals cut at changes of law, each with the law in force and what follows."""
        owed = world.filter(world.state == "owed")
        both = owed.join(law, [owed[k] == law[k] for k in self.law_keys]).select(
            owed, **{c: law[c] for c in LAW_COLUMNS}
        )
        served_from = _service_day(both.episode_start, both.service_from_months,
                                   both.service_from_days)
        served_to = _service_day(both.episode_start, both.service_to_months, both.service_to_days)
        bounded = both.mutate(
            valid_from=ibis.greatest(both.law_from, served_from.fill_null(both.law_from)),
            valid_to=ibis.least(both.law_to, served_to.fill_null(both.law_to)),
        )
        bounded = bounded.filter(bounded.valid_from < bounded.valid_to)
        window = {
            "group_by": [*(bounded[k] for k in self.keys), bounded.start],
            "order_by": bounded.valid_from,
        }
        later = {}
        for step in range(1, LATER_STRETCHES + 1):
            for column in ("valid_from", "valid_to", "months_low", "months_high"):
                later[f"{column}_{step}"] = bounded[column].lead(step).over(**window)
        following = bounded.mutate(**later)
        inside = following.filter(
            (following.valid_from < following.stop) & (following.valid_to > following.start)
        )
        cut = inside.mutate(
            start=ibis.greatest(inside.start, inside.valid_from),
            stop=ibis.least(inside.stop, inside.valid_to),
            owed=inside.status != "none",
        ).drop("valid_from", "law_from", "law_to", "service_from_months", "service_from_days",
               "service_to_months", "service_to_days")
        others = world.filter(world.state != "owed")
        blank = {
            name: ibis.null(str(kind)) for name, kind in cut.schema().items()
            if name not in others.columns and name != "owed"
        }
        rest = others.mutate(owed=ibis.literal(False), **blank)
        return cut.union(rest.select(*cut.columns))

    def _paired(self, anchors: Rows, world: Rows) -> Rows:
        """Anchors with the event that ends their turn and the day each is seen to count.

        An event made while the subject was away counts from the return on.
        """
        away = world.filter(world.state == "away").select(
            *self.keys, "episode_start", away_from="start", away_to="stop"
        )
        subject = [*self.keys, "episode_start"]
        seen = (
            anchors.left_join(
                away,
                [*(anchors[k] == away[k] for k in subject),
                 anchors.anchor_on >= away.away_from, anchors.anchor_on < away.away_to],
            )
            .select(anchors, seen_on=ibis.coalesce(
                away.away_to, ibis.greatest(anchors.anchor_on, anchors.episode_start)))
        )
        window = {"group_by": [seen[k] for k in subject], "order_by": seen.anchor_on}
        return seen.mutate(
            next_on=seen.anchor_on.lead().over(**window),
            next_ref=seen.anchor_ref.lead().over(**window),
            next_seen_on=seen.seen_on.lead().over(**window),
        )

    def _lived(self, pieces: Rows, anchors: Rows) -> Rows:
        """Each turn with the pieces from its opening on."""
        subject = [*self.keys, "episode_start"]
        joined = anchors.join(
            pieces,
            [*(anchors[k] == pieces[k] for k in subject),
             pieces.stop > anchors.seen_on],
        ).select(
            anchors,
            **{c: pieces[c] for c in pieces.columns if c not in subject},
        )
        return joined.mutate(start=ibis.greatest(joined.start, joined.seen_on))

    def _dated(self, lived: Rows) -> Rows:
        """Adds, for the least and the greatest cycle, whether the due day falls in the piece."""
        first = {}
        for end in ("low", "high"):
            months = lived[f"months_{end}"]
            raw = add_months(lived.anchor_on, months)
            candidate = ibis.greatest(raw, lived.start)
            known = (lived.owed & months.notnull()).fill_null(False)
            choices: list[tuple[ir.BooleanValue, ir.DateValue]] = [
                (known & (candidate < lived.valid_to), candidate)
            ]
            for step in range(1, LATER_STRETCHES + 1):
                later_from = lived[f"valid_from_{step}"]
                later = ibis.greatest(
                    add_months(lived.anchor_on, lived[f"months_{end}_{step}"]), later_from
                )
                fits = (lived[f"months_{end}_{step}"].notnull()
                        & (later < lived[f"valid_to_{step}"]))
                choices.append((fits.fill_null(False), later))
            forecast = ibis.cases(*choices, else_=ibis.ifelse(known, candidate, None))
            undecided = (lived.status == "unknown").fill_null(False)
            first[f"raw_{end}"] = raw
            first[f"fired_{end}"] = ibis.ifelse(
                known & (candidate < lived.stop), candidate, None
            )
            first[f"forecast_{end}"] = ibis.ifelse(undecided, None, forecast)
        dated = lived.mutate(**first)
        return dated.mutate(
            valued=dated.owed | (
                (dated.state == "owed") & dated.forecast_high.notnull()
            ).fill_null(False),
        )

    def _grouped(self, dated: Rows) -> Rows:
        """Numbers the turns of an anchor: one overdue before a change of law, but not under the
        longer cycle after it, closes at the change, and the next opens there.

        A discharged turn lives on until its due day has come, or its subject has left.
        """
        turn = [*(dated[k] for k in self.keys), dated.episode_start, dated.anchor_on]
        owed_before = {"group_by": [*turn, dated.owed], "order_by": dated.start}
        relaxed = ibis.literal(False)
        for end in ("low", "high"):
            overdue = dated[f"fired_{end}"].lag().over(**owed_before).notnull()
            relaxed = relaxed | (overdue & (dated[f"raw_{end}"] >= dated.start))
        undone = dated.start <= dated.next_seen_on.fill_null(far())
        relaxed = (dated.owed & undone & relaxed).fill_null(False)
        flagged = dated.mutate(breaks=ibis.ifelse(relaxed, 1, 0))
        turn = [*(flagged[k] for k in self.keys), flagged.episode_start, flagged.anchor_on]
        running = ibis.cumulative_window(group_by=turn, order_by=flagged.start)
        numbered = flagged.mutate(turn_no=flagged.breaks.sum().over(running))
        group = [*(numbered[k] for k in self.keys), numbered.episode_start, numbered.anchor_on,
                 numbered.turn_no]
        running = ibis.cumulative_window(group_by=group, order_by=numbered.start)
        carried = numbered.mutate(
            carry_low=numbered.fired_low.min().over(running),
            carry_high=numbered.fired_high.min().over(running),
            valued_no=ibis.ifelse(numbered.valued, 1, 0).sum().over(running),
            turns=numbered.turn_no.max().over(group_by=group[:-1]),
            opened_on=numbered.start.min().over(group_by=group),
            next_start=numbered.start.lead().over(group_by=group[:-1], order_by=numbered.start),
        )
        stretch = [*(carried[k] for k in self.keys), carried.episode_start, carried.anchor_on,
                   carried.turn_no, carried.valued_no]
        told = carried.mutate(
            last_low=ibis.ifelse(carried.valued, carried.forecast_low, None)
            .max().over(group_by=stretch),
            last_high=ibis.ifelse(carried.valued, carried.forecast_high, None)
            .max().over(group_by=stretch),
            passed=carried.carry_high.lag().over(
                group_by=stretch[:-1], order_by=carried.start
            ).notnull(),
        )
        discharged = told.start > told.next_seen_on.fill_null(far())
        lived = told.filter(
            ~(discharged & told.passed)
            & (told.valued | (told.valued_no > 0) | (told.state == "rests"))
        )
        return lived.mutate(
            group_next=lived.start.lead().over(
                group_by=[*(lived[k] for k in self.keys), lived.episode_start, lived.anchor_on,
                          lived.turn_no],
                order_by=lived.start,
            ),
        )

    def _rows(self, grouped: Rows) -> Rows:
        """The rows as they are stored."""
        g = grouped
        ended = ~g.valued & (g.state != "rests")
        due = {}
        for end, name in (("low", "due_earliest"), ("high", "due_latest")):
            last = g[f"last_{end}"]
            never_due = ibis.ifelse(
                last.notnull(), ibis.greatest(last, g.start), ibis.null("date")
            )
            due[name] = ibis.coalesce(
                g[f"carry_{end}"],
                ibis.cases(
                    (g.state == "rests", far()),
                    (g.valued, g[f"forecast_{end}"]),
                    else_=never_due,
                ),
            )
        closed = (g.turn_no < g.turns) & g.group_next.isnull()
        final = g.turn_no == g.turns
        made_away = (g.state == "away") & (g.next_on >= g.start)
        counts = (final & ~made_away.fill_null(False)) & g.next_on.notnull()
        left = ibis.cases(
            (g.state == "owed", ibis.literal("lifted")), else_=ibis.literal(self.left_why)
        )
        return g.select(
            *self.keys,
            "site_id",
            "anchor_on",
            "anchor_kind",
            "anchor_ref",
            "opened_on",
            law_from=g.start,
            law_to=g.group_next,
            **due,
            done_on=ibis.ifelse(counts, g.next_on, None),
            because_id=ibis.ifelse(counts, g.next_ref, None),
            ended_on=ibis.cases((ended, g.start), (closed, g.next_start),
                                else_=ibis.null("date")),
            ended_why=ibis.cases((ended, left), (closed, ibis.literal("changed")),
                                 else_=ibis.null("string")),
            months_low=g.months_low,
            months_high=g.months_high,
            law_ref=g.law_ref.fill_null(""),
            missing=g.missing.fill_null(""),
        )


def _service_day(
    start: ir.DateColumn, months: ir.IntegerColumn, days: ir.IntegerColumn
) -> ir.DateColumn:
    """The day after ``months`` of service, or the day after that when ``days`` is 1."""
    reached = add_months(start, months)
    return ibis.ifelse(days == 1, add_days(reached, 1), reached)


