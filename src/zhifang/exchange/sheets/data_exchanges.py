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
        Column(
            "exchange_no",
            "交换编号",
            "Exchange no.",
            NUMBER_TEXT,
            required=True,
            zh_help="数据交换的编号，各次不同。",
            en_help="The number of the exchange, of its own for each.",
        ),
        Column(
            "exchanged_on",
            "交换日期",
            "Exchanged on",
            DAY,
            required=True,
            not_future=True,
            zh_help="数据交付的日期。",
            en_help="The day the data were handed over.",
        ),
        Column(
            "giver",
            "提供部门",
            "Giver",
            required=True,
            zh_help="提供数据的部门名称。",
            en_help="The department that gave the data.",
        ),
        Column(
            "taker",
            "接收部门",
            "Taker",
            required=True,
            zh_help="接收数据的部门名称。",
            en_help="The department that received the data.",
        ),
        Column(
            "subject",
            "内容",
            "Subject",
            required=True,
            zh_help="交换的是什么数据。",
            en_help="What the data are about.",
        ),
        Column(
            "agreement_no",
            "协议编号",
            "Agreement no.",
            NUMBER_TEXT,
            zh_help="所依据协议的编号；没有协议的填“不适用”，不详的留空。",
            en_help="The number of the agreement; N/A when there is none, blank when not known.",
        ),
        Column(
            "records",
            "记录数",
            "Records",
            WHOLE,
            zh_help="交换的记录条数；没有的填0，不详的留空。",
            en_help="How many records were given; 0 for none, blank when not known.",
        ),
    ),
)
