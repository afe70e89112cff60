"""重点职业病监测: key-disease monitoring."""

from __future__ import annotations

from .. import codes
from ..columns import CODE, DAY, NUMBER_TEXT, WHOLE, Column, Sheet

SHEET = Sheet(
    key="monitoring_records",
    zh="重点职业病监测",
    en="Key-disease monitoring",
    natural_key=("record_no",),
    zh_help="每条监测记录一行。",
    en_help="One row a record of monitoring.",
    town_by="town",
    columns=(
        Column(
            "record_no",
            "监测编号",
            "Record no.",
            NUMBER_TEXT,
            required=True,
            zh_help="监测记录的编号，各记录不同。",
            en_help="The number of the record, of its own for each.",
        ),
        Column(
            "town",
            "镇街",
            "Township",
            CODE,
            required=True,
            codes=codes.TOWN,
            zh_help="被监测对象所在的镇街，监测覆盖率按此统计。",
            en_help="The township that was watched; the coverage is counted by it.",
        ),
        Column(
            "item",
            "监测病种或危害",
            "Disease or hazard watched",
            required=True,
            zh_help="监测的重点职业病或危害因素的名称。",
            en_help="The name of the key disease or hazard that was watched.",
        ),
        Column(
            "monitored_on",
            "监测日期",
            "Monitored on",
            DAY,
            required=True,
            not_future=True,
            zh_help="开展监测的日期，按此归入年度。",
            en_help="The day of the monitoring, by which it belongs to a year.",
        ),
        Column(
            "unit_name",
            "监测单位",
            "Unit",
            zh_help="开展监测的单位全称；不详的留空。",
            en_help="The full name of the unit that did the monitoring; blank when not known.",
        ),
        Column(
            "persons",
            "监测人数",
            "Persons",
            WHOLE,
            zh_help="本次监测涉及的人数；没有的填0，不详的留空。",
            en_help="The persons it covered; 0 for none, blank when not known.",
        ),
    ),
)
