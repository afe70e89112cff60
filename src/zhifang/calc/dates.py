"""Days inside expressions. The only date functions that rules may use.

Engines differ in their own month and year differences without an error, so these are ours; each
gives the same day on PostgreSQL and DuckDB (proved by the generative tests).
"""

from __future__ import annotations

from datetime import date

import ibis
import ibis.expr.types as ir

from zhifang.core.days import FAR

#: A day before all that is recorded.
BEGINNING = date(1900, 1, 1)


def day(value: date) -> ir.DateScalar:
    """A given day as a literal."""
    return ibis.literal(value.isoformat()).cast("date")


def far() -> ir.DateScalar:
    """The day that stands for an open end."""
    return day(FAR)


def add_months(column: ir.DateColumn, months: ir.IntegerValue | int) -> ir.DateColumn:
    """``column`` plus ``months``, clipped to the month's end (民法典 art. 201-202).

    ``months`` empty gives an empty day.
    """
    number = ibis.literal(months) if isinstance(months, int) else months
    shifted = column.cast("timestamp") + number.as_interval("M")
    return shifted.cast("date")


def add_days(column: ir.DateColumn, days: int) -> ir.DateColumn:
    """``column`` plus ``days``; the first day is not counted (民法典 art. 201)."""
    shifted = column.cast("timestamp") + ibis.interval(days=days)
    return shifted.cast("date")


def day_number(column: ir.DateColumn) -> ir.IntegerColumn:
    """Days since `BEGINNING`, for an order among numbers."""
    return column.delta(day(BEGINNING), unit="day")


def open_end(column: ir.DateColumn) -> ir.DateColumn:
    """An empty end as the far day, so that ends compare."""
    return column.fill_null(far())


def blank_far(column: ir.DateColumn) -> ir.DateColumn:
    """The far day as an empty end again."""
    return column.nullif(far())


def days_between(start: ir.DateColumn, stop: ir.DateColumn) -> ir.IntegerColumn:
    """How many days ``[start, stop)`` has."""
    return stop.delta(start, unit="day")
