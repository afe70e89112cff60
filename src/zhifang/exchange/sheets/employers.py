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
        Column(
            "credit_code",
            "统一社会信用代码",
            "Credit code",
            CREDIT_CODE,
            required=True,
            zh_help="营业执照上的18位统一社会信用代码。",
            en_help="The 18-character unified social credit code on the licence.",
        ),
        Column(
            "employer_name",
            "单位名称",
            "Name",
            required=True,
            zh_help="营业执照上的单位全称。",
            en_help="The unit's full name on the licence.",
        ),
        Column(
            "site_no",
            "场所编号",
            "Site number",
            NUMBER_TEXT,
            required=True,
            longest=50,
            zh_help="单位自编的场所编号，此后不改；各表都用它指这个场所。",
            en_help=(
                "The unit's own number of the site; it never changes, and every sheet "
                "names the site by it."
            ),
        ),
        Column(
            "address",
            "场所地址",
            "Site address",
            zh_help="工作场所的地址，不是注册地址。",
            en_help="Where the work is done, not the registered address.",
        ),
        Column(
            "town",
            "所属镇街",
            "Town",
            CODE,
            required=True,
            codes=codes.TOWN,
            zh_help="场所所在的街道、地区或镇，各镇街的数字按此统计。",
            en_help=(
                "The sub-district or town where the site lies; figures by township follow it."
            ),
        ),
        Column(
            "industry",
            "行业分类",
            "Industry",
            CODE,
            codes=codes.INDUSTRY,
            zh_help="场所主要活动的行业，重点行业和目录风险分类按此认定。",
            en_help=(
                "The industry of the site's main activity; key industries and the "
                "catalogue's risk class follow it."
            ),
        ),
        Column(
            "economic_type",
            "经济类型",
            "Economic type",
            CODE,
            codes=codes.ECONOMIC_TYPE,
            zh_help="登记注册类型，用生效日期当时有效的版本。",
            en_help="The registration type, in the edition in force on the effective day.",
        ),
        Column(
            "size",
            "企业规模",
            "Size",
            CODE,
            codes=codes.SIZE,
            zh_help="按国家统计标准划分的企业规模。",
            en_help="The enterprise's size by the national statistical standard.",
        ),
        Column(
            "status",
            "经营状态",
            "Status",
            CODE,
            required=True,
            codes=codes.SITE_STATUS,
            zh_help="自生效日期起的经营状态；停产期间检测不到期。",
            en_help=(
                "The state of business from the effective day on; no measurement falls "
                "due while suspended."
            ),
        ),
        Column(
            "valid_from",
            "生效日期",
            "Effective from",
            DAY,
            required=True,
            zh_help="本行所填情况开始的日期。",
            en_help="The day from which what this row says holds.",
        ),
        Column(
            "risk_class",
            "职业病危害风险分类",
            "Risk class",
            CODE,
            codes=codes.RISK_CLASS,
            zh_help="已认定的风险分类；留空的，2021年3月12日起按行业目录认定。",
            en_help=(
                "The risk class as decided; when blank, the industry catalogue decides "
                "from 2021-03-12 on."
            ),
        ),
        Column(
            "employees",
            "在册职工总数",
            "Employees",
            WHOLE,
            zh_help="本单位在册职工人数，不含劳务派遣人员。",
            en_help="Persons employed by the unit itself, without agency workers.",
        ),
        Column(
            "exposed",
            "接害总人数",
            "Exposed persons",
            WHOLE,
            zh_help="接触职业病危害的总人数，含劳务派遣人员，每人只计一次。",
            en_help=("All persons exposed to hazards, agency workers included, each counted once."),
        ),
        Column(
            "dispatched",
            "劳务派遣人数",
            "Agency workers",
            WHOLE,
            zh_help="在本场所工作的劳务派遣和外委人员数。",
            en_help="Workers of agencies and contractors who work at the site.",
        ),
        Column(
            "legal_person",
            "法定代表人",
            "Legal representative",
            zh_help="营业执照上的法定代表人姓名。",
            en_help="The legal representative named on the licence.",
        ),
        Column(
            "contact",
            "联系人",
            "Contact",
            zh_help="职业卫生管理联系人姓名。",
            en_help="Whom to ask about occupational health.",
        ),
        Column(
            "phone",
            "联系电话",
            "Telephone",
            zh_help="联系人的电话号码。",
            en_help="The contact's telephone number.",
        ),
    ),
)
