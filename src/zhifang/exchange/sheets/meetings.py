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
        Column(
            "meeting_no",
            "会议编号",
            "Meeting no.",
            NUMBER_TEXT,
            required=True,
            zh_help="会议的编号，议定事项用它指这次会议。",
            en_help="The number of the meeting, by which its decisions name it.",
        ),
        Column(
            "held_on",
            "会议日期",
            "Held on",
            DAY,
            required=True,
            not_future=True,
            zh_help="会议召开的日期。",
            en_help="The day the meeting was held.",
        ),
        Column(
            "topic",
            "议题",
            "Topic",
            required=True,
            longest=2000,
            zh_help="会议的议题。",
            en_help="What the meeting was about.",
        ),
        Column(
            "participants",
            "参加部门",
            "Participants",
            longest=2000,
            zh_help="参加的部门，用顿号分开；不详的留空。",
            en_help="The departments that took part, separated by commas; blank when not known.",
        ),
    ),
)
