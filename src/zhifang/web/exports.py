"""Rows as files: csv streamed a block at a time, xlsx written to a temporary file first."""

from __future__ import annotations

import csv
import io
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime
from itertools import islice
from typing import Any

import xlsxwriter
from django.http import FileResponse, Http404, HttpResponseBase, StreamingHttpResponse
from django.utils import translation

from zhifang.access.readers import Reader, read_as
from zhifang.core.tables import disarmed

ROWS_PER_BLOCK = 2000
ROWS_PER_SHEET = 1_048_575
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

Rows = Callable[[], Iterable[Sequence[Any]]]


def export(
    form: str, *, name: str, columns: Sequence[str], reader: Reader, rows: Rows
) -> HttpResponseBase:
    """A download of ``rows()`` in ``form`` (csv or xlsx); 404 for any other form.

    A csv is made while it is sent, after the request's transaction: under the reader's row
    security and in the language of the request.
    """
    if form == "csv":
        content = csv_blocks(columns, read_as(reader, rows))
        return downloaded(
            StreamingHttpResponse(
                in_language(content, translation.get_language()),
                content_type="text/csv; charset=utf-8",
            ),
            f"{name}.csv",
        )
    if form == "xlsx":
        file = xlsx_file(columns, rows())
        return downloaded(FileResponse(file, content_type=XLSX), f"{name}.xlsx")
    raise Http404


def text_lines(name: str, reader: Reader, lines: Callable[[], Iterable[str]]) -> HttpResponseBase:
    """A csv of finished lines, byte for byte as they come, each ended by a line feed."""

    def blocks() -> Iterator[bytes]:
        found = iter(read_as(reader, lines))
        while block := list(islice(found, ROWS_PER_BLOCK)):
            yield ("\n".join(block) + "\n").encode()

    response = StreamingHttpResponse(blocks(), content_type="text/csv; charset=utf-8")
    return downloaded(response, f"{name}.csv")


def downloaded(response: HttpResponseBase, name: str) -> HttpResponseBase:
    """Saved under ``name`` (plain letters), kept by nobody on the way."""
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "no-store"
    return response


def in_language(blocks: Iterator[bytes], language: str | None) -> Iterator[bytes]:
    """The blocks, each made in ``language``."""
    while True:
        with translation.override(language):
            block = next(blocks, None)
        if block is None:
            return
        yield block


def cell(value: Any) -> str:
    """A value as text."""
    if value is None:
        return ""
    if isinstance(value, date | datetime):
        return value.isoformat()
    return str(value)


def csv_blocks(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[bytes]:
    """UTF-8 with the mark spreadsheets look for, LF, a header."""
    buffer = io.StringIO("\ufeff")
    buffer.seek(0, io.SEEK_END)
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(columns)
    for number, row in enumerate(rows, start=1):
        writer.writerow([cell(disarmed(value)) for value in row])
        if number % ROWS_PER_BLOCK == 0:
            yield buffer.getvalue().encode()
            buffer.seek(0)
            buffer.truncate()
    yield buffer.getvalue().encode()


def xlsx_file(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> Any:
    """An open temporary workbook, at its start; a further sheet when one is full."""
    file = tempfile.TemporaryFile(suffix=".xlsx")  # noqa: SIM115 (closed by the response)
    workbook = xlsxwriter.Workbook(
        file, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    sheet = header(workbook, columns)
    line = 0
    for row in rows:
        if line >= ROWS_PER_SHEET:
            sheet, line = header(workbook, columns), 0
        line += 1
        for place, value in enumerate(row):
            if isinstance(value, int) and not isinstance(value, bool):
                sheet.write_number(line, place, value)
            elif value is not None:
                sheet.write_string(line, place, value if isinstance(value, str) else cell(value))
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
