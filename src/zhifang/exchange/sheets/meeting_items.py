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
        Column(
            "meeting_no",
            "会议编号",
            "Meeting no.",
            NUMBER_TEXT,
            required=True,
            zh_help="会议的编号，与“联席会议”表一致。",
            en_help="The number of the meeting, as in the sheet 联席会议.",
        ),
        Column(
            "item_no",
            "事项编号",
            "Item no.",
            NUMBER_TEXT,
            required=True,
            zh_help="事项在这次会议中的编号。",
            en_help="The number of the decision within its meeting.",
        ),
        Column(
            "department",
            "责任部门",
            "Responsible department",
            required=True,
            zh_help="负责落实的部门名称。",
            en_help="The department that carries it out.",
        ),
        Column(
            "decision",
            "议定内容",
            "Decision",
            required=True,
            longest=2000,
            zh_help="议定的内容。",
            en_help="What was decided.",
        ),
        Column(
            "due_on",
            "完成期限",
            "Due on",
            DAY,
            zh_help="应完成的日期；没有定期限的填“不适用”，不详的留空。",
            en_help="The day it is due; N/A when none was set, blank when not known.",
        ),
        Column(
            "done_on",
            "完成日期",
            "Done on",
            DAY,
            not_future=True,
            zh_help="实际完成的日期；未完成的留空。",
            en_help="The day it was done; blank while it is not.",
        ),
        Column(
            "outcome",
            "落实情况",
            "Outcome",
            longest=2000,
            zh_help="落实的情况；尚无情况的留空。",
            en_help="What came of it; blank while nothing has.",
        ),
    ),
)
