"""Reading targets: the plan's table, a target's groups, and the rows behind a number.

Everything is computed once by the engine; what a reader gets are the rows it may see, counted.
The operator of the command line reads as the engine, everybody else under row security.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db import connections, transaction

from zhifang import statutes
from zhifang.access.readers import OPERATOR, Reader
from zhifang.calc import Counts
from zhifang.core.errors import UserError
from zhifang.indicators.asking import Question, not_computed, questions_of
from zhifang.indicators.definitions import Definition
from zhifang.indicators.evaluating import (
    HEADER,
    counts_of,
    digest_of,
    evaluate,
    evaluate_all,
    lines,
)
from zhifang.indicators.figures import Judged
from zhifang.indicators.variants import variants_of
from zhifang.registry.changes.queries import KnownAt, resolve

#: What each option of ``--side`` takes in.
SIDES: dict[str, tuple[str, ...]] = {
    "all": (),
    "numerator": ("numerator",),
    "denominator": ("numerator", "missing"),
    "missing": ("missing",),
    "unknown": ("unknown",),
    "pending": ("pending",),
    "not_applicable": ("not_applicable",),
}

#: What a target can be grouped by, and the SQL of the group.
GROUPS = {
    "township": "coalesce(r.town, '')",
    "industry": "coalesce(left(r.industry, 3), '')",
    "size": "coalesce(r.size, '')",
}


@dataclass(frozen=True)
class Tally:
    """Counts of one group, and how many of the unmet rest on an incomplete source."""

    counts: Counts
    unmet_incomplete: int


def alias(reader: Reader) -> str:
    """The connection a reader reads through."""
    return "engine" if reader == OPERATOR else "default"


def known(known_at: datetime | date | None) -> KnownAt:
    """The change an answer is given at."""
    return resolve(known_at, using="engine")


def the_plan(plan: str | statutes.Plan) -> statutes.Plan:
    """The plan of an id; one read from a file elsewhere is given itself."""
    return plan if isinstance(plan, statutes.Plan) else statutes.plan(plan)


def question(plan_id: str | statutes.Plan, target_id: str, as_of: date, change_id: int) -> Question:
    """The plan's question about one of its targets. UserError when it is not computed."""
    plan = the_plan(plan_id)
    target = plan.target(target_id)
    reason = not_computed(target)
    if reason:
        raise UserError(*reason)
    return Question.of(plan, target, as_of, change_id)


def plan_document(
    plan_id: str | statutes.Plan,
    as_of: date,
    known_at: datetime | date | None = None,
    *,
    by: str | None = None,
    reader: Reader = OPERATOR,
    town: str | None = None,
    variants: bool = True,
) -> dict[str, Any]:
    """The plan's table as in semantics section 10. ``town`` narrows it to one township."""
    plan = the_plan(plan_id)
    at = known(known_at)
    questions = questions_of(plan, as_of, at.change_id)
    evaluations = zip(questions, evaluate_all(questions), strict=True)
    kept = {question.target.id: evaluation for question, evaluation in evaluations}
    return {
        "plan": plan.id,
        "title": plan.title_zh,
        "as_of": as_of.isoformat(),
        "known_at": at.recorded_at.isoformat() if at.recorded_at else None,
        "jurisdiction": town or plan.district,
        "law_digest": statutes.digest(),
        "plan_digest": plan.digest,
        "targets": [
            target_document(
                plan,
                target,
                as_of,
                at,
                by=by,
                reader=reader,
                town=town,
                variants=variants,
                evaluation=kept.get(target.id),
            )
            for target in plan.targets
        ],
    }


