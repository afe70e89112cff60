"""RAD-02, reports of dosimetry institutions, in plain words."""

from __future__ import annotations

from datetime import date

from zhifang.core.days import FAR, add_days, add_months
from zhifang.synthetic.reference.rad01 import LAW_FROM
from zhifang.synthetic.reference.radiation import COVERING
from zhifang.synthetic.reference.turn import Turn, outcome
from zhifang.synthetic.reference.view import Facts, Row


def turns(facts: Facts, as_of: date) -> list[Turn]:
    """A turn for everybody in a report of a period that was over by the day."""
    told: dict[tuple[str, str, str, date], Row] = {}
    for row in sorted(facts.of("doses"), key=lambda one: one["valid_from"], reverse=True):
        last = add_days(row["valid_to"], -1)
        if row["kind"] in COVERING and LAW_FROM <= last <= as_of:
            # of two rows about one last day the one worn earlier stays
            told[row["institution_code"], row["id_number"], row["report_no"], last] = row
    found = []
    for (institution, _worker, number, last), row in told.items():
        reported, due = row["reported_on"], add_months(last, 1)
        turn = Turn(
            f"{institution} {number}",
            last,
            last,
            due,
            FAR if reported is None else due,
            done_on=reported if reported is not None and reported <= as_of else None,
            from_event=True,
        )
        turn.outcome = outcome(turn, as_of)
        found.append(turn)
    return found
