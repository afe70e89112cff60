"""Which section of GBZ 188 speaks for which hazard, by edition: the standard's and our links."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from zhifang.statutes.files import catalogue

#: The section of a link that is plausible but undecided.
UNDECIDED = "?"


@dataclass(frozen=True)
class ExamLink:
    """A hazard and the section that may speak for it; ``weight`` unverified = our judgement."""

    edition: str
    hazard: str
    section: str
    weight: str
    reason_zh: str
    reason_en: str


@cache
def exam_links() -> tuple[ExamLink, ...]:
    """All links: those of exam_hazards.csv (primary) and those of exam_hazard_links.csv."""
    printed = [
        ExamLink(row["edition"], code, row["section"], "primary", "", "")
        for row in catalogue("exam_hazards")
        for code in row["hazard_codes"].split(";")
        if code
    ]
    ours = [
        ExamLink(
            row["edition"],
            row["hazard_code"],
            row["section"],
            row["weight"],
            row["reason_zh"],
            row["reason_en"],
        )
        for row in catalogue("exam_hazard_links")
    ]
    return (*printed, *ours)


@cache
def links_of(edition: str) -> dict[str, tuple[ExamLink, ...]]:
    """The links of one edition by hazard code."""
    found: dict[str, list[ExamLink]] = {}
    for link in exam_links():
        if link.edition == edition:
            found.setdefault(link.hazard, []).append(link)
    return {code: tuple(links) for code, links in found.items()}


def linked_hazards() -> list[str]:
    """The codes of every hazard with a link in either edition, sorted."""
    return sorted({link.hazard for link in exam_links()})
