"""Bad files: each is refused with one sentence that says what it is and what to do."""

from __future__ import annotations

import io
import re
import time
import zipfile
from collections.abc import Callable
from datetime import date

import pytest
import xlsxwriter
from openpyxl.reader.excel import load_workbook

from tests.support import workbooks as books
from tests.support.workbooks import workbook
from zhifang.core.errors import UserError
from zhifang.exchange import opening
from zhifang.exchange.reading import RawSheet, read_workbook
from zhifang.exchange.sheets import SHEETS
from zhifang.exchange.templates import template

GOOD = {"employers": [books.EMPLOYER]}


def refusal(content: bytes) -> UserError:
    with pytest.raises(UserError) as caught:
        read_workbook(content)
    return caught.value


def built(write: Callable[[xlsxwriter.Workbook], None]) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    write(book)
    book.close()
    return out.getvalue()


def package(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def edited(content: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as before,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        for name in before.namelist():
            text = before.read(name)
            after.writestr(name, change(text) if name == part else text)
    return out.getvalue()


OLE = bytes.fromhex("d0cf11e0a1b11ae1")
SHEET_1 = "xl/worksheets/sheet1.xml"


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"", "空"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"a,b,c\n1,2,3\n", "CSV"),
        ("单位,场所\n".encode("gb18030") * 50, "CSV"),
        ("单位,场所\n".encode() * 50, "CSV"),
        ("一份说明。\n".encode(), "文本文件"),
        (b"\x1f\x8b\x08,\x01,\x02,", "无法识别"),
        (b"\xff\xd8\xff\xe0,JFIF,\xff,", "无法识别"),
        (b"<html><table></table></html>", "网页"),
        (b"<?xml version='1.0'?><x/>", "XML"),
        (b"\x00\x01\x02", "无法识别"),
        (package(**{"word/document.xml": b"<w/>"}), "Word"),
        (package(**{"ppt/presentation.xml": b"<p/>"}), "演示"),
        (package(**{"xl/workbook.bin": b""}), "xlsb"),
        (package(**{"content.xml": b""}), "OpenDocument"),
        (package(**{"a.txt": b""}), "压缩包"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "密码"),
        (OLE + "WordDocument".encode("utf-16-le"), "不是表格"),
        (b"PK\x03\x04 broken", "损坏"),
        (workbook(GOOD)[:-200], "损坏"),
    ],
)
def test_a_wrong_file_is_named(content: bytes, word: str) -> None:
    error = refusal(content)
    assert word in error.zh
    assert error.en
    assert error.zh.endswith("。")


