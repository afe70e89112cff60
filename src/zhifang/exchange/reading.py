"""Workbooks into tables of text: opened in a process of its own, headers found, cells named."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

import polars as pl

from zhifang.core.errors import UserError
from zhifang.statutes.files import folded

from . import opening
from .columns import Sheet
from .parser import Parser
from .scanning import MOST_ODD, too_many_merged
from .sheets import SHEETS

_SEARCHED_ROWS = 20
_MARK = re.compile(r"zhifang-([a-z_]+)-([0-9]{1,6})(?![0-9])")
SENDER_LABEL, THROUGH_LABEL = "填报单位统一社会信用代码", "数据完整至"
#: The second sheet of our returns: for people, not for the reader.
PROBLEM_SHEET = "问题清单"


@dataclass
class RawSheet:
    """One sheet as sent: ``frame`` has ``row`` (Excel's number) and a text column a key.

    ``places`` gives the column number (from 0) of each key. ``odd`` lists (row, key, reason) of
    cells that are wrong whatever their text. ``sender_code`` and ``complete_through`` are the
    cells of row 2 as sent.
    """

    sheet: Sheet
    frame: pl.DataFrame
    places: dict[str, int] = field(default_factory=dict)
    odd: list[tuple[int, str, str]] = field(default_factory=list)
    sender_code: str | None = None
    complete_through: str | None = None


def read_workbook(content: bytes, parser: Parser | None = None) -> list[RawSheet]:
    """The sheets of ours in a workbook. UserError when the file cannot be taken as a whole.

    ``parser``: a running one, shared by the files of a command.
    """
    if parser is None:
        with Parser() as own:
            return read_workbook(content, own)
    if opening.file_kind(content) == "xlsx":
        opening.check_is_template(opening.open_package(content))
    found = []
    for name, table, about in parser.parse(content):
        sheet = _located(name, table, about)
        if sheet is not None:
            found.append(sheet)
    if not found:
        raise opening.not_a_template()
    keys = [raw.sheet.key for raw in found]
    for key in keys:
        if keys.count(key) > 1:
            name = SHEETS[key].zh
            raise UserError(
                f"工作簿中有两张“{name}”表；请合并为一张。",
                f'The workbook has two sheets "{name}"; make them one.',
            )
    return found


def _located(name: str, table: pl.DataFrame, about: dict[str, Any]) -> RawSheet | None:
    """The sheet of ours in a table of text; None when it is none of ours."""
    if name == PROBLEM_SHEET:
        return None
    head = table.head(_SEARCHED_ROWS).rows()
    marks = [m for row in head for cell in row if cell and (m := _MARK.search(cell))]
    by_name = next((s for s in SHEETS.values() if name.strip() in (s.zh, s.en, s.key)), None)
    if not marks:
        if by_name is None:
            return None
        raise UserError(
            f"前 {_SEARCHED_ROWS} 行里没有模板标题（应含“{by_name.mark}”）；"
            "请用 zhifang template 下载的模板，不要删去标题行。",
            f"The first {_SEARCHED_ROWS} rows hold no template title (with "
            f'"{by_name.mark}"); use our template and leave its title row.',
            where=name,
        )
    key, version = marks[0][1], int(marks[0][2])
    if key not in SHEETS or version != SHEETS[key].version:
        known = SHEETS[key].mark if key in SHEETS else "、".join(s.mark for s in SHEETS.values())
        raise UserError(
            f"模板版本是“{marks[0][0]}”，现用版本是“{known}”；请下载新模板，把数据贴进去再报送。",
            f'The template is "{marks[0][0]}", in use is "{known}"; '
            "get the new template and paste the data into it.",
            where=name,
        )
    return _read_sheet(SHEETS[key], name, table, about)


def _read_sheet(sheet: Sheet, name: str, table: pl.DataFrame, about: dict[str, Any]) -> RawSheet:
    at, places = _header(sheet, name, table)
    left = about["left"]
    names = table.columns
    frame = (
        table.with_row_index("row", offset=1)
        .slice(at + 1)
        .select(
            pl.col("row"),
            *(pl.col(names[places[column.key]]).alias(column.key) for column in sheet.columns),
        )
    )
    keys = [column.key for column in sheet.columns]
    blank = pl.all_horizontal(
        pl.col(key).is_null() | (pl.col(key).str.strip_chars().str.len_bytes() == 0) for key in keys
    )
    by_place = {place + left: key for key, place in places.items()}
    odd = [(row, by_place[p], reason) for row, p, reason in about["odd"] if p in by_place]
    odd = [entry for entry in odd if entry[0] > at + 1]
    merged = _merged(name, about["merges"], by_place, first_row=at + 2, last_row=table.height)
    odd += [(row, key, "merged_cell") for row, key in merged]
    kept = frame.filter(~blank | pl.col("row").is_in([row for row, _, _ in odd]))
    sender, through = _statement(table.head(at))
    return RawSheet(
        sheet, kept, {key: place + left for key, place in places.items()}, odd, sender, through
    )


def _merged(
    name: str,
    merges: list[tuple[int, int, int, int]],
    by_place: dict[int, str],
    *,
    first_row: int,
    last_row: int,
) -> list[tuple[int, str]]:
    """Row and column of the data cells under merged ranges, each once.

    The work is bounded by the cells there are, whatever the ranges claim to cover.
    """
    covered: dict[str, list[tuple[int, int]]] = {}
    for top, first, bottom, last in merges:
        top = max(top, first_row)
        if bottom > top or (bottom == top and last > first):
            for place, key in by_place.items():
                if first <= place <= last:
                    covered.setdefault(key, []).append((top, min(bottom, last_row)))
    found = []
    for key, ranges in covered.items():
        done = 0
        for top, bottom in sorted(ranges):
            found += [(row, key) for row in range(max(top, done + 1), bottom + 1)]
            done = max(done, bottom)
            if len(found) > MOST_ODD:
                raise too_many_merged(name)
    return found


def _header(sheet: Sheet, name: str, table: pl.DataFrame) -> tuple[int, dict[str, int]]:
    """The index of the header row and the position of each column in the table."""
    spelled = {folded(c.zh): c.key for c in sheet.columns}
    spelled |= {folded(c.en): c.key for c in sheet.columns if folded(c.en) not in spelled}
    best: tuple[int, list[tuple[str, int]]] = (0, [])
    for index, row in enumerate(table.head(_SEARCHED_ROWS).rows()):
        cells = [folded(cell or "").rstrip("*") for cell in row]
        hits = [(spelled[cell], place) for place, cell in enumerate(cells) if cell in spelled]
        if len(hits) > len(best[1]):
            best = index, hits
    index, hits = best
    if len(hits) < 2:
        raise UserError(
            f"前 {_SEARCHED_ROWS} 行里找不到表头；"
            "请用 zhifang template 下载的模板，不要删改表头行。",
            f"The first {_SEARCHED_ROWS} rows hold no header row; use our template and leave "
            "its header row as it is.",
            where=name,
        )
    keys = [key for key, _ in hits]
    twice = next((key for key in keys if keys.count(key) > 1), None)
    if twice:
        title = sheet.by_key[twice].zh
        raise UserError(
            f"表头（第 {index + 1} 行）有两列“{title}”；请只保留一列。",
            f'The header row ({index + 1}) has two columns "{title}"; keep one.',
            where=name,
        )
    missing = [column for column in sheet.columns if column.key not in keys]
    if missing:
        zh = "、".join(f"“{column.zh}”" for column in missing)
        en = ", ".join(f'"{column.zh}"' for column in missing)
        raise UserError(
            f"表头（第 {index + 1} 行）缺少{zh}；请恢复这些列（可以空着）。",
            f"The header row ({index + 1}) lacks {en}; restore these columns (they may be blank).",
            where=name,
        )
    return index, dict(hits)


def _statement(head: pl.DataFrame) -> tuple[str | None, str | None]:
    """The sender's code and the day of completeness above the headers, as sent."""
    found: dict[str, str | None] = {}
    for row in head.rows():
        for place, cell in enumerate(row[:-1]):
            for label in (SENDER_LABEL, THROUGH_LABEL):
                if cell and folded(cell) == label:
                    text = (row[place + 1] or "").strip()
                    found[label] = text or None
    return found.get(SENDER_LABEL), found.get(THROUGH_LABEL)
