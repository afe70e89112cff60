"""联席会议: joint meetings."""

from __future__ import annotations

from ..columns import DAY, NUMBER_TEXT, Column, Sheet

SHEET = Sheet(
    key="meetings",
    zh="联席会议",
    en="Joint meetings",
    natural_key=("meeting_no",),
    zh_help="每次会议一行。",
    en_help="One row a meeting.",
    columns=(
        Column("meeting_no", "会议编号", "Meeting no.", NUMBER_TEXT, required=True),
        Column("held_on", "会议日期", "Held on", DAY, required=True, not_future=True),
        Column("topic", "议题", "Topic", required=True, longest=2000),
        Column("participants", "参加部门", "Participants", longest=2000),
    ),
)
