"""劳动者与接害: a worker at a post from a day on."""

from __future__ import annotations

from .. import codes
from ..columns import BIRTH, CODE, CREDIT_CODE, DAY, ID_NUMBER, NUMBER_TEXT, Column, Sheet

SHEET = Sheet(
    key="workers",
    zh="劳动者与接害",
    en="Workers and exposure",
    natural_key=(
        "id_type",
        "id_number",
        "using_code",
        "site_no",
        "workshop",
        "post",
        "valid_from",
    ),
    zh_help="每人每岗位每段接触一行；岗位须已登记。",
    en_help="One row a worker, post and period; the post must be registered.",
    site_by="using_code",
    own=("using_code", "employer_code"),
    columns=(
        Column("id_type", "证件类型", "Document", CODE, required=True, codes=codes.ID_TYPE),
        Column("id_number", "证件号码", "Document number", ID_NUMBER, required=True, longest=50),
        Column("worker_name", "姓名", "Name", required=True),
        Column("sex", "性别", "Sex", CODE, required=True, codes=codes.SEX),
        Column("birth_on", "出生日期", "Born on", BIRTH, required=True),
        Column(
            "using_code",
            "用工单位统一社会信用代码",
            "Using unit's credit code",
            CREDIT_CODE,
            required=True,
        ),
        Column("site_no", "场所编号", "Site number", NUMBER_TEXT, required=True, longest=50),
        Column("workshop", "车间", "Workshop", NUMBER_TEXT, required=True, longest=100),
        Column("post", "岗位", "Post", NUMBER_TEXT, required=True, longest=100),
        Column("valid_from", "开始日期", "From", DAY, required=True),
        Column(
            "last_day",
            "结束日期",
            "Last day",
            DAY,
            zh_help="最后一天（含）；仍在岗的留空。",
            en_help="The last day, inclusive; blank while it goes on.",
        ),
        Column("employment", "用工形式", "Employment", CODE, required=True, codes=codes.EMPLOYMENT),
        Column(
            "employer_code",
            "用人单位统一社会信用代码",
            "Employer's credit code",
            CREDIT_CODE,
            blank_means="using_code",
            zh_help="劳务派遣填派遣单位；直接用工留空。",
            en_help="The agency of an agency worker; blank for direct employment.",
        ),
        Column("migrant", "是否农民工", "Migrant worker", CODE, codes=codes.YES_NO),
        Column("job", "工种", "Job"),
    ),
)
