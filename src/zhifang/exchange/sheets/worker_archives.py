"""劳动者职业健康监护档案: worker surveillance archive."""

from __future__ import annotations

from .. import codes
from ..columns import CODE, DAY, NUMBER_TEXT, Column, Sheet
from .parts import person, unit_and_site

SHEET = Sheet(
    key="worker_archives",
    zh="劳动者职业健康监护档案",
    en="Worker surveillance archive",
    natural_key=("id_type", "id_number", "credit_code", "site_no", "stated_on"),
    zh_help="用人单位填报的劳动者个人档案情况。",
    en_help="What the employer states of the archive of a worker.",
    site_by="credit_code",
    own=("credit_code",),
    columns=(
        *unit_and_site(),
        *person(),
        Column(
            "stated_on",
            "填报日期",
            "Stated on",
            DAY,
            required=True,
            not_future=True,
            zh_help="用人单位填报的日期，以最近一次填报为准。",
            en_help="The day the employer states this; the latest statement counts.",
        ),
        Column(
            "archive_no",
            "档案编号",
            "Archive no.",
            NUMBER_TEXT,
            zh_help="个人档案的编号；没有编号的填“不适用”，不详的留空。",
            en_help="The number of the personal file; N/A when it has none, blank when not known.",
        ),
        Column(
            "archive",
            "已建档",
            "Archive",
            CODE,
            codes=codes.PRESENT,
            zh_help="是否已建立个人职业健康监护档案；留空视为不清楚。",
            en_help="Whether the personal file exists; blank is taken as not known.",
        ),
        Column(
            "work_history",
            "职业史",
            "Work history",
            CODE,
            codes=codes.PRESENT,
            zh_help="档案中有无职业史和接触史；留空视为没有说明。",
            en_help=(
                "Whether work and exposure history are in the file; blank is taken as not shown."
            ),
        ),
        Column(
            "told_on",
            "体检结果告知日期",
            "Result told on",
            DAY,
            not_future=True,
            zh_help="最近一次体检结果书面告知本人的日期；未告知或不详的留空。",
            en_help=(
                "The day the worker was told the latest exam result; blank when not told or not "
                "known."
            ),
        ),
        Column(
            "copy_given_on",
            "离岗复印件交付日期",
            "Copy given on leaving",
            DAY,
            not_future=True,
            zh_help="离岗时交付档案复印件的日期；未离岗的填“不适用”，未交付或不详的留空。",
            en_help=(
                "The day a copy was given on leaving; N/A when not leaving, blank when not given "
                "or not known."
            ),
        ),
    ),
)
