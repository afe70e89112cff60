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
        Column(
            "case_no",
            "诊断编号",
            "Case no.",
            NUMBER_TEXT,
            required=True,
            zh_help="诊断机构台账上的编号。",
            en_help="The number in the institution's ledger.",
        ),
        *unit_and_site(),
        *person(),
        *sex_and_birth(),
        Column(
            "disease_code",
            "职业病",
            "Disease",
            CODE,
            required=True,
            codes=codes.DIAGNOSED_DISEASE,
            zh_help="诊断的职业病，用诊断日期当时有效的目录版本。",
            en_help="The disease diagnosed, in the catalogue in force on the day of diagnosis.",
        ),
        Column(
            "stage",
            "病例类别",
            "New or promoted",
            CODE,
            required=True,
            codes=codes.CASE_STAGE,
            zh_help="首次诊断的填新发；期别升高的填晋期，不算新病例。",
            en_help=(
                "New at the first diagnosis; promoted when the stage rises, which is no new case."
            ),
        ),
        Column(
            "diagnosed_on",
            "诊断日期",
            "Diagnosed on",
            DAY,
            required=True,
            not_future=True,
            zh_help="诊断证明书上的日期。",
            en_help="The day on the certificate of diagnosis.",
        ),
        Column(
            "reported_on",
            "报告日期",
            "Reported on",
            DAY,
            not_future=True,
            zh_help="报告卡网络报告的日期，应在诊断后15日内；未报告的留空。",
            en_help=(
                "The day the card was reported, due 15 days after diagnosis; blank while not "
                "reported."
            ),
        ),
        Column(
            "dust_years",
            "接尘工龄年",
            "Years of dust",
            WHOLE,
            most=80,
            zh_help="累计接尘的整年数，不足一年填0；不详的留空，不接尘的填“不适用”。",
            en_help=(
                "Whole years of dust, 0 when under one; blank when not known, N/A when not dust."
            ),
        ),
        Column(
            "dust_months",
            "接尘工龄月",
            "Months of dust",
            WHOLE,
            most=11,
            zh_help="整年以外余下的月数，0至11；接尘工龄不详的两栏都留空。",
            en_help=(
                "Months beyond the whole years, 0 to 11; leave both blank when the service is not "
                "known."
            ),
        ),
        Column(
            "card_no",
            "报告卡编号",
            "Card no.",
            NUMBER_TEXT,
            zh_help="职业病报告卡的编号；未报告或不详的留空。",
            en_help="The number of the report card; blank when not reported or not known.",
        ),
    ),
)
