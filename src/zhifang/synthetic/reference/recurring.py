"""Recurring duties: due = the first day t after the anchor with owed(t), t >= anchor + m(t).

Semantics 3, literally. A world is given as stretches of days on which nothing changes; what is
true on the day asked for goes on for ever, and the law is known in full.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from zhifang.core.days import FAR, add_days, add_months
from zhifang.synthetic.reference.days import Span
from zhifang.synthetic.reference.law import RESTING, UNSAID, Months
from zhifang.synthetic.reference.turn import Turn, outcome

#: (first day, day after the last, months); months None = nothing is owed in these days, RESTING
#: = not just now.
Stretch = tuple[date, date, Months]
#: The stretches as the view of a day shows them.
Stretches = Callable[[date], list[Stretch]]
Choice = Callable[[tuple[int, ...]], int]


def _first_due(anchor: date, opened: date, stretches: list[Stretch], choice: Choice) -> date | None:
    """The first due day on or after ``opened``; None when it never comes or cannot be said.

    FAR while the duty rests without an end.
    """
    for start, end, months in stretches:
        if months is None or end <= anchor:
            continue
        if months == RESTING:
            if end == FAR:
                return FAR
            continue
        if months == UNSAID:
            return None
        day = max(start, opened, add_days(anchor, 1), add_months(anchor, choice(months)))
        if day < end:
            return day
    return None


def _owed_after(anchor: date, stretches: list[Stretch]) -> list[Stretch]:
    return [one for one in stretches if one[2] is not None and one[1] > anchor]


def _due_if_it_went_on(
    anchor: date, opened: date, seen: Stretches, ends: date, choice: Choice
) -> date | None:
    """The due day as it was expected the day before the duty ended on ``ends``."""
    before = seen(add_days(ends, -1))
    due = _first_due(anchor, opened, before, choice)
    if due is not None:
        return due
    owed = [stretch for stretch in before if stretch[2] is not None and stretch[1] > anchor]
    if owed and owed[-1][2] == RESTING:
        return FAR
    if not owed or owed[-1][2] in (None, UNSAID):
        return None
    start, _, months = owed[-1]
    assert months
    return max(start, opened, add_days(anchor, 1), add_months(anchor, choice(months)))


def _change_that_reopens(
    anchor: date,
    opened: date,
    stretches: list[Stretch],
    done_on: date | None,
    as_of: date,
) -> date | None:
    """The first change by which a turn overdue before it is in time under the new cycle."""
    dues = {choice: _first_due(anchor, opened, stretches, choice) for choice in (min, max)}
    for start, _, months in stretches:
        if not months or months == RESTING or not opened < start <= as_of:
            continue
        if done_on is not None and done_on < start:
            return None
        for choice, due in dues.items():
            if due is not None and due < start <= add_months(anchor, choice(months)):
                return start
    return None


def turns_of_anchor(
    subject: str,
    anchor: date,
    episode: Span,
    from_event: bool,
    done_on: date | None,
    seen: Stretches,
    as_of: date,
) -> list[Turn]:
    """Every turn with this anchor: one, and one more for each change that opened it anew."""
    stretches = seen(as_of)
    owed = _owed_after(anchor, stretches)
    ends = max((end for _, end, _ in owed), default=episode[1])
    if not owed and (ends > as_of or not _owed_after(anchor, seen(add_days(ends, -1)))):
        return []  # nothing was owed, nor looked as if it would be while the episode lasted
    # Semantics 2, in this order: done on or before D is met, even after the duty was lifted.
    found = []
    opened = max(anchor, episode[0])
    while change := _change_that_reopens(anchor, opened, stretches, done_on, as_of):
        earliest, latest = (
            _due_if_it_went_on(anchor, opened, seen, change, choice) for choice in (min, max)
        )
        found.append(
            Turn(
                subject,
                anchor,
                opened,
                earliest,
                latest,
                ended_on=change,
                from_event=from_event,
                ended_why="changed",
            )
        )
        opened = change
    days: dict[str, date | None] = {}
    lapsed = set()
    for name, choice in (("earliest", min), ("latest", max)):
        days[name] = _first_due(anchor, opened, stretches, choice)
        if days[name] is None and ends < FAR:
            days[name] = _due_if_it_went_on(anchor, opened, seen, ends, choice)
            lapsed.add(name)
    if not owed and None in days.values():
        return found  # over before the law said anything
    over = done_on is None and ends <= as_of
    found.append(
        Turn(
            subject,
            anchor,
            opened,
            days["earliest"],
            days["latest"],
            done_on=done_on,
            ended_on=ends if ends <= as_of else None,
            from_event=from_event,
            ended_why="over" if over else "",
            lapsed=frozenset(lapsed),
        )
    )
    for turn in found:
        turn.outcome = outcome(turn, as_of)
    return found


def turns_of_episode(
    subject: str,
    episode: Span,
    events: list[date],
    seen: Stretches,
    as_of: date,
) -> list[Turn]:
    """Turns of one episode: an anchor for every event, and for the start when none precedes it."""
    anchors = sorted(set(events))
    from_event = set(anchors)
    if not anchors or anchors[0] > episode[0]:
        anchors.insert(0, episode[0])
    found = []
    for number, anchor in enumerate(anchors):
        done_on = anchors[number + 1] if number + 1 < len(anchors) else None
        found += turns_of_anchor(
            subject, anchor, episode, anchor in from_event, done_on, seen, as_of
        )
    return found
