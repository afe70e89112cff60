"""职业健康检查: a conclusion of an examination."""

from __future__ import annotations

from .. import codes
from ..columns import (
    BIRTH,
    CODE,
    CODES,
    CREDIT_CODE,
    DAY,
    ID_NUMBER,
    NUMBER_TEXT,
    WHOLE,
    Column,
    Sheet,
)

SHEET = Sheet(
    key="examinations",
    zh="职业健康检查",
    en="Health examinations",
    natural_key=("institution_code", "exam_no", "hazard"),
    zh_help="每次体检的每个结论一行；多种粉尘合为一个结论。",
    en_help="One row a conclusion; all examined dusts share one conclusion.",
    columns=(
        Column(
            "institution_code",
            "体检机构统一社会信用代码",
            "Institution's credit code",
            CREDIT_CODE,
            required=True,
        ),
        Column(
            "institution_name", "体检机构名称", "Institution's name", required=True, kept=False
        ),
        Column("exam_no", "体检编号", "Exam number", NUMBER_TEXT, required=True, longest=100),
        Column("id_type", "证件类型", "Document", CODE, required=True, codes=codes.ID_TYPE),
        Column("id_number", "证件号码", "Document number", ID_NUMBER, required=True, longest=50),
        Column("worker_name", "姓名", "Name", required=True),
        Column("sex", "性别", "Sex", CODE, required=True, codes=codes.SEX),
        Column("birth_on", "出生日期", "Born on", BIRTH, required=True),
        Column(
            "employer_code",
            "用人单位统一社会信用代码",
            "Employer's credit code",
            CREDIT_CODE,
            required=True,
        ),
        Column(
            "using_code",
            "用工单位统一社会信用代码",
            "Using unit's credit code",
            CREDIT_CODE,
            zh_help="与用人单位相同时留空。",
            en_help="Blank when it is the employer.",
        ),
        Column(
            "site_no",
            "场所编号",
            "Site number",
            NUMBER_TEXT,
            required=True,
            longest=50,
            zh_help="用工单位的场所。",
            en_help="A site of the using unit.",
        ),
        Column("exam_kind", "检查类型", "Kind", CODE, required=True, codes=codes.EXAM_KIND),
        Column("exam_on", "体检日期", "Examined on", DAY, required=True, not_future=True),
        Column(
            "examined",
            "体检危害因素",
            "Hazards examined",
            CODES,
            required=True,
            codes=codes.HAZARD,
            longest=2000,
            zh_help="本次体检的全部危害因素，用“；”或“、”隔开。",
            en_help="All hazards of this exam, separated by ; or ,.",
        ),
        Column(
            "hazard",
            "危害因素",
            "Hazard",
            CODE,
            required=True,
            codes=codes.HAZARD,
            zh_help="本行结论所针对的危害因素。",
            en_help="The hazard of this row's conclusion.",
        ),
        Column(
            "conclusion", "体检结论", "Conclusion", CODE, required=True, codes=codes.CONCLUSION
        ),
        Column(
            "disease_code", "疑似职业病代码", "Suspected disease", CODE, codes=codes.DISEASE
        ),
        Column("contraindication", "职业禁忌证名称", "Contraindication"),
        Column("other_finding", "其他疾病或异常", "Other finding", longest=500),
        Column("exposure_started_on", "开始接害日期", "Exposed since", DAY, not_future=True),
        Column("exposure_years", "接害工龄年", "Years of exposure", WHOLE, most=99),
        Column("exposure_months", "接害工龄月", "Months of exposure", WHOLE, most=99),
        Column("reported_on", "报告日期", "Reported on", DAY, not_future=True),
    ),
)
