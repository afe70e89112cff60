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
    window = {"group_by": [rows[k] for k in keys], "order_by": rows.start}
    breaks = rows.stop.lag().over(**window) != rows.start
    for column in same:
        before = rows[column].lag().over(**window)
        breaks = breaks | ~rows[column].identical_to(before)
    flagged = rows.mutate(_first=ibis.ifelse(breaks.fill_null(True), 1, 0))
    numbered = flagged.mutate(
        _run=flagged._first.sum().over(
            ibis.cumulative_window(group_by=[flagged[k] for k in keys], order_by=flagged.start)
        )
    )
    runs = numbered.group_by(*keys, "_run").agg(
        **{column: numbered[column].min() for column in same},
        start=numbered.start.min(),
        stop=numbered.stop.max(),
    )
    return without(runs, "_run")


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


def episodes(rows: Rows, keys: Sequence[str], bridge_days: int) -> Rows:
    """Numbers the episodes of each group: gaps of up to ``bridge_days`` do not end one.

    ``rows`` has ``keys``, ``start``, ``stop`` without overlap. Adds ``episode`` (a number, one
    for each episode), ``episode_start``, ``episode_stop`` and ``next_start`` (where the next
    interval of the episode begins).
    """
    window = {"group_by": [rows[k] for k in keys], "order_by": rows.start}
    reach = add_days(rows.stop.lag().over(**window), bridge_days)
    flagged = rows.mutate(_new=ibis.ifelse((rows.start > reach).fill_null(True), 1, 0))
    ordered = [*(flagged[k] for k in keys), flagged.start]
    numbered = flagged.mutate(
        episode=flagged._new.sum().over(ibis.cumulative_window(order_by=ordered))
    )
    whole = {"group_by": numbered.episode}
    told = numbered.mutate(
        episode_start=numbered.start.min().over(**whole),
        episode_stop=numbered.stop.max().over(**whole),
        next_start=numbered.start.lead().over(**whole, order_by=numbered.start),
    )
    return without(told, "_new")


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
