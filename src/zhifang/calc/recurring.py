"""The family of recurring duties: a cycle in months that starts anew with every event.

    due = min{ t > anchor : owed(t) and t >= add_months(anchor, m(t)) }      (semantics section 3)

The world of a subject is a row of intervals in which the duty is owed, or the subject is away,
or the duty rests; the law gives months by class and day. Both are cut against each other into
*pieces* in which ``m`` is constant, and a turn becomes one row for each piece it lives through.
The row of a piece holds what was so on the days of that piece: the world as it then stood, the
law in full, before and after.

The work is done in three steps, so that engines can keep what each gives: `pieces`, `anchors`
and `turns`. An episode is one number from the first step on.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import ibis

from zhifang.calc.dates import add_months, far
from zhifang.calc.law_pieces import LATER_STRETCHES, served, stretches, with_piece_before
from zhifang.calc.relations import Rows, apart

#: Columns of the world that a rule passes in, beside its keys and law keys.
WORLD_COLUMNS = {
    "episode": "int64",
    "episode_start": "date",
    "start": "date",
    "stop": "date",
    "state": "string",
    "site_id": "int64",
}

#: Columns of the pieces, beside the keys.
PIECE_COLUMNS = {
    "episode": "int64",
    "start": "date",
    "stop": "date",
    "state": "string",
    "site_id": "int64",
    "owed": "boolean",
    "valid_to": "date",
    "months_low": "int64",
    "months_high": "int64",
    "status": "string",
    "law_ref": "string",
    "missing": "string",
    "before_start": "date",
    "before_stop": "date",
    "before_low": "int64",
    "before_high": "int64",
    **{
        f"{column}_{step}": kind
        for step in range(1, LATER_STRETCHES + 1)
        for column, kind in (
            ("valid_from", "date"),
            ("valid_to", "date"),
            ("months_low", "int64"),
            ("months_high", "int64"),
        )
    },
}

#: Columns of the anchors, each with the event that ends its turn.
ANCHOR_COLUMNS = {
    "episode": "int64",
    "anchor_on": "date",
    "anchor_kind": "string",
    "anchor_ref": "int64",
    "seen_on": "date",
    "next_on": "date",
    "next_ref": "int64",
    "next_seen_on": "date",
}


@dataclass(frozen=True)
class Recurring:
    """A recurring duty over one kind of subject.

    ``keys``: the columns naming the subject (the duty holder among them).
    ``law_keys``: the columns by which a piece of the world finds its law.
    ``left_why``: what an ended turn says when its subject went away ("left", "closed").
    ``bridges``: whether an episode may hold intervals in which the subject is away.
    """

    keys: Sequence[str]
    law_keys: Sequence[str]
    left_why: str
    bridges: bool

    def pieces(self, world: Rows, law: Rows) -> Rows:
        """World intervals cut at changes of law: keys and `PIECE_COLUMNS`.

        ``world``: keys, law keys and `WORLD_COLUMNS`; state is owed | away | rests | after, and
        the intervals of an episode cover it from its start to the far day without a hole.
        ``law``: law keys and `LAW_COLUMNS`, for each class covering all days of service.
        """
        owed = served(world.filter(world.state == "owed"), law, self.law_keys)
        found_by = [*self.law_keys, "served_from"]
        laws = stretches(owed.select(*found_by).distinct(), law, self.law_keys)
        inside = owed.join(
            laws,
            [
                *(owed[k] == laws[k] for k in found_by),
                laws.valid_from < owed.stop,
                laws.valid_to > owed.start,
            ],
        ).select(owed, *[laws[c] for c in laws.columns if c not in owed.columns])
        cut = inside.mutate(
            start=ibis.greatest(inside.start, inside.valid_from),
            stop=ibis.least(inside.stop, inside.valid_to),
            owed=inside.status != "none",
        )
        known = [c for c in PIECE_COLUMNS if not c.startswith("before_")]
        others = world.filter(world.state != "owed")
        blank = {
            c: ibis.null(kind)
            for c, kind in PIECE_COLUMNS.items()
            if c in known and c not in others.columns
        }
        rest = others.mutate(**{**blank, "owed": ibis.literal(False)})
        columns = [*self.keys, *known]
        return with_piece_before(cut.select(*columns).union(rest.select(*columns)))

    def anchors(self, anchors: Rows, world: Rows) -> Rows:
        """Anchors with the event that ends their turn: `ANCHOR_COLUMNS`.

        ``anchors``: episode, episode_start, anchor_on, anchor_kind, anchor_ref; one of kind
        "event" discharges the turn of the anchor before it. ``seen_on`` is the day it counts
        from: an event made while the subject was away counts from the return on.
        """
        seen = anchors.mutate(seen_on=ibis.greatest(anchors.anchor_on, anchors.episode_start))
        if self.bridges:
            away = world.filter(world.state == "away").select(
                "episode", away_from="start", away_to="stop"
            )
            seen = seen.left_join(
                away,
                [
                    seen.episode == away.episode,
                    seen.anchor_on >= away.away_from,
                    seen.anchor_on < away.away_to,
                ],
            ).select(
                *[seen[c] for c in seen.columns if c != "seen_on"],
                seen_on=ibis.coalesce(away.away_to, seen.seen_on),
            )
        window = {"group_by": seen.episode, "order_by": seen.anchor_on}
        return seen.mutate(
            next_on=seen.anchor_on.lead().over(**window),
            next_ref=seen.anchor_ref.lead().over(**window),
            next_seen_on=seen.seen_on.lead().over(**window),
        ).select(*ANCHOR_COLUMNS)

    def turns(self, pieces: Rows, anchors: Rows) -> Rows:
        """Turn rows from `pieces` and `anchors`."""
        return self._rows(_grouped(_dated(_lived(pieces, anchors, self.keys), self.keys)))

    def _rows(self, grouped: Rows) -> Rows:
        """The rows as they are stored."""
        g = grouped
        ended = ~g.valued & (g.state != "rests")
        due = {}
        for end, name in (("low", "due_earliest"), ("high", "due_latest")):
            last = g[f"last_{end}"]
            never_due = ibis.cases(
                (last.notnull(), ibis.greatest(last, g.over_since)),
                (g.rested & (g.valued_no == 0), far()),
                else_=ibis.null("date"),
            )
            due[name] = ibis.coalesce(
                g[f"carry_{end}"],
                ibis.cases(
                    (g.state == "rests", far()),
                    (g.valued, g[f"forecast_{end}"]),
                    else_=never_due,
                ),
            )
        # An event made while the subject was away counts from the return on; one made after the
        # law let go of the duty still counts, as long as the subject is there.
        made_away = (g.state == "away") & (g.next_on >= g.start)
        counts = (g.turns_left == 0) & ~made_away.fill_null(False) & g.next_on.notnull()
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
            ended_on=ibis.cases(
                (ended, g.over_since), (g.closes, g.next_start), else_=ibis.null("date")
            ),
            ended_why=ibis.cases(
                (ended, left), (g.closes, ibis.literal("changed")), else_=ibis.null("string")
            ),
            months_low=g.months_low,
            months_high=g.months_high,
            law_ref=g.law_ref.fill_null(""),
            missing=g.missing.fill_null(""),
        )


def starting_points(episodes: Rows, events: Rows) -> Rows:
    """The days a cycle starts from: every day of an event, and the start of an episode when none
    was on or before it. What `Recurring.anchors` takes.

    ``episodes``: episode, episode_start, one row each. ``events``: episode, episode_start,
    anchor_on, anchor_ref; of several on one day the least reference stands.
    """
    days = (
        events.group_by("episode", "episode_start", "anchor_on")
        .agg(anchor_ref=events.anchor_ref.min())
        .mutate(anchor_kind=ibis.literal("event"))
    )
    early = days.filter(days.anchor_on <= days.episode_start)
    starts = episodes.anti_join(early, "episode")
    columns = ("episode", "episode_start", "anchor_on", "anchor_kind", "anchor_ref")
    return days.select(*columns).union(
        starts.mutate(
            anchor_on=starts.episode_start,
            anchor_kind=ibis.literal("start"),
            anchor_ref=ibis.null("int64"),
        ).select(*columns)
    )


def _lived(pieces: Rows, anchors: Rows, keys: Sequence[str]) -> Rows:
    """Each turn with the pieces from its opening on.

    A discharged turn lives on until its due day has come, or its subject has left. Adds, for the
    least and the greatest cycle, the day it runs out (``raw_``) and whether the due day came in
    the owed piece before this one (``passed_``). Then, and only then, the turn is overdue when
    this piece begins: an earlier due day makes it come on the first day of every later piece in
    which the cycle has run out.
    """
    joined = anchors.join(
        pieces, [anchors.episode == pieces.episode, pieces.stop > anchors.seen_on]
    ).select(anchors, **{c: pieces[c] for c in (*keys, *PIECE_COLUMNS) if c != "episode"})
    days = {}
    for end in ("low", "high"):
        before = ibis.greatest(
            add_months(joined.anchor_on, joined[f"before_{end}"]),
            joined.before_start,
            joined.seen_on,
        )
        lived_then = joined.before_stop > joined.seen_on
        days[f"raw_{end}"] = add_months(joined.anchor_on, joined[f"months_{end}"])
        days[f"passed_{end}"] = (lived_then & (before < joined.before_stop)).fill_null(False)
    lived = apart(joined.mutate(**days))
    undone = lived.start <= lived.next_seen_on.fill_null(far())
    wanted = lived.filter(undone | ~lived.passed_high)
    return wanted.mutate(start=ibis.greatest(wanted.start, wanted.seen_on))


def _dated(lived: Rows, keys: Sequence[str]) -> Rows:
    """Adds, for the least and the greatest cycle, whether the due day falls in the piece."""
    first = {}
    undecided = (lived.status == "unknown").fill_null(False)
    for end in ("low", "high"):
        months = lived[f"months_{end}"]
        candidate = ibis.greatest(lived[f"raw_{end}"], lived.start)
        known = (lived.owed & months.notnull()).fill_null(False)
        choices = [(undecided, None), (known & (candidate < lived.valid_to), candidate)]
        for step in range(1, LATER_STRETCHES + 1):
            later = ibis.greatest(
                add_months(lived.anchor_on, lived[f"months_{end}_{step}"]),
                lived[f"valid_from_{step}"],
            )
            fits = lived[f"months_{end}_{step}"].notnull() & (later < lived[f"valid_to_{step}"])
            choices.append((fits.fill_null(False), later))
        first[f"forecast_{end}"] = ibis.cases(*choices, else_=ibis.ifelse(known, candidate, None))
        first[f"fired_{end}"] = ibis.ifelse(known & (candidate < lived.stop), candidate, None)
        first[f"relaxed_{end}"] = (
            known & lived[f"passed_{end}"] & (lived[f"raw_{end}"] >= lived.start)
        )
    dated = lived.mutate(**first)
    undone = dated.start <= dated.next_on.fill_null(far())
    return apart(
        dated.select(
            *keys,
            *ANCHOR_COLUMNS,
            *("start", "stop", "state", "site_id", "owed"),
            *("months_low", "months_high", "law_ref", "missing"),
            *("fired_low", "fired_high", "forecast_low", "forecast_high"),
            valued=dated.owed | ((dated.state == "owed") & dated.forecast_high.notnull()),
            breaks=ibis.ifelse(undone & (dated.relaxed_low | dated.relaxed_high), 1, 0),
        )
    )


def _grouped(dated: Rows) -> Rows:
    """Numbers the turns of an anchor: one overdue before a change of law, but not under the
    longer cycle after it, closes at the change, and the next opens there."""
    # Seen from the last row back, so that one pass tells how many turns follow.
    back = ibis.cumulative_window(
        group_by=[dated.episode, dated.anchor_on], order_by=dated.start.desc()
    )
    numbered = dated.mutate(
        turns_left=dated.breaks.sum().over(back) - dated.breaks,
        closes=(dated.breaks.lag().over(back) == 1).fill_null(False),
        next_start=dated.start.lag().over(back),
    )
    group = [numbered.episode, numbered.anchor_on, numbered.turns_left]
    running = ibis.cumulative_window(group_by=group, order_by=numbered.start)
    rests = numbered.state == "rests"
    carried = numbered.mutate(
        carry_low=numbered.fired_low.min().over(running),
        carry_high=numbered.fired_high.min().over(running),
        valued_no=ibis.ifelse(numbered.valued, 1, 0).sum().over(running),
        owed_no=ibis.ifelse(numbered.owed, 1, 0).sum().over(running),
        rested=ibis.ifelse(rests, 1, 0).sum().over(running) > 0,
        opened_on=numbered.start.min().over(running),
        over_since=ibis.ifelse(numbered.valued | rests, numbered.stop, None).max().over(running),
        # The forecast of the latest piece that had one: arrays compare by their first value.
        last=ibis.ifelse(
            numbered.valued,
            ibis.array([numbered.start, numbered.forecast_low, numbered.forecast_high]),
            None,
        )
        .max()
        .over(running),
        after=numbered.start.lead().over(running),
    )
    # A discharged turn ends with the piece in which its due day came (a due day before the
    # piece's start is one of an earlier piece).
    discharged_on = carried.next_seen_on.fill_null(far())
    over = (carried.start > discharged_on) & (carried.carry_high < carried.start).fill_null(False)
    told = carried.filter(~over & ((carried.valued_no > 0) | carried.rested))
    goes_on = (told.after <= told.next_seen_on.fill_null(far())) | told.carry_high.isnull()
    followed = told.mutate(
        group_next=ibis.ifelse(goes_on, told.after, None),
        last_low=told.last[1],
        last_high=told.last[2],
    )
    # What was only to be owed one day, and will not be after all, is no turn any more.
    given_up = (followed.state == "owed") | (followed.over_since < followed.start)
    told_on = followed.valued | (followed.owed_no > 0) | followed.rested
    return followed.filter(told_on | ~given_up)
