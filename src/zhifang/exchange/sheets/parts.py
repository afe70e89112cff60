"""Columns that many sheets begin with: the unit and its site, a person, an institution."""

from __future__ import annotations

from .. import codes
from ..columns import BIRTH, CODE, CREDIT_CODE, DAY, ID_NUMBER, NUMBER_TEXT, Column


def unit_and_site() -> tuple[Column, Column]:
    """The credit code of a unit and the number of its site."""
    return (
        Column("credit_code", "统一社会信用代码", "Credit code", CREDIT_CODE, required=True),
        Column("site_no", "场所编号", "Site number", NUMBER_TEXT, required=True, longest=50),
    )


def person() -> tuple[Column, Column, Column]:
    """The identity document and the name of a person."""
    return (
        Column("id_type", "证件类型", "Document", CODE, required=True, codes=codes.ID_TYPE),
        Column("id_number", "证件号码", "Document number", ID_NUMBER, required=True, longest=50),
        Column("person_name", "姓名", "Name", required=True),
    )


def sex_and_birth() -> tuple[Column, Column]:
    """Sex and birth date, compared with the identity number."""
    return (
        Column("sex", "性别", "Sex", CODE, required=True, codes=codes.SEX),
        Column("birth_on", "出生日期", "Born on", BIRTH, required=True),
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
        ),
        Column(
            "institution_name", f"{zh}名称", f"Name of the {en.lower()}", required=True, kept=False
        ),
    )


def period(start_zh: str, start_en: str, end_zh: str, end_en: str) -> tuple[Column, Column]:
    """The first day, and the last day (inclusive), blank while it goes on."""
    return (
        Column("valid_from", start_zh, start_en, DAY, required=True, not_future=True),
        Column(
            "last_day",
            end_zh,
            end_en,
            DAY,
            zh_help="最后一天（含）；仍在持续的留空。",
            en_help="The last day, inclusive; blank while it goes on.",
        ),
    )
