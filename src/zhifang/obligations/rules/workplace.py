"""What several rules ask of a workplace: when it was open, and which hazards its posts had."""

from __future__ import annotations

from collections.abc import Mapping

from zhifang.calc import (
    BEGINNING,
    Rows,
    coalesce,
    day,
    derived,
    first_of,
    greatest,
    least,
    nothing,
    open_end,
    value,
)
from zhifang.registry.parties.facts import SITE_PERIODS
from zhifang.registry.workplaces.facts import POST_HAZARDS


def open_periods(facts: Mapping[str, Rows]) -> Rows:
    """Site periods that are not closed, and before the first known state the days in which
    nothing is known of the site but that its posts and workers are recorded.

    Gives site_id, holder_id, start, stop, status, industry, risk_class.
    """
    s = facts["site_periods"]
    columns = ("site_id", "holder_id", "start", "stop", "status", "industry", "risk_class")
    stated = s.filter(s.status != "closed").mutate(start=s.valid_from, stop=open_end(s.valid_to))
    before = first_of(s, ("site_id",), [s.valid_from]).mutate(
        start=day(BEGINNING),
        stop=s.valid_from,
        status=value("operating"),
        industry=nothing("string"),
        risk_class=nothing("string"),
    )
    return stated.select(*columns).union(before.select(*columns))


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
