"""急性职业病危害事故: acute occupational-hazard events."""

from __future__ import annotations

from ..columns import DAY, NUMBER_TEXT, WHOLE, Column, Sheet
from .parts import unit_and_site

SHEET = Sheet(
    key="acute_events",
    zh="急性职业病危害事故",
    en="Acute occupational-hazard events",
    natural_key=("event_no",),
    zh_help="每起事故一行；人数不清楚的留空，没有的填0。",
    en_help="One row an event; leave a number blank when it is not known, 0 when there were none.",
    site_by="credit_code",
    in_order=(("occurred_on", "reported_on"),),
    columns=(
        Column("event_no", "事故编号", "Event no.", NUMBER_TEXT, required=True),
        *unit_and_site(),
        Column("title", "事故名称", "Title", required=True),
        Column("occurred_on", "发生日期", "Occurred on", DAY, required=True, not_future=True),
        Column("cases", "发病人数", "Cases", WHOLE),
        Column("deaths", "死亡人数", "Deaths", WHOLE),
        Column("anthrax", "职业性炭疽人数", "Cases of anthrax", WHOLE),
        Column("reported_on", "报告日期", "Reported on", DAY, not_future=True),
    ),
)
