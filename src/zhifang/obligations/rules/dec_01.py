"""DEC-01: a workplace with listed hazards is declared."""

from __future__ import annotations

from collections.abc import Mapping

from zhifang.calc import (
    Rows,
    blank_far,
    choose,
    elementary,
    first_of,
    joined,
    nothing,
    once,
    value,
)
from zhifang.obligations.rules.rule import Choices, Rule
from zhifang.obligations.rules.workplace import HAZARD_PERIODS
from zhifang.registry.declarations.facts import DECLARATIONS

KEYS = ("holder_id", "site_id")

#: Filings that declare; a closing one (注销) ends the standing declaration.
DECLARING_KINDS = ("initial", "change", "annual")


def conditions(facts: Mapping[str, Rows]) -> Rows:
    """The spans in which a site had a listed hazard: `KEYS`, start, stop."""
    h = facts["hazard_periods"].select(*KEYS, "start", "stop").distinct()
    pieces = elementary(h, KEYS)
    present = pieces.semi_join(
        h, [*(pieces[k] == h[k] for k in KEYS), h.start <= pieces.start, h.stop > pieces.start]
    )
    return joined(present, KEYS, ())


def turns(facts: Mapping[str, Rows], choices: Choices) -> Rows:
    """A turn from each start of the condition, and from each closing filing inside it."""
    c = conditions(facts)
    d = facts["declarations"]
    closing = d.filter(d.kind == "closing")
    declaring = d.filter(d.kind.isin(DECLARING_KINDS))
    starts = c.mutate(
        anchor_on=c.start, anchor_kind=value("condition"), anchor_ref=nothing("int64")
    )
    withdrawn = c.join(
        closing,
        [c.site_id == closing.site_id, closing.declared_on > c.start, closing.declared_on < c.stop],
    ).select(c, anchor_on=closing.declared_on, anchor_kind=value("event"), anchor_ref=closing.id)
    anchors = starts.union(withdrawn.select(*starts.columns))
    standing = (
        declaring.left_join(
            closing,
            [declaring.site_id == closing.site_id, closing.declared_on >= declaring.declared_on],
        )
        .group_by(declaring.site_id, declaring.declared_on, declaring.id)
        .agg(stands_until=closing.declared_on.min())
    )
    found = anchors.join(
        standing,
        [anchors.site_id == standing.site_id, standing.declared_on < anchors.stop],
    ).select(anchors, standing.declared_on, standing.stands_until, declaration_id=standing.id)
    found = found.filter(
        (found.declared_on > found.anchor_on)
        | (found.stands_until > found.anchor_on)
        | found.stands_until.isnull()
    )
    # The latest filing that stood on the day; where none did, the first one after it.
    stood = found.declared_on <= found.anchor_on
    ranked = found.mutate(
        order=choose(stood, 0, 1), standing=choose(stood, found.declared_on, nothing("date"))
    )
    first = first_of(
        ranked,
        (*KEYS, "anchor_on"),
        [ranked.order, ranked.standing.desc(), ranked.declared_on, ranked.declaration_id],
    ).select(*KEYS, "anchor_on", done_on="declared_on", because_id="declaration_id")
    discharged = anchors.left_join(
        first, [*(anchors[k] == first[k] for k in KEYS), anchors.anchor_on == first.anchor_on]
    ).select(
        anchors,
        first.done_on,
        first.because_id,
        ends_on=blank_far(anchors.stop),
        law_ref=value("declaration/initial"),
    )
    subject = discharged.mutate(subject_site_id=discharged.site_id)
    return once(subject, ("holder_id",), choices.dec01_grace_days, left_why="closed")


DEC_01 = Rule(
    id="DEC-01",
    sentence_zh="工作场所存在职业病目录所列职业病的危害因素的用人单位，应当及时、如实申报危害项目。",
    sentence_en=(
        "An employer whose workplace has a listed hazard declares it in time and truthfully."
    ),
    citation="职业病防治法 第十六条",
    subject="site",
    needs=(HAZARD_PERIODS, DECLARATIONS),
    turns=turns,
    law=("dec01_grace_days",),
)
