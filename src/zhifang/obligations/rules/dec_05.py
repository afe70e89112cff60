"""DEC-05: what a test or evaluation found changed is declared."""

from __future__ import annotations

from collections.abc import Mapping

from zhifang.calc import Rows, choose, coalesce, value
from zhifang.obligations.rules.filings import days_of
from zhifang.obligations.rules.law import DAYS_OFF
from zhifang.obligations.rules.recorded_changes import recorded, turns_of
from zhifang.obligations.rules.rule import Choices, Rule
from zhifang.obligations.rules.workplace import OPEN_PERIODS
from zhifang.registry.declarations.facts import DECLARATIONS, REPORTABLE_CHANGES

DAYS = days_of("declaration_result_change_days")


def turns(facts: Mapping[str, Rows], choices: Choices) -> Rows:  # noqa: ARG001
    """A turn of every such result at a declared site that is not closed, open and counted from
    the day it was received; where that day is not recorded, open from the day of the change."""
    found = recorded(facts, "result")
    received = found.mutate(
        opened_on=coalesce(found.known_on, found.anchor_on), counted_from=found.known_on
    )
    rows = turns_of(received, facts, DAYS, declared=True)
    unsaid = rows.due_latest.isnull()
    return rows.mutate(missing=choose(unsaid, value("known_on"), rows.missing))


DEC_05 = Rule(
    id="DEC-05",
    sentence_zh="经检测、评价发现原申报内容发生变化的，应当自收到结果之日起15日内申报变更。",
    sentence_en=(
        "An employer declares what a test or evaluation found changed within 15 days of its result."
    ),
    citation="职业病危害项目申报办法（原安监总局令第48号） 第八条第四项",
    subject="site",
    needs=(REPORTABLE_CHANGES, OPEN_PERIODS, DECLARATIONS, DAYS_OFF),
    turns=turns,
    law=("declaration_result_change_days",),
)
