"""Columns that many sheets begin with: the unit and its site, a person, an institution."""

from __future__ import annotations

from .. import codes
from ..columns import BIRTH, CODE, CREDIT_CODE, DAY, ID_NUMBER, NUMBER_TEXT, Column


def unit_and_site() -> tuple[Column, Column]:
    """The credit code of a unit and the number of its site."""
    return (
        Column(
            "credit_code",
            "统一社会信用代码",
            "Credit code",
            CREDIT_CODE,
            required=True,
            zh_help="所涉单位的18位统一社会信用代码。",
            en_help="The 18-character credit code of the unit the row is about.",
        ),
        Column(
            "site_no",
            "场所编号",
            "Site number",
            NUMBER_TEXT,
            required=True,
            longest=50,
            zh_help="该单位的场所编号，与“用人单位”表一致。",
            en_help="The number of the unit's site, as in the sheet 用人单位.",
        ),
    )


def person() -> tuple[Column, Column, Column]:
    """The identity document and the name of a person."""
    return (
        Column(
            "id_type",
            "证件类型",
            "Document",
            CODE,
            required=True,
            codes=codes.ID_TYPE,
            zh_help="证件的种类。",
            en_help="The kind of identity document.",
        ),
        Column(
            "id_number",
            "证件号码",
            "Document number",
            ID_NUMBER,
            required=True,
            longest=50,
            zh_help="证件上的号码，以文本填写；居民身份证为18位。",
            en_help="The number on the document, as text; a resident card has 18 characters.",
        ),
        Column(
            "person_name",
            "姓名",
            "Name",
            required=True,
            zh_help="证件上的姓名。",
            en_help="The name on the document.",
        ),
    )


def sex_and_birth() -> tuple[Column, Column]:
    """Sex and birth date, compared with the identity number."""
    return (
        Column(
            "sex",
            "性别",
            "Sex",
            CODE,
            required=True,
            codes=codes.SEX,
            zh_help="证件上的性别，须与身份证号码一致。",
            en_help="Sex as on the document; it must agree with the identity number.",
        ),
        Column(
            "birth_on",
            "出生日期",
            "Born on",
            BIRTH,
            required=True,
            zh_help="证件上的出生日期，须与身份证号码一致。",
            en_help="The birth date on the document; it must agree with the identity number.",
        ),
    )


def institution(zh: str, en: str) -> tuple[Column, Column]:
    """The credit code and the name of an institution."""
    return (
        Column(
            "institution_code",
            f"{zh}统一社会信用代码",
            f"{en}'s credit code",
            CREDIT_CODE,
            required=True,
            zh_help=f"{zh}的18位统一社会信用代码。",
            en_help=f"The 18-character credit code of the {en.lower()}.",
        ),
        Column(
            "institution_name",
            f"{zh}名称",
            f"Name of the {en.lower()}",
            required=True,
            kept=False,
            zh_help=f"{zh}的全称。",
            en_help=f"The full name of the {en.lower()}.",
        ),
    )


def period(start_zh: str, start_en: str, end_zh: str, end_en: str) -> tuple[Column, Column]:
    """The first day, and the last day (inclusive), blank while it goes on."""
    return (
        Column(
            "valid_from",
            start_zh,
            start_en,
            DAY,
            required=True,
            not_future=True,
            zh_help="本行这一段开始的日期；以后重新开始的另起一行。",
            en_help="The day this period began; one that begins again later is a new row.",
        ),
        Column(
            "last_day",
            end_zh,
            end_en,
            DAY,
            zh_help="最后一天（含）；仍在持续的留空。",
            en_help="The last day, inclusive; blank while it goes on.",
        ),
    )
