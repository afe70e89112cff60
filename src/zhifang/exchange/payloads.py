"""Rows of JSON as a sheet of text, so that the API and the workbooks share every check."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import polars as pl

from zhifang.core.errors import UserError

from .columns import Sheet
from .reading import RawSheet

MOST_ROWS = 100_000


def raw_sheet(
    sheet: Sheet,
    rows: Sequence[Mapping[str, Any]],
    sender_code: str | None,
    complete_through: str | None,
) -> tuple[RawSheet, bytes]:
    """The rows as if read from a workbook, and the payload's bytes to be kept as received."""
    if len(rows) > MOST_ROWS:
        raise UserError(
            f"一次最多报送 {MOST_ROWS} 行；请分几次报送。",
            f"At most {MOST_ROWS} rows at a time; send them in parts.",
        )
    names = {column.key: column.key for column in sheet.columns}
    names |= {column.zh: column.key for column in sheet.columns}
    unknown = sorted({_text(name) or "" for row in rows for name in row} - set(names))
    if unknown:
        raise UserError(
            f"“{sheet.zh}”没有这些字段：{'、'.join(unknown[:5])}；请对照接口说明。",
            f"{sheet.en} has no such fields: {', '.join(unknown[:5])}; see the API's description.",
        )
    columns: dict[str, list[str | None]] = {column.key: [] for column in sheet.columns}
    for row in rows:
        given = {names[name]: value for name, value in row.items()}
        for key, cells in columns.items():
            cells.append(_text(given.get(key)))
    frame = pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.String)).with_row_index(
        "row", offset=1
    )
    content = json.dumps(
        {"sheet": sheet.key, "rows": [dict(row) for row in rows]}, ensure_ascii=False, default=str
    )
    places = {column.key: place for place, column in enumerate(sheet.columns)}
    raw = RawSheet(sheet, frame, places, [], sender_code, complete_through)
    return raw, content.encode("utf-8", "replace")


def _text(value: Any) -> str | None:
    """A JSON value as a cell's text; lists are joined as in a cell of several codes."""
    if value is None:
        return None
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, (int, float, Decimal)):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (list, tuple)):
        return "；".join(str(part) for part in value)
    return str(value).encode("utf-8", "replace").decode("utf-8")
