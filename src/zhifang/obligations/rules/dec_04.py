"""DEC-04: a change of name, place, legal representative or principal is declared."""

from __future__ import annotations

from collections.abc import Mapping

from zhifang.calc import Rows, first_of, nothing, value
from zhifang.obligations.rules.filings import SITE, days_of
from zhifang.obligations.rules.law import DAYS_OFF
from zhifang.obligations.rules.recorded_changes import recorded, turns_of
from zhifang.obligations.rules.rule import Choices, Rule
from zhifang.obligations.rules.workplace import OPEN_PERIODS
from zhifang.registry.declarations.facts import DECLARATIONS, REPORTABLE_CHANGES
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


def _triggers(facts: Mapping[str, Rows]) -> Rows:
    """The changes of states and those of principals that the sheet records, one a day."""
    changed = changed_states(facts)
    shown = changed.select(
        *SITE,
        anchor_on=changed.changed_on,
        anchor_kind=value("condition"),
        anchor_ref=nothing("int64"),
        opened_on=changed.changed_on,
        counted_from=changed.changed_on,
    )
    told = recorded(facts, "principal").select(*shown.columns)
    both = shown.union(told)
    return first_of(both, ("site_id", "anchor_on"), [both.anchor_ref])


def turns(facts: Mapping[str, Rows], choices: Choices) -> Rows:  # noqa: ARG001
    """A turn of every such change at a declared site that is not closed."""
    return turns_of(_triggers(facts), facts, DAYS, declared=True)


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
    needs=(SITE_IDENTITIES, REPORTABLE_CHANGES, OPEN_PERIODS, DECLARATIONS, DAYS_OFF),
    turns=turns,
    law=("declaration_identity_change_days",),
)
