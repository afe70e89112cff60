"""I13: radiation workers of medical institutions whose doses are watched without a gap."""

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
    """(Worker, medical unit) pairs by their longest run of days in post without a dose."""
    most = int(statutes.parameter("dose_period_days").values[-1].value)
    posts = _in_period(facts["radiation_posts_by_day"], asked)
    posts = posts.filter(posts.medical.fill_null(True))
    doses = _in_period(facts["doses_by_day"], asked)
    worn = doses.join(posts.select(*PAIR).distinct(), "worker_id").select(*PAIR, "start", "stop")
    pieces = elementary(posts.select(*PAIR, "start", "stop").union(worn), PAIR)
    in_post = _marked(_marked(pieces, posts, "there"), worn, "watched")
    in_post = in_post.filter(in_post.there)
    days = in_post.mutate(days=days_between(in_post.start, in_post.stop))
    total = days.group_by(*PAIR).agg(
        days=days.days.sum(),
        watched=days.days.sum(where=days.watched),
        last_on=days.stop.max(),
    )
    bare = joined(in_post.filter(~in_post.watched).select(*PAIR, "start", "stop"), PAIR, ())
    runs = bare.mutate(days=days_between(bare.start, bare.stop))
    longest = runs.group_by(*PAIR).agg(longest=runs.days.max())
    both = total.left_join(longest, [total[k] == longest[k] for k in PAIR]).select(
        total, longest.longest
    )
    lowest = first_of(posts, PAIR, [posts.stop.desc(), posts.site_no, posts.site_id])
    stated = posts.group_by(*PAIR).agg(medical=posts.medical.fill_null(False).any())
    both = both.join(lowest, [both[k] == lowest[k] for k in PAIR]).select(both, lowest.site_id)
    both = both.join(stated, [both[k] == stated[k] for k in PAIR]).select(both, stated.medical)
    if asked.variant.get("cover") == "any_period":
        good = (both.watched > 0).fill_null(False)
    else:
        good = (both.longest <= most).fill_null(True)
    long_enough = both.days > most
    return both.select(
        subject_kind=value("pair"),
        subject_id=both.worker_id.cast("string") + value(":") + both.holder_id.cast("string"),
        party_id=both.holder_id,
        worker_id=both.worker_id,
        site_id=both.site_id,
        attributed_on=add_days(both.last_on, -1),
        can_met=long_enough & good,
        can_not=long_enough & ~good,
        can_out=~long_enough | ~both.medical,
        pending=value(False),
        due_on=nothing("date"),
        done_on=nothing("date"),
        obligation_id=nothing("string"),
    )


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
    choices={"cover": ("no_gap_90", "any_period")},
    needs=(SITE_DAYS, RADIATION_POSTS, DOSES),
    subjects=subjects,
    law=("dose_period_days",),
)
