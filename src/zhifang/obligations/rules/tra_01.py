"""TRA-01: the principal of an employer with hazards is trained, and again every year."""

from __future__ import annotations

from collections.abc import Mapping

from zhifang.calc import Rows
from zhifang.obligations.rules.management import LAW, NEEDS, turns_of
from zhifang.obligations.rules.rule import Choices, Rule


def turns(facts: Mapping[str, Rows], choices: Choices) -> Rows:  # noqa: ARG001
    """Turns of every principal in office; see `management`."""
    return turns_of("principal", facts)


TRA_01 = Rule(
    id="TRA-01",
    sentence_zh="用人单位的主要负责人应当接受职业卫生培训：初次不少于16学时，以后每年不少于8学时。",
    sentence_en=(
        "The principal of the employer is trained in occupational health: at least 16 hours the "
        "first time, at least 8 hours every year after."
    ),
    citation="职业病防治法 第三十四条；安监总厅安健〔2015〕121号",
    subject="person",
    needs=NEEDS,
    turns=turns,
    law=LAW,
)
