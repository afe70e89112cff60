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
        Column(
            "credit_code",
            "统一社会信用代码",
            "Credit code",
            CREDIT_CODE,
            required=True,
            zh_help="申报单位的统一社会信用代码。",
            en_help="The credit code of the unit that files.",
        ),
        Column(
            "site_no",
            "场所编号",
            "Site number",
            NUMBER_TEXT,
            required=True,
            longest=50,
            zh_help="所申报场所的编号，与“用人单位”表一致。",
            en_help="The number of the site declared, as in the sheet 用人单位.",
        ),
        Column(
            "kind",
            "申报类型",
            "Kind",
            CODE,
            required=True,
            codes=codes.DECLARATION_KIND,
            zh_help="初次、变更、年度更新或注销申报。",
            en_help="Initial, change, annual or closing declaration.",
        ),
        Column(
            "declared_on",
            "申报日期",
            "Declared on",
            DAY,
            required=True,
            not_future=True,
            zh_help="提交申报的日期。",
            en_help="The day of the filing.",
        ),
        Column(
            "change_reason",
            "变更原因",
            "Reason of change",
            zh_help="变更申报必填。",
            en_help="Required for a change.",
        ),
        Column(
            "receipt_no",
            "回执编号",
            "Receipt number",
            NUMBER_TEXT,
            zh_help="申报回执上的编号。",
            en_help="The number on the receipt of the filing.",
        ),
        Column(
            "employees",
            "在册职工总数",
            "Employees",
            WHOLE,
            zh_help="申报的在册职工人数，不含劳务派遣人员。",
            en_help="Persons employed by the unit itself as declared, without agency workers.",
        ),
        Column(
            "exposed",
            "接害总人数",
            "Exposed persons",
            WHOLE,
            zh_help="申报的接害总人数，含劳务派遣人员，每人只计一次。",
            en_help=(
                "All exposed persons as declared, agency workers included, each counted once."
            ),
        ),
        Column(
            "dispatched",
            "劳务派遣人数",
            "Agency workers",
            WHOLE,
            zh_help="申报的劳务派遣和外委人员数。",
            en_help="Workers of agencies and contractors as declared.",
        ),
        Column(
            "dust_exposed",
            "粉尘接触人数",
            "Exposed to dust",
            WHOLE,
            zh_help="接触粉尘的人数；接触几类的，各类都计。",
            en_help=("Persons exposed to dust; who is exposed to several classes counts in each."),
        ),
        Column(
            "chemical_exposed",
            "化学因素接触人数",
            "Exposed to chemicals",
            WHOLE,
            zh_help="接触化学因素的人数；接触几类的，各类都计。",
            en_help=(
                "Persons exposed to chemicals; who is exposed to several classes counts in each."
            ),
        ),
        Column(
            "physical_exposed",
            "物理因素接触人数",
            "Exposed to physical factors",
            WHOLE,
            zh_help="接触噪声、高温等物理因素的人数；接触几类的，各类都计。",
            en_help=(
                "Persons exposed to noise, heat and other physical factors; who is "
                "exposed to several classes counts in each."
            ),
        ),
        Column(
            "radioactive_exposed",
            "放射因素接触人数",
            "Exposed to radiation",
            WHOLE,
            zh_help="接触放射性因素的人数；接触几类的，各类都计。",
            en_help=(
                "Persons exposed to radiation; who is exposed to several classes counts in each."
            ),
        ),
        Column(
            "biological_exposed",
            "生物因素接触人数",
            "Exposed to biological factors",
            WHOLE,
            zh_help="接触生物因素的人数；接触几类的，各类都计。",
            en_help=(
                "Persons exposed to biological factors; who is exposed to several "
                "classes counts in each."
            ),
        ),
        Column(
            "other_exposed",
            "其他因素接触人数",
            "Exposed to other factors",
            WHOLE,
            zh_help="接触其他因素的人数；接触几类的，各类都计。",
            en_help=(
                "Persons exposed to other factors; who is exposed to several classes "
                "counts in each."
            ),
        ),
        Column(
            "measured_this_year",
            "本年度检测",
            "Measured this year",
            CODE,
            codes=codes.MEASURED,
            zh_help="本年度是否检测过职业病危害因素。",
            en_help="Whether the hazards were measured in this year.",
        ),
        Column(
            "points_tested",
            "检测点数",
            "Points tested",
            WHOLE,
            zh_help="本年度检测的点数。",
            en_help="How many points were measured in this year.",
        ),
        Column(
            "points_over",
            "超标点数",
            "Points over the limit",
            WHOLE,
            zh_help="其中超过职业接触限值的点数。",
            en_help="How many of these points were over the exposure limit.",
        ),
    ),
)
