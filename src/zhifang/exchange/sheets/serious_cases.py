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
        Column("case_no", "案件编号", "Case no.", NUMBER_TEXT, required=True),
        *unit_and_site(),
        Column("found_on", "发现日期", "Found on", DAY, required=True, not_future=True),
        Column("grounds", "案由", "Grounds", required=True),
        Column("filed_on", "立案日期", "Filed on", DAY, not_future=True),
        Column("decided_on", "处理决定日期", "Decided on", DAY, not_future=True),
        Column("decision_no", "决定书文号", "Decision no.", NUMBER_TEXT),
        Column("decision", "处理结果", "Decision", longest=2000),
    ),
)
