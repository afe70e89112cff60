"""职业病诊断机构: diagnosis institutions."""

from __future__ import annotations

from .. import codes
from ..columns import CODE, CREDIT_CODE, Column, Sheet
from .parts import period

SHEET = Sheet(
    key="diagnosis_institutions",
    zh="职业病诊断机构",
    en="Diagnosis institutions",
    natural_key=("institution_code", "valid_from"),
    zh_help="开展职业病诊断的机构，每段执业一行。",
    en_help="Institutions that diagnose occupational diseases, a row a period of service.",
    own=("institution_code",),
    town_by="town",
    institution="diagnosis_institution",
    in_order=(("valid_from", "last_day"),),
    columns=(
        Column(
            "institution_code",
            "诊断机构统一社会信用代码",
            "Diagnosis institution's credit code",
            CREDIT_CODE,
            required=True,
            zh_help="诊断机构的18位统一社会信用代码。",
            en_help="The 18-character credit code of the diagnosis institution.",
        ),
        Column(
            "name",
            "机构名称",
            "Name",
            required=True,
            zh_help="诊断机构的全称。",
            en_help="The full name of the institution.",
        ),
        Column(
            "town",
            "所在镇街",
            "Township",
            CODE,
            required=True,
            codes=codes.TOWN,
            zh_help="机构所在的镇街，各镇街的数字按此统计。",
            en_help="Where the institution lies; figures by township follow it.",
        ),
        Column(
            "scope",
            "诊断范围",
            "Scope",
            zh_help="备案的诊断类别；不详的留空。",
            en_help="The kinds of disease it is registered to diagnose; blank when not known.",
        ),
        *period("备案日期", "In service from", "终止日期", "Last day of service"),
    ),
)
