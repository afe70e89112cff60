"""个人剂量监测: personal dose monitoring."""

from __future__ import annotations

from .. import codes
from ..columns import CODE, DAY, DECIMAL, NUMBER_TEXT, Column, Sheet
from .parts import institution, person, unit_and_site

SHEET = Sheet(
    key="doses",
    zh="个人剂量监测",
    en="Personal dose monitoring",
    natural_key=("institution_code", "report_no", "id_type", "id_number", "valid_from"),
    zh_help="每人每监测周期一行；丢失剂量计而给出名义剂量的，结果类别填“名义剂量”。",
    en_help="One row a person and period; a dose assigned for a lost dosimeter is nominal.",
    site_by="credit_code",
    own=("institution_code",),
    institution="dosimetry_institution",
    in_order=(("valid_from", "last_day"), ("last_day", "reported_on")),
    columns=(
        *institution("剂量监测机构", "Dosimetry institution"),
        Column("report_no", "报告编号", "Report no.", NUMBER_TEXT, required=True),
        *unit_and_site(),
        *person(),
        Column("valid_from", "佩戴开始日期", "Worn from", DAY, required=True, not_future=True),
        Column("last_day", "佩戴结束日期", "Worn to", DAY, required=True, not_future=True),
        Column(
            "dose_text",
            "剂量结果",
            "Result as written",
            zh_help="如 0.12 或 <0.02。",
            en_help="Like 0.12 or <0.02.",
        ),
        Column("dose_msv", "有效剂量mSv", "Effective dose, mSv", DECIMAL, most=9999, places=3),
        Column("kind", "结果类别", "Kind of result", CODE, required=True, codes=codes.DOSE_KIND),
        Column("reported_on", "报告日期", "Reported on", DAY, not_future=True),
    ),
)
