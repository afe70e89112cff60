"""职业病诊断与报告: diagnosed cases and report cards."""

from __future__ import annotations

from .. import codes
from ..columns import CODE, DAY, NUMBER_TEXT, WHOLE, Column, Sheet
from .parts import institution, person, sex_and_birth, unit_and_site

SHEET = Sheet(
    key="disease_cases",
    zh="职业病诊断与报告",
    en="Diagnosed cases and report cards",
    natural_key=("institution_code", "case_no"),
    zh_help="诊断台账逐例填写；已网络报告的填报告日期，未报告的留空。",
    en_help="One row a case of the ledger; the report day stays blank until it is reported.",
    site_by="credit_code",
    own=("institution_code",),
    institution="diagnosis_institution",
    in_order=(("birth_on", "diagnosed_on"), ("diagnosed_on", "reported_on")),
    columns=(
        *institution("诊断机构", "Diagnosis institution"),
        Column("case_no", "诊断编号", "Case no.", NUMBER_TEXT, required=True),
        *unit_and_site(),
        *person(),
        *sex_and_birth(),
        Column(
            "disease_code", "职业病", "Disease", CODE, required=True, codes=codes.DIAGNOSED_DISEASE
        ),
        Column("stage", "病例类别", "New or promoted", CODE, required=True, codes=codes.CASE_STAGE),
        Column("diagnosed_on", "诊断日期", "Diagnosed on", DAY, required=True, not_future=True),
        Column("reported_on", "报告日期", "Reported on", DAY, not_future=True),
        Column("dust_years", "接尘工龄年", "Years of dust", WHOLE, most=80),
        Column("dust_months", "接尘工龄月", "Months of dust", WHOLE, most=11),
        Column("card_no", "报告卡编号", "Card no.", NUMBER_TEXT),
    ),
)
