"""Numbers with valid check digits that belong to nobody.

Identity numbers carry the district's area code 110109, a birth day and a running number;
credit codes carry 110109 and a running number. Both are made, and stand beside names that
say so (演示劳动者…, 演示…有限公司…).
"""

from __future__ import annotations

from datetime import date, timedelta

AREA = "110109"
FIRST_BIRTH = date(1956, 1, 1)
BIRTH_DAYS = 16_000  # to 1999-10

_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_ID_CHECKS = "10X98765432"
_CREDIT_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_CREDIT_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
_ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)


def identity_number(index: int, male: bool) -> tuple[str, date]:
    """(identity number by GB 11643, birth day) of the ``index``-th person; never twice the same."""
    birth = FIRST_BIRTH + timedelta(days=index * 7919 % BIRTH_DAYS)
    sequence = 2 * (index // BIRTH_DAYS) + (1 if male else 0)
    body = f"{AREA}{birth:%Y%m%d}{sequence:03d}"
    total = sum(int(digit) * weight for digit, weight in zip(body, _ID_WEIGHTS, strict=True))
    return body + _ID_CHECKS[total % 11], birth


def credit_code(index: int, category: str = "91") -> str:
    """The ``index``-th unified social credit code by GB 32100; 91 company, 12 institution."""
    organisation = f"MA{index:06d}"
    total = sum(
        int(letter, 36) * weight
        for letter, weight in zip(organisation, _ORGANISATION_WEIGHTS, strict=True)
    )
    check = 11 - total % 11
    organisation += "X" if check == 10 else "0" if check == 11 else str(check)
    body = category + AREA + organisation
    total = sum(
        _CREDIT_ALPHABET.index(letter) * weight
        for letter, weight in zip(body, _CREDIT_WEIGHTS, strict=True)
    )
    return body + _CREDIT_ALPHABET[(31 - total % 31) % 31]


def mistyped_identity(number: str) -> str:
    """The same number with a wrong check digit."""
    at = _ID_CHECKS.index(number[-1])
    return number[:-1] + _ID_CHECKS[(at + 3) % 11]


def mistyped_credit(code: str) -> str:
    """The same code with a wrong check digit."""
    at = _CREDIT_ALPHABET.index(code[-1])
    return code[:-1] + _CREDIT_ALPHABET[(at + 5) % 31]
