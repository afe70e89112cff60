"""放射工作人员: radiation workers."""

from __future__ import annotations

from .. import codes
from ..columns import CODE, Column, Sheet
from .parts import period, person, unit_and_site

SHEET = Sheet(
    key="radiation_posts",
    zh="放射工作人员",
    en="Radiation workers",
    natural_key=("id_type", "id_number", "credit_code", "site_no", "valid_from"),
    zh_help="每人每段放射工作一行。",
    en_help="One row a person and period of radiation work.",
    site_by="credit_code",
    own=("credit_code",),
    in_order=(("valid_from", "last_day"),),
    columns=(
        *unit_and_site(),
        *person(),
        Column(
            "medical",
            "是否医疗机构",
            "Medical institution",
            CODE,
            codes=codes.YES_NO,
            zh_help="所在单位是否医疗机构；不清楚的留空，个人剂量监测率中计为未知。",
            en_help=(
                "Whether the unit is a medical institution; blank counts as unknown in the rate of "
                "monitoring."
            ),
        ),
        Column(
            "category",
            "职业照射类别",
            "Category of exposure",
            zh_help="职业照射分类，如 2A 诊断放射学、2E 介入放射学；不详的留空。",
            en_help="The occupational class, like 2A diagnostic radiology; blank when not known.",
        ),
        Column(
            "area",
            "工作区域",
            "Area",
            zh_help="工作的区域，如控制区、监督区；不详的留空。",
            en_help="The area of work, like the controlled area; blank when not known.",
        ),
        *period("上岗日期", "In post from", "离岗日期", "Last day in post"),
    ),
)
