"""REP-01: a diagnosed case is reported within fifteen days by the institution that diagnosed it."""

from __future__ import annotations

from collections.abc import Mapping

from zhifang import statutes
from zhifang.calc import Rows, day, nothing, once, value
from zhifang.obligations.rules.rule import Choices, Rule
from zhifang.registry.diseases.facts import DISEASE_CASES

DAYS = statutes.parameter("case_report_days").values[-1]


def turns(facts: Mapping[str, Rows], choices: Choices) -> Rows:  # noqa: ARG001
    """A turn of every case diagnosed since there is a number of days; its day does not move."""
    c = facts["disease_cases"]
    c = c.filter(c.diagnosed_on >= day(DAYS.valid_from))
    cases = c.select(
        "worker_id",
        "site_id",
        holder_id=c.institution_id,
        subject=c.case_no,
        anchor_on=c.diagnosed_on,
        anchor_kind=value("trigger"),
        anchor_ref=c.id,
        ends_on=nothing("date"),
        done_on=c.reported_on,
        because_id=c.id,
        law_ref=value(f"{DAYS.citation.law} {DAYS.citation.article}"),
    )
    return once(cases, ("holder_id", "worker_id", "subject"), int(DAYS.value), left_why="over")


REP_01 = Rule(
    id="REP-01",
    sentence_zh="职业病诊断机构应当在确诊后15日内报告职业病病例。",
    sentence_en="The institution reports a case within 15 days after diagnosing it.",
    citation="职业病防治法 第五十条；职业病网络直报工作指南",
    subject="named",
    needs=(DISEASE_CASES,),
    turns=turns,
    law=("case_report_days",),
)
