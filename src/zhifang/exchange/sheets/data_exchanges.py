"""部门数据交换: exchanges between departments."""

from __future__ import annotations

from ..columns import DAY, NUMBER_TEXT, WHOLE, Column, Sheet

SHEET = Sheet(
    key="data_exchanges",
    zh="部门数据交换",
    en="Exchanges between departments",
    natural_key=("exchange_no",),
    zh_help="每次交换一行。",
    en_help="One row an exchange.",
    columns=(
        Column("exchange_no", "交换编号", "Exchange no.", NUMBER_TEXT, required=True),
        Column("exchanged_on", "交换日期", "Exchanged on", DAY, required=True, not_future=True),
        Column("giver", "提供部门", "Giver", required=True),
        Column("taker", "接收部门", "Taker", required=True),
        Column("subject", "内容", "Subject", required=True),
        Column("agreement_no", "协议编号", "Agreement no.", NUMBER_TEXT),
        Column("records", "记录数", "Records", WHOLE),
    ),
)
