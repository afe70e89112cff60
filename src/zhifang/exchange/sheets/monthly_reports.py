"""诊断机构月报确认: monthly confirmation."""

from __future__ import annotations

from ..columns import CREDIT_CODE, DAY, WHOLE, Column, Sheet

SHEET = Sheet(
    key="monthly_reports",
    zh="诊断机构月报确认",
    en="Monthly confirmation",
    natural_key=("institution_code", "year", "month"),
    zh_help="每机构每月一行；无病例填0（零报告）。",
    en_help="One row an institution and month; 0 for a zero report.",
    own=("institution_code",),
    columns=(
        Column(
            "institution_code",
            "诊断机构统一社会信用代码",
            "Diagnosis institution's credit code",
            CREDIT_CODE,
            required=True,
            zh_help="诊断机构的18位统一社会信用代码。",
            en_help="The 18-character credit code of the diagnosis institution.",
        ),
        Column(
            "year",
            "年份",
            "Year",
            WHOLE,
            required=True,
            least=1950,
            most=2100,
            zh_help="所确认月份的年份。",
            en_help="The year of the month that is confirmed.",
        ),
        Column(
            "month",
            "月份",
            "Month",
            WHOLE,
            required=True,
            least=1,
            most=12,
            zh_help="所确认的月份，1至12。",
            en_help="The month that is confirmed, 1 to 12.",
        ),
        Column(
            "cases",
            "报告例数",
            "Cases",
            WHOLE,
            zh_help="当月报告的例数；零报告填0，不详的留空。",
            en_help="The cases reported in the month; 0 for a zero report, blank when not known.",
        ),
        Column(
            "confirmed_on",
            "确认日期",
            "Confirmed on",
            DAY,
            required=True,
            not_future=True,
            zh_help="确认当月数字的日期；次月10日以后为迟报。",
            en_help="The day of the confirmation; after the 10th of the next month it is late.",
        ),
    ),
)
