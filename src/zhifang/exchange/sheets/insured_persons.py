"""工伤保险参保名单: work-injury insurance list."""

from __future__ import annotations

from .. import codes
from ..columns import BIRTH, CODE, CREDIT_CODE, ID_NUMBER, NUMBER_TEXT, Column, Sheet
from .parts import period

SHEET = Sheet(
    key="insured_persons",
    zh="工伤保险参保名单",
    en="Work-injury insurance list",
    natural_key=("employer_code", "insured_no", "valid_from"),
    zh_help="人社部门提供的参保名单；没有证件号码的填姓名和出生日期，由系统比对后人工确认。",
    en_help="Rows without an identity number are matched by name and birth; a person decides.",
    own=("employer_code",),
    in_order=(("valid_from", "last_day"),),
    columns=(
        Column(
            "employer_code",
            "参保单位统一社会信用代码",
            "Insuring unit's credit code",
            CREDIT_CODE,
            required=True,
            zh_help="为其参保的单位的18位统一社会信用代码。",
            en_help="The 18-character credit code of the unit that insures the person.",
        ),
        Column(
            "insured_no",
            "个人编号",
            "Insured no.",
            NUMBER_TEXT,
            required=True,
            zh_help="人社部门给出的个人编号。",
            en_help="The person's number at the human-resources department.",
        ),
        Column(
            "id_type",
            "证件类型",
            "Document",
            CODE,
            codes=codes.ID_TYPE,
            zh_help="证件的种类；没有证件号码的留空。",
            en_help="The kind of identity document; blank without a document number.",
        ),
        Column(
            "id_number",
            "证件号码",
            "Document number",
            ID_NUMBER,
            longest=50,
            zh_help="证件上的号码，以文本填写；没有的留空，由姓名和出生日期比对。",
            en_help=(
                "The number on the document, as text; when blank, name and birth date are compared."
            ),
        ),
        Column(
            "person_name",
            "姓名",
            "Name",
            required=True,
            zh_help="参保名单上的姓名。",
            en_help="The name on the list.",
        ),
        Column(
            "birth_on",
            "出生日期",
            "Born on",
            BIRTH,
            zh_help="出生日期；不详的留空，但没有证件号码时留空则无法比对。",
            en_help="The birth date; blank, a row without a document number matches nobody.",
        ),
        *period("参保开始日期", "Insured from", "参保结束日期", "Last day insured"),
    ),
)
