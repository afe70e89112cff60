"""Checks of single cells: text of the workbook into typed columns, all rows at once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import polars as pl

from zhifang.core import identity

from . import folding
from .columns import (
    BIRTH,
    CODE,
    CODES,
    CREDIT_CODE,
    DAY,
    DECIMAL,
    ID_NUMBER,
    NUMBER_TEXT,
    TEXT,
    WHOLE,
    Column,
    Sheet,
)
from .problems import SCHEMA, none, problems
from .reading import RawSheet

_BAD = {
    CREDIT_CODE: "bad_credit_code",
    ID_NUMBER: "bad_id_number",
    DAY: "bad_date",
    BIRTH: "bad_date",
    WHOLE: "bad_number",
    DECIMAL: "bad_number",
    CODE: "bad_code",
    CODES: "bad_code",
}
_TEXTS = (TEXT, NUMBER_TEXT, CREDIT_CODE, ID_NUMBER)
_TYPES = {DAY: pl.Date, BIRTH: pl.Date, WHOLE: pl.Int64}
_SEPARATORS = r"[;；,，、]"


@dataclass
class Stacked:
    """All rows of one sheet in one command.

    ``sent`` and ``typed`` have ``pos`` (0..n-1), ``file`` (index of the file) and ``row``
    (Excel's number), then a column a key: as sent, and as read (null: blank, not applicable or
    unreadable). ``typed`` also has ``not_applicable`` (list of keys). ``problems`` is a problem
    frame; ``repeated`` the positions of rows that say again what another row says.
    """

    sheet: Sheet
    sent: pl.DataFrame
    typed: pl.DataFrame
    problems: pl.DataFrame
    repeated: pl.Series

    def add(self, *frames: pl.DataFrame) -> None:
        """Takes more problems in."""
        self.problems = pl.concat([self.problems, *frames])


def stack(sheet: Sheet, raws: list[tuple[int, RawSheet]], received_on: date) -> Stacked:
    """The rows of a sheet from all files of a command, read and checked cell by cell."""
    keys = [column.key for column in sheet.columns]
    sent = pl.concat(
        [
            raw.frame.select(
                pl.lit(number, dtype=pl.UInt16).alias("file"), pl.col("row").cast(pl.UInt32), *keys
            )
            for number, raw in raws
        ]
    ).with_row_index("pos")
    typed: dict[str, pl.Series] = {name: sent[name] for name in ("pos", "file", "row")}
    found: list[pl.DataFrame] = []
    folded = {key: folding.folded_text(sent[key]) for key in keys}
    marks: list[pl.Expr] = []
    absent = {key: folded[key].is_in(folding.NOT_APPLICABLE).fill_null(False) for key in keys}
    for column in sheet.columns:
        text = folded[column.key]
        if absent[column.key].any():
            text = _without(text, absent[column.key])
            if not column.required:
                marks.append(pl.when(absent[column.key]).then(pl.lit(column.key)))
        dated = typed.get(column.codes.dated_by or "") if column.codes else None
        if column.codes and column.codes.dated_by and dated is None:
            day_column = sheet.by_key[column.codes.dated_by]
            dated = _read(day_column, folded[day_column.key], None)
        value = _read(column, text, dated)
        typed[column.key] = value.alias(column.key)
        found.append(_cell_problems(column, text, value, sent["pos"], received_on))
    frame = pl.DataFrame(list(typed.values()))
    frame = frame.with_columns(
        (
            pl.concat_list(marks).list.drop_nulls()
            if marks
            else pl.lit([], dtype=pl.List(pl.String))
        ).alias("not_applicable")
    )
    frame, more = _identities(sheet, frame)
    odd = _odd(sheet, sent, raws)
    found = [_without_odd(pl.concat([*found, more]), odd), odd]
    stacked = Stacked(sheet, sent, frame, pl.concat(found), pl.Series("pos", [], dtype=pl.UInt32))
    _repetitions(stacked, folded)
    return stacked


def _without(text: pl.Series, where: pl.Series) -> pl.Series:
    return pl.select(pl.when(~where).then(text).alias(text.name)).to_series()


def _read(column: Column, text: pl.Series, dated: pl.Series | None) -> pl.Series:
    """The values of a column; null where there is none or it cannot be read."""
    if text.null_count() == len(text):
        return pl.Series(column.key, [None] * len(text), dtype=_TYPES.get(column.kind, pl.String))
    if column.kind == CREDIT_CODE:
        return folding.by_value(text, _credit_codes)
    if column.kind == ID_NUMBER:
        return text.str.replace_all(r"[\s'’]", "").str.to_uppercase()
    if column.kind in (DAY, BIRTH):
        earliest = folding.EARLIEST_BIRTH if column.kind == BIRTH else folding.EARLIEST
        return folding.by_value(text, lambda values: folding.days(values, earliest))
    if column.kind == WHOLE:
        return folding.by_value(
            text, lambda values: folding.whole_numbers(values, column.least, column.most)
        )
    if column.kind == DECIMAL:
        return folding.by_value(
            text,
            lambda values: folding.decimal_numbers(
                values, column.least, column.most, column.places
            ),
        )
    if column.kind in (CODE, CODES):
        return _codes(column, text, dated)
    return text


def _credit_codes(values: pl.Series) -> pl.Series:
    code = pl.col("text")
    frame = (
        values.alias("text")
        .to_frame()
        .with_columns(code.str.replace_all(r"[\s'’]", "").str.to_uppercase())
    )
    return frame.select(pl.when(identity.credit_code_valid(code)).then(code)).to_series()


def _codes(column: Column, text: pl.Series, dated: pl.Series | None) -> pl.Series:
    codes = column.codes
    if codes is None:
        raise ValueError(f"column {column.key} has no code list")

    def one(value: str, on: date | None) -> str | None:
        if column.kind == CODE:
            return codes.resolve(value, on)
        parts = pl.Series([value]).str.replace_all(_SEPARATORS, "\n")[0].split("\n")
        read = {codes.resolve(part, on) for part in parts if part.strip()}
        return None if None in read or not read else ",".join(sorted(str(part) for part in read))

    if dated is None:
        return folding.by_value(
            text,
            lambda values: pl.Series([one(value, None) for value in values], dtype=pl.String),
        )
    pairs = pl.DataFrame({"text": text, "on": dated})
    table = pairs.unique().drop_nulls("text")
    table = table.with_columns(
        pl.Series("value", [one(t, on) or one(t, None) for t, on in table.rows()], dtype=pl.String)
    )
    return pairs.join(
        table, on=["text", "on"], how="left", nulls_equal=True, maintain_order="left"
    ).get_column("value")


def _cell_problems(
    column: Column, text: pl.Series, value: pl.Series, pos: pl.Series, received_on: date
) -> pl.DataFrame:
    """What is wrong with the cells of one column, at most one problem a cell."""
    frame = pl.DataFrame({"pos": pos, "text": text, "value": value})
    cell, read = pl.col("text"), pl.col("value")
    found = []
    if column.required:
        found.append(problems(frame, cell.is_null(), column.key, "required"))
    if column.kind in _BAD and column.kind != ID_NUMBER:
        found.append(
            problems(frame, cell.is_not_null() & read.is_null(), column.key, _BAD[column.kind])
        )
    if column.kind in _TEXTS and text.str.len_chars().max() not in (None, 0):
        too_long = cell.str.len_chars() > column.longest
        found.append(problems(frame, too_long, column.key, "too_long"))
    if column.kind == NUMBER_TEXT:
        found.append(
            problems(frame, cell.str.contains(folding.DATE_CELL), column.key, "text_as_date")
        )
    if column.not_future:
        found.append(problems(frame, read > received_on, column.key, "future_date"))
    return pl.concat(found) if found else none()


def _identities(sheet: Sheet, frame: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Check 1: the identity number's own check, and birth date and sex against it, if given."""
    if "id_number" not in sheet.by_key:
        return frame, none()
    number = pl.col("id_number")
    people = (
        frame.filter(pl.col("id_type") == "01")
        .select("id_number")
        .unique()
        .drop_nulls()
        .with_columns(
            identity.id_number_valid(number).alias("valid"),
            identity.id_number_birth(number).alias("id_birth"),
            identity.id_number_sex(number).alias("id_sex"),
        )
    )
    resident = pl.col("id_type") == "01"
    compared = [
        (column, told, reason)
        for column, told, reason in (
            ("birth_on", "id_birth", "id_birth_mismatch"),
            ("sex", "id_sex", "id_sex_mismatch"),
        )
        if column in sheet.by_key
    ]
    joined = frame.select("pos", "id_type", "id_number", *(one[0] for one in compared)).join(
        people, on="id_number", how="left", maintain_order="left"
    )
    right = resident & pl.col("valid")
    found = [problems(joined, resident & ~pl.col("valid"), "id_number", "bad_id_number")]
    for column, told, reason in compared:
        found.append(problems(joined, right & (pl.col(column) != pl.col(told)), column, reason))
    return frame, pl.concat(found)


