"""岗位与危害因素: the hazards of a post from a day on."""

from __future__ import annotations

from .. import codes
from ..columns import CODE, CREDIT_CODE, DAY, DECIMAL, NUMBER_TEXT, WHOLE, Column, Sheet

SHEET = Sheet(
    key="posts",
    zh="岗位与危害因素",
    en="Posts and hazards",
    natural_key=("credit_code", "site_no", "workshop", "post", "hazard", "valid_from"),
    zh_help="每个岗位的每种危害因素一行；场所须已登记。",
    en_help="One row a post and hazard; the site must be registered.",
    site_by="credit_code",
    own=("credit_code",),
    columns=(
        Column("credit_code", "统一社会信用代码", "Credit code", CREDIT_CODE, required=True),
        Column("site_no", "场所编号", "Site number", NUMBER_TEXT, required=True, longest=50),
        Column("workshop", "车间", "Workshop", NUMBER_TEXT, required=True, longest=100),
        Column("post", "岗位", "Post", NUMBER_TEXT, required=True, longest=100),
        Column("hazard", "危害因素", "Hazard", CODE, required=True, codes=codes.HAZARD),
        Column("valid_from", "开始日期", "From", DAY, required=True),
        Column(
            "last_day",
            "结束日期",
            "Last day",
            DAY,
            zh_help="最后一天（含）；仍在接触的留空。",
            en_help="The last day, inclusive; blank while it goes on.",
        ),
        Column("work_grade", "作业分级", "Work grade", CODE, codes=codes.WORK_GRADE),
        Column("grade_edition", "分级标准版本", "Edition", CODE, codes=codes.GRADE_EDITION),
        Column("graded_on", "分级报告日期", "Graded on", DAY, not_future=True),
        Column("noise_level", "噪声声级", "Noise level dB(A)", DECIMAL, most=200),
        Column("exposed_count", "接触人数", "Persons exposed", WHOLE),
    ),
)
