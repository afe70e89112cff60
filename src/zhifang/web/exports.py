"""Rows as files: csv streamed a block at a time, xlsx written to a temporary file first."""

from __future__ import annotations

import csv
import io
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Any

import xlsxwriter
from django.http import FileResponse, Http404, HttpResponseBase, StreamingHttpResponse

from zhifang.access.readers import Reader, read_as

ROWS_PER_BLOCK = 2000
ROWS_PER_SHEET = 1_048_575
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

Row = dict[str, Any]


def export(
    form: str,
    *,
    name: str,
    columns: Sequence[str],
    reader: Reader,
    rows: Callable[[], Iterable[Row]],
) -> HttpResponseBase:
    """A download of ``rows()`` in ``form`` (csv or xlsx); 404 for any other form.

    ``rows`` is called when reading begins, under the reader's own row security.
    """
    if form == "csv":
        response: HttpResponseBase = StreamingHttpResponse(
            csv_blocks(columns, reader, rows), content_type="text/csv; charset=utf-8"
        )
    elif form == "xlsx":
        response = FileResponse(xlsx_file(columns, rows()), content_type=XLSX)
    else:
        raise Http404
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.{form}"'
    response.headers["Cache-Control"] = "no-store"
    return response


def cell(value: Any) -> str:
    """A value as text; a leading sign that a spreadsheet would run as a formula is disarmed."""
    if value is None:
        return ""
    if isinstance(value, date | datetime):
        return value.isoformat()
    text = str(value)
    if isinstance(value, str) and text[:1] in ("=", "+", "-", "@", "\t", "\r"):
        return "'" + text
    return text


def csv_blocks(
    columns: Sequence[str], reader: Reader, rows: Callable[[], Iterable[Row]]
) -> Iterator[bytes]:
    """UTF-8, LF, a header; the reader's transaction lives as long as the stream."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(columns)
    for number, row in enumerate(read_as(reader, rows), start=1):
        writer.writerow([cell(row.get(column)) for column in columns])
        if number % ROWS_PER_BLOCK == 0:
            yield buffer.getvalue().encode()
            buffer.seek(0)
            buffer.truncate()
    yield buffer.getvalue().encode()


def xlsx_file(columns: Sequence[str], rows: Iterable[Row]) -> Any:
    """An open temporary workbook, at its start; a further sheet when one is full."""
    file = tempfile.TemporaryFile(suffix=".xlsx")
    workbook = xlsxwriter.Workbook(
        file, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    sheet = None
    line = ROWS_PER_SHEET
    for row in rows:
        if line >= ROWS_PER_SHEET:
            sheet, line = header(workbook, columns), 0
        line += 1
        for place, column in enumerate(columns):
            value = row.get(column)
            if isinstance(value, int) and not isinstance(value, bool):
                sheet.write_number(line, place, value)
            elif value is not None:
                sheet.write_string(line, place, cell(value).removeprefix("'"))
    if sheet is None:
        header(workbook, columns)
    workbook.close()
    file.seek(0)
    return file


def header(workbook: Any, columns: Sequence[str]) -> Any:
    """A new sheet with its header row, frozen."""
    sheet = workbook.add_worksheet()
    bold = workbook.add_format({"bold": True})
    for place, column in enumerate(columns):
        sheet.write_string(0, place, column, bold)
    sheet.freeze_panes(1, 0)
    return sheet
