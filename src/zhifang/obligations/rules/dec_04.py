"""DEC-04: a change of name, place, legal representative or principal is declared."""

from __future__ import annotations

from collections.abc import Mapping

from zhifang.calc import Rows, nothing, value
from zhifang.obligations.rules.filings import (
    SITE,
    days_of,
    filed_in_days,
    open_spans,
    told_by_filing,
    while_declared,
    within,
)
from zhifang.obligations.rules.law import DAYS_OFF
from zhifang.obligations.rules.rule import Choices, Rule
from zhifang.obligations.rules.workplace import OPEN_PERIODS
from zhifang.registry.declarations.facts import DECLARATIONS
from zhifang.registry.parties.facts import SITE_IDENTITIES

DAYS = days_of("declaration_identity_change_days")


def changed_states(facts: Mapping[str, Rows]) -> Rows:
    """The days on which a state of a site shows another name, place or legal representative than
    the last one known: `SITE`, changed_on."""
    i = facts["site_identities"]
    window = {"group_by": [i.site_id, i.attribute], "order_by": i.valid_from}
    told = i.mutate(before=i.text.lag().over(**window))
    other = told.filter(told.text != told.before)
    return other.select(*SITE, changed_on=other.valid_from).distinct()


def turns(facts: Mapping[str, Rows], choices: Choices) -> Rows:  # noqa: ARG001
    """A turn of every such change at a declared site that is not closed."""
    changed = changed_states(facts)
    triggers = changed.select(
        *SITE,
        anchor_on=changed.changed_on,
        anchor_kind=value("condition"),
        anchor_ref=nothing("int64"),
        opened_on=changed.changed_on,
        counted_from=changed.changed_on,
    )
    owed = while_declared(within(triggers, open_spans(facts)), facts)
    return filed_in_days(told_by_filing(owed, facts), facts, DAYS)


DEC_04 = Rule(
    id="DEC-04",
    sentence_zh=(
        "用人单位工作场所、名称、法定代表人或者主要负责人发生变化的，应当自变化之日起15日内申报变更。"
    ),
    sentence_en=(
        "An employer declares a change of workplace, name, legal representative or principal "
        "within 15 days."
    ),
    citation="职业病危害项目申报办法（原安监总局令第48号） 第八条第三项",
    subject="site",
    needs=(SITE_IDENTITIES, OPEN_PERIODS, DECLARATIONS, DAYS_OFF),
    turns=turns,
    law=("declaration_identity_change_days",),
)
