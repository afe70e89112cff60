"""The law table of the in-service examination: every cycle, by hazard, circumstance and day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache

from zhifang.core.errors import UserError
from zhifang.statutes.codes import hazards
from zhifang.statutes.exam_links import UNDECIDED, ExamLink, linked_hazards, links_of
from zhifang.statutes.exam_readings import (
    EDITIONS,
    Place,
    Reading,
    accounts,
    edition_period,
    readings_of,
)

#: The circumstances a fact can produce, by the kind of circumstance a hazard's cycle asks for.
CIRCUMSTANCES = {
    "any": ("any",),
    "grade": ("grade:high", "grade:low", "grade:?"),
    "noise": ("noise:85", "noise:80", "noise:low", "noise:?"),
}

NOISE = "W001"


@dataclass(frozen=True)
class ExamCycle:
    """One in-service cycle of one hazard, on ``[valid_from, valid_to)`` (None = still).

    ``circumstance``: any; grade:high (work grade II and above), grade:low (0 or I), grade:?
    (not recorded); noise:85, noise:80 (80 to below 85 dB), noise:low, noise:? (not recorded).

    The row applies while service, in months from the start of the episode, lies between
    ``service_from_months`` and ``service_to_months`` (None = for good). The day that completes
    ``service_to_months`` belongs to the next stretch, unless ``service_to_inclusive``: then it
    still belongs to this one, and the next (``service_from_exclusive``) begins the day after.

    ``months_low`` and ``months_high`` are equal when all is known, the least and the greatest
    cycle when a grade or level is not recorded, and None unless ``status`` is mandatory
    (none = no examination is owed; unknown = the section itself is undecided).
    ``cycle_min`` and ``cycle_max`` are the months as printed, before a range was decided.
    """

    hazard: str
    circumstance: str
    edition: str
    section: str
    valid_from: date
    valid_to: date | None
    service_from_months: int
    service_from_exclusive: bool
    service_to_months: int | None
    service_to_inclusive: bool
    months_low: int | None
    months_high: int | None
    cycle_min: int | None
    cycle_max: int | None
    status: str
    clause: str
    weight: str
    reason_zh: str
    reason_en: str


@dataclass(frozen=True)
class _Stretch:
    """Cycles of one link over ``[start, end)`` of service."""

    link: ExamLink
    clause: str
    start: Place
    end: Place | None
    low: int
    high: int
    cycle_min: int
    cycle_max: int

    def covers(self, place: Place) -> bool:
        return self.start <= place and (self.end is None or place < self.end)


@cache
def _graded_sections() -> set[tuple[str, str]]:
    """Sections whose cycle depends on the work grade in that edition."""
    return {
        (reading.edition, reading.section)
        for account in accounts()
        for reading in account.readings
        if reading.circumstance.startswith("grade:")
    }


@cache
def _category() -> dict[str, str]:
    return {hazard.code: hazard.category for hazard in hazards()}


@cache
def circumstance_kind(hazard: str) -> str:
    """any, grade or noise: what the cycle of a hazard depends on, in either edition."""
    if hazard == NOISE:
        return "noise"
    if _category().get(hazard) == "dust":
        return "grade"
    graded = any(
        (edition, link.section) in _graded_sections()
        for edition in EDITIONS
        for link in links_of(edition).get(hazard, ())
    )
    return "grade" if graded else "any"


def _alternatives(edition: str, circumstance: str) -> tuple[str, ...]:
    """The circumstances that may be true when ``circumstance`` is recorded.

    Ungraded work is both under 2014 and grade II under 2025 (A.10); declared noise without a
    level is at least 80 dB (district choice).
    """
    if circumstance == "grade:?":
        return ("grade:high",) if edition == "2025" else ("grade:high", "grade:low")
    if circumstance == "noise:?":
        return ("noise:85", "noise:80")
    return (circumstance,)


def _stretches(link: ExamLink, circumstance: str, range_cycle: str) -> list[_Stretch]:
    """The mandatory cycles a link gives in a circumstance, alternatives taken together."""
    allowed = {"any", *_alternatives(link.edition, circumstance)}
    by_stretch: dict[tuple[Place, Place | None], list[Reading]] = {}
    for reading in readings_of(link.edition, link.section):
        if reading.circumstance in allowed and not reading.recommended:
            by_stretch.setdefault((reading.start, reading.end), []).append(reading)
    found = []
    for (start, end), readings in by_stretch.items():
        decided = [r.months_max if range_cycle == "max" else r.months_min for r in readings]
        found.append(
            _Stretch(
                link=link,
                clause=readings[0].clause,
                start=start,
                end=end,
                low=min(decided),
                high=max(decided),
                cycle_min=min(reading.months_min for reading in readings),
                cycle_max=max(reading.months_max for reading in readings),
            )
        )
    return found


def _shortest(stretches: list[_Stretch]) -> list[_Stretch]:
    """Several sections for one hazard: at each length of service the shortest cycle."""
    places = sorted({place.start for place in stretches} | {s.end for s in stretches if s.end})
    found: list[_Stretch] = []
    for place, following in zip(places, [*places[1:], None], strict=True):
        speaking = [stretch for stretch in stretches if stretch.covers(place)]
        if not speaking:
            continue
        best = min(speaking, key=lambda stretch: (stretch.high, stretch.low))
        found.append(
            _Stretch(
                link=best.link,
                clause=best.clause,
                start=place,
                end=following,
                low=min(stretch.low for stretch in speaking),
                high=best.high,
                cycle_min=best.cycle_min,
                cycle_max=best.cycle_max,
            )
        )
    return found


def _mandatory(hazard: str, circumstance: str, stretch: _Stretch) -> ExamCycle:
    valid_from, valid_to = edition_period(stretch.link.edition)
    return ExamCycle(
        hazard=hazard,
        circumstance=circumstance,
        edition=stretch.link.edition,
        section=stretch.link.section,
        valid_from=valid_from,
        valid_to=valid_to,
        service_from_months=stretch.start[0],
        service_from_exclusive=stretch.start[1] == 1,
        service_to_months=stretch.end[0] if stretch.end else None,
        service_to_inclusive=bool(stretch.end and stretch.end[1] == 1),
        months_low=stretch.low,
        months_high=stretch.high,
        cycle_min=stretch.cycle_min,
        cycle_max=stretch.cycle_max,
        status="mandatory",
        clause=stretch.clause,
        weight=stretch.link.weight,
        reason_zh=stretch.link.reason_zh,
        reason_en=stretch.link.reason_en,
    )


def _without_cycle(
    hazard: str, circumstance: str, edition: str, links: Iterable[ExamLink]
) -> ExamCycle:
    """The one row that says nothing is owed, or that we cannot say."""
    known = list(links)
    undecided = next((link for link in known if link.section == UNDECIDED), None)
    link = undecided or (known[0] if known else None)
    section = link.section if link else ""
    recommended = [r for r in readings_of(edition, section) if r.recommended] if link else []
    if undecided:
        clause = f"GBZ 188-{edition}"
    elif recommended:
        clause = recommended[0].clause
    else:
        clause = f"GBZ 188-{edition} {section}".strip()
    valid_from, valid_to = edition_period(edition)
    return ExamCycle(
        hazard=hazard,
        circumstance=circumstance,
        edition=edition,
        section=section,
        valid_from=valid_from,
        valid_to=valid_to,
        service_from_months=0,
        service_from_exclusive=False,
        service_to_months=None,
        service_to_inclusive=False,
        months_low=None,
        months_high=None,
        cycle_min=None,
        cycle_max=None,
        status="unknown" if undecided else "none",
        clause=clause,
        weight=link.weight if link else "primary",
        reason_zh=link.reason_zh if link else "该版没有对应章节",
        reason_en=link.reason_en if link else "this edition has no section for it",
    )


def _cycles(hazard: str, circumstance: str, edition: str, range_cycle: str) -> list[ExamCycle]:
    links = links_of(edition).get(hazard, ())
    stretches = [
        stretch
        for link in links
        if link.section != UNDECIDED
        for stretch in _stretches(link, circumstance, range_cycle)
    ]
    if not stretches:
        return [_without_cycle(hazard, circumstance, edition, links)]
    return [_mandatory(hazard, circumstance, stretch) for stretch in _shortest(stretches)]


@cache
def _all_cycles(range_cycle: str) -> tuple[ExamCycle, ...]:
    return tuple(
        row
        for hazard in linked_hazards()
        for circumstance in CIRCUMSTANCES[circumstance_kind(hazard)]
        for edition in EDITIONS
        for row in _cycles(hazard, circumstance, edition, range_cycle)
    )


def exam_cycle_rows(range_cycle: str = "max") -> list[ExamCycle]:
    """The whole table. ``range_cycle`` decides a printed range (2 to 3 years): max or min.

    A hazard that appears has, in both editions, rows for every circumstance its facts can
    produce and for every length of service; a hazard in no section of either does not appear.
    """
    if range_cycle not in ("max", "min"):
        raise UserError("range_cycle 只能是 max 或 min。", "range_cycle must be either max or min.")
    return list(_all_cycles(range_cycle))
