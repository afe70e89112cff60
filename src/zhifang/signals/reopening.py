"""Sites closed at the end of a year and open again soon after: out of that year's rates."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from zhifang.signals.signal import Judgement, Limits, Signal

CLOSED = "closed"


@dataclass(frozen=True)
class SiteStatus:
    """What a site is from a day on, until its next state."""

    site: str
    employer: str
    town: str
    valid_from: date
    status: str


def reopened(states: Iterable[SiteStatus], year: int, limits: Limits) -> Judgement:
    """Sites that closed shortly before the end of ``year`` and opened again shortly after.

    Each stood closed on 31 December, when the state targets are counted. Beside each stands
    how many sites did the same around the end of the other eleven months, for comparison.
    """
    by_site: dict[str, list[SiteStatus]] = defaultdict(list)
    for state in states:
        by_site[state.site].append(state)
    for of_site in by_site.values():
        of_site.sort(key=lambda one: one.valid_from)
    ends = [date(year, month, 1) - timedelta(days=1) for month in range(2, 13)]
    elsewhere = sum(
        _around(of_site, end, limits.reopening_days) is not None
        for of_site in by_site.values()
        for end in ends
    )
    found = []
    for site, of_site in sorted(by_site.items()):
        pause = _around(of_site, date(year, 12, 31), limits.reopening_days)
        if pause is None:
            continue
        closing, opening = pause
        found.append(
            Signal(
                "reopened",
                "site",
                site,
                closing.town,
                {
                    "year": year,
                    "closed_on": closing.valid_from,
                    "open_again_on": opening.valid_from,
                    "days": (opening.valid_from - closing.valid_from).days,
                    "within_days": limits.reopening_days,
                    "other_month_ends": elsewhere,
                },
                tuple(
                    {
                        "key": f"{one.site}:{one.valid_from}",
                        "employer": one.employer,
                        "town": one.town,
                        "event_on": one.valid_from,
                        "status": one.status,
                    }
                    for one in (closing, opening)
                ),
            )
        )
    return Judgement("reopened", tuple(found), len(by_site), 0)


def _around(
    states: Sequence[SiteStatus], end: date, days: int
) -> tuple[SiteStatus, SiteStatus] | None:
    """The closing and the opening around ``end``, if they are that near to it."""
    before = [state for state in states if state.valid_from <= end]
    if len(before) < 2 or before[-1].status != CLOSED:  # closed from the first is no closing
        return None
    closing = before[-1]
    for earlier in reversed(before[:-1]):
        if earlier.status != CLOSED:
            break
        closing = earlier
    opening = next((one for one in states[len(before) :] if one.status != CLOSED), None)
    near = timedelta(days=days)
    if opening is None or end - closing.valid_from >= near or opening.valid_from - end > near:
        return None
    return closing, opening
