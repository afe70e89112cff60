"""DEC-06: whoever ends its business has its declaration cancelled."""

from __future__ import annotations

from collections.abc import Mapping

from zhifang.calc import Rows, case, first_of, nothing, open_end, value
from zhifang.obligations.rules.filings import SITE, days_of, filed_in_days, standing_filings
from zhifang.obligations.rules.law import DAYS_OFF
from zhifang.obligations.rules.rule import Choices, Rule
from zhifang.registry.declarations.facts import DECLARATIONS
from zhifang.registry.parties.facts import SITE_PERIODS

DAYS = days_of("declaration_closing_days")


def closures(facts: Mapping[str, Rows]) -> Rows:
    """When a site closed, and opened again: `SITE`, closed_on, stop (the far day: still)."""
    s = facts["site_periods"]
    window = {"group_by": s.site_id, "order_by": s.valid_from}
    changed = s.mutate(before=s.status.lag().over(**window).fill_null(""))
    changed = changed.filter((changed.status == "closed") != (changed.before == "closed"))
    after = changed.valid_from.lead().over(group_by=changed.site_id, order_by=changed.valid_from)
    ended = changed.mutate(stop=open_end(after))
    ended = ended.filter(ended.status == "closed")
    return ended.select(*SITE, "stop", closed_on=ended.valid_from)


def turns(facts: Mapping[str, Rows], choices: Choices) -> Rows:  # noqa: ARG001
    """A turn of every closure of a site that was declared before: done by the closing filing
    that ended its latest declaration, be it made before, over when the site opens again."""
    c = closures(facts)
    s = standing_filings(facts)
    filed = c.join(s, [c.site_id == s.site_id, s.filed_on <= c.closed_on]).select(
        c, s.filed_on, s.stands_until
    )
    latest = first_of(filed, ("site_id", "closed_on"), [filed.filed_on.desc()])
    d = facts["declarations"]
    closing = d.filter(d.kind == "closing")
    closing = closing.group_by("site_id", "declared_on").agg(id=closing.id.min())
    both = latest.left_join(
        closing,
        [latest.site_id == closing.site_id, latest.stands_until == closing.declared_on],
    ).select(latest, closing.id)
    done = (both.stands_until < both.stop).fill_null(False) & both.id.notnull()
    anchors = both.select(
        *SITE,
        "stop",
        anchor_on=both.closed_on,
        anchor_kind=value("condition"),
        anchor_ref=nothing("int64"),
        opened_on=both.closed_on,
        counted_from=both.closed_on,
        done_on=case((done, both.stands_until), otherwise=nothing("date")),
        because_id=case((done, both.id), otherwise=nothing("int64")),
    )
    return filed_in_days(anchors, facts, DAYS)


DEC_06 = Rule(
    id="DEC-06",
    sentence_zh="用人单位终止生产经营活动的，应当自终止之日起15日内办理职业病危害项目注销申报。",
    sentence_en=(
        "An employer that ends its business has its declaration cancelled within 15 days."
    ),
    citation="职业病危害项目申报办法（原安监总局令第48号） 第九条",
    subject="site",
    needs=(SITE_PERIODS, DECLARATIONS, DAYS_OFF),
    turns=turns,
    law=("declaration_closing_days",),
)
