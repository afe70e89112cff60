"""The view W(D): what the accepted rows show on a day, and nothing of what comes after it.

Rows are plain dictionaries with parsed values, keyed by sheet; a sheet that is left out has none.
``valid_to`` is exclusive. ``coverage`` holds what senders stated: ``sheet``, ``complete_through``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from zhifang.core.days import FAR
from zhifang.synthetic.reference.days import Span, joined, seen_end, without
from zhifang.synthetic.reference.law import NOISE

Row = dict[str, Any]
Rows = dict[str, list[Row]]
Site = tuple[str, str]  # credit code, site number
Worker = tuple[str, str]  # identity type, identity number

#: What stands in a cell that does not apply.
NOT_APPLICABLE = "不适用"


@dataclass(frozen=True)
class State:
    """A row that is true from ``start`` to the day before ``end``."""

    start: date
    end: date
    row: Row


@dataclass(frozen=True)
class Piece:
    """A worker's exposure to one hazard at one site under one level, ``[start, end)``."""

    start: date
    end: date
    site: Site
    level: str


def site_of(row: Row) -> Site:
    """The site a row of any sheet speaks of."""
    return row["credit_code"], row["site_no"]


def worker_of(row: Row) -> Worker:
    """The person a row of any sheet speaks of."""
    return row["id_type"], row["id_number"]


def shown(rows: Iterable[Row], as_of: date) -> list[State]:
    """The states of ONE subject and attribute: a later start ends the running one."""
    visible = sorted(
        (row for row in rows if row["valid_from"] <= as_of), key=lambda row: row["valid_from"]
    )
    found = []
    for number, row in enumerate(visible):
        end = seen_end(row.get("valid_to"), as_of)
        if number + 1 < len(visible):
            end = min(end, visible[number + 1]["valid_from"])
        if row["valid_from"] < end:
            found.append(State(row["valid_from"], end, row))
    return found


def running(
    rows: Iterable[Row], subject: Callable[[Row], Hashable], as_of: date
) -> dict[Hashable, list[State]]:
    """The states of each subject as shown on the day; ``subject`` tells whose a row is."""
    grouped: dict[Hashable, list[Row]] = defaultdict(list)
    for row in rows:
        grouped[subject(row)].append(row)
    return {key: shown(group, as_of) for key, group in grouped.items()}


def on_day(states: Iterable[State], day: date) -> Row | None:
    """The row that is true on a day."""
    return next((state.row for state in states if state.start <= day < state.end), None)


def level_spans(state: State, as_of: date) -> list[tuple[date, date, str]]:
    """The levels of a post's hazard: unknown until its report, then as graded or measured."""
    row = state.row
    if row["hazard"] == NOISE:
        value = row["noise_level"]
        level = None if value is None else "85" if value >= 85 else "80" if value >= 80 else "below"
    else:
        grade = row["work_grade"]
        level = None if grade is None else "II" if grade >= 2 else "I"
    from_on = row["graded_on"] or state.start
    if level is None or from_on > as_of:
        return [(state.start, state.end, "unknown")]
    spans = [
        (state.start, min(state.end, from_on), "unknown"),
        (max(state.start, from_on), state.end, level),
    ]
    return [span for span in spans if span[0] < span[1]]


class Facts:
    """The accepted rows, sorted by what they speak of; every view of a day starts here."""

    def __init__(self, rows: Rows) -> None:
        self.rows = rows
        self.kept: dict[Hashable, object] = {}  # what was counted once for a day
        self.site_rows: dict[Site, list[Row]] = defaultdict(list)
        self.hazard_rows: dict[Hashable, dict[str, list[Row]]] = defaultdict(dict)
        self.posts_of_site: dict[Site, set[Hashable]] = defaultdict(set)
        self.exposure_rows: dict[tuple[str, Worker], dict[Hashable, list[Row]]] = {}
        self.declarations: dict[Site, list[Row]] = defaultdict(list)
        self.samples: dict[Site, list[Row]] = defaultdict(list)
        self.examined: dict[tuple[Worker, str], list[Row]] = defaultdict(list)
        for row in self.of("employers"):
            self.site_rows[site_of(row)].append(row)
        for row in self.of("posts"):
            post = (*site_of(row), row["workshop"], row["post"])
            self.hazard_rows[post].setdefault(row["hazard"], []).append(row)
            self.posts_of_site[site_of(row)].add(post)
        for row in self.of("workers"):
            pair = (row["credit_code"], worker_of(row))
            post = (*site_of(row), row["workshop"], row["post"])
            self.exposure_rows.setdefault(pair, {}).setdefault(post, []).append(row)
        for row in self.of("declarations"):
            self.declarations[site_of(row)].append(row)
        for row in self.of("measurements"):
            self.samples[site_of(row)].append(row)
        for row in self.of("examinations"):
            for hazard in covered(row):
                self.examined[worker_of(row), hazard].append(row)

    def of(self, sheet: str) -> list[Row]:
        """All rows of a sheet."""
        return self.rows.get(sheet, [])

    def states(self, site: Site, as_of: date) -> list[State]:
        """The site's states as shown on the day."""
        return shown(self.site_rows.get(site, ()), as_of)

    def closed(self, site: Site, as_of: date) -> list[Span]:
        """The days on which the site is closed."""
        return [(s.start, s.end) for s in self.states(site, as_of) if s.row["status"] == "closed"]

    def post_hazards(self, site: Site, as_of: date) -> list[tuple[Hashable, str, State]]:
        """(post, hazard, state) of everything present at the site."""
        return [
            (post, hazard, state)
            for post in self.posts_of_site.get(site, ())
            for hazard, rows in self.hazard_rows[post].items()
            for state in shown(rows, as_of)
        ]

    def hazard_days(self, site: Site, as_of: date) -> list[Span]:
        """The days on which the site has a listed hazard and is not closed."""
        spans = joined((s.start, s.end) for _, _, s in self.post_hazards(site, as_of))
        return joined(without(spans, self.closed(site, as_of)))

    def pieces(self, pair: tuple[str, Worker], as_of: date) -> dict[str, list[Piece]]:
        """The exposures of a worker at one duty holder, by hazard."""
        found: dict[str, list[Piece]] = defaultdict(list)
        for post, rows in self.exposure_rows.get(pair, {}).items():
            for exposure in shown(rows, as_of):
                site = site_of(exposure.row)
                closed = self.closed(site, as_of)
                for hazard, hazard_rows in self.hazard_rows.get(post, {}).items():
                    for state in shown(hazard_rows, as_of):
                        for start, end, level in level_spans(state, as_of):
                            both = [(max(start, exposure.start), min(end, exposure.end))]
                            for span in without([s for s in both if s[0] < s[1]], closed):
                                found[hazard].append(Piece(*span, site, level))
        return {hazard: sorted(p, key=lambda one: one.start) for hazard, p in found.items()}


def covered(row: Row) -> list[str]:
    """The hazards a row's conclusion speaks for: itself, and one dust speaks for all dusts."""
    if row["hazard"].startswith("F"):
        return sorted({one for one in row["examined"] if one.startswith("F")} | {row["hazard"]})
    return [row["hazard"]]


def still(end: date) -> bool:
    """Whether a state goes on."""
    return end == FAR
