"""DEC-02 to DEC-06, filings of changes and of the end of business, in plain words."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from datetime import date
from functools import cache
from typing import Any

from zhifang.core.days import FAR, add_days
from zhifang.statutes import working_calendar
from zhifang.synthetic.reference.days import Span, holds, joined, without
from zhifang.synthetic.reference.det01 import subject_of
from zhifang.synthetic.reference.turn import Turn, outcome
from zhifang.synthetic.reference.view import NOT_APPLICABLE, Facts, Row, Site, site_of

#: Order 48, in force from this day.
ORDER_FROM = date(2012, 6, 1)
DECLARING = ("initial", "change", "annual")
TELLING = ("initial", "change")


@cache
def _worked(day: date) -> bool | None:
    """Whether a day is worked; None in a year without a calendar."""
    calendar = working_calendar()
    if day.year not in calendar.years:
        return None
    if day.isoweekday() > 5:
        return day in calendar.worked_weekends
    return day not in calendar.holidays


@cache
def _longest_rest() -> int:
    """The most days off in a row in any year with a calendar."""
    years = working_calendar().years
    longest = row = 0
    day = date(min(years), 1, 1)
    while day <= date(max(years), 12, 31):
        row = 0 if _worked(day) else row + 1
        longest = max(longest, row)
        day = add_days(day, 1)
    return longest


def last_days(start: date, days: int) -> tuple[date, date]:
    """The least and the greatest last day in time, so many days after ``start``."""
    counted = day = add_days(start, days)
    while _worked(day) is False:
        day = add_days(day, 1)
    return day, day if _worked(day) else add_days(counted, _longest_rest())


def filings(facts: Facts, site: Site, as_of: date) -> list[Row]:
    """The filings of a site as the view of the day shows them, by day."""
    rows = (r for r in facts.declarations.get(site, ()) if r["declared_on"] <= as_of)
    return sorted(rows, key=lambda row: row["declared_on"])


def _turn(
    site: Site,
    anchor: date,
    opened: date,
    counted_from: date | None,
    days: int,
    end: date,
    done: date | None,
    as_of: date,
) -> Turn:
    """A turn with its outcome."""
    due: tuple[date | None, date | None] = (None, None)
    if counted_from is not None:
        due = last_days(counted_from, days)
    over = end if end < FAR and end <= as_of else None
    turn = Turn(subject_of(site), anchor, opened, *due, done_on=done, ended_on=over)
    turn.outcome = outcome(turn, as_of)
    return turn


def _standing_end(filed: list[Row], day: date) -> date | None:
    """When the declaration standing on a day ends (FAR: not yet); None: none stands."""
    until = [row for row in filed if row["declared_on"] <= day]
    # of a filing and its closing on one day the closing stands
    until.sort(key=lambda row: (row["declared_on"], row["kind"] == "closing"))
    if not until or until[-1]["kind"] == "closing":
        return None
    later = (r["declared_on"] for r in filed if r["kind"] == "closing" and r["declared_on"] > day)
    return min(later, default=FAR)


def _open_span(facts: Facts, site: Site, day: date, as_of: date) -> Span | None:
    """The days around ``day`` on which the site was not closed; None: it was closed then."""
    always = [(date.min, FAR)]
    spans = joined(without(always, facts.closed(site, as_of)))
    return next((span for span in spans if holds(span, day)), None)


def _change(
    facts: Facts,
    site: Site,
    anchor: date,
    opened: date,
    counted_from: date | None,
    days: int,
    as_of: date,
    declared_before: bool,
) -> list[Turn]:
    """The turn of a change of a site, if it is owed."""
    span = _open_span(facts, site, opened, as_of)
    filed = filings(facts, site, as_of)
    standing = _standing_end(filed, opened) if declared_before else FAR
    if opened < ORDER_FROM or span is None or standing is None:
        return []
    end = min(span[1], standing)
    done = (
        row["declared_on"]
        for row in filed
        if row["kind"] in TELLING and opened <= row["declared_on"] < end
    )
    first = min(done, default=None)
    return [_turn(site, anchor, opened, counted_from, days, end, first, as_of)]


def _folded(text: Any) -> str | None:
    """A text without spaces and in one width of letters; None when it is blank."""
    if not text or text == NOT_APPLICABLE:
        return None
    return "".join(unicodedata.normalize("NFKC", str(text)).split())


def _changes_of_state(facts: Facts, site: Site, as_of: date) -> set[date]:
    """The days on which the site shows another name, place or legal representative."""
    found = set()
    for name in ("employer_name", "town", "address", "legal_person"):
        known = None
        for state in facts.states(site, as_of):
            text = _folded(state.row.get(name))
            if text is not None:
                if known is not None and text != known:
                    found.add(state.start)
                known = text
    return found


def _recorded(facts: Facts, kind: str, as_of: date) -> list[Row]:
    """The recorded changes of a kind that have come."""
    return [
        row
        for row in facts.of("reportable_changes")
        if row["kind"] == kind and row["changed_on"] <= as_of
    ]


def accepted(facts: Facts, as_of: date) -> list[Turn]:
    """DEC-02: a turn for every accepted project; it needs no earlier filing."""
    found = []
    for row in _recorded(facts, "project", as_of):
        day = row["changed_on"]
        found += _change(facts, site_of(row), day, day, day, 30, as_of, declared_before=False)
    return found


def converted(facts: Facts, as_of: date) -> list[Turn]:
    """DEC-03: a turn for every change of process or material."""
    found = []
    for row in _recorded(facts, "process", as_of):
        day = row["changed_on"]
        found += _change(facts, site_of(row), day, day, day, 15, as_of, declared_before=True)
    return found


def found(facts: Facts, as_of: date) -> list[Turn]:
    """DEC-05: a turn for every result received; without that day nobody can say when it is due."""
    turns = []
    for row in _recorded(facts, "result", as_of):
        day, known = row["changed_on"], row["known_on"]
        known = None if known == NOT_APPLICABLE else known
        opened = known or day
        if opened <= as_of:
            turns += _change(
                facts, site_of(row), day, opened, known, 15, as_of, declared_before=True
            )
    return turns


def renamed(facts: Facts, as_of: date) -> list[Turn]:
    """DEC-04: a turn for every change of name, place, legal representative or principal."""
    days: dict[Site, set[date]] = defaultdict(set)
    for site in facts.site_rows:
        days[site] |= _changes_of_state(facts, site, as_of)
    for row in _recorded(facts, "principal", as_of):
        days[site_of(row)].add(row["changed_on"])
    turns = []
    for site, changed in days.items():
        for day in sorted(changed):
            turns += _change(facts, site, day, day, day, 15, as_of, declared_before=True)
    return turns


def _closures(facts: Facts, site: Site, as_of: date) -> list[tuple[date, date]]:
    """When the site closed and when it opened again (FAR: not yet)."""
    found: list[tuple[date, date]] = []
    closed_on = None
    for state in facts.states(site, as_of):
        closed = state.row["status"] == "closed"
        if closed and closed_on is None:
            closed_on = state.start
        if not closed and closed_on is not None:
            found.append((closed_on, state.start))
            closed_on = None
    if closed_on is not None:
        found.append((closed_on, FAR))
    return found


def ended(facts: Facts, as_of: date) -> list[Turn]:
    """DEC-06: a turn for every closure of a site that was declared before."""
    found = []
    for site in sorted(facts.site_rows):
        filed = filings(facts, site, as_of)
        for closed_on, again in _closures(facts, site, as_of):
            declared = [
                row["declared_on"]
                for row in filed
                if row["kind"] in DECLARING and row["declared_on"] <= closed_on
            ]
            if closed_on < ORDER_FROM or not declared:
                continue
            done = next(
                (
                    row["declared_on"]
                    for row in filed
                    if row["kind"] == "closing" and row["declared_on"] >= declared[-1]
                ),
                None,
            )
            if done is not None and done >= again:
                done = None
            found.append(_turn(site, closed_on, closed_on, closed_on, 15, again, done, as_of))
    return found
