"""What the rules of training share: which trainings are enough, and for how long one is good."""

from __future__ import annotations

from collections.abc import Mapping

from zhifang import statutes
from zhifang.calc import (
    Derived,
    Renewed,
    Rows,
    add_months,
    choose,
    day,
    derived,
    first_of,
    nothing,
)
from zhifang.registry.training.facts import TRAININGS
from zhifang.statutes import Value

KEYS = ("holder_id", "worker_id")
CYCLE = statutes.parameter("training_cycle_months").values[-1]

TRAINED = Renewed(
    keys=KEYS,
    months=int(CYCLE.value),
    left_why="over",
    missing="training_hours",
    law_ref=f"{CYCLE.citation.law} {CYCLE.citation.article}",
)


def graded_trainings(name: str, first_law: Value, later_law: Value) -> Derived:
    """The days on which somebody finished a training with hours enough, for sure or perhaps.

    Enough are the hours of a first training, or those of a later one after a first; what was
    finished before the law asked for hours is enough. Blank hours may be any number. Gives
    worker_id, event_on, event_ref, sure.
    """

    def graded(facts: Mapping[str, Rows]) -> Rows:
        return _graded(facts["trainings"], first_law, later_law)

    return derived(
        name,
        (TRAININGS,),
        graded,
        worker_id="int64",
        event_on="date",
        event_ref="int64",
        sure="boolean",
    )


def _graded(t: Rows, first_law: Value, later_law: Value) -> Rows:
    before = t.trained_on < day(first_law.valid_from)
    first = before | (t.hours >= int(first_law.value)).fill_null(False)
    graded = t.mutate(first=first, blank=t.hours.isnull() & ~before)
    began = graded.mutate(
        sure_on=choose(graded.first, graded.trained_on, nothing("date")),
        maybe_on=choose(graded.first | graded.blank, graded.trained_on, nothing("date")),
    )
    firsts = began.group_by("worker_id").agg(
        sure_on=began.sure_on.min(), maybe_on=began.maybe_on.min()
    )
    known = graded.join(firsts, graded.worker_id == firsts.worker_id).select(
        graded, firsts.sure_on, firsts.maybe_on
    )
    later = (known.hours >= int(later_law.value)).fill_null(False)
    sure = known.first | (later & (known.sure_on < known.trained_on).fill_null(False))
    maybe = known.blank | (later & (known.maybe_on < known.trained_on).fill_null(False))
    told = known.mutate(sure=sure, maybe=maybe)
    enough = told.filter(told.sure | told.maybe)
    best = first_of(enough, ("worker_id", "trained_on"), [choose(enough.sure, 0, 1), enough.id])
    return best.select("worker_id", "sure", event_on="trained_on", event_ref="id")


def good_in(spans: Rows, graded: Rows) -> Rows:
    """The trainings that are good in a span (`KEYS`, start, stop), with the span's start."""
    return spans.join(
        graded,
        [
            spans.worker_id == graded.worker_id,
            graded.event_on < spans.stop,
            add_months(graded.event_on, TRAINED.months) >= spans.start,
        ],
    ).select(*[spans[k] for k in (*KEYS, "start")], graded.event_on, graded.event_ref, graded.sure)
