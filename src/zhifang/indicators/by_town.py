"""All targets of a plan by township, counted from the kept rows in one query."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connections
from scipy.special import bdtrik

from zhifang import statutes
from zhifang.access.readers import Reader
from zhifang.indicators.asking import questions_of
from zhifang.indicators.evaluating import counts_of, evaluate_all
from zhifang.indicators.figures import Judged
from zhifang.indicators.queries import alias, base_counts
from zhifang.registry.changes.queries import KnownAt

#: Both limits of a funnel: 95 % and 99.8 % of townships that differ by chance alone lie inside.
LIMITS = (("inner", 0.025), ("outer", 0.001))


@dataclass(frozen=True)
class TownTable:
    """Figures by target and town code ("" the whole, "unattributed" what has no township)."""

    targets: tuple[statutes.Target, ...]
    towns: tuple[str, ...]
    figures: dict[tuple[str, str], dict[str, Any]]


def town_table(
    plan: statutes.Plan,
    as_of: date,
    at: KnownAt,
    *,
    reader: Reader,
    only: str = "",
) -> TownTable:
    """Every computed target (or ``only`` one) in every township that the reader may see."""
    asked = [
        question
        for question in questions_of(plan, as_of, at.change_id)
        if only in ("", question.target.id)
    ]
    questions = dict(zip(evaluate_all(asked), asked, strict=True))
    with connections[alias(reader)].cursor() as cursor:
        cursor.execute(
            "select r.evaluation_id, coalesce(r.town, 'unattributed'), r.side, r.may_be, count(*) "
            "from evaluation_row r where r.evaluation_id = any(%s) group by 1, 2, 3, 4",
            [list(questions)],
        )
        found: dict[tuple[int, str], list[tuple[str, str, int]]] = {}
        for evaluation, town, side, may_be, number in cursor.fetchall():
            for code in ("", town):
                found.setdefault((evaluation, code), []).append((side, may_be, number))
    seen = {town for _evaluation, town in found} - {""}
    towns = list(plan.towns) if reader.district else sorted(seen & set(plan.towns))
    towns += sorted(seen - set(plan.towns) - {"unattributed"})
    towns += ["unattributed"] if "unattributed" in seen else []
    figures: dict[tuple[str, str], dict[str, Any]] = {}
    for evaluation, question in questions.items():
        base = base_counts(question, reader=reader)
        for code in ("", *towns):
            counts = counts_of(found.get((evaluation, code), []))
            judged = Judged(counts, question.target, plan, base=base if code == "" else None)
            figures[question.target.id, code] = {**judged.figures(), "unit": question.target.unit}
    return TownTable(
        tuple(question.target for question in questions.values()), tuple(towns), figures
    )


def limits(met: int, total: int, size: int) -> dict[str, list[float]]:
    """Between which percentages a township of ``size`` lies if it is like the whole, by name.

    Exact binomial limits, interpolated between whole counts: D. J. Spiegelhalter, Stat. Med. 24
    (2005) 1185, appendix A.1.1. ``met`` of ``total``: the whole; 0 < met < total.
    """
    share = met / total
    found = {}
    for name, tail in LIMITS:
        low = float(bdtrik(tail, size, share)) if size else 0.0
        high = float(bdtrik(1 - tail, size, share)) if size else 0.0
        if low != low or low < 0:  # the chance of none at all is greater than the tail
            low = 0.0
        found[name] = [round(100 * low / size, 2), round(min(100.0, 100 * high / size), 2)]
    return found


def funnel(table: TownTable, target_id: str) -> dict[str, Any]:
    """The townships of one target against the limits of chance around the whole's share.

    ``lines``: the limits at sizes from 5 to the largest township; none where the whole's share
    is 0 or 100 percent, or nothing is counted. Each town: code, figures, outside (None, "inner",
    "outer": beyond which limit it lies).
    """
    whole = table.figures[target_id, ""]
    met, total = whole["numerator"], whole["denominator"]
    towns = [
        {"code": code, "figures": table.figures[target_id, code]}
        for code in table.towns
        if table.figures[target_id, code]["denominator"]
    ]
    drawn = 0 < met < total
    largest = max((town["figures"]["denominator"] for town in towns), default=0)
    for town in towns:
        size = town["figures"]["denominator"]
        share = 100 * town["figures"]["numerator"] / size
        town["outside"] = None
        if drawn and size >= 5:
            for name, (low, high) in limits(met, total, size).items():
                if not low <= share <= high:
                    town["outside"] = name
    sizes = sorted({5, *(round(5 + (largest - 5) * (step / 40) ** 2) for step in range(41))})
    return {
        "whole": whole,
        "towns": towns,
        "lines": [
            {"size": size, **limits(met, total, size)} for size in sizes if drawn and size >= 5
        ],
    }
