"""DEC-07: a standing declaration is updated every year."""

from __future__ import annotations

from collections.abc import Mapping

from zhifang import statutes
from zhifang.calc import Rows, annual, blank_far, case, day, far, greatest, least, nothing, value
from zhifang.obligations.rules.dec_01 import KEYS, conditions
from zhifang.obligations.rules.rule import Choices, Rule
from zhifang.obligations.rules.workplace import HAZARD_PERIODS
from zhifang.registry.declarations.facts import DECLARATIONS

BEFORE = statutes.parameter("annual_update_before_months").values[-1]

#: Filings that the year is counted from and that update; a change filing does neither.
UPDATING_KINDS = ("initial", "annual")


def turns(facts: Mapping[str, Rows], choices: Choices) -> Rows:  # noqa: ARG001
    """A turn of every filing that stands while the site has a listed hazard, since the duty
    exists: done by the next filing, over when the hazard goes or a closing filing ends it."""
    spans = conditions(facts)
    d = facts["declarations"]
    updating = d.filter(d.kind.isin(UPDATING_KINDS))
    filed = updating.group_by("site_id", filed_on=updating.declared_on).agg(ref=updating.id.min())
    following = {"group_by": filed.site_id, "order_by": filed.filed_on}
    filed = filed.mutate(
        next_on=filed.filed_on.lead().over(**following), next_ref=filed.ref.lead().over(**following)
    )
    closing = d.filter(d.kind == "closing")
    stood = (
        filed.left_join(
            closing, [filed.site_id == closing.site_id, closing.declared_on >= filed.filed_on]
        )
        .group_by(filed.site_id, filed.filed_on, filed.ref, filed.next_on, filed.next_ref)
        .agg(stands_until=closing.declared_on.min())
    )
    both = spans.join(stood, [spans.site_id == stood.site_id, stood.filed_on < spans.stop]).select(
        spans, stood.filed_on, stood.ref, stood.next_on, stood.next_ref, stood.stands_until
    )
    both = both.mutate(
        opened_on=greatest(both.filed_on, both.start, day(BEFORE.valid_from)),
        ends_on=least(both.stop, both.stands_until.fill_null(far())),
    )
    running = both.filter(
        (both.ends_on > both.opened_on) & (both.next_on.fill_null(far()) > both.opened_on)
    )
    updated = (running.next_on < running.ends_on).fill_null(False)
    anchors = running.select(
        *KEYS,
        subject_site_id=running.site_id,
        anchor_on=running.filed_on,
        anchor_kind=value("event"),
        anchor_ref=running.ref,
        opened_on=running.opened_on,
        ends_on=blank_far(running.ends_on),
        done_on=case((updated, running.next_on), otherwise=nothing("date")),
        because_id=case((updated, running.next_ref), otherwise=nothing("int64")),
        law_ref=value(f"{BEFORE.citation.law} {BEFORE.citation.article}"),
    )
    return annual(anchors, ("holder_id",), int(BEFORE.value), left_why="over")


DEC_07 = Rule(
    id="DEC-07",
    sentence_zh="已申报的用人单位应当每年更新申报，距上次申报超过11个月、不满13个月。",
    sentence_en=(
        "A declared employer updates its declaration every year, more than 11 and less than 13 "
        "months after the previous filing."
    ),
    citation="职业病危害项目申报系统年度更新要求（区级答复，未核对）",
    subject="site",
    needs=(HAZARD_PERIODS, DECLARATIONS),
    turns=turns,
    law=("annual_update_after_months", "annual_update_before_months"),
)
