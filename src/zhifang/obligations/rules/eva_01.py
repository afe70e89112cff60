"""EVA-01: an employer with a severe hazard has its current status evaluated every three years."""

from __future__ import annotations

from collections.abc import Mapping

from zhifang import statutes
from zhifang.calc import PIECE_COLUMNS, Rows, add_months, choose, derived, far
from zhifang.obligations.rules.det_01 import (
    CYCLE,
    MEASUREMENT_WORLD,
    PRODUCING_PERIODS,
    SUBJECT_TYPES,
    covering,
    turns_by,
)
from zhifang.obligations.rules.law import EVALUATION_CYCLES
from zhifang.obligations.rules.rule import Choices, Rule
from zhifang.obligations.rules.workplace import HAZARD_PERIODS
from zhifang.registry.measurements.facts import MEASUREMENTS

#: Report kinds that discharge: the status evaluation.
EVALUATING_KINDS = ("31",)

EVALUATION_PIECES = derived(
    "evaluation_pieces",
    (MEASUREMENT_WORLD, EVALUATION_CYCLES),
    lambda facts: CYCLE.pieces(facts["measurement_world"], facts["evaluation_cycles"]),
    **SUBJECT_TYPES,
    **PIECE_COLUMNS,
)

EVALUATING_REPORTS = derived(
    "evaluating_reports",
    (HAZARD_PERIODS, MEASUREMENTS),
    lambda facts: covering(facts, EVALUATING_KINDS),
    site_id="int64",
    sampled_on="date",
    issued_on="date",
    anchor_ref="int64",
)


def turns(facts: Mapping[str, Rows], choices: Choices) -> Rows:
    """Turns of every site that has, or perhaps has, a severe hazard.

    Where the risk class is not known the evaluation is due within the cycle of a severe hazard,
    or never: the latest due day is then open.
    """
    rows = turns_by(
        facts, facts["evaluating_reports"], facts["evaluation_pieces"], choices.measured_day
    )
    never = rows.due_latest >= add_months(rows.anchor_on, statutes.NEVER_MONTHS)
    return rows.mutate(
        due_latest=choose(never.fill_null(False), far(), rows.due_latest),
        months_high=rows.months_high.nullif(statutes.NEVER_MONTHS),
    )


EVA_01 = Rule(
    id="EVA-01",
    sentence_zh="职业病危害严重的用人单位，应当每三年至少开展一次职业病危害现状评价。",
    sentence_en=(
        "An employer with a severe hazard has its current status evaluated at least once in "
        "three years."
    ),
    citation="职业病防治法 第二十六条；工作场所职业卫生管理规定 第二十条",
    subject="site",
    needs=(PRODUCING_PERIODS, MEASUREMENT_WORLD, EVALUATION_PIECES, EVALUATING_REPORTS),
    turns=turns,
    law=("evaluation_cycle_severe_months",),
)
