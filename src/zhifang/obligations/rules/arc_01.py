"""ARC-01: an employer with hazards keeps its archive of occupational health, six files whole."""

from __future__ import annotations

from collections.abc import Mapping

from zhifang import statutes
from zhifang.calc import (
    LACKING,
    UNSURE,
    WHOLE,
    Rows,
    Standing,
    case,
    day,
    derived,
    first_of,
    greatest,
    united,
    value,
)
from zhifang.obligations.rules.rule import Choices, Rule
from zhifang.obligations.rules.workplace import HAZARD_PERIODS
from zhifang.registry.archives.facts import EMPLOYER_ARCHIVES
from zhifang.registry.parties.facts import SITE_PERIODS

KEYS = ("holder_id",)
FILES = statutes.parameter("employer_archive_files").values[-1]
KEPT = Standing(
    keys=KEYS,
    left_why="over",
    missing="archive_files",
    law_ref=f"{FILES.citation.law} {FILES.citation.article}",
)


def hazardous_employers(facts: Mapping[str, Rows]) -> Rows:
    """When an employer had a listed hazard at any site, from the day of the law: `KEYS`, site_id
    (the one of the lowest number where the stretch began), start, stop."""
    h = facts["hazard_periods"]
    spans = united(h.select(*KEYS, "start", "stop"), KEYS)
    sites = facts["site_periods"].select("site_id", "site_no").distinct()
    at = h.join(sites, "site_id").select(*KEYS, "start", "site_id", "site_no")
    at = at.distinct()
    begun = first_of(at, (*KEYS, "start"), [at.site_no, at.site_id])
    told = spans.join(begun, [spans[k] == begun[k] for k in (*KEYS, "start")]).select(
        spans, begun.site_id
    )
    told = told.mutate(start=greatest(told.start, day(FILES.valid_from)))
    return told.filter(told.start < told.stop)


HAZARDOUS_EMPLOYERS = derived(
    "hazardous_employers",
    (HAZARD_PERIODS, SITE_PERIODS),
    hazardous_employers,
    holder_id="int64",
    site_id="int64",
    start="date",
    stop="date",
)


def turns(facts: Mapping[str, Rows], choices: Choices) -> Rows:  # noqa: ARG001
    """Turns of every employer with hazards; of two checks on a day that of the last site."""
    c = facts["employer_archives"]
    c = first_of(c, (*KEYS, "checked_on"), [c.site_no.desc(), c.id])
    found = case(
        (c.files_missing > 0, value(LACKING)),
        (c.files_unchecked > 0, value(UNSURE)),
        otherwise=value(WHOLE),
    )
    checks = c.select(*KEYS, "checked_on", ref="id", found=found)
    return KEPT.turns(facts["hazardous_employers"], checks)


ARC_01 = Rule(
    id="ARC-01",
    sentence_zh="用人单位应当建立、健全职业卫生档案，六类档案齐全。",
    sentence_en="The employer keeps its archive of occupational health with its six files whole.",
    citation="职业病防治法 第二十条；安监总厅安健〔2013〕171号",
    subject="site",
    needs=(HAZARDOUS_EMPLOYERS, EMPLOYER_ARCHIVES),
    turns=turns,
    law=("employer_archive_files",),
)
