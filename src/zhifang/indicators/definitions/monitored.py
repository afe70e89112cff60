"""I13: radiation workers (of medical institutions) whose doses are watched without a gap."""

from __future__ import annotations

from collections.abc import Mapping

from zhifang import statutes
from zhifang.calc import (
    Rows,
    add_days,
    case,
    day,
    days_between,
    elementary,
    first_of,
    greatest,
    joined,
    least,
    nothing,
    open_end,
    value,
)
from zhifang.indicators.definitions.asked import Asked
from zhifang.indicators.definitions.definition import Definition
from zhifang.indicators.definitions.of_day import SITE_DAYS
from zhifang.indicators.definitions.of_district import DOSES, RADIATION_POSTS

PAIR = ("worker_id", "holder_id")


def _in_period(rows: Rows, asked: Asked) -> Rows:
    """The days of states that lie in the year up to the day: adds start and stop."""
    clipped = rows.mutate(
        start=greatest(rows.valid_from, day(asked.period_start)),
        stop=least(open_end(rows.valid_to), add_days(day(asked.as_of), 1)),
    )
    return clipped.filter(clipped.start < clipped.stop)


def subjects(facts: Mapping[str, Rows], asked: Asked) -> Rows:
    """(Worker, unit) pairs by their longest run of days in post without a dose.

    Of the medical units (or the others); where it is not stated, the post may be of either.
    """
    posts = _in_period(facts["radiation_posts_by_day"], asked)
    others = asked.variant.get("workers") == "non_medical"
    posts = posts.mutate(
        stated=posts.medical != others, may_be=(posts.medical != others).fill_null(True)
    )
    posts = posts.filter(posts.may_be)
    doses = _in_period(facts["doses_by_day"], asked)
    worn = doses.join(posts.select(*PAIR).distinct(), "worker_id").select(*PAIR, "start", "stop")
    # counting the posts that may be meant, and only those that are
    most = _judged(posts, worn, asked)
    least_so = _judged(posts.filter(posts.stated.fill_null(False)), worn, asked)
    both = most.left_join(least_so, [most[k] == least_so[k] for k in PAIR]).select(
        *(most[column] for column in (*PAIR, "good", "long_enough")),
        good_stated=least_so.good.fill_null(False),
        long_stated=least_so.long_enough.fill_null(False),
    )
    last = first_of(posts, PAIR, [posts.stop.desc(), posts.site_no, posts.site_id])
    both = both.join(last, [both[k] == last[k] for k in PAIR]).select(both, last.site_id, last.stop)
    return both.select(
        subject_kind=value("pair"),
        subject_id=both.worker_id.cast("string") + value(":") + both.holder_id.cast("string"),
        party_id=both.holder_id,
        worker_id=both.worker_id,
        site_id=both.site_id,
        attributed_on=add_days(both.stop, -1),
        can_met=(both.long_enough & both.good) | (both.long_stated & both.good_stated),
        can_not=(both.long_enough & ~both.good) | (both.long_stated & ~both.good_stated),
        can_out=~both.long_enough | ~both.long_stated,
        pending=value(False),
        due_on=nothing("date"),
        done_on=nothing("date"),
        obligation_id=nothing("string"),
    )


def _judged(posts: Rows, worn: Rows, asked: Asked) -> Rows:
    """Of each pair: ``long_enough`` in post in the year to be counted, and whether ``good``."""
    most = int(statutes.parameter("dose_period_days").values[-1].value)
    pieces = elementary(posts.select(*PAIR, "start", "stop").union(worn), PAIR)
    in_post = _marked(_marked(pieces, posts, "there"), worn, "watched")
    in_post = in_post.filter(in_post.there)
    days = in_post.mutate(days=days_between(in_post.start, in_post.stop))
    total = days.group_by(*PAIR).agg(
        days=days.days.sum(), watched=days.days.sum(where=days.watched)
    )
    bare = joined(in_post.filter(~in_post.watched).select(*PAIR, "start", "stop"), PAIR, ())
    runs = bare.mutate(days=days_between(bare.start, bare.stop))
    longest = runs.group_by(*PAIR).agg(longest=runs.days.max())
    both = total.left_join(longest, [total[k] == longest[k] for k in PAIR]).select(
        total, longest.longest
    )
    if asked.variant.get("cover") == "any_period":
        good = (both.watched > 0).fill_null(False)
    else:
        good = (both.longest <= most).fill_null(True)
    return both.select(*PAIR, good=good, long_enough=both.days > most)


def _marked(pieces: Rows, spans: Rows, name: str) -> Rows:
    """Adds to each piece whether one of ``spans`` holds it."""
    holding = pieces.semi_join(
        spans,
        [
            *(pieces[k] == spans[k] for k in PAIR),
            spans.start <= pieces.start,
            spans.stop >= pieces.stop,
        ],
    ).select(*PAIR, "start")
    keys = (*PAIR, "start")
    return pieces.left_join(holding, [pieces[k] == holding[k] for k in keys]).select(
        pieces, **{name: case((holding.start.notnull(), value(True)), otherwise=value(False))}
    )


I13 = Definition(
    id="I13",
    rule="RAD-01",
    version="1",
    choices={"cover": ("no_gap_90", "any_period"), "workers": ("medical", "non_medical")},
    needs=(SITE_DAYS, RADIATION_POSTS, DOSES),
    subjects=subjects,
    law=("dose_period_days",),
)
