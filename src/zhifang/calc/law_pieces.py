"""What the law says on which days: stretches of it, what comes after, and what came before."""

from __future__ import annotations

from collections.abc import Sequence

import ibis
import ibis.expr.types as ir

from zhifang.calc.dates import BEGINNING, add_days, add_months, day, day_number
from zhifang.calc.relations import Rows, without

#: How many later stretches of law a due day is looked for in, after the one in force.
LATER_STRETCHES = 3

#: Columns of the law that a rule passes in, beside the columns it is joined by.
LAW_COLUMNS = {
    "law_from": "date",
    "law_to": "date",
    "service_from_months": "int64",
    "service_from_days": "int64",
    "service_to_months": "int64",
    "service_to_days": "int64",
    "months_low": "int64",
    "months_high": "int64",
    "status": "string",
    "law_ref": "string",
    "missing": "string",
}


def served(owed: Rows, law: Rows, law_keys: Sequence[str]) -> Rows:
    """Adds the day service is counted from: the start of the episode, or one day for all where
    the law of the class does not ask for it."""
    asks = (
        (law.service_from_months > 0)
        | (law.service_from_days > 0)
        | law.service_to_months.notnull()
    )
    classes = law.group_by(*law_keys).agg(asks=ibis.ifelse(asks.fill_null(False), 1, 0).max())
    told = owed.join(classes, [owed[k] == classes[k] for k in law_keys]).select(owed, classes.asks)
    served_from = ibis.ifelse(told.asks == 1, told.episode_start, day(BEGINNING))
    return without(told.mutate(served_from=served_from), "asks")


def stretches(classes: Rows, law: Rows, law_keys: Sequence[str]) -> Rows:
    """The law of each class and first day of service (`served`): the stretches of days it is
    the same, and for each what comes after."""
    both = classes.join(law, [classes[k] == law[k] for k in law_keys]).select(
        classes, **{c: law[c] for c in LAW_COLUMNS}
    )
    begins = _service_day(both.served_from, both.service_from_months, both.service_from_days)
    ends = _service_day(both.served_from, both.service_to_months, both.service_to_days)
    bounded = both.mutate(
        valid_from=ibis.greatest(both.law_from, begins.fill_null(both.law_from)),
        valid_to=ibis.least(both.law_to, ends.fill_null(both.law_to)),
    )
    bounded = bounded.filter(bounded.valid_from < bounded.valid_to)
    group = [bounded[k] for k in (*law_keys, "served_from")]
    later = {}
    for step in range(1, LATER_STRETCHES + 1):
        for column in ("valid_from", "valid_to", "months_low", "months_high"):
            later[f"{column}_{step}"] = (
                bounded[column].lead(step).over(group_by=group, order_by=bounded.valid_from)
            )
    return bounded.mutate(**later)


def with_piece_before(pieces: Rows) -> Rows:
    """Adds the owed piece before each piece of an episode: its days and its months."""
    known = (pieces.owed & pieces.months_high.notnull()).fill_null(False)
    before = ibis.window(group_by=pieces.episode, order_by=pieces.start, preceding=(None, 1))

    def latest(value: ir.Value) -> ir.Value:
        return ibis.ifelse(known, value, None).max().over(before)

    # Arrays compare by their first value, which is the later the later the piece.
    months = ibis.array([day_number(pieces.start), pieces.months_low, pieces.months_high])
    placed = pieces.mutate(
        before_start=latest(pieces.start),
        before_stop=latest(pieces.stop),
        before=latest(months),
    )
    return placed.select(
        *pieces.columns,
        "before_start",
        "before_stop",
        before_low=placed.before[1],
        before_high=placed.before[2],
    )


def _service_day(
    start: ir.DateColumn, months: ir.IntegerColumn, days: ir.IntegerColumn
) -> ir.DateColumn:
    """The day after ``months`` of service, or the day after that when ``days`` is 1."""
    reached = add_months(start, months)
    return ibis.ifelse(days == 1, add_days(reached, 1), reached)
