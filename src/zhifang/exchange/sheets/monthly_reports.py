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
        ),
        Column("year", "年份", "Year", WHOLE, required=True, least=1950, most=2100),
        Column("month", "月份", "Month", WHOLE, required=True, least=1, most=12),
        Column("cases", "报告例数", "Cases", WHOLE),
        Column("confirmed_on", "确认日期", "Confirmed on", DAY, required=True, not_future=True),
    ),
)
