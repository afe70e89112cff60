"""The program that opens a workbook: a process of its own, with a limit of memory.

Reads files from standard input, each after its length, and writes to standard output, sheet
after sheet, one line of JSON and then the cells as text, in slices of Arrow's IPC format, each
after its length; at a file's end the line ``{"end": true}``. A refusal is the line
``{"refused": [zh, en]}``. Nothing is written to the disk: the cells hold identity numbers.
"""

from __future__ import annotations

import io
import json
import re
import resource
import sys
import zipfile
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from zhifang.core.errors import UserError

from . import opening

if TYPE_CHECKING:
    import polars as pl

#: Address space the reader may take beside what it has at its start.
MOST_MEMORY = 2 * 1024**3

_BIG_NUMBER = re.compile(rb"<v>(?:[0-9]{16,}(?:\.0+)?|[0-9.]+[eE]\+?1[5-9])</v>")
_BIG_NUMBER_CELL = re.compile(
    rb'<c r="([A-Z]+[0-9]+)"(?![^>]*\bt="(?:s|str|inlineStr|b|e)")[^>]*>'
    rb"(?:<f[^>]*/>|<f[^>]*>[^<]*</f>)?"
    rb"<v>(?:[0-9]{16,}(?:\.0+)?|[0-9.]+[eE]\+?1[5-9])</v>"
)
_ERROR_CELL = re.compile(rb'<c r="([A-Z]+[0-9]+)"[^>]*\bt="e"')
_EMPTY_FORMULA = re.compile(
    rb'<c r="([A-Z]+[0-9]+)"[^>]*><f[^>]*?(?:/>|>[^<]*</f>)(?:<v></v>|<v ?/>)?</c>'
)
_COLUMN_OF_CELL = re.compile(rb'<c r="([A-Z]+)[0-9]+"[^>]*[^/]>')
_FIRST_COLUMN_CELL = re.compile(rb'<c r="A[0-9]+"[^>]*[^/]>')
_MERGE = re.compile(rb'<mergeCell ref="([A-Z]+)([0-9]+):([A-Z]+)([0-9]+)"')
_MOST_ODD = 200_000
_OVERLAP = 4096
_ROWS_AT_A_TIME = 20_000
_LENGTH = 8


def column_number(letters: str) -> int:
    """The number of a column, from 0: A is 0, AA is 26."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _place(reference: bytes) -> tuple[int, int]:
    text = reference.decode("ascii")
    letters = text.rstrip("0123456789")
    return int(text[len(letters) :]), column_number(letters)


class Scan:
    """What the text of the cells does not tell.

    ``left`` is the first used column (the reader drops empty ones before it), ``odd`` holds
    (row, column, reason), ``merges`` (top, left, bottom, right); rows from 1, columns from 0.
    """

    def __init__(self) -> None:
        self.cells = 0
        self.left: int | None = None
        self.odd: set[tuple[int, int, str]] = set()
        self.merges: set[tuple[int, int, int, int]] = set()

    def add(self, package: zipfile.ZipFile, path: str) -> None:
        """Reads one sheet's part through, a chunk at a time."""
        tail = b""
        for chunk in opening.chunks(package, path):
            self.cells += chunk.count(b"<v>") + chunk.count(b"<is>")
            if self.cells > opening.MOST_CELLS:
                raise opening.too_large()
            self._look(tail + chunk)
            tail = chunk[-_OVERLAP:]

    def _look(self, text: bytes) -> None:
        if self.left != 0:
            if _FIRST_COLUMN_CELL.search(text):
                self.left = 0
            else:
                used = {column_number(c.decode()) for c in set(_COLUMN_OF_CELL.findall(text))}
                if self.left is not None:
                    used.add(self.left)
                self.left = min(used, default=None)
        if _BIG_NUMBER.search(text):
            self._note(_BIG_NUMBER_CELL, text, "number_as_float")
        if b't="e"' in text:
            self._note(_ERROR_CELL, text, "cell_error")
        if b"<f" in text:
            self._note(_EMPTY_FORMULA, text, "formula_no_value")
        if b"<mergeCell " in text:
            for left, top, right, bottom in _MERGE.findall(text):
                box = (
                    int(top),
                    column_number(left.decode()),
                    int(bottom),
                    column_number(right.decode()),
                )
                if len(self.merges) < _MOST_ODD:
                    self.merges.add(box)

    def _note(self, pattern: re.Pattern[bytes], text: bytes, reason: str) -> None:
        for found in pattern.finditer(text):
            if len(self.odd) < _MOST_ODD:
                self.odd.add((*_place(found[1]), reason))


