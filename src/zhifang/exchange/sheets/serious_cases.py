"""严重职业病危害案件: serious cases."""

from __future__ import annotations

from ..columns import DAY, NUMBER_TEXT, Column, Sheet
from .parts import unit_and_site

SHEET = Sheet(
    key="serious_cases",
    zh="严重职业病危害案件",
    en="Serious cases",
    natural_key=("case_no",),
    zh_help="每案一行；未立案或未决定的日期留空。",
    en_help="One row a case; leave days blank that have not come.",
    site_by="credit_code",
    in_order=(("found_on", "filed_on"), ("filed_on", "decided_on")),
    columns=(
        Column(
            "case_no",
            "案件编号",
            "Case no.",
            NUMBER_TEXT,
            required=True,
            zh_help="案件的编号；立案前后用同一编号。",
            en_help="The number of the case, the same before and after filing.",
        ),
        *unit_and_site(),
        Column(
            "found_on",
            "发现日期",
            "Found on",
            DAY,
            required=True,
            not_future=True,
            zh_help="发现违法事实的日期。",
            en_help="The day the violation was found.",
        ),
        Column(
            "grounds",
            "案由",
            "Grounds",
            required=True,
            zh_help="案由，写明违法事实。",
            en_help="What the case is about: the violation.",
        ),
        Column(
            "filed_on",
            "立案日期",
            "Filed on",
            DAY,
            not_future=True,
            zh_help="立案的日期；未立案的留空。",
            en_help="The day the case was filed; blank while it is not.",
        ),
        Column(
            "decided_on",
            "处理决定日期",
            "Decided on",
            DAY,
            not_future=True,
            zh_help="作出处理决定的日期；未决定的留空。",
            en_help="The day it was decided; blank while it is not.",
        ),
        Column(
            "decision_no",
            "决定书文号",
            "Decision no.",
            NUMBER_TEXT,
            zh_help="处理决定书的文号；未决定或不详的留空。",
            en_help="The number of the decision; blank when not decided or not known.",
        ),
        Column(
            "decision",
            "处理结果",
            "Decision",
            longest=2000,
            zh_help="处理决定的内容；未决定或不详的留空。",
            en_help="What was decided; blank when not decided or not known.",
        ),
    ),
)
