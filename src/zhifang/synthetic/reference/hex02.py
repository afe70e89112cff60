"""HEX-02, the in-service examination, in plain words: who, since when, how often, done when."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

from zhifang.core.days import FAR, add_days, add_months
from zhifang.synthetic.reference import law
from zhifang.synthetic.reference.days import Span
from zhifang.synthetic.reference.recurring import Stretch, turns_of_episode
from zhifang.synthetic.reference.turn import Turn
from zhifang.synthetic.reference.view import Facts, Piece, Worker

RULE = "HEX-02"
BRIDGED_DAYS = 90
#: The strictest level wins where a worker meets one hazard at several posts.
STRICTER = {"II": 3, "85": 3, "unknown": 2, "I": 1, "80": 1, "below": 0}
QUALIFYING = {"pre", "in", "leaving"}


def subject_of(pair: tuple[str, Worker], hazard: str) -> str:
    """The natural key of a turn's subject."""
    holder, (id_type, id_number) = pair
    return f"{holder}|{id_type}|{id_number}|{hazard}"


def episodes(pieces: list[Piece]) -> list[Span]:
    """Exposure at one duty holder, gaps of up to 90 days bridged."""
    found: list[Span] = []
    for piece in pieces:
        if found and (piece.start - found[-1][1]).days <= BRIDGED_DAYS:
            found[-1] = (found[-1][0], max(found[-1][1], piece.end))
        else:
            found.append((piece.start, piece.end))
    return found


def stretches(hazard: str, pieces: list[Piece], start: date) -> list[Stretch]:
    """The days from the episode's start, cut wherever exposure, level, service or law changes."""
    inside = [piece for piece in pieces if piece.end > start]
    cuts = {start, FAR}
    cuts |= {day for piece in inside for day in (piece.start, piece.end)}
    cuts |= {day for _, first, end in law.editions() for day in (first, end)}
    cuts |= {add_days(add_months(start, 12), 1), add_months(start, 24)}
    days = sorted(day for day in cuts if start <= day <= FAR)
    found: list[Stretch] = []
    for first, end in pairwise(days):
        levels = {piece.level for piece in inside if piece.start <= first < piece.end}
        months = None
        if levels:
            strictest = max(levels, key=STRICTER.__getitem__)
            months = law.examination_months(hazard, strictest, first, start)
        found.append((first, end, months))
    return found


def turns_of_pair(facts: Facts, pair: tuple[str, Worker], as_of: date) -> list[Turn]:
    """Every turn of one worker at one duty holder, as the view of the day shows them."""
    found: list[Turn] = []
    for hazard, pieces in sorted(facts.pieces(pair, as_of).items()):
        days = sorted(
            {
                row["exam_on"]
                for row in facts.examined.get((pair[1], hazard), ())
                if row["exam_kind"] in QUALIFYING and row["exam_on"] <= as_of
            }
        )
        for start, end in episodes(pieces):
            events = [day for day in days if add_days(start, -BRIDGED_DAYS) <= day < end]

            def seen(day: date, hazard: str = hazard, start: date = start) -> list[Stretch]:
                now = facts.pieces(pair, day).get(hazard, [])
                one = next((e for e in episodes(now) if e[0] == start), (start, start))
                kept = [piece for piece in now if one[0] <= piece.start and piece.end <= one[1]]
                return stretches(hazard, kept, start)

            subject = subject_of(pair, hazard)
            found += turns_of_episode(subject, (start, end), events, seen, as_of)
    return found


def turns(facts: Facts, as_of: date) -> list[Turn]:
    """Every turn of the district on a day."""
    found: list[Turn] = []
    for pair in sorted(facts.exposure_rows):
        found += turns_of_pair(facts, pair, as_of)
    return found
