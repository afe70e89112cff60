"""The program that opens a workbook: a process of its own, with a limit of memory.

Reads files from standard input, each after its length, and writes to standard output, sheet
after sheet, one line of JSON and then the cells as text, column by column in Arrow's IPC format,
each after its length; at a file's end the line ``{"end": true}``. A refusal is the line
``{"refused": [zh, en, where]}``, and ``{"memory": true}`` says that there was not enough of it.
Nothing is written to the disk: the cells hold identity numbers.
"""

from __future__ import annotations

import io
import json
import resource
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from zhifang.core.errors import UserError

from . import opening
from .scanning import Scan

if TYPE_CHECKING:
    import polars as pl

#: Address space the reader may take beside what it has at its start; polars maps 0.4 GB of it.
MOST_MEMORY = 2_500 * 1024**2

_LENGTH = 8


def _scan_xls(content: bytes, name: str) -> Scan:
    """The same for the old format, which is small: numbers too long, merged ranges."""
    from python_calamine import CalamineWorkbook

    scan = Scan(name)
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_name(name)
    for row, cells in enumerate(sheet.to_python(skip_empty_area=False), start=1):
        for place, value in enumerate(cells):
            if isinstance(value, float) and abs(value) >= 1e15:
                scan.note(row, place, "number_as_float")
    scan.left = sheet.start[1] if sheet.start else 0
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or []:
        scan.merged(top + 1, left, bottom + 1, right)
    return scan


def read(content: bytes) -> Iterator[tuple[dict[str, Any], list[pl.Series]]]:
    """The visible sheets of a workbook: for each a description and its columns as text.

    Whoever takes a column from the list has it alone: the memory is free once it is sent.
    """
    import fastexcel

    kind = opening.file_kind(content)
    scans = _scans(content) if kind == "xlsx" else {}
    try:
        book = fastexcel.read_excel(content)
    except fastexcel.FastExcelError as error:
        raise _unreadable(error) from None
    names = [n for n in book.sheet_names[: opening.MOST_SHEETS] if not n.startswith("_")]
    if kind == "xls":
        scans = {name: _scan_xls(content, name) for name in names}
    del content  # the book has a copy of its own
    for name in names:
        scan = scans.get(name) or Scan()
        try:
            sheet = book.load_sheet(
                name,
                header_row=None,
                skip_rows=0,
                dtypes="string",
                skip_whitespace_tail_rows=True,
            )
            if name == names[-1]:
                del book
            columns = sheet.to_polars().get_columns()
        except fastexcel.FastExcelError as error:
            raise _unreadable(error) from None
        del sheet
        about = {
            "name": name,
            "left": scan.left or 0,
            "odd": sorted(scan.odd),
            "merges": sorted(scan.merges),
        }
        yield about, columns


def _scans(content: bytes) -> dict[str, Scan]:
    """The scan of each visible sheet of an .xlsx file; refuses what is beyond the limits."""
    package = opening.open_package(content)
    opening.check_is_template(package)
    scans: dict[str, Scan] = {}
    for part in opening.sheet_parts(package):
        if part.path in package.namelist() and not part.name.startswith("_"):
            scans[part.name] = scan = Scan(part.name)
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
    import fastexcel  # noqa: F401 (loaded before the limit is set; polars when it is needed)

    with open("/proc/self/statm", encoding="ascii") as state:
        now = int(state.read().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (now + MOST_MEMORY, now + MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    while head := sys.stdin.buffer.read(_LENGTH):
        try:
            for about, columns in read(sys.stdin.buffer.read(int.from_bytes(head, "big"))):
                _write(about, columns)
            _write({"end": True}, [])
        except UserError as error:
            _write({"refused": [error.zh, error.en, error.where]}, [])
        except MemoryError:
            _write({"memory": True}, [])


def _write(about: dict[str, Any], columns: list[pl.Series]) -> None:
    """Sends a line and the columns after it, taking them from the list."""
    out = sys.stdout.buffer
    out.write(json.dumps({**about, "columns": len(columns)}).encode() + b"\n")
    while columns:
        written = io.BytesIO()
        columns.pop(0).to_frame().write_ipc_stream(written)
        out.write(written.tell().to_bytes(_LENGTH, "big"))
        out.write(written.getbuffer())
    out.flush()


if __name__ == "__main__":
    main()
