"""检查诊断机构能力: capacity of institutions."""

from __future__ import annotations

from .. import codes
from ..columns import CODE, CREDIT_CODE, WHOLE, Column, Sheet

SHEET = Sheet(
    key="capacities",
    zh="检查诊断机构能力",
    en="Capacity of institutions",
    natural_key=("institution_code", "year", "service"),
    zh_help="每机构每年每类服务一行。",
    en_help="One row an institution, year and service.",
    own=("institution_code",),
    columns=(
        Column(
            "institution_code",
            "机构统一社会信用代码",
            "Institution's credit code",
            CREDIT_CODE,
            required=True,
        ),
        Column("year", "年份", "Year", WHOLE, required=True, least=1950, most=2100),
        Column("service", "服务类别", "Service", CODE, required=True, codes=codes.SERVICE),
        Column("persons", "年服务能力人数", "Persons a year", WHOLE, required=True),
    ),
)
