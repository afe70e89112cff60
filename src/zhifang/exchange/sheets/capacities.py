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
            zh_help="体检或诊断机构的18位统一社会信用代码。",
            en_help="The 18-character credit code of the institution.",
        ),
        Column(
            "year",
            "年份",
            "Year",
            WHOLE,
            required=True,
            least=1950,
            most=2100,
            zh_help="服务能力所属的年份。",
            en_help="The year of the capacity.",
        ),
        Column(
            "service",
            "服务类别",
            "Service",
            CODE,
            required=True,
            codes=codes.SERVICE,
            zh_help="服务的类别；两类服务各填一行。",
            en_help="The kind of service; an institution with both has a row for each.",
        ),
        Column(
            "persons",
            "年服务能力人数",
            "Persons a year",
            WHOLE,
            required=True,
            zh_help="一年最多能服务的人数；不能提供的填0。",
            en_help="The most persons it can serve in the year; 0 when it can serve none.",
        ),
    ),
)
