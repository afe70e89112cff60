"""Event days far before the day of entry, beyond what is usual for the sender."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from zhifang.signals.signal import Entry, Judgement, Limits, Signal
from zhifang.signals.tails import discoveries, exceedance_tail, nearest_rank


def backdated(entries: Iterable[Entry], since: date, until: date, limits: Limits) -> Judgement:
    """Senders whose entries received from ``since`` to ``until`` reach unusually far back.

    Looked at for each sender and sheet. What was received on one day about one employer is one
    act; its delay is its longest. The line is the percentile of the sender's acts received before
    ``since``, but not below the least days; how many later acts lie above it is held against
    the exact chance of exchangeable values. Fewer earlier acts than needed: ``too_few``.
    """
    acts: dict[tuple[str, str], dict[tuple[date, str], list[Entry]]] = defaultdict(dict)
    for entry in entries:
        if entry.received_on <= until:
            of_sender = acts[entry.sender, entry.sheet]
            of_sender.setdefault((entry.received_on, entry.employer), []).append(entry)
    tested: list[Signal] = []
    too_few = 0
    for (sender, sheet), found in sorted(acts.items()):
        earlier = sorted(_longest(rows) for (day, _), rows in found.items() if day < since)
        later = [rows for (day, _), rows in found.items() if day >= since]
        if not later:
            continue
        if len(earlier) < limits.least_earlier:
            too_few += 1
            continue
        rank = nearest_rank(limits.usual_percent, len(earlier))
        line = max(earlier[rank - 1], limits.backdated_days)
        beyond = [rows for rows in later if _longest(rows) > line]
        tested.append(
            Signal(
                "backdated",
                "sender",
                sender,
                "",
                {
                    "sheet": sheet,
                    "since": since,
                    "until": until,
                    "usual_days": earlier[rank - 1],
                    "line_days": line,
                    "acts": len(later),
                    "acts_beyond": len(beyond),
                    "earlier_acts": len(earlier),
                    "longest_days": max(_longest(rows) for rows in later),
                },
                tuple(
                    {
                        "sheet": row.sheet,
                        "key": row.key,
                        "employer": row.employer,
                        "town": row.town,
                        "event_on": row.event_on,
                        "received_on": row.received_on,
                        "days": row.lag,
                    }
                    for rows in beyond
                    for row in sorted(rows, key=lambda one: -one.lag)
                    if row.lag > line
                ),
                exceedance_tail(len(beyond), len(later), len(earlier), rank),
            )
        )
    flags = discoveries([one.p or 0.0 for one in tested], limits.q)
    return Judgement(
        "backdated",
        tuple(one for one, flagged in zip(tested, flags, strict=True) if flagged),
        len(tested),
        too_few,
    )


def _longest(rows: Iterable[Entry]) -> int:
    return max(row.lag for row in rows)