def target_document(
    plan: statutes.Plan,
    target: statutes.Target,
    as_of: date,
    at: KnownAt,
    *,
    by: str | None = None,
    reader: Reader = OPERATOR,
    town: str | None = None,
    variants: bool = True,
    evaluation: int | None = None,
) -> dict[str, Any]:
    """One target of the plan's table. ``evaluation``: its id, if it is known already."""
    head: dict[str, Any] = {
        "id": target.id,
        "indicator": target.indicator or None,
        "title": target.title_zh,
        "title_en": target.title_en,
        "unit": target.unit,
        "comparison": target.comparison,
        "target": target.value,
        "target_weight": target.weight,
        "nature": target.nature or None,
        "note": target.note_zh or None,
        "note_en": target.note_en or None,
    }
    unanswered = not_computed(target)
    if unanswered:
        reason_zh, reason_en = unanswered
        return {**head, "value": None, "met": None, "reason": reason_zh, "reason_en": reason_en}
    asked = Question.of(plan, target, as_of, at.change_id)
    if evaluation is None:
        evaluation = evaluate(asked)
    tallies = _tallies(evaluation, reader=reader, town=town)
    tally = tallies.get("", Tally(Counts(0, 0, {}), 0))
    base = base_counts(asked, reader=reader, town=town)
    judged = Judged(tally.counts, target, plan, dict(asked.variant).get("decide", "point"), base)
    document = {
        **head,
        **judged.figures(),
        # of shares and counts no subject is "unmet"
        "unmet_incomplete": tally.unmet_incomplete if target.unit == "percent" else 0,
        "period": [asked.asked.period_start.isoformat(), as_of.isoformat()],
        "variant": ";".join(f"{k}={v}" for k, v in asked.variant),
        "variants": (variants_of(asked, base, reader=reader, town=town) if variants else []),
        "weight": rule_weight(asked.definition, as_of),
        "definition": asked.definition_text,
        "rows_digest": _rows_digest(evaluation, reader=reader, town=town),
        **judged.reason(),
    }
    if base is not None:
        document["base"] = {
            "year": plan.base_year,
            "numerator": base.met,
            "denominator": base.denominator,
            "unknown": base.unknowns,
            "p": judged.fell.p if judged.fell else None,
        }
    if by:
        document["groups"] = groups(evaluation, plan, target, by=by, reader=reader, town=town)
    return document


def groups(
    evaluation: int,
    plan: statutes.Plan,
    target: statutes.Target,
    *,
    by: str,
    reader: Reader,
    town: str | None = None,
) -> list[dict[str, Any]]:
    """The target by township, industry division or size; parts and "unattributed" add up."""
    tallies = _tallies(evaluation, reader=reader, town=town, by=by)
    if by == "township" and not town and reader.district:
        for code in plan.towns:
            tallies.setdefault(code, Tally(Counts(0, 0, {}), 0))
    return [
        {
            "code": code or "unattributed",
            "name": group_name(by, code),
            **Judged(tally.counts, target, plan).figures(),
            "unmet_incomplete": tally.unmet_incomplete if target.unit == "percent" else 0,
        }
        for code, tally in sorted(tallies.items(), key=lambda item: (item[0] == "", item[0]))
    ]


def group_name(by: str, code: str) -> str:
    """The Chinese name of a group; empty code: unattributed."""
    if not code:
        return "未归属"
    if by == "township":
        found = statutes.town_by_text(code)
        return found.name_zh if found else code
    if by == "industry":
        industry = statutes.industry_by_text(code)
        return industry.name_zh if industry else code
    return {
        "large": "大型",
        "medium": "中型",
        "small": "小型",
        "micro": "微型",
        "unknown": "不详",
    }.get(code, code)


def by_year(
    plan_id: str | statutes.Plan,
    target_id: str,
    as_of: date,
    known_at: datetime | date | None = None,
    *,
    reader: Reader,
    town: str | None = None,
) -> list[dict[str, Any]]:
    """The target on the last day of each year of the plan up to the day asked, and on that day."""
    plan = the_plan(plan_id)
    target = plan.target(target_id)
    at = known(known_at)
    days = [date(year, 12, 31) for year in range(plan.first_day.year, as_of.year)] + [as_of]
    asked = question(plan, target_id, as_of, at.change_id)
    base = base_counts(asked, reader=reader, town=town)
    found = []
    for day in days:
        evaluation = evaluate(question(plan, target_id, day, at.change_id))
        tally = _tallies(evaluation, reader=reader, town=town).get("")
        counts = tally.counts if tally else Counts(0, 0, {})
        found.append(
            {
                "year": day.year,
                "as_of": day.isoformat(),
                **Judged(counts, target, plan, base=base).figures(),
            }
        )
    return found


def row_lines(
    plan_id: str | statutes.Plan,
    target_id: str,
    as_of: date,
    known_at: datetime | date | None = None,
    *,
    side: str = "all",
    town: str = "",
    reader: Reader = OPERATOR,
) -> Iterator[str]:
    """The rows of a target as CSV lines with a header, sorted by bytes (streams).

    ``town`` narrows them to one township, or to "unattributed".
    """
    if side not in SIDES:
        raise UserError(
            f"没有“{side}”这一类行；可选：{'、'.join(SIDES)}。",
            f'There is no side "{side}"; choose one of {", ".join(SIDES)}.',
        )
    evaluation = evaluate(question(plan_id, target_id, as_of, known(known_at).change_id))
    yield HEADER
    # A server-side cursor: however many rows there are, only a few are in memory.
    with (
        transaction.atomic(using=alias(reader)),
        connections[alias(reader)].chunked_cursor() as cursor,
    ):
        yield from lines(cursor, evaluation, SIDES[side], town)


