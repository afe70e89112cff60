"""The data dictionary: every sheet and column, for the help page and the API's description."""

from __future__ import annotations

from typing import Any

from .columns import BIRTH, CODES, DAY, DECIMAL, WHOLE, Column
from .problems import REASONS
from .sheets import SHEETS, sheet_by_key


def dictionary() -> list[dict[str, Any]]:
    """All sheets in key order, with their columns in the order of the form."""
    return [
        {
            "key": sheet.key,
            "zh": sheet.zh,
            "en": sheet.en,
            "version": sheet.mark,
            "natural_key": list(sheet.natural_key),
            "zh_help": sheet.zh_help,
            "en_help": sheet.en_help,
            "columns": [_column(column) for column in sheet.columns],
        }
        for sheet in SHEETS.values()
    ]


def _column(column: Column) -> dict[str, Any]:
    codes = column.codes
    return {
        "key": column.key,
        "zh": column.zh,
        "en": column.en,
        "kind": column.kind,
        "required": column.required,
        "longest": column.longest,
        "zh_help": column.zh_help,
        "en_help": column.en_help,
        "code_list": codes.name if codes else None,
        "zh_source": codes.zh_source if codes else "",
        "en_source": codes.en_source if codes else "",
        "codes": [
            {"code": choice.printed, "zh": choice.zh, "en": choice.en} for choice in codes.choices()
        ]
        if codes and codes.short
        else None,
    }


def reasons() -> list[dict[str, str]]:
    """Every reason a row may be rejected or warned of, with both sentences' wording."""
    return [
        {"key": key, "level": reason.level, "zh": reason.zh, "en": reason.en}
        for key, reason in REASONS.items()
    ]


def json_schema(key: str) -> dict[str, Any]:
    """JSON Schema of one row of a sheet, as the API takes it."""
    sheet = sheet_by_key(key)
    return {
        "title": sheet.en,
        "description": sheet.en_help,
        "type": "object",
        "additionalProperties": False,
        "required": [column.key for column in sheet.columns if column.required],
        "properties": {column.key: _property(column) for column in sheet.columns},
    }


def _property(column: Column) -> dict[str, Any]:
    about = {"title": column.zh, "description": column.en_help or column.en}
    if column.kind in (WHOLE, DECIMAL):
        kind = "integer" if column.kind == WHOLE else "number"
        shape: dict[str, Any] = {"type": [kind, "string", "null"]}
    elif column.kind in (DAY, BIRTH):
        shape = {"type": ["string", "null"], "examples": ["2020-01-05"]}
    elif column.kind == CODES:
        shape = {"type": ["array", "string", "null"], "items": {"type": "string"}}
    else:
        shape = {"type": ["string", "null"], "maxLength": column.longest}
    if column.codes and column.codes.short:
        shape["examples"] = [choice.zh for choice in column.codes.choices()]
    return {**about, **shape}
