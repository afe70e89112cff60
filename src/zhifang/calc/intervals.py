"""Intervals ``[start, stop)``: overlap, joining what touches, and numbering episodes."""

from __future__ import annotations

from collections.abc import Sequence

import ibis

from zhifang.calc.dates import add_days, far
from zhifang.calc.relations import Rows, without

#: Columns that `episodes` adds.
EPISODE_COLUMNS = {
    "episode": "int64",
    "episode_start": "date",
    "episode_stop": "date",
    "next_start": "date",
}


def elementary(rows: Rows, keys: Sequence[str]) -> Rows:
    """Cuts the intervals of each group at every start and stop within the group.

    ``rows`` has ``keys``, ``start`` and ``stop``. Gives ``keys, start, stop`` of the shortest
    intervals between two neighbouring cuts; covered or not is for the caller to join.
    """
    cuts = rows.select(*keys, cut=rows.start).union(
        rows.select(*keys, cut=rows.stop), distinct=True
    )
    following = cuts.cut.lead().over(group_by=[cuts[k] for k in keys], order_by=cuts.cut)
    pieces = cuts.mutate(stop=following)
    return pieces.filter(pieces.stop.notnull()).select(*keys, start=pieces.cut, stop=pieces.stop)


def crossing(rows: Rows, keys: Sequence[str]) -> Rows:
    """Adds ``crosses``: whether any two intervals of the group overlap.

    Few groups have such; only theirs need be cut by `elementary`.
    """
    group = [rows[k] for k in keys]
    before = rows.stop.lag().over(group_by=group, order_by=[rows.start, rows.stop])
    marked = rows.mutate(_late=ibis.ifelse((rows.start < before).fill_null(False), 1, 0))
    latest = marked._late.max().over(group_by=[marked[k] for k in keys])
    return without(marked.mutate(crosses=latest == 1), "_late")


def joined(rows: Rows, keys: Sequence[str], same: Sequence[str]) -> Rows:
    """Joins touching intervals of a group in which the columns ``same`` are alike.

    ``rows`` has ``keys``, ``same``, ``start`` and ``stop`` without overlap inside a group.
    """
    return without(_runs(_numbered(rows, keys, same, 0), keys, same), "_run")


def episodes(rows: Rows, keys: Sequence[str], same: Sequence[str], bridge_days: int) -> Rows:
    """Joins intervals (see `joined`) and numbers the episodes of each group: gaps of up to
    ``bridge_days`` do not end one.

    Adds ``episode`` (a number, one for each episode), ``episode_start``, ``episode_stop`` and
    ``next_start`` (where the next interval of the episode begins).
    """
    runs = _runs(_numbered(rows, keys, same, bridge_days), (*keys, "episode"), same)
    whole = {"group_by": runs.episode}
    told = runs.mutate(
        episode_start=runs.start.min().over(**whole),
        episode_stop=runs.stop.max().over(**whole),
        next_start=runs.start.lead().over(**whole, order_by=runs.start),
    )
    return without(told, "_run")


def _numbered(rows: Rows, keys: Sequence[str], same: Sequence[str], bridge_days: int) -> Rows:
    """Adds ``_run``, alike for what is to be joined, and ``episode``; through all groups."""
    window = {"group_by": [rows[k] for k in keys], "order_by": rows.start}
    before = rows.stop.lag().over(**window)
    breaks = before != rows.start
    for column in same:
        breaks = breaks | ~rows[column].identical_to(rows[column].lag().over(**window))
    ends = rows.start > add_days(before, bridge_days)
    flagged = rows.mutate(
        _first=ibis.ifelse(breaks.fill_null(True), 1, 0),
        _new=ibis.ifelse(ends.fill_null(True), 1, 0),
    )
    through = ibis.cumulative_window(order_by=[*(flagged[k] for k in keys), flagged.start])
    return flagged.mutate(
        _run=flagged._first.sum().over(through), episode=flagged._new.sum().over(through)
    )


def _runs(numbered: Rows, keys: Sequence[str], same: Sequence[str]) -> Rows:
    """Each run of `_numbered` as one interval."""
    return numbered.group_by(*keys, "_run").agg(
        **{column: numbered[column].min() for column in same},
        start=numbered.start.min(),
        stop=numbered.stop.max(),
    )


def united(rows: Rows, keys: Sequence[str]) -> Rows:
    """The days of each group as few intervals: overlapping and touching ones become one.

    ``rows`` has ``keys``, ``start`` and ``stop``, and so has what is given.
    """
    group = [rows[k] for k in keys]
    order = [rows.start, rows.stop]
    reach = rows.stop.max().over(ibis.window(group_by=group, order_by=order, preceding=(None, 1)))
    flagged = rows.mutate(_first=ibis.ifelse((rows.start > reach).fill_null(True), 1, 0))
    numbered = flagged.mutate(
        _run=flagged._first.sum().over(
            ibis.window(
                group_by=[flagged[k] for k in keys],
                order_by=[flagged.start, flagged.stop],
                preceding=(None, 0),
            )
        )
    )
    runs = numbered.group_by(*keys, "_run").agg(
        start=numbered.start.min(), stop=numbered.stop.max()
    )
    return without(runs, "_run")


def episodes_of(rows: Rows, keys: Sequence[str]) -> Rows:
    """Each episode of ``rows`` (see `episodes`) once: keys, episode, its start and its stop."""
    columns = (*keys, "episode", "episode_start", "episode_stop")
    return rows.filter(rows.start == rows.episode_start).select(*columns)


def gaps(rows: Rows) -> Rows:
    """The gaps inside the episodes of ``rows`` (see `episodes`): from the stop of an interval
    to the start of the next, with the other columns of the interval before it."""
    found = rows.filter(rows.next_start > rows.stop)
    return found.mutate(start=found.stop, stop=found.next_start)


def tails(rows: Rows) -> Rows:
    """What follows each ended episode of ``rows``: from its stop to the far day, with the other
    columns of its last interval."""
    last = rows.filter(rows.next_start.isnull() & (rows.stop < far()))
    return last.mutate(start=last.stop, stop=far())
