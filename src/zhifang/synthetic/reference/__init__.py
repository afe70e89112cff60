"""The naive reference: the same law and the same facts, computed in plain Python.

It shares no code with the engine. ``turns(rows, rule, as_of)`` and ``target(rows, target,
as_of)`` take accepted rows as :mod:`zhifang.synthetic.reference.view` describes them.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from zhifang.synthetic.reference import (
    arc01,
    dec01,
    dec07,
    det01,
    eva01,
    filings,
    hex02,
    rad01,
    rad02,
    rep,
    targets,
    tra,
)
from zhifang.synthetic.reference.diseases import Share, falls
from zhifang.synthetic.reference.targets import TargetRow
from zhifang.synthetic.reference.turn import Turn, outcome
from zhifang.synthetic.reference.view import Facts, Rows

RULES = {
    "ARC-01": arc01.turns,
    "DEC-01": dec01.turns,
    "DEC-02": filings.accepted,
    "DEC-03": filings.converted,
    "DEC-04": filings.renamed,
    "DEC-05": filings.found,
    "DEC-06": filings.ended,
    "DEC-07": dec07.turns,
    "DET-01": det01.turns,
    "EVA-01": eva01.turns,
    "HEX-02": hex02.turns,
    "RAD-01": rad01.turns,
    "RAD-02": rad02.turns,
    "REP-01": rep.cases,
    "REP-02": rep.months,
    "TRA-01": tra.principals,
    "TRA-02": tra.managers,
    "TRA-03": tra.workers,
}
TARGETS = targets.IDS

__all__ = [
    "RULES",
    "TARGETS",
    "Facts",
    "Rows",
    "Share",
    "TargetRow",
    "Turn",
    "falls",
    "outcome",
    "target",
    "turns",
]


def turns(rows: Rows, rule: str, as_of: date) -> list[Turn]:
    """Every turn of one rule on one day."""
    return RULES[rule](Facts(rows), as_of)


def target(
    rows: Rows, name: str, as_of: date, plan: Mapping[str, Any] | None = None
) -> tuple[list[TargetRow], dict[str, int], dict[str, dict[str, int]]]:
    """The rows of a target, its totals, and its totals by town.

    ``plan`` may carry what :class:`zhifang.synthetic.reference.targets.Choices` holds.
    """
    choices = targets.Choices.of(plan)
    found = targets.rows_of_target(Facts(rows), name, as_of, choices=choices)
    return found, targets.totals(found), targets.by_town(found)
