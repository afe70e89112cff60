"""Writes ``statutes/calendars/<year>.csv`` from the package chinesecalendar; run by hand.

Nothing at run time needs that package. See ``statutes/calendars/README.md``.
"""

from __future__ import annotations

import csv
from datetime import date, timedelta
from pathlib import Path

from chinese_calendar.constants import holidays, workdays

from zhifang.statutes.calendars import SATURDAY
from zhifang.statutes.files import folder

NAMES_ZH = {
    "New Year's Day": "元旦",
    "Spring Festival": "春节",
    "Tomb-sweeping Day": "清明",
    "Labour Day": "劳动节",
    "Dragon Boat Festival": "端午",
    "Mid-autumn Festival": "中秋",
    "National Day": "国庆节",
    "Anti-Fascist 70th Day": "中国人民抗日战争暨世界反法西斯战争胜利70周年纪念日",
}


def exceptions(year: int) -> list[tuple[date, str, str]]:
    """(day, kind, holiday) of every weekday off and every weekend day worked in ``year``."""
    found = []
    day = date(year, 1, 1)
    while day.year == year:
        kind, names = ("working", workdays) if day.weekday() >= SATURDAY else ("rest", holidays)
        if day in names:
            found.append((day, kind, str(names[day])))
        day += timedelta(days=1)
    return found


def write(root: Path) -> list[int]:
    """Writes one file a year for every year the package knows; returns the years."""
    years = sorted({day.year for day in holidays})
    for year in years:
        with (root / f"{year}.csv").open("w", encoding="utf-8", newline="") as handle:
            sheet = csv.writer(handle, lineterminator="\n")
            sheet.writerow(("day", "kind", "name_zh", "name_en"))
            for day, kind, name in exceptions(year):
                sheet.writerow((day.isoformat(), kind, NAMES_ZH[name], name))
    return years


if __name__ == "__main__":
    print(*write(folder() / "calendars"))
