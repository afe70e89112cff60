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
        Column("record_no", "监测编号", "Record no.", NUMBER_TEXT, required=True),
        Column("town", "镇街", "Township", CODE, required=True, codes=codes.TOWN),
        Column("item", "监测病种或危害", "Disease or hazard watched", required=True),
        Column("monitored_on", "监测日期", "Monitored on", DAY, required=True, not_future=True),
        Column("unit_name", "监测单位", "Unit"),
        Column("persons", "监测人数", "Persons", WHOLE),
    ),
)
