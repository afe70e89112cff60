"""TRA-02: occupational-health managers of an employer with hazards are trained every year."""

from __future__ import annotations

from collections.abc import Mapping

from zhifang.calc import Rows
from zhifang.obligations.rules.management import LAW, NEEDS, turns_of
from zhifang.obligations.rules.rule import Choices, Rule


def turns(facts: Mapping[str, Rows], choices: Choices) -> Rows:  # noqa: ARG001
    """Turns of every manager in office; see `management`."""
    return turns_of("manager", facts)


TRA_02 = Rule(
    id="TRA-02",
    sentence_zh="用人单位的职业卫生管理人员应当接受职业卫生培训：初次不少于16学时，以后每年不少于8学时。",
    sentence_en=(
        "The occupational-health managers of the employer are trained in occupational health: "
        "at least 16 hours the first time, at least 8 hours every year after."
    ),
    citation="职业病防治法 第三十四条；安监总厅安健〔2015〕121号",
    subject="person",
    needs=NEEDS,
    turns=turns,
    law=LAW,
)
