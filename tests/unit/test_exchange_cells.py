"""Single cells: identity numbers, folding, the five date spellings, numbers, codes."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.workbooks import credit_code, id_number
from zhifang.core import identity
from zhifang.exchange import codes, folding
from zhifang.exchange.problems import REASONS, sentence
from zhifang.exchange.sheets import SHEETS

DAY = date(2020, 1, 5)


def days(*texts: str | None) -> list[date | None]:
    column = folding.folded_text(pl.Series("text", texts, dtype=pl.String))
    return folding.by_value(column, lambda v: folding.days(v, folding.EARLIEST)).to_list()


@pytest.mark.parametrize(
    "text",
    [
        "2020-01-05",
        "2020-1-5",
        "2020/1/5",
        "2020.1.5",
        "2020年1月5日",
        "２０２０年１月５日",
        "43835",
        "43835.5",
        "2020-01-05 00:00:00",
        " 2020-01-05\u3000",
    ],
)
def test_a_day_in_each_spelling(text: str) -> None:
    assert days(text) == [DAY]


@pytest.mark.parametrize(
    "text", ["2020-02-30", "1949-12-31", "20200105", "2020", "x", "2020-13-01", "9999999"]
)
def test_what_is_no_day(text: str) -> None:
    assert days(text) == [None]


def test_the_first_accepted_day() -> None:
    assert days("1950-01-01", "18264") == [date(1950, 1, 1), date(1950, 1, 1)]


def test_full_width_and_blanks_are_folded() -> None:
    column = pl.Series("a", ["１２　Ａ ", " \t", None, "厂（甲）\x01", "\u00a0x\ufeff"])
    assert folding.folded_text(column).to_list() == ["12 A", None, None, "厂（甲）", "x"]


def test_whole_and_decimal_numbers() -> None:
    whole = folding.whole_numbers(pl.Series(["3", "3.0", "3.5", "-1", "0", "101"]), 0, 100)
    assert whole.to_list() == [3, 3, None, None, 0, None]
    decimal = folding.decimal_numbers(
        pl.Series(["85", "84.9", "85.30000001", "84.95", "201"]), 0, 200
    )
    assert decimal.to_list() == ["85.0", "84.9", "85.3", None, None]


LETTERS = st.text(st.sampled_from("0123456789ABXYIOZ中 "), min_size=0, max_size=19)


@given(st.lists(LETTERS, min_size=1), st.integers(0, 9_999_999), st.integers(0, 499))
def test_one_value_and_a_column_of_them_are_judged_alike(
    texts: list[str], number: int, person: int
) -> None:
    texts = [*texts, credit_code(number), id_number(person), id_number(person)[:-1] + "0"]
    frame = pl.DataFrame({"text": texts}).select(
        identity.id_number_valid(pl.col("text")).alias("person"),
        identity.credit_code_valid(pl.col("text")).alias("party"),
    )
    assert frame["person"].to_list() == [identity.check_id_number(text) for text in texts]
    assert frame["party"].to_list() == [identity.check_credit_code(text) for text in texts]
    assert frame["party"][len(texts) - 3]
    assert frame["person"][len(texts) - 2]


def test_birth_and_sex_of_an_identity_number() -> None:
    number = id_number(3, "19800229")
    assert (identity.id_birth(number), identity.id_sex(number)) == (date(1980, 2, 29), "male")
    assert not identity.check_id_number(id_number(3, "19810229"))
    assert identity.mask_number(number) == "110*************" + number[-2:]
    assert identity.mask_number("E1234") == "E****"


@pytest.mark.parametrize(
    ("codes_of", "text", "kept"),
    [
        (codes.WORK_GRADE, "Ⅱ", "2"),
        (codes.WORK_GRADE, "II", "2"),
        (codes.WORK_GRADE, "0", "0"),
        (codes.HAZARD, "f001", "F001"),
        (codes.HAZARD, "矽尘", "F001"),
        (codes.TOWN, "永定镇", "110109006"),
        (codes.INDUSTRY, "3311", "C3311"),
        (codes.CONCLUSION, "05", "R"),
        (codes.CONCLUSION, "职业禁忌证", "C"),
        (codes.REPORT_KIND, "定期检测", "10"),
        (codes.SEX, "女", "female"),
        (codes.SIZE, "特大", None),
    ],
)
def test_codes_and_names_mean_the_same(
    codes_of: codes.CodeList, text: str, kept: str | None
) -> None:
    assert codes_of.resolve(text, None) == kept


def test_the_edition_of_a_disease_follows_the_day() -> None:
    assert codes.DISEASE.resolve("矽肺", date(2025, 7, 31)) == "2013-01-101"
    assert codes.DISEASE.resolve("矽肺", date(2025, 8, 1)) == "2024-01-101"


def test_every_sentence_can_be_said_of_every_column() -> None:
    for sheet in SHEETS.values():
        for column in sheet.columns:
            for reason in REASONS:
                for lang in ("zh", "en"):
                    said = sentence(sheet, column.key, reason, lang)
                    assert said
                    assert "{" not in said
