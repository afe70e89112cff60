"""Entries bunched in the last days of a year, against the sender's own rate over the year."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date, timedelta

from zhifang.signals.signal import Entry, Judgement, Limits, Signal
from zhifang.signals.tails import binomial_tail, discoveries


def bunched_at_year_end(entries: Iterable[Entry], year: int, limits: Limits) -> Judgement:
    """Senders whose entries received in ``year`` crowd into its last days.

    Entries of one day are one act, so they are counted by effective days n = (sum s)^2 / sum s^2
    (L. Kish, Survey Sampling, 1965), rounded down; the share of the last days is taken of n,
    rounded down, and held against a binomial with chance last days / days of the year. A sender
    first heard of in the year is looked at from the day after. Senders below the least number of
    effective days are ``too_few``.
    """
    first, last = date(year, 1, 1), date(year, 12, 31)
    late_from = last - timedelta(days=limits.last_days - 1)
    by_sender: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        if entry.received_on <= last:
            by_sender[entry.sender].append(entry)
    tested: list[Signal] = []
    too_few = 0
    for sender, rows in sorted(by_sender.items()):
        began = min(row.received_on for row in rows)
        since = max(first, began + timedelta(days=1))
        inside = [row for row in rows if row.received_on >= since]
        by_day = Counter(row.received_on for row in inside)
        days = len(inside) ** 2 // sum(size**2 for size in by_day.values()) if inside else 0
        if days < limits.least_days:
            too_few += bool(inside)
            continue
        window = (last - since).days + 1
        late = [row for row in inside if row.received_on >= late_from]
        late_days = len(late) * days // len(inside)
        chance = min(1.0, limits.last_days / window)
        tested.append(
            Signal(
                "year_end",
                "sender",
                sender,
                "",
                {
                    "year": year,
                    "entries": len(inside),
                    "late_entries": len(late),
                    "effective_days": days,
                    "late_effective_days": late_days,
                    "expected_percent": round(100 * chance, 1),
                    "from": late_from,
                    "to": last,
                },
                tuple(_row(row) for row in sorted(late, key=lambda one: one.received_on)),
                binomial_tail(late_days, days, chance),
            )
        )
    found = discoveries([one.p or 0.0 for one in tested], limits.q)
    return Judgement(
        "year_end",
        tuple(one for one, flagged in zip(tested, found, strict=True) if flagged),
        len(tested),
        too_few,
    )


def _row(entry: Entry) -> dict[str, object]:
    return {
        "sheet": entry.sheet,
        "key": entry.key,
        "employer": entry.employer,
        "town": entry.town,
        "event_on": entry.event_on,
        "received_on": entry.received_on,
    }
