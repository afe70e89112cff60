"""REP-01 and REP-02, reports of diagnosis institutions, in plain words."""

from __future__ import annotations

from datetime import date

from zhifang.core.days import add_days, add_months
from zhifang.synthetic.reference.turn import Turn, outcome
from zhifang.synthetic.reference.view import Facts, on_day, running

#: A case is reported so many days after its diagnosis; cases diagnosed from this day on.
REPORT_DAYS = 15
REPORTS_FROM = date(2011, 1, 1)
#: A month is confirmed by this day of the next one.
CONFIRMED_BY = 10


def cases(facts: Facts, as_of: date) -> list[Turn]:
    """REP-01: a turn for every case diagnosed by the day."""
    found = []
    for row in facts.of("disease_cases"):
        on, reported = row["diagnosed_on"], row["reported_on"]
        if not REPORTS_FROM <= on <= as_of:
            continue
        due = add_days(on, REPORT_DAYS)
        done = reported if reported is not None and reported <= as_of else None
        subject = f"{row['institution_code']} {row['case_no']}"
        turn = Turn(subject, on, on, due, due, done_on=done, from_event=True)
        turn.outcome = outcome(turn, as_of)
        found.append(turn)
    return found


def months(facts: Facts, as_of: date) -> list[Turn]:
    """REP-02: a turn for every month over by the day, at whose end an institution served."""
    confirmed = {
        (row["institution_code"], row["year"], row["month"]): row["confirmed_on"]
        for row in facts.of("monthly_reports")
        if row["confirmed_on"] <= as_of
    }
    serving = running(
        facts.of("diagnosis_institutions"), lambda row: row["institution_code"], as_of
    )
    found = []
    month = REPORTS_FROM
    while (last := add_days(add_months(month, 1), -1)) <= as_of:
        for code, states in serving.items():
            if on_day(states, last) is not None:
                due = add_days(last, CONFIRMED_BY)
                done = confirmed.get((str(code), month.year, month.month))
                turn = Turn(f"{code} {month:%Y-%m}", last, last, due, due, done_on=done)
                turn.outcome = outcome(turn, as_of)
                found.append(turn)
        month = add_months(month, 1)
    return found
