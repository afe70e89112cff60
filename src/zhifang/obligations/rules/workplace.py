"""What several rules ask of a workplace: when it was open, and which hazards its posts had."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from zhifang.calc import (
    Rows,
    choose,
    coalesce,
    day,
    derived,
    greatest,
    least,
    nothing,
    open_end,
)
from zhifang.registry.parties.facts import SITE_PERIODS
from zhifang.registry.workplaces.facts import POST_HAZARDS

#: Before the first state of a site is known, the site is taken to have been as it then was.
BEGINNING = date(1900, 1, 1)


def open_periods(facts: Mapping[str, Rows]) -> Rows:
    """Site periods that are not closed, the first reaching back to the beginning.

    Gives site_id, holder_id, start, stop, status, industry, risk_class.
    """
    s = facts["site_periods"]
    first = s.valid_from.min().over(group_by=s.site_id)
    dated = s.mutate(
        start=choose(s.valid_from == first, day(BEGINNING), s.valid_from),
        stop=open_end(s.valid_to),
    )
    return dated.filter(dated.status != "closed").select(
        "site_id", "holder_id", "start", "stop", "status", "industry", "risk_class"
    )


def hazard_periods(facts: Mapping[str, Rows]) -> Rows:
    """Hazards of posts while the site is open, cut where a grade or level begins to hold.

    Gives post_id, site_id, holder_id, hazard, start, stop, work_grade, noise_level.
    """
    h = facts["post_hazards"]
    following = h.valid_from.lead().over(group_by=[h.post_id, h.hazard], order_by=h.valid_from)
    whole = h.mutate(start=h.valid_from, stop=least(open_end(h.valid_to), open_end(following)))
    graded_from = greatest(coalesce(whole.graded_on, whole.start), whole.start)
    before = whole.mutate(
        stop=least(whole.stop, graded_from),
        work_grade=nothing("int64"),
        noise_level=nothing("float64"),
    )
    after = whole.mutate(start=graded_from)
    cut = before.union(after)
    cut = cut.filter(cut.start < cut.stop)
    opened = facts["open_periods"]
    within = cut.join(
        opened,
        [cut.site_id == opened.site_id, cut.start < opened.stop, cut.stop > opened.start],
    )
    return within.select(
        cut.post_id,
        cut.site_id,
        cut.holder_id,
        cut.hazard,
        start=greatest(cut.start, opened.start),
        stop=least(cut.stop, opened.stop),
        work_grade=cut.work_grade,
        noise_level=cut.noise_level,
    )


OPEN_PERIODS = derived(
    "open_periods",
    (SITE_PERIODS,),
    open_periods,
    site_id="int64",
    holder_id="int64",
    start="date",
    stop="date",
    status="string",
    industry="string",
    risk_class="string",
)

HAZARD_PERIODS = derived(
    "hazard_periods",
    (POST_HAZARDS, OPEN_PERIODS),
    hazard_periods,
    post_id="int64",
    site_id="int64",
    holder_id="int64",
    hazard="string",
    start="date",
    stop="date",
    work_grade="int64",
    noise_level="float64",
)
