"""The shortest path to targets: the named rows whose completion reaches them at least effort.

With n of N met and p percent wanted, the balance is B = 100 n - p N for the completion of the
unknown rows that is worst for the share; a target is reached when B >= 0. Completing a row that
is not met adds 100; an unknown one adds what its worst case gains. Which rows are completed at
the least effort is a whole-number program (`calc.cheapest`); nothing is rounded.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connections

from zhifang import statutes
from zhifang.access.readers import OPERATOR, Reader
from zhifang.calc import Counts, still_needed
from zhifang.calc.cheapest import Item, Place, cheapest
from zhifang.core.errors import UserError
from zhifang.indicators.asking import Question, not_computed
from zhifang.indicators.completable import with_lost, working_day
from zhifang.indicators.effort import WITHOUT_VISIT, Effort
from zhifang.indicators.evaluating import counts_of, evaluate, unanswerable
from zhifang.indicators.figures import Judged
from zhifang.indicators.naming import names_of
from zhifang.indicators.queries import alias, known, the_plan

_READ = (
    "id, subject_kind, subject_id, party_id, worker_id, town, industry, size, side, outcome, "
    "may_be, due_on, obligation_id"
)

#: Why there is no list (zh, en).
_NO_SHARE = (
    "这一目标不是“至少百分之几”的比例，没有可列的补救对象。",
    "This target is not a share of at least some percent: no list of acts reaches it.",
)
_REACHED = ("目标已经达到。", "The target is met already.")
_NOTHING = ("没有应计入的对象。", "There is nothing to count.")
_OPEN = (
    "结论取决于情况不明的对象，没有可列的补救对象。",
    "Unknown rows leave it open, and no act settles them.",
)


@dataclass(frozen=True)
class Shortfall:
    """A target, how it stands for a reader, and the rows that may be completed."""

    question: Question
    counts: Counts
    rows: tuple[dict[str, Any], ...]
    reason: tuple[str, str] | None

    @property
    def percent(self) -> int:
        """The share wanted."""
        return self.question.target.value or 0

    @property
    def need(self) -> int:
        """What the balance lacks; zero or less where it lacks nothing."""
        if self.reason:
            return 0
        return -balance(self.counts, self.percent, self.question.plan.met_rule)

    @property
    def needed(self) -> int:
        """The least number of rows not met that must be completed."""
        if self.reason:
            return 0
        return still_needed(*_worst(self.counts, self.question.plan.met_rule), self.percent)

    def judged(self, counts: Counts) -> Judged:
        """Counts held against the target."""
        return Judged(counts, self.question.target, self.question.plan)


def _worst(counts: Counts, met_rule: str) -> tuple[int, int]:
    """(n, N) of the completion that is worst for the share."""
    return (counts.met, counts.denominator) if met_rule == "known_only" else counts.least()


def balance(counts: Counts, percent: int, met_rule: str = "all_completions") -> int:
    """100 n - p N of the worst completion: zero or more where the share is reached."""
    met, total = _worst(counts, met_rule)
    return 100 * met - percent * total


def gain(side: str, may_be: str, percent: int, met_rule: str = "all_completions") -> int:
    """What completing a row adds to the balance in the worst case; 0 where it adds nothing."""
    if side == "missing":
        return 100
    may = may_be.split()
    if met_rule == "known_only":  # it was in neither number; done, it is met or stays outside
        return 0 if "OUT" in may else 100 - percent
    if "NOT" not in may:
        return 0
    return min(percent, 100) if "OUT" in may else 100


def completed(counts: Counts, rows: Iterable[dict[str, Any]]) -> Counts:
    """The counts with some rows completed: met, or still outside where that was possible."""
    met, unmet, unknown = counts.met, counts.unmet, dict(counts.unknown)
    for row in rows:
        if row["side"] == "missing":
            unmet -= 1
            met += 1
            continue
        unknown[row["may_be"]] -= 1
        if "OUT" in row["may_be"].split():
            unknown["MET OUT"] = unknown.get("MET OUT", 0) + 1
        else:
            met += 1
    return Counts(
        met,
        unmet,
        {kinds: number for kinds, number in unknown.items() if number},
        counts.pending,
        counts.not_applicable,
    )


def shortfall(
    plan: statutes.Plan,
    target: statutes.Target,
    as_of: date,
    change_id: int,
    *,
    reader: Reader,
    town: str = "",
) -> Shortfall:
    """How a target stands for a reader, with the rows that can still be completed."""
    question = Question.of(plan, target, as_of, change_id)
    reason = unanswerable(question)
    if reason is None and (target.unit != "percent" or target.comparison not in (">=", "=")):
        reason = _NO_SHARE
    if reason:
        return Shortfall(question, Counts(0, 0, {}), (), reason)
    evaluation = evaluate(question)
    narrowed, parameters = ("and r.town = %s", [town]) if town else ("", [])
    with connections[alias(reader)].cursor() as cursor:
        cursor.execute(
            "select r.side, r.may_be, count(*) from evaluation_row r "
            f"where r.evaluation_id = %s {narrowed} group by 1, 2",
            [evaluation, *parameters],
        )
        counts = counts_of(cursor.fetchall())
        found = Shortfall(question, counts, (), None)
        if counts.denominator == 0 and counts.unknowns == 0:
            return Shortfall(question, counts, (), _NOTHING)
        if found.need <= 0:
            reached = found.judged(counts).met is True
            return Shortfall(question, counts, (), _REACHED if reached else _OPEN)
        cursor.execute(
            f"select {_READ} from evaluation_row r where r.evaluation_id = %s {narrowed} "
            "and r.side in ('missing', 'unknown') order by r.subject_id, r.id",
            [evaluation, *parameters],
        )
        names = [column[0] for column in cursor.description]
        rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    return Shortfall(question, counts, tuple(with_lost(question, rows)), None)


def places(shortfalls: Sequence[Shortfall], effort: Effort) -> list[Place]:
    """Where rows may be completed: an employer with all its rows, or a subject by itself."""
    visits: dict[tuple[str, str], int] = {}
    items: dict[tuple[str, str], list[Item]] = {}
    for number, found in enumerate(shortfalls):
        indicator = found.question.target.indicator
        for row in found.rows:
            worth = gain(row["side"], row["may_be"], found.percent, found.question.plan.met_rule)
            if row["lost"] or worth <= 0:
                continue
            visited = indicator not in WITHOUT_VISIT and row["party_id"] is not None
            place = (
                ("party", str(row["party_id"]))
                if visited
                else (row["subject_kind"], f"{indicator}:{row['subject_id']}")
            )
            visit = effort.visit(indicator, row["size"]) if visited else 0
            visits[place] = max(visits.get(place, 0), visit)
            items.setdefault(place, []).append(
                Item((number, row["id"]), number, worth, effort.act(indicator, row["size"]))
            )
    return [Place(key, visits[key], tuple(items[key])) for key in sorted(items, key=_in_order)]


def _in_order(key: tuple[str, str]) -> tuple[str, int, str]:
    kind, number = key
    return kind, int(number) if number.isdecimal() else 0, number


def shortest_document(
    plan_id: str | statutes.Plan,
    target_ids: Sequence[str],
    as_of: date,
    known_at: datetime | date | None = None,
    *,
    reader: Reader = OPERATOR,
    town: str = "",
    department: str = "",
) -> dict[str, Any]:
    """The rows to complete and what is reached by it; see the module for how they are chosen.

    Without ``target_ids`` every share of the plan, of a ``department`` those it answers for.
    ``items`` come by employer; ``visit_minutes`` stands on the first row of each.
    """
    plan = the_plan(plan_id)
    at = known(known_at)
    found = [
        shortfall(plan, target, as_of, at.change_id, reader=reader, town=town)
        for target in _chosen(plan, target_ids, department)
    ]
    effort = Effort(working_day(as_of))
    where = places(found, effort)
    reachable = [_reachable(number, one, where) for number, one in enumerate(found)]
    needs = [one.need if can else 0 for one, can in zip(found, reachable, strict=True)]
    best = cheapest(needs, where)
    if best is None:
        raise ArithmeticError("what each target can reach cannot be reached together")
    rows = {(number, row["id"]): row for number, one in enumerate(found) for row in one.rows}
    items: list[dict[str, Any]] = []
    picked: list[list[dict[str, Any]]] = [[] for _one in found]
    for place, taken in best.taken:
        for first, item in enumerate(taken):
            row = rows[item.key]  # type: ignore[index]
            picked[item.need].append(row)
            items.append(
                {
                    "target": found[item.need].question.target.id,
                    **{name: value for name, value in row.items() if name not in ("id", "lost")},
                    "act_minutes": item.cost,
                    "visit_minutes": place.visit if first == 0 else 0,
                }
            )
    indicators = sorted({one.question.target.indicator for one in found if not one.reason})
    return {
        "plan": plan.id,
        "as_of": as_of.isoformat(),
        "known_at": at.recorded_at.isoformat() if at.recorded_at else None,
        "from": working_day(as_of).isoformat(),
        "jurisdiction": town or plan.district,
        "department": department or None,
        "effort": effort.document(indicators),
        "targets": [
            _told(one, can, chosen)
            for one, can, chosen in zip(found, reachable, picked, strict=True)
        ],
        "minutes": best.cost,
        "least_minutes": best.bound,
        "proven": best.proven,
        "visits": sum(1 for place, _taken in best.taken if place.visit),
        "items": _named(items, reader, at.change_id),
    }


def _chosen(
    plan: statutes.Plan, target_ids: Sequence[str], department: str
) -> list[statutes.Target]:
    """The targets asked; UserError for one that is not computed or nobody answers for."""
    if department and department not in {one.id for one in plan.departments}:
        known_ones = "、".join(one.id for one in plan.departments)
        raise UserError(
            f"规划 {plan.id} 没有部门“{department}”；可选：{known_ones}。",
            f'Plan {plan.id} has no department "{department}"; choose one of {known_ones}.',
        )
    if target_ids:
        chosen = [plan.target(target_id) for target_id in target_ids]
        for target in chosen:
            reason = not_computed(target)
            if reason:
                raise UserError(*reason)
    else:
        chosen = [
            target
            for target in plan.targets
            if not_computed(target) is None
            and target.unit == "percent"
            and target.comparison in (">=", "=")
        ]
    return [one for one in chosen if not department or department in one.departments]


def _reachable(number: int, one: Shortfall, where: Sequence[Place]) -> bool:
    """Whether everything that can still be completed reaches the target."""
    worth = sum(item.gain for place in where for item in place.items if item.need == number)
    return one.need <= worth


def _told(one: Shortfall, reachable: bool, chosen: list[dict[str, Any]]) -> dict[str, Any]:
    target, counts = one.question.target, one.counts
    document: dict[str, Any] = {
        "id": target.id,
        "title": target.title_zh,
        "title_en": target.title_en,
        "unit": target.unit,
        "comparison": target.comparison,
        "target": target.value,
        "reason": one.reason[0] if one.reason else None,
        "reason_en": one.reason[1] if one.reason else None,
        "needed": one.needed,
        "chosen": len(chosen),
        "lost": sum(1 for row in one.rows if row["lost"]),
        "before": None if one.reason is _NO_SHARE else one.judged(counts).figures(),
        "after": None,
    }
    if one.need > 0 and reachable:
        document["after"] = one.judged(completed(counts, chosen)).figures()
    elif one.need > 0:
        rest = [
            row
            for row in one.rows
            if not row["lost"]
            and gain(row["side"], row["may_be"], one.percent, one.question.plan.met_rule) > 0
        ]
        after = one.judged(completed(counts, rest)).figures()
        document["after"] = after
        document["reason"] = (
            f"即使能补的 {len(rest)} 项全部完成，也只能达到 "
            f"{after['numerator']}/{after['denominator']}，本期不能达标。"
        )
        document["reason_en"] = (
            f"Even with all {len(rest)} rows that can still be completed it comes to "
            f"{after['numerator']} of {after['denominator']}: out of reach in this period."
        )
    return document


def _named(items: list[dict[str, Any]], reader: Reader, change_id: int) -> list[dict[str, Any]]:
    """The items with the names the reader may see."""
    names = names_of(items, change_id=change_id, using=alias(reader))
    for item in items:
        item["party_code"], item["party_name"] = names.party(item)
        item["worker_name"], item["worker_masked"] = names.worker(item)
        item["subject"] = names.subject(item)
        town = statutes.town_by_text(item["town"]) if item["town"] else None
        item["town_name"] = town.name_zh if town else item["town"] or ""
    return items