def test_a_workbook_damaged_inside_is_refused() -> None:
    def cut(text: bytes) -> bytes:
        return text[: len(text) // 2]

    error = refusal(edited(workbook(GOOD), "xl/worksheets/sheet1.xml", cut))
    assert "损坏" in error.zh


def test_a_zip_bomb_is_refused_before_it_is_unpacked() -> None:
    bomb = package(**{"xl/workbook.xml": b"<x/>", "xl/worksheets/sheet1.xml": b"0" * 30_000_000})
    started = time.monotonic()
    assert "过大" in refusal(bomb).zh
    assert time.monotonic() - started < 2


def test_too_many_sheets_are_refused() -> None:
    def pages(book: xlsxwriter.Workbook) -> None:
        for number in range(opening.MOST_SHEETS + 1):
            book.add_worksheet().write(0, 0, f"zhifang-employers-1 {number}")

    assert "50 张表" in refusal(built(pages)).zh


def test_a_stray_cell_at_the_far_end_stays_within_memory() -> None:
    def stray(book: xlsxwriter.Workbook) -> None:
        page = book.add_worksheet("用人单位")
        page.write(0, 0, SHEETS["employers"].title)
        page.write(1_048_575, 16_383, "x")

    assert "内存" in refusal(built(stray)).zh


def test_an_empty_workbook_and_a_strange_one_are_no_templates() -> None:
    assert "模板" in refusal(built(lambda book: book.add_worksheet())).zh
    strange = built(lambda book: book.add_worksheet().write(0, 0, "销售表"))
    assert "模板" in refusal(strange).zh


def test_a_large_strange_workbook_is_refused_in_two_seconds() -> None:
    def large(book: xlsxwriter.Workbook) -> None:
        page = book.add_worksheet()
        for row in range(20_000):
            for place in range(20):
                page.write_number(row, place, row * place)

    content = built(large)
    started = time.monotonic()
    assert "模板" in refusal(content).zh
    assert time.monotonic() - started < 2


def retitled(old: str, new: str) -> bytes:
    def change(text: bytes) -> bytes:
        return text.replace(old.encode(), new.encode())

    return edited(workbook(GOOD), "xl/sharedStrings.xml", change)


def test_another_version_of_the_template_is_refused() -> None:
    error = refusal(retitled("zhifang-employers-1", "zhifang-employers-2"))
    assert "zhifang-employers-2" in error.zh
    assert "zhifang-employers-1" in error.zh
    assert error.where == "用人单位"
    without_end = refusal(retitled("zhifang-employers-1", f"zhifang-employers-{'1' * 5000}"))
    assert "模板标题" in without_end.zh


def test_a_missing_title_is_named_when_the_sheet_is_ours() -> None:
    pages = {**GOOD, "posts": [books.POST]}
    content = edited(
        workbook(pages),
        "xl/sharedStrings.xml",
        lambda text: text.replace(b"zhifang-employers-1", b""),
    )
    assert refusal(content).where == "用人单位"


def test_a_missing_column_is_named_with_its_row() -> None:
    error = refusal(retitled("所属镇街*", "镇"))
    assert "第 3 行" in error.zh
    assert "所属镇街" in error.zh


def test_a_header_twice_is_refused() -> None:
    assert "两列" in refusal(retitled("<t>联系电话</t>", "<t>联系人</t>")).zh


def test_missing_headers_are_refused() -> None:
    def bare(book: xlsxwriter.Workbook) -> None:
        page = book.add_worksheet("用人单位")
        page.write(0, 0, SHEETS["employers"].title)
        page.write(3, 0, "x")

    assert "表头" in refusal(built(bare)).zh


def only(content: bytes) -> RawSheet:
    (raw,) = read_workbook(content)
    return raw


def shifted(down: int, right: int) -> bytes:
    """The sheet of employers moved down and right, its columns in reverse order."""

    def write(book: xlsxwriter.Workbook) -> None:
        page = book.add_worksheet("随便")
        page.write(down, right, SHEETS["employers"].title)
        page.write(down + 1, right, "填报单位统一社会信用代码")
        page.write(down + 1, right + 1, books.E1)
        for place, column in enumerate(reversed(SHEETS["employers"].columns), start=right):
            page.write(down + 2, place, column.header)
            value = books.EMPLOYER.get(column.key)
            if value:
                page.write_string(down + 3, place, value)

    return built(write)


@pytest.mark.parametrize(("down", "right"), [(0, 0), (5, 0), (4, 3), (16, 1)])
def test_a_moved_header_is_found(down: int, right: int) -> None:
    raw = only(shifted(down, right))
    assert raw.frame.to_dicts()[0]["credit_code"] == books.E1
    assert raw.frame["row"].to_list() == [down + 4]
    assert raw.sender_code == books.E1


def test_empty_rows_to_the_end_of_the_sheet_are_nothing() -> None:
    def write(book: xlsxwriter.Workbook) -> None:
        page = book.add_worksheet("用人单位")
        page.write(0, 0, SHEETS["employers"].title)
        for place, column in enumerate(SHEETS["employers"].columns):
            page.write(2, place, column.header)
            page.write(4, place, books.EMPLOYER.get(column.key, ""))
        style = book.add_format({"bg_color": "yellow"})
        for row in range(5, 1_048_576):
            page.set_row(row, 20, style)
        page.write_blank(1_048_575, 0, None, style)

    raw = only(built(write))
    assert raw.frame["row"].to_list() == [5]


def test_cells_that_lie_are_marked() -> None:
    def write(book: xlsxwriter.Workbook) -> None:
        page = book.add_worksheet("用人单位")
        page.write(0, 0, SHEETS["employers"].title)
        for place, column in enumerate(SHEETS["employers"].columns):
            page.write(2, place, column.header)
        page.write_number(3, 0, 110109198001010017)
        page.write_formula(3, 1, '="a"', None, "")
        page.write_formula(3, 2, "=1/0", None, "#DIV/0!")
        page.write_formula(3, 3, '="缓存"&"值"', None, "缓存值")
        dated = book.add_format({"num_format": "yyyy-mm-dd"})
        page.write_datetime(3, 11, date(1900, 1, 5), dated)
        page.merge_range(4, 0, 5, 1, books.E1)
        page.write(5, 4, "大峪街道")

    raw = only(built(write))
    assert set(raw.odd) == {
        (4, "credit_code", "number_as_float"),
        (4, "employer_name", "formula_no_value"),
        (4, "site_no", "cell_error"),
        *((row, key, "merged_cell") for row in (5, 6) for key in ("credit_code", "employer_name")),
    }
    assert raw.frame["address"].to_list()[0] == "缓存值"
    assert raw.frame["row"].to_list() == [4, 5, 6]


def test_merged_ranges_cost_no_more_than_the_cells_they_cover() -> None:
    def merging(*ranges: str) -> Callable[[bytes], bytes]:
        cells = "".join(f'<mergeCell ref="{ref}"/>' for ref in ranges)
        tail = f"</sheetData><mergeCells>{cells}</mergeCells>".encode()
        return lambda text: text.replace(b"</sheetData>", tail)

    content = workbook({"employers": [books.EMPLOYER] * 3})
    overlapping = [f"A4:C{row}" for row in range(5, 1005)]
    raw = only(edited(content, SHEET_1, merging("A4:ZZZZZZZZZZZZ5", *overlapping)))
    first = {c.key for c in SHEETS["employers"].columns[:3]}
    assert sorted(raw.odd) == sorted(
        (row, column.key, "merged_cell")
        for row in (4, 5, 6)
        for column in SHEETS["employers"].columns
        if row < 6 or column.key in first
    )

    long = workbook({"employers": [books.EMPLOYER] * 12_000})
    assert "合并" in refusal(edited(long, SHEET_1, merging("A4:Q1048576"))).zh


@pytest.mark.parametrize("key", SHEETS)
def test_a_template_is_read_as_its_sheet(key: str) -> None:
    content = template(SHEETS[key])
    raw = only(content)
    assert raw.sheet.key == key
    assert len(raw.frame) == 0
    shared = zipfile.ZipFile(io.BytesIO(content)).read("xl/workbook.xml").decode()
    assert re.search(r'name="_codes"[^>]*state="hidden"', shared)


@pytest.mark.parametrize("key", SHEETS)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_template_explains_every_column_in_the_asked_language(key: str, lang: str) -> None:
    page = load_workbook(io.BytesIO(template(SHEETS[key], lang))).worksheets[0]
    for column, cell in zip(SHEETS[key].columns, page[3], strict=True):
        assert cell.value == column.header
        lines = cell.comment.text.split("\n")
        if lang == "en":
            assert lines[:2] == [column.en, column.en_help]
            assert column.en_help.endswith(".")
        else:
            assert lines[0] == column.zh_help
            assert column.zh_help.endswith("。")
        assert re.search("[\u4e00-\u9fff]", column.zh_help)
