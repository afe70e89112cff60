"""TRA-03: who is exposed to a hazard is trained before the work, and again every year."""

from __future__ import annotations

from collections.abc import Mapping

from zhifang import statutes
from zhifang.calc import Rows, day, derived, first_of, greatest, least, open_end, united
from zhifang.obligations.rules.rule import Choices, Rule
from zhifang.obligations.rules.trainings import CYCLE, KEYS, TRAINED, good_in, graded_trainings
from zhifang.obligations.rules.workplace import HAZARD_PERIODS
from zhifang.registry.workers.facts import EXPOSURES

LAW = ("training_worker_first_hours", "training_worker_later_hours", "training_cycle_months")
FIRST, LATER = (statutes.parameter(one).values[-1] for one in LAW[:2])


def exposed_workers(facts: Mapping[str, Rows]) -> Rows:
    """Who worked at posts with a listed hazard of a duty holder when, from the day the law gives
    a cycle. Gives `KEYS`, site_id (where the stretch began), start, stop."""
    e, h = facts["exposures"], facts["hazard_periods"]
    following = e.valid_from.lead().over(group_by=[e.worker_id, e.post_id], order_by=e.valid_from)
    e = e.mutate(stop=least(open_end(e.valid_to), open_end(following)))
    posts = united(h.select("post_id", "start", "stop"), ("post_id",))
    at = e.join(
        posts, [e.post_id == posts.post_id, e.valid_from < posts.stop, e.stop > posts.start]
    ).select(
        *[e[k] for k in KEYS],
        e.site_id,
        e.site_no,
        start=greatest(e.valid_from, posts.start),
        stop=least(e.stop, posts.stop),
    )
    spans = united(at.select(*KEYS, "start", "stop"), KEYS)
    begun = first_of(at, (*KEYS, "start"), [at.site_no, at.site_id])
    told = spans.join(
        begun, [*(spans[k] == begun[k] for k in KEYS), spans.start == begun.start]
    ).select(spans, begun.site_id)
    told = told.mutate(start=greatest(told.start, day(CYCLE.valid_from)))
    return told.filter(told.start < told.stop)


EXPOSED_WORKERS = derived(
    "exposed_workers",
    (EXPOSURES, HAZARD_PERIODS),
    exposed_workers,
    holder_id="int64",
    worker_id="int64",
    site_id="int64",
    start="date",
    stop="date",
)
WORKER_TRAININGS = graded_trainings("worker_trainings", FIRST, LATER)


def turns(facts: Mapping[str, Rows], choices: Choices) -> Rows:  # noqa: ARG001
    """Turns of every exposed worker at a duty holder."""
    spans = facts["exposed_workers"]
    return TRAINED.turns(spans, good_in(spans, facts["worker_trainings"]))


TRA_03 = Rule(
    id="TRA-03",
    sentence_zh="用人单位应当对劳动者进行上岗前和在岗期间的职业卫生培训：初次不少于8学时，以后每年不少于4学时。",
    sentence_en=(
        "The employer has exposed workers trained before the work, at least 8 hours, and at least "
        "4 hours every year after."
    ),
    citation="职业病防治法 第三十四条；安监总厅安健〔2015〕121号",
    subject="person",
    needs=(EXPOSED_WORKERS, WORKER_TRAININGS),
    turns=turns,
    law=LAW,
)
