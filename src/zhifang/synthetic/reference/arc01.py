"""ARC-01, archives of employers, in plain words."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from zhifang.core.days import FAR
from zhifang.synthetic.reference.archives import values_of_check
from zhifang.synthetic.reference.days import Span
from zhifang.synthetic.reference.tra import hazardous_days
from zhifang.synthetic.reference.turn import Turn, outcome
from zhifang.synthetic.reference.view import Facts, Row

#: 安监总厅安健〔2013〕171号 in force from this day.
LAW_FROM = date(2013, 12, 31)
KEPT = ("MET",)


def turns_of_stretch(subject: str, span: Span, checks: dict[date, Row]) -> list[Turn]:
    """The turns while an employer has hazards, by its checks up to the day."""
    start, end = span
    latest = max((day for day in checks if day <= start), default=None)
    found = [(start, latest, values_of_check(checks[latest] if latest else None))]
    found += [
        (day, day, values_of_check(row)) for day, row in sorted(checks.items()) if start < day < end
    ]
    turns: list[Turn] = []
    running: Turn | None = None
    before: tuple[str, ...] | None = None
    for day, checked, values in found:
        if values == KEPT:
            if running is None and before is None:
                turns.append(Turn(subject, day, day, day, day, done_on=checked))
            elif running is not None:
                running.done_on, running = day, None
        else:
            if running is None:
                running = Turn(subject, day, day, day, day)
                turns.append(running)
            # what the latest check says holds until the next
            running.due_latest = running.opened if values == ("NOT",) else FAR
        before = values
    return turns


def turns(facts: Facts, as_of: date) -> list[Turn]:
    """Every turn of the district on a day."""
    checks: dict[str, dict[date, Row]] = defaultdict(dict)
    for row in sorted(facts.of("employer_archives"), key=lambda one: one["site_no"]):
        if row["checked_on"] <= as_of:
            checks[row["credit_code"]][row["checked_on"]] = row
    found = []
    for holder in sorted({site[0] for site in facts.posts_of_site}):
        for begun, end in hazardous_days(facts, holder, as_of):
            start = max(begun, LAW_FROM)
            if start > as_of or start >= end:
                continue
            site = min(
                site
                for site in facts.posts_of_site
                if site[0] == holder
                and any(first == begun for first, _last in facts.hazard_days(site, as_of))
            )
            for turn in turns_of_stretch("/".join(site), (start, end), checks[holder]):
                turn.ended_on = end if end < FAR and end <= as_of else None
                turn.outcome = outcome(turn, as_of)
                found.append(turn)
    return found
