"""Blank templates, and the frame that templates and returns share."""

from __future__ import annotations

import io

import xlsxwriter
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from .codes import CodeList
from .columns import BIRTH, CODE, CODES, DAY, DECIMAL, WHOLE, Column, Sheet
from .reading import SENDER_LABEL, THROUGH_LABEL

#: The index (from 0) of the header row and of the first row of data.
HEADER_ROW, FIRST_DATA_ROW = 2, 3
CODES_SHEET = "_codes"
_PREPARED_ROWS = 2000
#: The size of a comment beside the default one, so that the help is seen whole.
_COMMENT = {"x_scale": 2, "y_scale": 1.5}


def template(sheet: Sheet, lang: str = "zh") -> bytes:
    """A blank workbook of one sheet: title, headers, text columns, drop-downs, help on headers.

    Names and headers are the national form's; the help is in ``lang`` (``zh`` or ``en``).
    """
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    page = write_frame(book, sheet, None, None, lang)
    places = write_codes(book, [sheet])
    for place, column in enumerate(sheet.columns):
        if column.kind == CODE and column.codes:
            _drop_down(page, place, column.codes, places)
    book.close()
    return out.getvalue()


def write_frame(
    book: Workbook,
    sheet: Sheet,
    sender_code: str | None,
    complete_through: str | None,
    lang: str = "zh",
) -> Worksheet:
    """Adds a page with title, row 2 and headers; data go from ``FIRST_DATA_ROW`` on."""
    page = book.add_worksheet(sheet.zh)
    title = book.add_format({"bold": True, "font_size": 14})
    label = book.add_format({"font_color": "#595959"})
    text = book.add_format({"num_format": "@"})
    header = book.add_format({"bold": True, "bg_color": "#D9E1F2", "border": 1, "text_wrap": True})
    needed = book.add_format(
        {
            "bold": True,
            "bg_color": "#D9E1F2",
            "border": 1,
            "text_wrap": True,
            "font_color": "#9C0006",
        }
    )
    page.merge_range(0, 0, 0, len(sheet.columns) - 1, sheet.title, title)
    page.write_string(1, 0, SENDER_LABEL, label)
    page.write_string(1, 1, sender_code or "", text)
    page.write_string(1, 2, THROUGH_LABEL, label)
    page.write_string(1, 3, (complete_through or "").removesuffix(" 00:00:00"), text)
    for place, column in enumerate(sheet.columns):
        # numbers stay general, everything else is text: no lost zeros, no dates made of names
        number = column.kind in (WHOLE, DECIMAL)
        page.set_column(place, place, max(12, len(column.zh) * 2 + 3), None if number else text)
        page.write_string(HEADER_ROW, place, column.header, needed if column.required else header)
        page.write_comment(HEADER_ROW, place, header_help(column, lang), _COMMENT)
    page.freeze_panes(FIRST_DATA_ROW, 0)
    return page


def header_help(column: Column, lang: str) -> str:
    """What stands beside a header: what goes in, how it is written, which values there are."""
    if lang == "en":
        said = [column.en, column.en_help, _KINDS_EN.get(column.kind), _choices_en(column.codes)]
    else:
        said = [column.zh_help, _KINDS_ZH.get(column.kind), _choices_zh(column.codes)]
    return "\n".join(line for line in said if line)


_KINDS_ZH = {DAY: "日期，如 2020-01-05", BIRTH: "日期，如 1980-01-05", CODES: "可填多个"}
_KINDS_EN = {DAY: "A day like 2020-01-05", BIRTH: "A day like 1980-01-05", CODES: "Several may do"}


def _choices_zh(codes: CodeList | None) -> str:
    if codes is None:
        return ""
    if codes.short:
        return "、".join(
            f"{c.zh}（{c.printed}）" if c.printed != c.zh else c.zh for c in codes.choices()
        )
    return f"填代码或名称：{codes.zh_source}"


def _choices_en(codes: CodeList | None) -> str:
    if codes is None:
        return ""
    if codes.short:
        return ", ".join(
            f"{c.printed} = {c.en}" if c.printed != c.en else c.en for c in codes.choices()
        )
    return f"A code or name of: {codes.en_source}"


def write_codes(book: Workbook, sheets: list[Sheet]) -> dict[str, str]:
    """Adds the hidden sheet of code lists; gives the range of each list's names."""
    page = book.add_worksheet(CODES_SHEET)
    page.hide()
    places: dict[str, str] = {}
    lists = {c.codes.name: c.codes for sheet in sheets for c in sheet.columns if c.codes}
    for number, (name, codes) in enumerate(lists.items()):
        column = number * 2
        page.write_string(0, column, name)
        choices = codes.choices()
        for index, choice in enumerate(choices, start=1):
            page.write_string(index, column, choice.printed)
            page.write_string(index, column + 1, choice.zh)
        letter = xlsxwriter.utility.xl_col_to_name(column + 1)
        places[name] = f"={CODES_SHEET}!${letter}$2:${letter}${len(choices) + 1}"
    return places


def _drop_down(page: Worksheet, place: int, codes: CodeList, places: dict[str, str]) -> None:
    source = [c.zh for c in codes.choices()] if codes.short else places[codes.name]
    page.data_validation(
        FIRST_DATA_ROW,
        place,
        FIRST_DATA_ROW + _PREPARED_ROWS,
        place,
        # codes are accepted as well as names, so what is not in the list is not stopped here
        {"validate": "list", "source": source, "ignore_blank": True, "show_error": False},
    )
