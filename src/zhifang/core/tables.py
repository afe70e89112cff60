"""A table for people and machines: rows with named columns, written as CSV, JSON or xlsx."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import IO, Any

import xlsxwriter

Row = Mapping[str, Any] | Sequence[Any]

#: Rows of a worksheet below its heading (Excel's own limit is 1,048,576 with it).
LARGEST_SHEET = 1_048_575


@dataclass(frozen=True)
class Table:
    """``columns`` are (key, heading) pairs; a row maps keys to values or lists them in order."""

    columns: Sequence[tuple[str, str]]
    rows: Iterable[Row]
    title: str = ""

    def values(self) -> Iterator[list[Any]]:
        """Each row as a list in the order of the columns."""
        keys = [key for key, _heading in self.columns]
        for row in self.rows:
            if isinstance(row, Mapping):
                yield [row.get(key) for key in keys]
            else:
                yield list(row)


def as_text(value: Any) -> str:
    """A value as machines read it: days and instants by ISO 8601, nothing as empty text."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, list | tuple | set | frozenset):
        return "; ".join(as_text(each) for each in value)
    return str(value)


def disarmed(value: Any) -> Any:
    """Text for a CSV file: a leading sign that a spreadsheet would run as a formula is quoted."""
    if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r"):
        return "'" + value
    return value


def as_json(value: Any) -> Any:
    """What ``json`` is given for a value it does not know."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, set | frozenset):
        return sorted(value)
    if isinstance(value, Mapping):
        return dict(value)
    return str(value)


def write_csv(table: Table, out: IO[str]) -> None:
    """Keys as the heading, LF, one row after the other: memory stays small."""
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([key for key, _heading in table.columns])
    for values in table.values():
        writer.writerow([as_text(disarmed(value)) for value in values])


def write_json(table: Table, out: IO[str]) -> None:
    """A list of objects, one a line."""
    keys = [key for key, _heading in table.columns]
    separator = "[\n"
    for values in table.values():
        line = dict(zip(keys, values, strict=True))
        out.write(separator + json.dumps(line, ensure_ascii=False, default=as_json))
        separator = ",\n"
    out.write("[]\n" if separator == "[\n" else "\n]\n")


def write_xlsx(table: Table, out: IO[bytes] | str) -> None:
    """One sheet (more when it is full) with the headings people read; text is never a formula."""
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "default_date_format": "yyyy-mm-dd",
        "remove_timezone": True,
    }
    book = xlsxwriter.Workbook(out, options)
    sheet = _new_sheet(book, table)
    line = 0
    for values in table.values():
        if line == LARGEST_SHEET:
            sheet = _new_sheet(book, table)
            line = 0
        line += 1
        for number, value in enumerate(values):
            if isinstance(value, bool | int | float | Decimal | date | datetime):
                sheet.write(line, number, value)
            elif value is not None:
                sheet.write_string(line, number, as_text(value))
    book.close()


def _new_sheet(book: xlsxwriter.Workbook, table: Table) -> Any:
    sheet = book.add_worksheet()
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, max(len(table.columns) - 1, 0), 16)
    bold = book.add_format({"bold": True, "bottom": 1})
    for number, (_key, heading) in enumerate(table.columns):
        sheet.write_string(0, number, heading, bold)
    return sheet
