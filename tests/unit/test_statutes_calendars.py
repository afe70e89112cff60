"""Working days, with official swaps and beyond the last year loaded."""

from __future__ import annotations

from datetime import date

import pytest

from zhifang.statutes import working_calendar

CALENDAR = working_calendar()


def test_five_working_days_after_a_tuesday_before_the_dragon_boat_festival() -> None:
    found = CALENDAR.add_working_days(date(2020, 6, 23), 5)
    assert (found.on, found.by_weekends_only) == (date(2020, 7, 1), False)


def test_no_working_days_later_is_the_same_day() -> None:
    assert CALENDAR.add_working_days(date(2020, 6, 25), 0).on == date(2020, 6, 25)
    with pytest.raises(ValueError, match="negative"):
        CALENDAR.add_working_days(date(2020, 6, 25), -1)


@pytest.mark.parametrize(
    ("day", "next_day"),
    [
        (date(2020, 6, 24), date(2020, 6, 24)),
        (date(2020, 6, 25), date(2020, 6, 28)),  # holiday on weekdays, then a Sunday worked
        (date(2020, 6, 27), date(2020, 6, 28)),
        (date(2020, 10, 1), date(2020, 10, 9)),
        (date(2020, 7, 4), date(2020, 7, 6)),
    ],
)
def test_a_due_day_on_a_rest_day_moves_on(day: date, next_day: date) -> None:
    found = CALENDAR.next_working_day(day)
    assert (found.on, found.by_weekends_only) == (next_day, False)


def test_beyond_the_last_year_only_weekends_are_known_and_it_says_so() -> None:
    last = CALENDAR.last_year_loaded
    assert CALENDAR.is_loaded(date(last, 12, 31))
    assert not CALENDAR.is_loaded(date(last + 1, 1, 1))
    crossing = CALENDAR.add_working_days(date(last, 12, 31), 1)
    assert crossing.by_weekends_only
    assert CALENDAR.next_working_day(date(last + 1, 1, 4)).by_weekends_only
    assert not CALENDAR.add_working_days(date(last, 12, 1), 5).by_weekends_only


def test_days_off_and_what_comes_after_them() -> None:
    off = dict(CALENDAR.days_off())
    assert off[date(2020, 6, 25)] == off[date(2020, 6, 27)] == date(2020, 6, 28)
    assert date(2020, 6, 28) not in off
    assert min(off) == date(2004, 1, 1)
    assert all(following > day for day, following in off.items())
    assert max(off.values()) <= CALENDAR.unknown_from == date(CALENDAR.last_year_loaded + 1, 1, 1)
    assert CALENDAR.longest_rest == (date(2020, 2, 3) - date(2020, 1, 24)).days


def test_the_calendar_agrees_with_its_source_on_every_day() -> None:
    chinese_calendar = pytest.importorskip("chinese_calendar")
    for ordinal in range(date(2004, 1, 1).toordinal(), date(2027, 1, 1).toordinal()):
        day = date.fromordinal(ordinal)
        assert CALENDAR.is_working_day(day) == chinese_calendar.is_workday(day)
