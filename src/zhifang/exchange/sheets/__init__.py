"""The sheets, in the order in which their keys depend on one another."""

from __future__ import annotations

from zhifang.core.errors import UserError

from ..columns import Sheet
from . import (
    acute_events,
    capacities,
    data_exchanges,
    declarations,
    diagnosis_institutions,
    disease_cases,
    doses,
    employer_archives,
    employers,
    examinations,
    inspections,
    insured_persons,
    measurements,
    meeting_items,
    meetings,
    monitoring_records,
    monthly_reports,
    officers,
    posts,
    radiation_posts,
    reportable_changes,
    serious_cases,
    supervised_parties,
    supervisor_trainings,
    supervisors,
    task_reports,
    trainings,
    worker_archives,
    workers,
)

SHEETS: dict[str, Sheet] = {
    module.SHEET.key: module.SHEET
    for module in (
        employers,
        posts,
        workers,
        declarations,
        reportable_changes,
        measurements,
        examinations,
        officers,
        trainings,
        employer_archives,
        worker_archives,
        insured_persons,
        radiation_posts,
        doses,
        diagnosis_institutions,
        monthly_reports,
        disease_cases,
        acute_events,
        monitoring_records,
        supervisors,
        supervisor_trainings,
        supervised_parties,
        inspections,
        serious_cases,
        meetings,
        meeting_items,
        data_exchanges,
        capacities,
        task_reports,
    )
}


def sheet_by_key(key: str) -> Sheet:
    """The sheet of a key; an unknown one is a UserError naming those there are."""
    if key not in SHEETS:
        known = "、".join(SHEETS), ", ".join(SHEETS)
        raise UserError(
            f"没有名为“{key}”的表；可用的表：{known[0]}。",
            f'There is no sheet called "{key}"; there are: {known[1]}.',
        )
    return SHEETS[key]
