"""RAD-01: radiation workers wear dosimeters that are read in time, one after the other.

Every period of a dosimeter gives a turn: it is to be read within the most days the law allows, or
three calendar months, since a quarter has up to 92 days. Every day on which no dosimeter is worn
any more (or yet) gives another: the next is to be worn before more than the most days are bare.
"""

from __future__ import annotations

from collections.abc import Mapping

from zhifang import statutes
from zhifang.calc import (
    Rows,
    add_days,
    add_months,
    blank_far,
    dated,
    day,
    derived,
    first_of,
    greatest,
    least,
    open_end,
    united,
    value,
)
from zhifang.obligations.rules.rule import Choices, Rule
from zhifang.registry.radiation.facts import DOSES, RADIATION_POSTS

KEYS = ("holder_id", "worker_id")
MOST = statutes.parameter("dose_period_days").values[-1]
#: A period of so many calendar months is in time whatever its days.
QUARTER_MONTHS = 3


def radiation_periods(facts: Mapping[str, Rows]) -> Rows:
    """Who was in post as a radiation worker at a duty holder when, from the first day of the law.

    Gives `KEYS`, site_id (where the period began), start, stop; they neither overlap nor touch.
    """
    p = facts["radiation_posts"]
    following = p.valid_from.lead().over(
        group_by=[p.holder_id, p.site_id, p.worker_id], order_by=p.valid_from
    )
    p = p.mutate(start=p.valid_from, stop=least(open_end(p.valid_to), open_end(following)))
    begun = first_of(p, (*KEYS, "start"), [p.site_no, p.site_id])
    spans = united(p.select(*KEYS, "start", "stop"), KEYS)
    told = spans.join(
        begun, [*(spans[k] == begun[k] for k in KEYS), spans.start == begun.start]
    ).select(spans, begun.site_id)
    told = told.mutate(start=greatest(told.start, day(MOST.valid_from)))
    return told.filter(told.start < told.stop)


RADIATION_PERIODS = derived(
    "radiation_periods",
    (RADIATION_POSTS,),
    radiation_periods,
    holder_id="int64",
    worker_id="int64",
    site_id="int64",
    start="date",
    stop="date",
)


def worn_periods(facts: Mapping[str, Rows]) -> Rows:
    """The dosimeters of each worker by their first day: worker_id, start, stop, ref."""
    d = facts["doses"]
    return d.group_by("worker_id", start=d.valid_from).agg(stop=d.valid_to.max(), ref=d.id.min())


WORN_PERIODS = derived(
    "worn_periods",
    (DOSES,),
    worn_periods,
    worker_id="int64",
    start="date",
    stop="date",
    ref="int64",
)


def readings(spans: Rows, worn: Rows) -> Rows:
    """An anchor for each dosimeter worn in post, due to be read, done when its period ended."""
    at = spans.join(
        worn,
        [
            spans.worker_id == worn.worker_id,
            worn.start < spans.stop,
            worn.stop > spans.start,
        ],
    ).select(spans, worn_on=worn.start, read_on=worn.stop, ref=worn.ref)
    return at.select(
        *KEYS,
        "site_id",
        anchor_on=at.worn_on,
        anchor_kind=value("trigger"),
        anchor_ref=at.ref,
        opened_on=greatest(at.worn_on, at.start),
        due_on=greatest(
            add_days(at.worn_on, int(MOST.value)), add_months(at.worn_on, QUARTER_MONTHS)
        ),
        ends_on=blank_far(at.stop),
        done_on=at.read_on,
        because_id=at.ref,
    )


def gaps(spans: Rows, worn: Rows) -> Rows:
    """An anchor for each day in post from which no dosimeter is worn, done when one is."""
    covers = united(worn.select("worker_id", "start", "stop"), ("worker_id",))
    bare = spans.anti_join(
        covers,
        [
            spans.worker_id == covers.worker_id,
            covers.start <= spans.start,
            covers.stop > spans.start,
        ],
    )
    ended = spans.join(
        covers,
        [
            spans.worker_id == covers.worker_id,
            covers.stop > spans.start,
            covers.stop < spans.stop,
        ],
    ).select(spans, bare_from=covers.stop)
    since = bare.mutate(bare_from=bare.start, anchor_kind=value("condition")).union(
        ended.mutate(anchor_kind=value("event"))
    )
    last = worn.group_by("worker_id", worn.stop).agg(ref=worn.ref.min())
    since = since.left_join(
        last, [since.worker_id == last.worker_id, since.bare_from == last.stop]
    ).select(since, anchor_ref=last.ref)
    after = since.left_join(
        worn,
        [
            since.worker_id == worn.worker_id,
            worn.start > since.bare_from,
            worn.start < since.stop,
        ],
    ).select(since, worn_on=worn.start, because_id=worn.ref)
    first = first_of(after, (*KEYS, "start", "bare_from"), [after.worn_on])
    return first.select(
        *KEYS,
        "site_id",
        "anchor_kind",
        "anchor_ref",
        anchor_on=first.bare_from,
        opened_on=first.bare_from,
        due_on=add_days(first.bare_from, int(MOST.value)),
        ends_on=blank_far(first.stop),
        done_on=first.worn_on,
        because_id=first.because_id,
    )


def turns(facts: Mapping[str, Rows], choices: Choices) -> Rows:  # noqa: ARG001
    """Turns of every (duty holder, radiation worker); see the module."""
    spans, worn = facts["radiation_periods"], facts["worn_periods"]
    read = readings(spans, worn)
    anchors = read.union(gaps(spans, worn).select(*read.columns))
    law_ref = f"{MOST.citation.law} {MOST.citation.article}"
    return dated(anchors.mutate(law_ref=value(law_ref)), KEYS, left_why="over")


RAD_01 = Rule(
    id="RAD-01",
    sentence_zh="放射工作单位应当安排放射工作人员接受个人剂量监测，监测周期最长不超过90日（或一个季度）。",
    sentence_en=(
        "The unit has its radiation workers wear personal dosimeters, each read after at most "
        "90 days or a quarter, without a gap."
    ),
    citation="放射工作人员职业健康管理办法（卫生部令第55号） 第十一条",
    subject="person",
    needs=(RADIATION_PERIODS, WORN_PERIODS),
    turns=turns,
    law=("dose_period_days",),
)
