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
        Column(
            "event_no",
            "事故编号",
            "Event no.",
            NUMBER_TEXT,
            required=True,
            zh_help="事故的编号；同一事故以后的报告用同一编号。",
            en_help="The number of the event; later reports on it bear the same one.",
        ),
        *unit_and_site(),
        Column(
            "title",
            "事故名称",
            "Title",
            required=True,
            zh_help="事故的简称，如单位加危害因素。",
            en_help="A short name, like the unit and the hazard.",
        ),
        Column(
            "occurred_on",
            "发生日期",
            "Occurred on",
            DAY,
            required=True,
            not_future=True,
            zh_help="事故发生的日期，按此归入年度。",
            en_help="The day it occurred, by which it belongs to a year.",
        ),
        Column(
            "cases",
            "发病人数",
            "Cases",
            WHOLE,
            zh_help="急性发病的人数，含死亡者；没有的填0，不清楚的留空。",
            en_help="Persons acutely ill, the dead included; 0 for none, blank when not known.",
        ),
        Column(
            "deaths",
            "死亡人数",
            "Deaths",
            WHOLE,
            zh_help="因事故死亡的人数；没有的填0，不清楚的留空。",
            en_help="Persons who died of it; 0 for none, blank when not known.",
        ),
        Column(
            "anthrax",
            "职业性炭疽人数",
            "Cases of anthrax",
            WHOLE,
            zh_help="其中患职业性炭疽的人数；没有的填0，不清楚的留空。",
            en_help="Those of them with occupational anthrax; 0 for none, blank when not known.",
        ),
        Column(
            "reported_on",
            "报告日期",
            "Reported on",
            DAY,
            not_future=True,
            zh_help="事故报告的日期；未报告或不详的留空。",
            en_help="The day it was reported; blank when not reported or not known.",
        ),
    ),
)
