"""Recording: joint meetings, their decisions, exchanges of data, capacity, progress of tasks."""

from __future__ import annotations

from zhifang.registry.changes.operations import FactTable

MEETING = FactTable(
    table="meeting",
    key=("meeting_no",),
    values=(
        "held_on",
        "topic",
        "participants",
    ),
    concerns=(),
)

MEETING_ITEM = FactTable(
    table="meeting_item",
    key=("meeting_no", "item_no"),
    values=(
        "department",
        "decision",
        "due_on",
        "done_on",
        "outcome",
    ),
    concerns=(),
)

DATA_EXCHANGE = FactTable(
    table="data_exchange",
    key=("exchange_no",),
    values=(
        "exchanged_on",
        "giver",
        "taker",
        "subject",
        "agreement_no",
        "records",
    ),
    concerns=(),
)

CAPACITY = FactTable(
    table="capacity",
    key=("institution_id", "year", "service"),
    values=("persons",),
    concerns=("institution_id",),
)

TASK_REPORT = FactTable(
    table="task_report",
    key=("plan", "task", "department", "stage", "done_on"),
    values=("town", "evidence"),
    concerns=(),
)
