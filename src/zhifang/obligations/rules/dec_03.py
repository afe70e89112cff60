"""DEC-03: a change of technology, process, equipment or material is declared."""

from __future__ import annotations

from collections.abc import Mapping

from zhifang.calc import Rows
from zhifang.obligations.rules.filings import days_of
from zhifang.obligations.rules.law import DAYS_OFF
from zhifang.obligations.rules.recorded_changes import recorded, turns_of
from zhifang.obligations.rules.rule import Choices, Rule
from zhifang.obligations.rules.workplace import OPEN_PERIODS
from zhifang.registry.declarations.facts import DECLARATIONS, REPORTABLE_CHANGES

DAYS = days_of("declaration_process_change_days")


def turns(facts: Mapping[str, Rows], choices: Choices) -> Rows:  # noqa: ARG001
    """A turn of every such change at a declared site that is not closed."""
    return turns_of(recorded(facts, "process"), facts, DAYS, declared=True)


DEC_03 = Rule(
    id="DEC-03",
    sentence_zh=(
        "因技术、工艺、设备或者材料发生变化导致原申报内容发生重大变化的，"
        "应当自变化之日起15日内申报变更。"
    ),
    sentence_en=(
        "An employer declares a change of technology, process, equipment or material within "
        "15 days."
    ),
    citation="职业病危害项目申报办法（原安监总局令第48号） 第八条第二项",
    subject="site",
    needs=(REPORTABLE_CHANGES, OPEN_PERIODS, DECLARATIONS, DAYS_OFF),
    turns=turns,
    law=("declaration_process_change_days",),
)