def _odd(sheet: Sheet, sent: pl.DataFrame, raws: list[tuple[int, RawSheet]]) -> pl.DataFrame:
    """Cells wrong whatever their text: merged, formula errors, numbers that lost digits."""
    rows = [
        (number, row, key, reason)
        for number, raw in raws
        for row, key, reason in raw.odd
        if reason != "number_as_float" or sheet.by_key[key].kind in _TEXTS
    ]
    if not rows:
        return none()
    odd = pl.DataFrame(
        rows,
        schema={"file": pl.UInt16, "row": pl.UInt32, "column": pl.String, "reason": pl.String},
        orient="row",
    ).unique(["file", "row", "column"], keep="first", maintain_order=True)
    return odd.join(sent.select("pos", "file", "row"), on=["file", "row"]).select(list(SCHEMA))


def _without_odd(found: pl.DataFrame, odd: pl.DataFrame) -> pl.DataFrame:
    return found.join(odd, on=["pos", "column"], how="anti") if len(odd) else found


def _repetitions(stacked: Stacked, folded: dict[str, pl.Series]) -> None:
    """One key twice: other values reject all of its rows; the same values count once."""
    keys = list(stacked.sheet.natural_key)
    columns = [stacked.sheet.by_key[key] for key in keys]
    typed = stacked.typed.with_columns(
        pl.coalesce(column.key, column.blank_means) for column in columns if column.blank_means
    )
    whole = typed.filter(pl.all_horizontal(pl.col(key).is_not_null() for key in keys))
    twice = whole.filter(pl.struct(keys).is_duplicated())
    if not len(twice):
        return
    places = twice["pos"]
    values = [
        pl.concat_str(
            pl.coalesce(
                pl.col(column.key).cast(pl.String),
                pl.lit("\x1e") + folded[column.key].gather(places),
                pl.col(column.blank_means) if column.blank_means else None,
                pl.lit("\x1f"),
            )
        )
        for column in stacked.sheet.columns
        if column.kept and column.key not in keys
    ]
    said = twice.select("pos", *keys, pl.concat_str(values, separator="\x1d").alias("said"))
    counted = said.with_columns(
        pl.col("said").n_unique().over(keys).alias("versions"),
        pl.col("pos").min().over(keys).alias("first"),
    )
    stacked.add(problems(counted, pl.col("versions") > 1, keys[-1], "duplicate_key"))
    stacked.repeated = counted.filter(
        (pl.col("versions") == 1) & (pl.col("pos") != pl.col("first"))
    )["pos"]
