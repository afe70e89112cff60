"""What the targets of a scheme say of each township and department, at one day and change."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from zhifang import statutes
from zhifang.access.readers import OPERATOR
from zhifang.appraisal.arithmetic import Held
from zhifang.calc import Counts
from zhifang.indicators import queries
from zhifang.indicators.asking import Question
from zhifang.indicators.evaluating import Row, afresh, counts_of, evaluate, kept_numbers
from zhifang.indicators.figures import Judged
from zhifang.statutes.appraisals import Scheme

#: Gives the numbers of a question and the digest of its rows.
Source = Callable[[Question], tuple[list[Row], str]]


@dataclass(frozen=True)
class Basis:
    """What a count rests on: scheme and plan, the year, and the change as known at which.

    ``known_at``: the instant of that change; None when nothing was recorded yet.
    """

    scheme: Scheme
    plan: statutes.Plan
    year: int
    change_id: int
    known_at: datetime | None

    @property
    def as_of(self) -> date:
        """The day counted on: the last of the year."""
        return self.scheme.as_of(self.year)

    def question(self, target_id: str) -> Question:
        """The plan's question about a target. UserError when it is not computed."""
        return queries.question(self.plan, target_id, self.as_of, self.change_id)


@dataclass(frozen=True)
class TargetCounts:
    """A target by township and in the whole district, with the digest of its rows."""

    definition: str
    rows_digest: str
    towns: Mapping[str, Held]
    district: Held


def kept(question: Question) -> tuple[list[Row], str]:
    """The numbers of the evaluation that is kept, made now if it was not."""
    return kept_numbers(evaluate(question))


def count(basis: Basis, source: Source = kept) -> dict[str, TargetCounts]:
    """Every target of the scheme. ``source``: `kept`, or `afresh` to compute all of it again."""
    return {
        target_id: _target(basis, basis.question(target_id), source)
        for target_id in basis.scheme.counted
    }


def _target(basis: Basis, question: Question, source: Source) -> TargetCounts:
    rows, digest = source(question)
    by_town: dict[str, list[Row]] = {}
    for row in rows:
        by_town.setdefault(row[2] or "", []).append(row)
    definition = question.definition
    return TargetCounts(
        definition=f"{definition.id}/{definition.version}",
        rows_digest=digest,
        towns={
            town: _held(question, _counts(by_town.get(town, [])), None)
            for town in basis.scheme.towns
        },
        district=_held(question, _counts(rows), _base(question, source)),
    )


def _counts(rows: Iterable[Row]) -> Counts:
    return counts_of((side, may_be, number) for side, may_be, _town, number in rows)


def _held(question: Question, counts: Counts, base: Counts | None) -> Held:
    decide = dict(question.variant).get("decide", "point")
    judged = Judged(counts, question.target, question.plan, decide, base)
    if question.target.comparison in ("falls", "rises") and base is None:
        return Held(counts, None)
    return Held(counts, judged.met)


def base_question(question: Question) -> Question | None:
    """The same about the plan's base year, where a fall is counted from the register."""
    target, plan = question.target, question.plan
    if target.comparison != "falls" or target.base is not None or plan.base_year is None:
        return None
    return replace(question, as_of=date(plan.base_year, 12, 31))


def _base(question: Question, source: Source) -> Counts | None:
    """What the plan compares with; None for a target compared with no base year."""
    before = base_question(question)
    if before is not None:
        return _counts(source(before)[0])
    if question.target.base is None:
        return None
    return queries.base_counts(question, reader=OPERATOR)


__all__ = ["Basis", "Source", "TargetCounts", "afresh", "base_question", "count", "kept"]
