"""监督检查: inspections."""

from __future__ import annotations

from .. import codes
from ..columns import CODE, DAY, NUMBER_TEXT, Column, Sheet
from .parts import unit_and_site

SHEET = Sheet(
    key="inspections",
    zh="监督检查",
    en="Inspections",
    natural_key=("inspection_no",),
    zh_help="每次检查一行。",
    en_help="One row a visit.",
    site_by="credit_code",
    in_order=(("inspected_on", "correct_by"),),
    columns=(
        Column(
            "inspection_no",
            "检查编号",
            "Inspection no.",
            NUMBER_TEXT,
            required=True,
            zh_help="检查的编号；一次检查一个编号。",
            en_help="The number of the visit, one for each.",
        ),
        *unit_and_site(),
        Column(
            "inspected_on",
            "检查日期",
            "Inspected on",
            DAY,
            required=True,
            not_future=True,
            zh_help="到现场检查的日期，监督覆盖率按此归入年度。",
            en_help="The day of the visit; the coverage counts it in that year.",
        ),
        Column(
            "kind",
            "检查类别",
            "Kind",
            CODE,
            required=True,
            codes=codes.INSPECTION_KIND,
            zh_help="检查的类别。",
            en_help="The kind of visit.",
        ),
        Column(
            "result",
            "检查结果",
            "Result",
            CODE,
            codes=codes.INSPECTION_RESULT,
            zh_help="检查的结果；尚未作出或不详的留空。",
            en_help="What came of the visit; blank when open or not known.",
        ),
        Column(
            "department",
            "检查部门",
            "Department",
            zh_help="实施检查的部门全称；不详的留空。",
            en_help="The department that made the visit; blank when not known.",
        ),
        Column(
            "inspectors",
            "检查人员",
            "Inspectors",
            zh_help="检查人员的姓名，用顿号分开；不详的留空。",
            en_help="The names of the inspectors, separated by commas; blank when not known.",
        ),
        Column(
            "findings",
            "发现的问题",
            "Findings",
            longest=2000,
            zh_help="发现的问题；未发现的填“不适用”，未记录的留空。",
            en_help="What was found wrong; N/A for nothing, blank when not recorded.",
        ),
        Column(
            "correct_by",
            "整改期限",
            "Correct by",
            DAY,
            zh_help="责令改正的最后期限；没有责令改正的填“不适用”，不详的留空。",
            en_help=(
                "The last day for correcting; N/A when nothing was ordered, blank when not known."
            ),
        ),
    ),
)
