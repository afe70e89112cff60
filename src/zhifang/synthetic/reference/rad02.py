"""RAD-02, reports of dosimetry institutions, in plain words."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from zhifang.core.days import FAR, add_days, add_months
from zhifang.synthetic.reference.rad01 import LAW_FROM
from zhifang.synthetic.reference.radiation import COVERING
from zhifang.synthetic.reference.turn import Turn, outcome
from zhifang.synthetic.reference.view import Facts, Row


def turns(facts: Facts, as_of: date) -> list[Turn]:
    """A turn for every report of periods that were over by the day, by their last day."""
    told: dict[tuple[str, str, date], list[Row]] = defaultdict(list)
    for row in facts.of("doses"):
        last = add_days(row["valid_to"], -1)
        if row["kind"] in COVERING and LAW_FROM <= last <= as_of:
            told[row["institution_code"], row["report_no"], last].append(row)
    found = []
    for (institution, number, last), rows in told.items():
        days = [row["reported_on"] for row in rows]
        known = None not in days
        due = add_months(last, 1)
        turn = Turn(f"{institution} {number}", last, last, due, due if known else FAR)
        turn.from_event = True
        turn.done_on = max(days) if known and max(days) <= as_of else None
        turn.outcome = outcome(turn, as_of)
        found.append(turn)
    return found
