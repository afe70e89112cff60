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
        Column(
            "report_no",
            "报告编号",
            "Report no.",
            NUMBER_TEXT,
            required=True,
            zh_help="剂量监测报告的编号，同一报告的各行相同。",
            en_help="The number of the dosimetry report, the same in all its rows.",
        ),
        *unit_and_site(),
        *person(),
        Column(
            "valid_from",
            "佩戴开始日期",
            "Worn from",
            DAY,
            required=True,
            not_future=True,
            zh_help="本周期佩戴剂量计的第一天。",
            en_help="The first day the dosimeter of this period was worn.",
        ),
        Column(
            "last_day",
            "佩戴结束日期",
            "Worn to",
            DAY,
            required=True,
            not_future=True,
            zh_help="本周期佩戴剂量计的最后一天（含）。",
            en_help="The last day the dosimeter of this period was worn, inclusive.",
        ),
        Column(
            "dose_text",
            "剂量结果",
            "Result as written",
            zh_help="报告上的原样结果，如 0.12 或 <0.02；报告没有的留空。",
            en_help=(
                "The result as the report has it, like 0.12 or <0.02; blank when it gives none."
            ),
        ),
        Column(
            "dose_msv",
            "有效剂量mSv",
            "Effective dose, mSv",
            DECIMAL,
            most=9999,
            places=3,
            zh_help="有效剂量的数值，单位mSv，最多三位小数；没有数值的留空，不要填0。",
            en_help=(
                "The effective dose in mSv, at most three decimals; blank when there is no number, "
                "never 0."
            ),
        ),
        Column(
            "kind",
            "结果类别",
            "Kind of result",
            CODE,
            required=True,
            codes=codes.DOSE_KIND,
            zh_help="剂量计丢失后指定的剂量填名义剂量；填无效的周期视为没有监测。",
            en_help=(
                "A dose assigned for a lost dosimeter is nominal; an invalid one counts as no "
                "monitoring."
            ),
        ),
        Column(
            "reported_on",
            "报告日期",
            "Reported on",
            DAY,
            not_future=True,
            zh_help="监测报告出具的日期；未出具或不详的留空。",
            en_help="The day the report was issued; blank when not issued or not known.",
        ),
    ),
)