def _scan_xls(content: bytes, name: str) -> Scan:
    """The same for the old format, which is small: numbers too long, merged ranges."""
    from python_calamine import CalamineWorkbook

    scan = Scan()
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_name(name)
    for row, cells in enumerate(sheet.to_python(skip_empty_area=False), start=1):
        for place, value in enumerate(cells):
            if isinstance(value, float) and abs(value) >= 1e15:
                scan.odd.add((row, place, "number_as_float"))
    scan.left = sheet.start[1] if sheet.start else 0
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or []:
        scan.merges.add((top + 1, left, bottom + 1, right))
    return scan


def read(content: bytes) -> Iterator[tuple[dict[str, Any], pl.DataFrame]]:
    """The visible sheets of a workbook: for each a description and its cells as text."""
    import fastexcel

    kind = opening.file_kind(content)
    scans = _scans(content) if kind == "xlsx" else {}
    try:
        book = fastexcel.read_excel(content)
    except fastexcel.FastExcelError as error:
        raise _unreadable(error) from None
    for name in book.sheet_names[: opening.MOST_SHEETS]:
        if name.startswith("_"):
            continue
        scan = scans.get(name) or (_scan_xls(content, name) if kind == "xls" else Scan())
        try:
            table = book.load_sheet(
                name,
                header_row=None,
                skip_rows=0,
                dtypes="string",
                skip_whitespace_tail_rows=True,
            ).to_polars()
        except fastexcel.FastExcelError as error:
            raise _unreadable(error) from None
        about = {
            "name": name,
            "left": scan.left or 0,
            "odd": sorted(scan.odd),
            "merges": sorted(scan.merges),
        }
        yield about, table


def _scans(content: bytes) -> dict[str, Scan]:
    """The scan of each visible sheet of an .xlsx file; refuses what is beyond the limits."""
    package = opening.open_package(content)
    opening.check_is_template(package)
    scans: dict[str, Scan] = {}
    for part in opening.sheet_parts(package):
        if part.path in package.namelist() and not part.name.startswith("_"):
            scans[part.name] = scan = Scan()
            scan.add(package, part.path)
    if sum(scan.cells for scan in scans.values()) > opening.MOST_CELLS:
        raise opening.too_large()
    return scans


def _unreadable(error: Exception) -> UserError:
    if "password" in str(error).lower():
        return UserError(
            "文件有打开密码；请在表格软件中取消密码后再报送。",
            "The file is protected with a password; remove it in the spreadsheet program.",
        )
    return UserError(
        "工作簿的内容已损坏，无法读取；请用表格软件重新保存后再报送。",
        "The workbook is damaged inside and cannot be read; save it again and send it.",
    )


def main() -> None:
    """Reads files from standard input until it ends, answers on standard output."""
    import fastexcel  # noqa: F401 (loaded before the limit is set)
    import polars  # noqa: F401

    with open("/proc/self/statm", encoding="ascii") as state:
        now = int(state.read().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (now + MOST_MEMORY, now + MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    while head := sys.stdin.buffer.read(_LENGTH):
        try:
            for about, table in read(sys.stdin.buffer.read(int.from_bytes(head, "big"))):
                _write(about, table)
            _write({"end": True}, None)
        except UserError as error:
            _write({"refused": [error.zh, error.en]}, None)
        except MemoryError:
            error = opening.too_large()
            _write({"refused": [error.zh, error.en]}, None)


def _write(about: dict[str, Any], table: pl.DataFrame | None) -> None:
    out = sys.stdout.buffer
    slices = [] if table is None else list(table.iter_slices(_ROWS_AT_A_TIME))
    out.write(json.dumps({**about, "slices": len(slices)}).encode() + b"\n")
    for piece in slices:
        written = io.BytesIO()
        piece.write_ipc_stream(written)
        out.write(written.tell().to_bytes(_LENGTH, "big"))
        out.write(written.getbuffer())
    out.flush()


if __name__ == "__main__":
    main()
