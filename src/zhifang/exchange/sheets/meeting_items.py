"""联席会议议定事项: decisions of joint meetings."""

from __future__ import annotations

from ..columns import DAY, NUMBER_TEXT, Column, Sheet

SHEET = Sheet(
    key="meeting_items",
    zh="联席会议议定事项",
    en="Decisions of joint meetings",
    natural_key=("meeting_no", "item_no"),
    zh_help="每项议定事项一行。",
    en_help="One row a decision.",
    columns=(
        Column("meeting_no", "会议编号", "Meeting no.", NUMBER_TEXT, required=True),
        Column("item_no", "事项编号", "Item no.", NUMBER_TEXT, required=True),
        Column("department", "责任部门", "Responsible department", required=True),
        Column("decision", "议定内容", "Decision", required=True, longest=2000),
        Column("due_on", "完成期限", "Due on", DAY),
        Column("done_on", "完成日期", "Done on", DAY, not_future=True),
        Column("outcome", "落实情况", "Outcome", longest=2000),
    ),
)
