"""Identity numbers: the resident identity number and the unified social credit code.

Each check comes twice: for one value, and as a polars expression for a column of many. Both
give the same answer; a test holds them together.
"""

from __future__ import annotations

from datetime import date, datetime

import polars as pl

#: GB 11643-1999: weights of the first 17 digits and the check character of each remainder.
ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
ID_CHECKS = "10X98765432"
ID_PATTERN = r"^[1-9]\d{16}[\dX]$"

#: GB 32100-2015: the alphabet (no I, O, S, V, Z) and the weights 3**i modulo 31.
CREDIT_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
CREDIT_WEIGHTS = tuple(pow(3, i, 31) for i in range(17))
CREDIT_PATTERN = r"^[0-9A-HJ-NP-RTUW-Y]{2}\d{6}[0-9A-HJ-NP-RTUW-Y]{10}$"


def check_id_number(number: str) -> bool:
    """Whether ``number`` (18 characters, X upper case) is a resident identity number.

    Form, a birth date that exists, and the check character of GB 11643.
    """
    if len(number) != 18 or not number[:17].isascii() or not number[:17].isdigit():
        return False
    if number[0] == "0" or id_birth(number) is None:
        return False
    total = sum(int(digit) * weight for digit, weight in zip(number, ID_WEIGHTS, strict=False))
    return ID_CHECKS[total % 11] == number[17]


def id_birth(number: str) -> date | None:
    """The birth date inside a resident identity number, ``None`` when no such day exists."""
    try:
        return datetime.strptime(number[6:14], "%Y%m%d").date()  # noqa: DTZ007 (a day, no clock)
    except ValueError:
        return None


def id_sex(number: str) -> str:
    """``male`` or ``female``, by the 17th digit (odd for men)."""
    return "male" if int(number[16]) % 2 else "female"


def check_credit_code(code: str) -> bool:
    """Whether ``code`` (18 characters, upper case) is a credit code whose check fits."""
    if len(code) != 18 or any(character not in CREDIT_ALPHABET for character in code):
        return False
    if not (code[2:8].isascii() and code[2:8].isdigit()):
        return False
    total = sum(
        CREDIT_ALPHABET.index(character) * weight
        for character, weight in zip(code, CREDIT_WEIGHTS, strict=False)
    )
    return CREDIT_ALPHABET[(31 - total % 31) % 31] == code[17]


def mask_number(number: str) -> str:
    """The number for display: the first three and the last two characters, stars between.

    More would let a reader put the number together again: the birth date stands beside it.
    """
    if len(number) <= 6:
        return number[:1] + "*" * (len(number) - 1)
    return number[:3] + "*" * (len(number) - 5) + number[-2:]


def id_number_valid(number: pl.Expr) -> pl.Expr:
    """``check_id_number`` for a text column; false for a missing value."""
    digits = number.str.slice(0, 17)
    total = pl.sum_horizontal(
        digits.str.slice(i, 1).cast(pl.Int32, strict=False) * weight
        for i, weight in enumerate(ID_WEIGHTS)
    )
    check = (total % 11).replace_strict(
        list(range(11)), list(ID_CHECKS), default=None, return_dtype=pl.String
    )
    right = (
        number.str.contains(ID_PATTERN)
        & id_number_birth(number).is_not_null()
        & (check == number.str.slice(17, 1))
    )
    return right.fill_null(False)


def id_number_birth(number: pl.Expr) -> pl.Expr:
    """``id_birth`` for a text column, as a date."""
    return number.str.slice(6, 8).str.to_date("%Y%m%d", strict=False)


def id_number_sex(number: pl.Expr) -> pl.Expr:
    """``id_sex`` for a text column."""
    odd = number.str.slice(16, 1).cast(pl.Int32, strict=False) % 2 == 1
    return pl.when(odd).then(pl.lit("male")).otherwise(pl.lit("female"))


def credit_code_valid(code: pl.Expr) -> pl.Expr:
    """``check_credit_code`` for a text column; false for a missing value."""
    characters, places = list(CREDIT_ALPHABET), list(range(len(CREDIT_ALPHABET)))

    def place(i: int) -> pl.Expr:
        return code.str.slice(i, 1).replace_strict(
            characters, places, default=None, return_dtype=pl.Int32
        )

    total = pl.sum_horizontal(place(i) * weight for i, weight in enumerate(CREDIT_WEIGHTS))
    right = code.str.contains(CREDIT_PATTERN) & (place(17) == (31 - total % 31) % 31)
    return right.fill_null(False)
