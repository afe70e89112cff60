"""检测结果: a sample and hazard of a measurement report."""

from __future__ import annotations

from .. import codes
from ..columns import CODE, CREDIT_CODE, DAY, NUMBER_TEXT, Column, Sheet

SHEET = Sheet(
    key="measurements",
    zh="检测结果",
    en="Measurements",
    natural_key=("institution_code", "report_no", "sample_no", "hazard"),
    zh_help="每个样品的每种危害因素一行；受检岗位须已登记。",
    en_help="One row a sample and hazard; the post must be registered.",
    site_by="using_code",
    own=("institution_code", "using_code"),
    institution="technical_institution",
    columns=(
        Column(
            "institution_code",
            "检测机构统一社会信用代码",
            "Institution's credit code",
            CREDIT_CODE,
            required=True,
        ),
        Column("institution_name", "检测机构名称", "Institution's name", required=True, kept=False),
        Column("report_no", "报告编号", "Report number", NUMBER_TEXT, required=True, longest=100),
        Column("sample_no", "样品编号", "Sample number", NUMBER_TEXT, required=True, longest=100),
        Column("report_kind", "检测类别", "Kind", CODE, required=True, codes=codes.REPORT_KIND),
        Column("sampled_from", "采样开始日期", "Sampling began on", DAY, not_future=True),
        Column(
            "sampled_on",
            "采样日期",
            "Sampled on",
            DAY,
            required=True,
            not_future=True,
            zh_help="采样的最后一天。",
            en_help="The last day of sampling.",
        ),
        Column("issued_on", "报告日期", "Issued on", DAY, required=True, not_future=True),
        Column(
            "using_code",
            "受检单位统一社会信用代码",
            "Measured unit's credit code",
            CREDIT_CODE,
            required=True,
        ),
        Column("site_no", "场所编号", "Site number", NUMBER_TEXT, required=True, longest=50),
        Column("workshop", "车间", "Workshop", NUMBER_TEXT, required=True, longest=100),
        Column("post", "岗位", "Post", NUMBER_TEXT, required=True, longest=100),
        Column("hazard", "危害因素", "Hazard", CODE, required=True, codes=codes.HAZARD),
        Column("value_text", "检测值", "Value", required=True),
        Column("unit", "单位", "Unit"),
        Column("limit_text", "限值", "Limit"),
        Column("judgement", "判定", "Judgement", CODE, codes=codes.JUDGEMENT),
    ),
)
