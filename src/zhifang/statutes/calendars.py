"""Working days in China, from the yearly lists of exceptions to the weekend."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from zhifang.statutes.files import folder, rows_of

SATURDAY = 5


@dataclass(frozen=True)
class WorkingDay:
    """A day counted by the calendar; ``by_weekends_only`` when a year it crossed is not loaded."""

    on: date
    by_weekends_only: bool


@dataclass(frozen=True)
class WorkingCalendar:
    """Exceptions to the weekend: weekdays that are holidays, weekend days that are worked.

    ``years`` are those loaded. In any other year only weekends are known; answers that crossed
    such a year say so.
    """

    holidays: frozenset[date]
    worked_weekends: frozenset[date]
    years: frozenset[int]

    @property
    def last_year_loaded(self) -> int:
        """The last year whose holidays are known."""
        return max(self.years)

    @property
    def unknown_from(self) -> date:
        """The first day whose year is not loaded."""
        return date(self.last_year_loaded + 1, 1, 1)

    def days_off(self) -> tuple[tuple[date, date], ...]:
        """Every day off of the years loaded, with the first day after it that is worked (or
        whose year is not loaded)."""
        found = []
        day = self.unknown_from
        following = day
        while day > date(min(self.years), 1, 1):
            day -= timedelta(days=1)
            if self.is_working_day(day):
                following = day
            else:
                found.append((day, following))
        return tuple(reversed(found))

    @property
    def longest_rest(self) -> int:
        """The most days off in a row in the years loaded."""
        return max((following - day).days for day, following in self.days_off())

    def is_loaded(self, day: date) -> bool:
        """Whether the official days off of this day's year are known."""
        return day.year in self.years

    def is_working_day(self, day: date) -> bool:
        """Whether ``day`` is worked; by weekends only in a year not loaded."""
        if day.weekday() >= SATURDAY:
            return day in self.worked_weekends
        return day not in self.holidays

    def add_working_days(self, day: date, n: int) -> WorkingDay:
        """The n-th working day after ``day`` (the first day is not counted); n ≥ 0.

        5 after 2020-06-23 is 2020-07-01: 25 to 27 June are holidays, Sunday the 28th is worked.
        """
        if n < 0:
            raise ValueError("n counts working days forward, so it cannot be negative")
        loaded = True
        while n > 0:
            day += timedelta(days=1)
            loaded = loaded and self.is_loaded(day)
            n -= self.is_working_day(day)
        return WorkingDay(day, not loaded)

    def next_working_day(self, day: date) -> WorkingDay:
        """``day`` itself when it is worked, else the first working day after it (民法典 203)."""
        loaded = self.is_loaded(day)
        while not self.is_working_day(day):
            day += timedelta(days=1)
            loaded = loaded and self.is_loaded(day)
        return WorkingDay(day, not loaded)


def read_calendar(root: Path) -> WorkingCalendar:
    """The calendar of every ``<year>.csv`` in ``root`` (day, kind rest|working, names)."""
    days: dict[str, set[date]] = {"rest": set(), "working": set()}
    years = set()
    for path in sorted(root.glob("[0-9][0-9][0-9][0-9].csv")):
        years.add(int(path.stem))
        for row in rows_of(path):
            days[row["kind"]].add(date.fromisoformat(row["day"]))
    return WorkingCalendar(frozenset(days["rest"]), frozenset(days["working"]), frozenset(years))


@cache
def working_calendar() -> WorkingCalendar:
    """The calendar of ``statutes/calendars``."""
    return read_calendar(folder() / "calendars")
