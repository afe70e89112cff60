"""The return: a workbook of the rejected rows only, in the template's layout, bad cells red."""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import PurePath

import polars as pl
import xlsxwriter

from .problems import sentence
from .reading import PROBLEM_SHEET, RawSheet
from .templates import FIRST_DATA_ROW, write_codes, write_frame

_HEADERS = {
    "zh": ("文件", "工作表", "行", "列", "值", "问题", "怎么办"),
    "en": ("File", "Sheet", "Row", "Column", "Value", "What is wrong", "What to do"),
}
_COMMENT = {"x_scale": 2.5, "y_scale": 1.5}


@dataclass(frozen=True)
class Returned:
    """The rejected rows of one sheet of one file.

    ``rows``: ``pos``, ``row`` and the cells as sent; ``problems``: ``pos``, column, reason.
    """

    raw: RawSheet
    rows: pl.DataFrame
    problems: pl.DataFrame


def return_name(name: str) -> str:
    """The file name of the return of a file."""
    return f"{PurePath(name).stem}.退回.xlsx"


def as_sent(text: str | None) -> str:
    """A cell as its sender wrote it: a date cell without the midnight the reader shows."""
    return "" if text is None else text.removesuffix(" 00:00:00")


def build(name: str, returned: list[Returned], lang: str = "zh") -> bytes:
    """The workbook to hand back for the file ``name``; what is wrong is said in ``lang``.

    Sheets and headers are those of the template, whatever the language.
    """
    out = io.BytesIO()
    book = xlsxwriter.Workbook(
        out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    listed: list[tuple[str, str, int, str, str, str, str]] = []
    for part in returned:
        listed += _write_rows(book, name, part, lang)
    sheet = book.add_worksheet(PROBLEM_SHEET)
    bold, text = book.add_format({"bold": True}), book.add_format({"num_format": "@"})
    sheet.set_column(0, 6, 16)
    sheet.set_column(5, 6, 48)
    sheet.freeze_panes(1, 0)
    for place, header in enumerate(_HEADERS[lang]):
        sheet.write_string(0, place, header, bold)
    for index, entry in enumerate(listed, start=1):
        for place, value in enumerate(entry):
            if isinstance(value, int):
                sheet.write_number(index, place, value)
            else:
                sheet.write_string(index, place, value, text)
    write_codes(book, [part.raw.sheet for part in returned])
    book.close()
    return out.getvalue()


def _write_rows(
    book: xlsxwriter.Workbook, name: str, part: Returned, lang: str
) -> list[tuple[str, str, int, str, str, str, str]]:
    sheet = part.raw.sheet
    page = write_frame(book, sheet, part.raw.sender_code, part.raw.complete_through, lang)
    plain = book.add_format({"num_format": "@"})
    red = book.add_format({"num_format": "@", "bg_color": "#FFC7CE", "font_color": "#9C0006"})
    wrong: dict[int, dict[str, list[str]]] = {}
    for pos, column, reason in part.problems.select("pos", "column", "reason").rows():
        wrong.setdefault(pos, {}).setdefault(column, []).append(reason)
    listed = []
    keys = [column.key for column in sheet.columns]
    for index, (pos, row, *cells) in enumerate(part.rows.select("pos", "row", *keys).iter_rows()):
        at = FIRST_DATA_ROW + index
        bad = wrong.get(pos, {})
        for place, (column, cell) in enumerate(zip(sheet.columns, cells, strict=True)):
            value = as_sent(cell)
            reasons = bad.get(column.key, [])
            if value:
                page.write_string(at, place, value, red if reasons else plain)
            elif reasons:
                page.write_blank(at, place, None, red)
            if not reasons:
                continue
            header = column.zh if lang == "zh" else f"{column.zh} ({column.en})"
            said = [sentence(sheet, column.key, reason, lang) for reason in reasons]
            page.write_comment(at, place, "\n".join(said), _COMMENT)
            for text in said:
                what, _, todo = text.rstrip("。.").partition("；" if lang == "zh" else "; ")
                listed.append((name, sheet.zh, row, header, value, what, todo))
    return listed
