"""职业病危害项目申报: a filing of a site on a day."""

from __future__ import annotations

from .. import codes
from ..columns import CODE, CREDIT_CODE, DAY, NUMBER_TEXT, WHOLE, Column, Sheet

SHEET = Sheet(
    key="declarations",
    zh="职业病危害项目申报",
    en="Hazard declarations",
    natural_key=("credit_code", "site_no", "kind", "declared_on"),
    zh_help="每次申报一行；场所须已登记。",
    en_help="One row a filing; the site must be registered.",
    site_by="credit_code",
    own=("credit_code",),
    columns=(
        Column("credit_code", "统一社会信用代码", "Credit code", CREDIT_CODE, required=True),
        Column("site_no", "场所编号", "Site number", NUMBER_TEXT, required=True, longest=50),
        Column("kind", "申报类型", "Kind", CODE, required=True, codes=codes.DECLARATION_KIND),
        Column("declared_on", "申报日期", "Declared on", DAY, required=True, not_future=True),
        Column(
            "change_reason",
            "变更原因",
            "Reason of change",
            zh_help="变更申报必填。",
            en_help="Required for a change.",
        ),
        Column("receipt_no", "回执编号", "Receipt number", NUMBER_TEXT),
        Column("employees", "在册职工总数", "Employees", WHOLE),
        Column("exposed", "接害总人数", "Exposed persons", WHOLE),
        Column("dispatched", "劳务派遣人数", "Agency workers", WHOLE),
        Column("dust_exposed", "粉尘接触人数", "Exposed to dust", WHOLE),
        Column("chemical_exposed", "化学因素接触人数", "Exposed to chemicals", WHOLE),
        Column("physical_exposed", "物理因素接触人数", "Exposed to physical factors", WHOLE),
        Column("radioactive_exposed", "放射因素接触人数", "Exposed to radiation", WHOLE),
        Column("biological_exposed", "生物因素接触人数", "Exposed to biological factors", WHOLE),
        Column("other_exposed", "其他因素接触人数", "Exposed to other factors", WHOLE),
        Column(
            "measured_this_year", "本年度检测", "Measured this year", CODE, codes=codes.MEASURED
        ),
        Column("points_tested", "检测点数", "Points tested", WHOLE),
        Column("points_over", "超标点数", "Points over the limit", WHOLE),
    ),
)
