"""Cells as text made comparable: full width folded, blanks cut, the five date spellings read.

Everything works on polars columns; what is costly is done once for each distinct value.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import polars as pl

_FULL_WIDTH = (
    [chr(0xFF10 + i) for i in range(10)]
    + [chr(0xFF21 + i) for i in range(26)]
    + [chr(0xFF41 + i) for i in range(26)]
    + ["\u3000", "\u00a0", "\ufeff", "\u200b"]
)
_HALF_WIDTH = (
    [chr(ord("0") + i) for i in range(10)]
    + [chr(ord("A") + i) for i in range(26)]
    + [chr(ord("a") + i) for i in range(26)]
    + [" ", " ", "", ""]
)
_FOLDABLE = r"[\x{FF10}-\x{FF19}\x{FF21}-\x{FF3A}\x{FF41}-\x{FF5A}\x{3000}\x{A0}\x{FEFF}\x{200B}]"
_CONTROL = r"[\x00-\x08\x0B\x0C\x0E-\x1F\x7F]"
#: What folding changes; most columns hold none of it and are kept as they are.
_UNTIDY = rf"{_FOLDABLE}|{_CONTROL}|^\s|\s$|^$"
NOT_APPLICABLE = ("不适用", "N/A", "n/a", "N/a")

#: A date cell of a workbook, as the reader turns it into text.
DATE_CELL = r"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d+)?$"
_DAY_SPELLINGS = (
    r"^(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T]\d\d?:\d\d(?::\d\d(?:\.\d+)?)?)?$",
    r"^(\d{4})/(\d{1,2})/(\d{1,2})$",
    r"^(\d{4})\.(\d{1,2})\.(\d{1,2})$",
    r"^(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日$",
)
_SERIAL = r"^(\d{5,6})(?:\.\d+)?$"
EARLIEST, EARLIEST_BIRTH = date(1950, 1, 1), date(1900, 1, 1)


def folded_text(column: pl.Series) -> pl.Series:
    """Full-width digits, letters and blanks made half width, ends cut; nothing left is null."""
    if column.dtype != pl.String:
        column = column.cast(pl.String)
    present = column.drop_nulls()
    if not present.str.contains(_UNTIDY).any():
        return column
    expression = pl.col(column.name)
    if present.str.contains(_CONTROL).any():
        expression = expression.str.replace_all(_CONTROL, "")
    if present.str.contains(_FOLDABLE).any():
        expression = expression.str.replace_many(_FULL_WIDTH, _HALF_WIDTH)
    expression = expression.str.strip_chars()
    expression = pl.when(expression.str.len_bytes() > 0).then(expression)
    return column.to_frame().select(expression.alias(column.name)).to_series()


def by_value(column: pl.Series, read: Callable[[pl.Series], pl.Series]) -> pl.Series:
    """``read`` applied to each distinct value once, laid out over the column again."""
    values = column.unique().drop_nulls()
    if not len(values):
        return pl.Series(column.name, [None] * len(column), dtype=read(values).dtype)
    table = pl.DataFrame({"text": values, "value": read(values)})
    return (
        column.alias("text")
        .to_frame()
        .join(table, on="text", how="left", maintain_order="left")
        .get_column("value")
        .alias(column.name)
    )


def days(values: pl.Series, earliest: date) -> pl.Series:
    """Days from the five spellings (and date cells); null what is none or before ``earliest``."""
    text = pl.col("text")
    spelled = []
    for pattern in _DAY_SPELLINGS:
        parts = [text.str.extract(pattern, group) for group in (1, 2, 3)]
        padded = pl.concat_str(
            parts[0], pl.lit("-"), parts[1].str.zfill(2), pl.lit("-"), parts[2].str.zfill(2)
        )
        spelled.append(padded.str.to_date("%Y-%m-%d", strict=False))
    serial = text.str.extract(_SERIAL, 1).cast(pl.Int32, strict=False)
    counted = pl.lit(date(1899, 12, 30)) + pl.duration(days=serial)
    day = pl.coalesce(*spelled, counted.cast(pl.Date))
    return (
        values.alias("text")
        .to_frame()
        .select(pl.when(day.is_between(earliest, date(9998, 12, 31))).then(day).alias("value"))
        .to_series()
    )


def whole_numbers(values: pl.Series, least: float, most: float) -> pl.Series:
    """Whole numbers (3, 3.0) within the bounds; null what is none."""
    text = values.alias("text").to_frame()
    number = pl.col("text").str.extract(r"^(\d{1,9})(?:\.0+)?$", 1).cast(pl.Int64, strict=False)
    return text.select(pl.when(number.is_between(least, most)).then(number)).to_series()


def decimal_numbers(values: pl.Series, least: float, most: float, places: int = 1) -> pl.Series:
    """Decimal numbers with ``places`` digits after the point, as text; null what has more.

    85.3000001 (a spreadsheet's binary fraction) is 85.3; 84.95 is refused, never rounded: it
    may stand beside a limit of the law.
    """
    text = values.alias("text").to_frame()
    plain = pl.col("text").str.extract(r"^(\d{1,7}(?:\.\d{1,12})?)$", 1)
    number = plain.cast(pl.Decimal(20, 6), strict=False)
    inside = number.cast(pl.Float64).is_between(least, most)
    unit = 10**places
    rounded = (number * unit + pl.lit("0.5").cast(pl.Decimal(20, 6))).cast(pl.Int64)
    exact = ((number * unit).cast(pl.Float64) - rounded.cast(pl.Float64)).abs() < 0.001
    rest = (rounded % unit).cast(pl.String).str.zfill(places)
    shown = pl.concat_str((rounded // unit).cast(pl.String), pl.lit("."), rest)
    return text.select(pl.when(inside & exact).then(shown)).to_series()
