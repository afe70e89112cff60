"""DEC-02: an accepted construction project is declared."""

from __future__ import annotations

from collections.abc import Mapping

from zhifang.calc import Rows
from zhifang.obligations.rules.filings import days_of
from zhifang.obligations.rules.law import DAYS_OFF
from zhifang.obligations.rules.recorded_changes import recorded, turns_of
from zhifang.obligations.rules.rule import Choices, Rule
from zhifang.obligations.rules.workplace import OPEN_PERIODS
from zhifang.registry.declarations.facts import DECLARATIONS, REPORTABLE_CHANGES

DAYS = days_of("declaration_project_days")


def turns(facts: Mapping[str, Rows], choices: Choices) -> Rows:  # noqa: ARG001
    """A turn of every accepted project of a site that is not closed; it needs no earlier filing."""
    return turns_of(recorded(facts, "project"), facts, DAYS, declared=False)


DEC_02 = Rule(
    id="DEC-02",
    sentence_zh="新建、改建、扩建、技术改造或者技术引进建设项目的，应当自竣工验收之日起30日内申报。",
    sentence_en=("An employer declares a construction project within 30 days of its acceptance."),
    citation="职业病危害项目申报办法（原安监总局令第48号） 第八条第一项",
    subject="site",
    needs=(REPORTABLE_CHANGES, OPEN_PERIODS, DECLARATIONS, DAYS_OFF),
    turns=turns,
    law=("declaration_project_days",),
)
