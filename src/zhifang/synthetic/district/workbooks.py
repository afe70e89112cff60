"""Writes the lines of a command as the workbooks users fill."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from random import Random
from typing import Any

import xlsxwriter

from zhifang.synthetic.district.columns import COLUMNS, NAMES
from zhifang.synthetic.district.commands import Line
from zhifang.synthetic.district.sheets import cell

#: (credit code of the filler, day its data are complete through); either may be blank.
Statement = tuple[str | None, date | None]


def cells_of(line: Line, rng: Random) -> list[Any]:
    """The cells of a line from left to right, as somebody types them."""
    found: list[Any] = []
    for field, _, _, kind in COLUMNS[line.sheet]:
        if field in line.typed:
            typed = line.typed[field]
            found.append(cell(kind, typed, rng) if isinstance(typed, date) else typed)
            continue
        value = line.values[field]
        same = field == "employer_code" and line.sheet == "workers"
        if same and line.values["employment"] == "direct" and rng.random() < 0.5:
            value = None
        if field == "using_code" and value == line.values["employer_code"]:
            typed_employer = "employer_code" in line.typed
            value = None if rng.random() < 0.5 and not typed_employer else value
        found.append(cell(kind, value, rng))
    return found


def write_workbook(
    path: Path, lines: list[Line], rng: Random, statement: Callable[[str], Statement]
) -> None:
    """One workbook with a sheet for each kind of line; the same bytes for the same lines."""
    book = xlsxwriter.Workbook(str(path), {"constant_memory": True})
    book.set_properties({"author": "演示", "created": datetime(2020, 1, 1)})  # noqa: DTZ001
    title = book.add_format({"bold": True, "align": "center"})
    header = book.add_format({"bold": True, "bg_color": "#DDE8F0", "border": 1})
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    by_sheet: dict[str, list[Line]] = defaultdict(list)
    for line in lines:
        by_sheet[line.sheet].append(line)
    for key, columns in COLUMNS.items():
        if key not in by_sheet:
            continue
        sheet = book.add_worksheet(NAMES[key])
        last = len(columns) - 1
        sheet.set_column(0, last, 18)
        sheet.merge_range(0, 0, 0, last, f"职防 {NAMES[key]} 模板 zhifang-{key}-1", title)
        code, complete = statement(key)
        sheet.write_row(1, 0, ("填报单位统一社会信用代码", code, "数据完整至"))
        if complete is not None:
            sheet.write_datetime(1, 3, complete, day)
        names = [f"{name}*" if required else name for _, name, required, _ in columns]
        sheet.write_row(2, 0, names, header)
        for line in sorted(by_sheet[key], key=lambda one: one.row):
            for column, value in enumerate(cells_of(line, rng)):
                if value is None:
                    continue
                if isinstance(value, date):
                    sheet.write_datetime(line.row - 1, column, value, day)
                elif isinstance(value, str):
                    sheet.write_string(line.row - 1, column, value)
                else:
                    sheet.write_number(line.row - 1, column, value)
    book.close()
