"""REP-02: a diagnosis institution confirms every month, with cases or without, by the next 10th."""

from __future__ import annotations

from collections.abc import Mapping

from zhifang import statutes
from zhifang.calc import Rows, add_days, add_months, day, listed, nothing, once, open_end, value
from zhifang.obligations.rules.rule import Choices, Rule
from zhifang.registry.diseases.facts import DIAGNOSIS_INSTITUTIONS, MONTHLY_REPORTS

DAY = statutes.parameter("zero_report_day").values[-1]

#: Months are known this many years ahead of the first day of the rule.
YEARS = 40


def turns(facts: Mapping[str, Rows], choices: Choices) -> Rows:  # noqa: ARG001
    """A turn of every month on whose last day an institution is in service."""
    counted = listed("month", range(12 * YEARS))
    begun = add_months(day(DAY.valid_from), counted.month)
    months = counted.select(month_end=add_days(add_months(begun, 1), -1))
    i = facts["diagnosis_institutions"]
    owed = i.join(
        months,
        [i.valid_from <= months.month_end, open_end(i.valid_to) > months.month_end],
    ).select(i.institution_id, months.month_end)
    owed = owed.mutate(due_on=add_days(owed.month_end, int(DAY.value)))
    m = facts["monthly_reports"]
    both = owed.left_join(
        m, [owed.institution_id == m.institution_id, owed.due_on == m.due_on]
    ).select(owed, m.confirmed_on, m.id)
    told = both.select(
        holder_id=both.institution_id,
        subject=both.month_end.strftime("%Y-%m"),
        site_id=nothing("int64"),
        anchor_on=both.month_end,
        anchor_kind=value("condition"),
        anchor_ref=nothing("int64"),
        ends_on=nothing("date"),
        done_on=both.confirmed_on,
        because_id=both.id,
        law_ref=value(f"{DAY.citation.law} {DAY.citation.article}"),
    )
    return once(told, ("holder_id", "subject"), int(DAY.value), left_why="over")


REP_02 = Rule(
    id="REP-02",
    sentence_zh="职业病诊断机构应当于次月10日前确认上月职业病报告，无病例的零报告。",
    sentence_en=(
        "The diagnosis institution confirms its reports of a month by the 10th of the next, with "
        "a zero report when there was no case."
    ),
    citation="职业病网络直报工作指南；次月10日为区级约定",
    subject="named",
    needs=(DIAGNOSIS_INSTITUTIONS, MONTHLY_REPORTS),
    turns=turns,
    law=("zero_report_day",),
)