def base_counts(asked: Question, *, reader: Reader, town: str | None = None) -> Counts | None:
    """What the plan compares with: the counts of its base year, None where it compares with none.

    The plan file may give them; for a fall they are else counted on the base year's last day.
    """
    base, plan = asked.target.base, asked.plan
    if base is not None:
        unmet = base.denominator - base.numerator
        return Counts(base.numerator, unmet, {"MET NOT": base.unknown} if base.unknown else {})
    if asked.target.comparison != "falls" or plan.base_year is None:
        return None
    before = replace(asked, as_of=date(plan.base_year, 12, 31))
    tally = _tallies(evaluate(before), reader=reader, town=town).get("")
    return tally.counts if tally else Counts(0, 0, {})


def rule_weight(definition: Definition, as_of: date) -> str:
    """The weakest weight of the law a target rests on, on the day: primary|secondary|unverified."""
    order = ("unverified", "secondary", "primary")
    rule = definition.rule
    if rule == "HEX-02":
        weights = {
            row.weight
            for row in statutes.exam_cycle_rows()
            if row.status == "mandatory"
            and row.valid_from <= as_of
            and (row.valid_to is None or row.valid_to > as_of)
        }
    elif rule == "DET-01":
        weights = {
            row.weight
            for row in statutes.measurement_cycle_rows()
            if (row.valid_from or as_of) <= as_of and (row.valid_to is None or row.valid_to > as_of)
        }
    else:
        values = [statutes.parameter(one).on(as_of) for one in definition.law]
        weights = {"primary"} | {value.weight for value in values if value}
    return min(weights, key=order.index) if weights else "unverified"


def _tallies(
    evaluation: int, *, reader: Reader, town: str | None, by: str | None = None
) -> dict[str, Tally]:
    """Counts by group code (one group "" without ``by``) of the rows that may be seen."""
    group = GROUPS[by] if by else "''"
    narrowed = "and r.town = %s" if town else ""
    parameters: list[Any] = [evaluation, town] if town else [evaluation]
    with connections[alias(reader)].cursor() as cursor:
        cursor.execute(
            f"select {group}, r.side, r.may_be, count(*), "
            "count(*) filter (where r.side = 'missing' and not r.source_complete) "
            f"from evaluation_row r where r.evaluation_id = %s {narrowed} group by 1, 2, 3",
            parameters,
        )
        found: dict[str, list[tuple[str, str, int, int]]] = {}
        for code, side, may_be, number, incomplete in cursor.fetchall():
            found.setdefault(code, []).append((side, may_be, number, incomplete))
    return {
        code: Tally(counts_of(row[:3] for row in rows), sum(row[3] for row in rows))
        for code, rows in found.items()
    }


def _rows_digest(evaluation: int, *, reader: Reader, town: str | None) -> str:
    """SM3 of the rows this reader would export."""
    with connections[alias(reader)].cursor() as cursor:
        if reader.district and town is None:
            cursor.execute("select rows_digest from evaluation where id = %s", [evaluation])
            return str(cursor.fetchone()[0])
        return digest_of(lines(cursor, evaluation))


def evaluation_id(
    plan_id: str | statutes.Plan,
    target_id: str,
    as_of: date,
    known_at: datetime | date | None = None,
) -> int:
    """The stored evaluation behind a target's figures, for pages that page through its rows."""
    return evaluate(question(plan_id, target_id, as_of, known(known_at).change_id))


def page_of_rows(
    evaluation: int,
    *,
    sides: Sequence[str] = (),
    town: str = "",
    after: tuple[str, int] = ("", 0),
    limit: int = 50,
    reader: Reader,
) -> list[dict[str, Any]]:
    """Rows in the order of subject ids after a cursor (subject_id, id): for paging."""
    conditions, parameters = ["r.evaluation_id = %s"], [evaluation]
    if sides:
        conditions.append("r.side = any(%s)")
        parameters.append(list(sides))  # type: ignore[arg-type]
    if town:
        conditions.append("coalesce(r.town, '') = %s")
        parameters.append("" if town == "unattributed" else town)  # type: ignore[arg-type]
    conditions.append("(r.subject_id, r.id) > (%s, %s)")
    parameters += [after[0], after[1]]  # type: ignore[list-item]
    with connections[alias(reader)].cursor() as cursor:
        cursor.execute(
            "select r.id, r.subject_kind, r.subject_id, r.party_id, r.worker_id, r.town, "
            "r.industry, r.size, r.side, r.outcome, r.may_be, r.due_on, r.done_on, "
            "r.obligation_id, r.source_complete from evaluation_row r "
            f"where {' and '.join(conditions)} order by r.subject_id, r.id limit %s",
            [*parameters, limit],
        )
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
