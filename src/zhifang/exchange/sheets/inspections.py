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
        Column("inspection_no", "检查编号", "Inspection no.", NUMBER_TEXT, required=True),
        *unit_and_site(),
        Column("inspected_on", "检查日期", "Inspected on", DAY, required=True, not_future=True),
        Column("kind", "检查类别", "Kind", CODE, required=True, codes=codes.INSPECTION_KIND),
        Column("result", "检查结果", "Result", CODE, codes=codes.INSPECTION_RESULT),
        Column("department", "检查部门", "Department"),
        Column("inspectors", "检查人员", "Inspectors"),
        Column("findings", "发现的问题", "Findings", longest=2000),
        Column("correct_by", "整改期限", "Correct by", DAY),
    ),
)
