"""RAD-01, dosimeters worn and read without a gap, in plain words."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from zhifang.core.days import FAR, add_days, add_months
from zhifang.synthetic.reference.days import Span, joined, seen_end
from zhifang.synthetic.reference.radiation import COVERING, MOST_DAYS
from zhifang.synthetic.reference.turn import Turn, outcome
from zhifang.synthetic.reference.view import Facts, Worker, running, site_of, worker_of

#: 卫生部令第55号 in force from this day.
LAW_FROM = date(2007, 11, 1)


def _turn(subject: str, anchor: date, opened: date, due: date, done: date | None) -> Turn:
    return Turn(subject, anchor, opened, due, due, done_on=done)


def turns_in_post(subject: str, post: Span, doses: list[Span]) -> list[Turn]:
    """The turns while one worker is in post at one unit without a break."""
    start, end = post
    found = []
    longest: dict[date, date] = {}
    for first, after in doses:
        longest[first] = max(after, longest.get(first, after))
    for first, after in sorted(longest.items()):
        if first < end and after > start:
            due = max(add_days(first, MOST_DAYS), add_months(first, 3))
            found.append(_turn(subject, first, max(first, start), due, after))
    bare_days = [start, *(after for _, after in joined(doses) if start < after < end)]
    for day in bare_days:
        if not any(first <= day < after for first, after in doses):
            worn = min((first for first, _ in doses if day < first < end), default=None)
            found.append(_turn(subject, day, day, add_days(day, MOST_DAYS), worn))
    return found


def turns(facts: Facts, as_of: date) -> list[Turn]:
    """Every turn of the district on a day."""
    doses: dict[Worker, list[Span]] = defaultdict(list)
    for row in facts.of("doses"):
        if row["kind"] in COVERING and row["valid_from"] <= as_of:
            doses[worker_of(row)].append((row["valid_from"], seen_end(row["valid_to"], as_of)))
    posts: dict[tuple[str, Worker], list[Span]] = defaultdict(list)
    shown = running(facts.of("radiation_posts"), lambda row: (site_of(row), worker_of(row)), as_of)
    for states in shown.values():
        for state in states:
            pair = (state.row["credit_code"], worker_of(state.row))
            posts[pair].append((state.start, state.end))
    found: list[Turn] = []
    for (holder, worker), spans in sorted(posts.items()):
        subject = f"{holder}|{worker[0]}|{worker[1]}"
        for start, end in joined(spans):
            post = (max(start, LAW_FROM), end)
            if not post[0] < end or post[0] > as_of:
                continue
            for turn in turns_in_post(subject, post, doses[worker]):
                if turn.opened > as_of:
                    continue
                if turn.done_on == FAR:
                    turn.done_on = None
                turn.ended_on = end if end < FAR and end <= as_of else None
                turn.outcome = outcome(turn, as_of)
                found.append(turn)
    return found
