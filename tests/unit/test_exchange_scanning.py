"""Cells that lie, in sheets as various programs write them, and a reader that breaks down."""

from __future__ import annotations

import os
import re
import signal
import sys
from collections.abc import Callable

import pytest
import xlsxwriter

from tests.support import workbooks as books
from tests.support.workbooks import workbook
from tests.unit.test_exchange_files import SHEET_1, built, edited, only, refusal
from zhifang.core.errors import UserError
from zhifang.exchange import parser, scanning
from zhifang.exchange.sheets import SHEETS

ODD = {
    (4, "credit_code", "number_as_float"),
    (4, "employer_name", "formula_no_value"),
    (4, "site_no", "cell_error"),
    (5, "address", "merged_cell"),
    (6, "address", "merged_cell"),
}


def lying() -> bytes:
    """A workbook with a cell of every kind that is wrong whatever its text."""

    def write(book: xlsxwriter.Workbook) -> None:
        page = book.add_worksheet("用人单位")
        page.write(0, 0, SHEETS["employers"].title)
        for place, column in enumerate(SHEETS["employers"].columns):
            page.write(2, place, column.header)
        page.write_number(3, 0, 110109198001010017)
        page.write_formula(3, 1, '="a"', None, "")
        page.write_formula(3, 2, "=1/0", None, "#DIV/0!")
        page.write(4, 0, books.E1)
        page.merge_range(4, 3, 5, 3, "一")
        page.write(5, 0, books.E2)

    return built(write)


def own_first(text: bytes) -> bytes:
    """Other attributes before the place."""
    return re.sub(rb"<c r=(\"\w+\")([^>/]*)", rb"<c\2 r=\1", text)


def prefixed(text: bytes) -> bytes:
    """Every element with a prefix."""
    text = re.sub(rb"<(/?)([a-zA-Z])", rb"<\1x:\2", text)
    return text.replace(b"xmlns=", b"xmlns:x=")


def without_places(text: bytes) -> bytes:
    """No place on a cell, no number on a row: counted from the first, so all must be there."""
    full = re.sub(rb'<row r="3"', rb'<row r="2"></row><row r="3"', text)
    return re.sub(rb'(<(?:c|row)) r="\w+"', rb"\1", full)


def single_quoted(text: bytes) -> bytes:
    """Single quotes around every attribute of a cell."""
    return re.sub(rb"<c [^>]*>", lambda tag: tag[0].replace(b'"', b"'"), text)


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda text: text, id="usual"),
        own_first,
        prefixed,
        without_places,
        single_quoted,
        pytest.param(lambda text: prefixed(own_first(text)), id="prefixed, place last"),
        pytest.param(lambda text: prefixed(without_places(text)), id="prefixed, no places"),
    ],
)
def test_cells_that_lie_are_marked_whoever_wrote_them(change: Callable[[bytes], bytes]) -> None:
    raw = only(edited(lying(), SHEET_1, change))
    assert set(raw.odd) == ODD
    assert raw.frame["row"].to_list() == [4, 5, 6]
    assert raw.frame["credit_code"].to_list()[1:] == [books.E1, books.E2]


def test_a_cell_is_whole_wherever_the_file_is_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    content = lying()
    for size in (64, 301, 4001):
        monkeypatch.setattr("zhifang.exchange.opening._CHUNK", size)
        (scan,) = _scans(content)
        assert {(row, reason) for row, _, reason in scan.odd} == {
            (4, "number_as_float"),
            (4, "formula_no_value"),
            (4, "cell_error"),
        }
        assert scan.merges == {(5, 3, 6, 3)}
        assert (scan.left, scan.cells) == (0, 1 + 17 + 6)


def _scans(content: bytes) -> list[scanning.Scan]:
    from zhifang.exchange.parsing import _scans

    return list(_scans(content).values())


def test_more_marks_than_are_kept_are_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scanning, "MOST_ODD", 2)
    with pytest.raises(UserError) as caught:
        _scans(lying())
    assert "超过 2 个单元格是公式错误值" in caught.value.zh
    assert caught.value.where == "用人单位"


def test_too_many_errors_refuse_the_file_in_one_sentence() -> None:
    cells = b'<c r="A%d" t="e"><v>#N/A</v></c>'
    rows = b"".join(
        b'<row r="%d">%s</row>' % (row, cells % row) for row in range(7, scanning.MOST_ODD + 9)
    )
    content = edited(
        workbook({"employers": [books.EMPLOYER]}),
        SHEET_1,
        lambda text: text.replace(b"</sheetData>", rows + b"</sheetData>"),
    )
    error = refusal(content)
    assert "超过 200000 个单元格" in error.zh
    assert error.where == "用人单位"


def breaking(monkeypatch: pytest.MonkeyPatch, program: str) -> str:
    """The sentence about a reader that runs ``program`` in the place of reading."""
    started = parser.subprocess.Popen
    monkeypatch.setattr(
        parser.subprocess,
        "Popen",
        lambda _arguments, **options: started([sys.executable, "-c", program], **options),
    )
    return refusal(workbook({"employers": [books.EMPLOYER]})).zh


@pytest.mark.parametrize(
    ("program", "word"),
    [
        (f"import os; os.kill(os.getpid(), {int(signal.SIGKILL)})", "SIGKILL"),
        (f"import os; os.kill(os.getpid(), {int(signal.SIGSEGV)})", "SIGSEGV"),
        ("{}['110109198001010017']", "KeyError"),
        ("import sys; sys.exit(3)", "exit 3"),
        ("raise MemoryError", "内存"),
        (
            "import os, sys; print('memory allocation of 9 bytes failed', file=sys.stderr); "
            "os.abort()",
            "内存",
        ),
    ],
)
def test_a_reader_that_breaks_off_says_of_what(
    monkeypatch: pytest.MonkeyPatch, program: str, word: str
) -> None:
    said = breaking(monkeypatch, program)
    assert word in said
    assert ("内存" in said) == (word == "内存")
    assert "110109198001010017" not in said


def test_a_reader_killed_from_outside_is_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    content = workbook({"employers": [books.EMPLOYER]})
    with parser.Parser() as running:
        first = running._start()
        os.kill(first.pid, signal.SIGKILL)
        with pytest.raises(UserError) as caught:
            running.parse(content)
        assert "SIGKILL" in caught.value.zh
        assert [name for name, _, _ in running.parse(content)] == ["用人单位"]
