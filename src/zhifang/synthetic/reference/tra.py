"""TRA-01 to TRA-03, training of principals, managers and exposed workers, in plain words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from zhifang.core.days import FAR, add_months
from zhifang.synthetic.reference.days import Span, joined
from zhifang.synthetic.reference.training import (
    FIRST_HOURS,
    HOURS_FROM,
    LATER_HOURS,
    VALID_MONTHS,
    WORKER_HOURS,
    certainly,
    possibly,
    qualifies,
)
from zhifang.synthetic.reference.turn import Turn, outcome
from zhifang.synthetic.reference.view import Facts, Row, Worker, running, worker_of


@dataclass(frozen=True)
class Trained:
    """A day on which somebody finished a training that is enough: for ``sure``, or perhaps."""

    on: date
    sure: bool


def good_trainings(
    rows: list[Row], as_of: date, hours: tuple[int, int] = (FIRST_HOURS, LATER_HOURS)
) -> list[Trained]:
    """The days up to ``as_of`` on which a person finished a training of hours enough."""
    known = [row for row in rows if row["trained_on"] <= as_of]
    surely = {row["trained_on"] for row in known if qualifies(row, known, certainly, hours)}
    perhaps = {row["trained_on"] for row in known if qualifies(row, known, possibly, hours)}
    return [Trained(day, day in surely) for day in sorted(surely | perhaps)]


def both(one: list[Span], other: list[Span]) -> list[Span]:
    """The days that lie in a span of each list."""
    shared = [(max(a, c), min(b, d)) for a, b in one for c, d in other]
    return joined(span for span in shared if span[0] < span[1])


def hazardous_days(facts: Facts, holder: str, as_of: date) -> list[Span]:
    """The days on which an employer has a listed hazard at any site."""
    sites = [site for site in facts.posts_of_site if site[0] == holder]
    return joined(span for site in sites for span in facts.hazard_days(site, as_of))


def turns_of_term(subject: str, term: Span, trained: list[Trained], as_of: date) -> list[Turn]:
    """The turns while one person is in office at one employer with hazards."""
    start, end = term
    usable = [one for one in trained if one.on < end and add_months(one.on, VALID_MONTHS) >= start]
    sure = [one.on for one in usable if one.sure]
    held = max((day for day in sure if day <= start), default=None)
    opened = {start: held} | {day: day for day in sure if day > start}
    found = []
    for opens, event in opened.items():
        after = min((day for day in sure if day > opens), default=None)
        due = start if event is None else add_months(event, VALID_MONTHS)
        unsure = [
            add_months(one.on, VALID_MONTHS)
            for one in usable
            if not one.sure
            and (event is None or one.on > event)
            and (after is None or one.on < after)
        ]
        turn = Turn(
            subject,
            event or start,
            opens,
            due,
            max([due, *unsure]),
            done_on=after,
            ended_on=end if end < FAR and end <= as_of else None,
            from_event=event is not None,
        )
        turn.outcome = outcome(turn, as_of)
        found.append(turn)
    return found


def _turns_in_role(role: str) -> Callable[[Facts, date], list[Turn]]:
    def turns(facts: Facts, as_of: date) -> list[Turn]:
        trainings: dict[Worker, list[Row]] = defaultdict(list)
        for row in facts.of("trainings"):
            trainings[worker_of(row)].append(row)
        in_office: dict[tuple[str, Worker], list[Span]] = defaultdict(list)
        shown = running(
            (row for row in facts.of("officers") if row["role"] == role),
            lambda row: (row["credit_code"], row["site_no"], worker_of(row)),
            as_of,
        )
        for states in shown.values():
            for state in states:
                pair = (state.row["credit_code"], worker_of(state.row))
                in_office[pair].append((state.start, state.end))
        found: list[Turn] = []
        for (holder, worker), spans in sorted(in_office.items()):
            subject = f"{holder}|{worker[0]}|{worker[1]}"
            trained = good_trainings(trainings[worker], as_of)
            terms = both(joined(spans), hazardous_days(facts, holder, as_of))
            for term in both(terms, [(HOURS_FROM, FAR)]):
                if term[0] <= as_of:
                    found += turns_of_term(subject, term, trained, as_of)
        return found

    return turns


principals = _turns_in_role("principal")
managers = _turns_in_role("manager")


def workers(facts: Facts, as_of: date) -> list[Turn]:
    """TRA-03: everybody exposed to a hazard at a duty holder."""
    trainings: dict[Worker, list[Row]] = defaultdict(list)
    for row in facts.of("trainings"):
        trainings[worker_of(row)].append(row)
    found: list[Turn] = []
    for holder, worker in sorted(facts.exposure_rows):
        pieces = facts.pieces((holder, worker), as_of)
        exposed = joined((one.start, one.end) for some in pieces.values() for one in some)
        trained = good_trainings(trainings[worker], as_of, WORKER_HOURS)
        for term in both(exposed, [(HOURS_FROM, FAR)]):
            if term[0] <= as_of:
                found += turns_of_term(f"{holder}|{worker[0]}|{worker[1]}", term, trained, as_of)
    return found
