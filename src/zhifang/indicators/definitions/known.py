"""What is known at a change, of all days: what the relations of a day are computed from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date

from zhifang.calc import Relation, Rows, day, first_of
from zhifang.indicators.definitions.asked import period_start
from zhifang.registry.declarations import facts as declarations
from zhifang.registry.measurements import facts as measurements
from zhifang.registry.workers import facts as workers
from zhifang.registry.workplaces import facts as workplaces


def _all(rows: Rows, _first: date, _last: date) -> Rows:
    return rows


def begun_during(rows: Rows, _first: date, last: date) -> Rows:
    """The states that have begun by ``last``."""
    return rows.filter(rows.valid_from <= day(last))


def running_during(rows: Rows, first: date, last: date) -> Rows:
    """The states that hold a day from ``first`` to ``last``."""
    return rows.filter(
        (rows.valid_from <= day(last)) & (rows.valid_to.isnull() | (rows.valid_to > day(first)))
    )


def come_during(on: str) -> Callable[[Rows, date, date], Rows]:
    """The events whose day ``on`` has come by ``last``."""
    return lambda rows, _first, last: rows.filter(rows[on] <= day(last))


def latest_during(
    on: str, keys: Sequence[str], by: Sequence[str]
) -> Callable[[Rows, date, date], Rows]:
    """Of events of the day ``on``: those after ``first``, and of those by then only the greatest
    of each of ``keys`` by the columns ``by``, for where the greatest alone is read."""

    def narrowed(rows: Rows, first: date, last: date) -> Rows:
        come = rows.filter(rows[on] <= day(last))
        before = come.filter(come[on] <= day(first))
        greatest = first_of(before, keys, [before[column].desc() for column in by])
        return greatest.union(come.filter(come[on] > day(first)))

    return narrowed


@dataclass(frozen=True, eq=False)
class Known(Relation):
    """Rows of all days. ``during(rows, first, last)`` leaves out what no day of them reads."""

    during: Callable[[Rows, date, date], Rows] = field(default=_all, repr=False)


def turns_during(turns: Rows, first: date, last: date) -> Rows:
    """The turns that speak on a day from ``first`` to ``last``.

    Of examinations only those that can still count in a period of these days: not over before
    it, and not both due and done before it. The running turn of every pair is among them.
    """
    start = day(period_start(first))
    speaks = (turns.law_from <= day(last)) & (turns.law_to.isnull() | (turns.law_to > day(first)))
    lives = (turns.ended_on.isnull() | (turns.ended_on > start)) & (
        turns.done_on.isnull()
        | (turns.done_on >= start)
        | turns.due_latest.isnull()
        | (turns.due_latest >= start)
    )
    return turns.filter(speaks & ((turns.rule != "HEX-02") | lives))


#: Turn rows of the rules that are read; a row speaks from ``law_from`` until ``law_to``.
TURNS = Known(
    "turns",
    {
        "obligation_id": "string",
        "rule": "string",
        "holder_id": "int64",
        "site_id": "int64",
        "site_no": "string",
        "worker_id": "int64",
        "hazard": "string",
        "anchor_on": "date",
        "anchor_kind": "string",
        "opened_on": "date",
        "law_from": "date",
        "law_to": "date",
        "due_earliest": "date",
        "due_latest": "date",
        "done_on": "date",
        "ended_on": "date",
        "ended_why": "string",
        "months_low": "int64",
        "months_high": "int64",
    },
    turns_during,
)

#: A site from ``valid_from`` until its next state (empty: still).
SITE_STATES = Known(
    "site_states",
    {
        "site_id": "int64",
        "holder_id": "int64",
        "site_no": "string",
        "valid_from": "date",
        "valid_to": "date",
        "town": "string",
        "industry": "string",
        "size": "string",
        "status": "string",
    },
)


def _of(
    whole: Relation,
    *columns: str,
    during: Callable[[Rows, date, date], Rows] = _all,
) -> Known:
    """A relation of facts with the columns that are read here."""
    return Known(whole.name, {column: whole.columns[column] for column in columns}, during)


#: Which list names an employer, and since when: declared, measured, examined, insured, supervised.
EMPLOYER_LISTS = Known("employer_lists", {"holder_id": "int64", "list": "string", "since": "date"})

EXPOSURES = _of(
    workers.EXPOSURES,
    *("site_id", "worker_id", "post_id", "valid_from", "valid_to"),
    during=running_during,
)
POST_HAZARDS = _of(
    workplaces.POST_HAZARDS,
    *("post_id", "site_id", "holder_id", "hazard", "valid_from", "valid_to"),
    during=running_during,
)
DECLARATIONS = _of(declarations.DECLARATIONS, "site_id", "kind", "declared_on")
MEASUREMENTS = _of(measurements.MEASUREMENTS, "post_id", "hazard", "report_kind", "sampled_on")
