"""Days: adding months as the law counts them, and the far end of an open interval."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")

#: The day that stands for "still" (an open end) and "not scheduled" inside the engines.
FAR = date(9999, 12, 31)


def add_months(day: date, months: int) -> date:
    """The same day of the month ``months`` later, clipped to the month's end.

    民法典 art. 201-202: a period in months ends on the corresponding day, or on the last
    day of the month when there is none. 2020-02-29 + 12 = 2021-02-28.
    """
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def add_days(day: date, days: int) -> date:
    """The day ``days`` later; the first day is not counted (民法典 art. 201)."""
    return day + timedelta(days=days)


def today() -> date:
    """The day in Shanghai by the machine's clock. For doors only: rules get dates passed in."""
    return datetime.now(tz=SHANGHAI).date()
