"""RAD-02: a dosimetry institution delivers the report of a period within a month after it."""

from __future__ import annotations

from collections.abc import Mapping

from zhifang import statutes
from zhifang.calc import Rows, add_months, case, dated, day, far, nothing, value
from zhifang.obligations.rules.rule import Choices, Rule
from zhifang.registry.radiation.facts import DOSE_REPORTS

MONTHS = statutes.parameter("dose_report_months").values[-1]
KEYS = ("holder_id", "subject")


def turns(facts: Mapping[str, Rows], choices: Choices) -> Rows:  # noqa: ARG001
    """A turn of every report and last day worn of a period that ended under the law; a report
    is delivered when that of the last worker in it is.

    Somebody sent us the doses, so a blank day of the report is not known; it is no "never".
    """
    r = facts["dose_reports"]
    r = r.filter(r.last_day >= day(MONTHS.valid_from))
    reports = r.group_by("institution_id", "report_no", "last_day").agg(
        id=r.id.min(),
        site_id=r.site_id.min(),
        unknown=r.reported_on.isnull().any(),
        reported_on=r.reported_on.max(),
    )
    due_on = add_months(reports.last_day, int(MONTHS.value))
    unknown = reports.unknown
    told = reports.select(
        "site_id",
        holder_id=reports.institution_id,
        subject=reports.report_no,
        anchor_on=reports.last_day,
        anchor_kind=value("trigger"),
        anchor_ref=reports.id,
        ends_on=nothing("date"),
        due_on=due_on,
        due_latest=case((unknown, far()), otherwise=due_on),
        done_on=case((unknown, nothing("date")), otherwise=reports.reported_on),
        because_id=reports.id,
        law_ref=value(f"{MONTHS.citation.law} {MONTHS.citation.article}"),
        missing=case((unknown, value("reported_on")), otherwise=value("")),
    )
    return dated(told, KEYS, left_why="over")


RAD_02 = Rule(
    id="RAD-02",
    sentence_zh="个人剂量监测机构应当在每个监测周期结束后1个月内将监测报告送达放射工作单位。",
    sentence_en=(
        "The dosimetry institution delivers its report within one month after the end of the "
        "period of monitoring."
    ),
    citation="放射工作人员职业健康管理办法（卫生部令第55号） 第十四条",
    subject="named",
    needs=(DOSE_REPORTS,),
    turns=turns,
    law=("dose_report_months",),
)
