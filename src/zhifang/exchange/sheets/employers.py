"""用人单位: an employer's site and what it is from a day on."""

from __future__ import annotations

from .. import codes
from ..columns import CODE, CREDIT_CODE, DAY, NUMBER_TEXT, WHOLE, Column, Sheet

SHEET = Sheet(
    key="employers",
    zh="用人单位",
    en="Employers",
    natural_key=("credit_code", "site_no", "valid_from"),
    zh_help="每个场所一行；情况变化时以新的生效日期再报一行。",
    en_help="One row a site; when something changes, a new row with a new effective day.",
    site_by="credit_code",
    own=("credit_code",),
    columns=(
        Column("credit_code", "统一社会信用代码", "Credit code", CREDIT_CODE, required=True),
        Column("employer_name", "单位名称", "Name", required=True),
        Column("site_no", "场所编号", "Site number", NUMBER_TEXT, required=True, longest=50),
        Column("address", "场所地址", "Site address"),
        Column("town", "所属镇街", "Town", CODE, required=True, codes=codes.TOWN),
        Column("industry", "行业分类", "Industry", CODE, codes=codes.INDUSTRY),
        Column("economic_type", "经济类型", "Economic type", CODE, codes=codes.ECONOMIC_TYPE),
        Column("size", "企业规模", "Size", CODE, codes=codes.SIZE),
        Column("status", "经营状态", "Status", CODE, required=True, codes=codes.SITE_STATUS),
        Column("valid_from", "生效日期", "Effective from", DAY, required=True),
        Column("risk_class", "职业病危害风险分类", "Risk class", CODE, codes=codes.RISK_CLASS),
        Column("employees", "在册职工总数", "Employees", WHOLE),
        Column("exposed", "接害总人数", "Exposed persons", WHOLE),
        Column("dispatched", "劳务派遣人数", "Agency workers", WHOLE),
        Column("legal_person", "法定代表人", "Legal representative"),
        Column("contact", "联系人", "Contact"),
        Column("phone", "联系电话", "Telephone"),
    ),
)
