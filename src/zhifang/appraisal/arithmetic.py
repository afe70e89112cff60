"""The points of one body, line by line: counts, part of the weight, points, and why none.

Everything is an exact fraction; a line is cut (never rounded up) to the decimals of the scheme, so
that the lines add up by hand to the total (scheme: citation and weight in its file).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from zhifang.calc import Counts
from zhifang.statutes.appraisals import Deduction, Scheme, Scored
from zhifang.statutes.plans import Target

#: What a line is. Only a scored one has points of its own and a place among the bodies.
SCORED, SMALL, NOTHING, UNDECIDED = "scored", "small", "nothing", "undecided"


@dataclass(frozen=True)
class Held:
    """What a target says of a body: its counts, and whether the plan's comparison holds (None:
    undecided or nothing to judge)."""

    counts: Counts
    met: bool | None


@dataclass(frozen=True)
class Line:
    """A target of a body. ``weight``: after what is not scored was given to the others.

    ``low``, ``high``: the least and greatest part of the weight however the unknown rows turn
    out; ``part`` is what counts, None when the target is not scored. ``points``: cut.
    """

    target: str
    status: str
    counts: Counts
    scheme_weight: int
    weight: Fraction
    part: Fraction | None
    low: Fraction
    high: Fraction
    points: Fraction
    most_points: Fraction


@dataclass(frozen=True)
class Taken:
    """A deduction: for how many certain rows, how many may still come, and the points."""

    deduction: str
    target: str
    rows: int
    open_rows: int
    points: Fraction
    most_points: Fraction


@dataclass(frozen=True)
class Score:
    """The score of a body.

    ``total``: None when too little of its weight is scored; ``most``: the total that the unknown
    rows leave possible; ``grade``: empty without a total.
    """

    lines: tuple[Line, ...]
    taken: tuple[Taken, ...]
    total: Fraction | None
    least: Fraction | None
    most: Fraction | None
    grade: str


def cut(value: Fraction, decimals: int) -> Fraction:
    """The value cut to so many decimals: 180/19 to 2 is 9.47."""
    scale = 10**decimals
    return Fraction(value * scale // 1, scale)


def part_of(scored: Scored, goal: int, met: int, total: int) -> Fraction:
    """The part of the weight that ``met`` of ``total`` rows earn (total > 0).

    Proportional to the plan's value ``goal`` percent: 18 of 20 against 95 % is 18/19.
    """
    percent = Fraction(100 * met, total)
    if scored.score == "bands":
        for band in scored.bands:
            if percent >= band.at_least:
                return Fraction(band.part, 100)
        return Fraction(0)
    if percent < scored.floor:
        return Fraction(0)
    return Fraction(1) if percent >= goal else percent / goal


def _judged(scored: Scored, target: Target, held: Held) -> tuple[str, Fraction, Fraction]:
    """(status, least part, greatest part) over every completion of the unknown rows."""
    counts = held.counts
    if target.unit != "count" and counts.denominator == 0 and counts.unknowns == 0:
        return NOTHING, Fraction(0), Fraction(0)
    if scored.score == "met":
        if held.met is None:
            return UNDECIDED, Fraction(0), Fraction(1)
        part = Fraction(1) if held.met else Fraction(0)
        return SCORED, part, part
    goal = target.value or 0
    ends = []
    for met, total in (counts.least(), counts.greatest()):
        # with every row out there would be nothing to count, and nothing lost either
        ends.append(part_of(scored, goal, met, total) if total else Fraction(1))
    low, high = min(ends), max(ends)
    return (SCORED if low == high else UNDECIDED), low, high


def _line(scheme: Scheme, scored: Scored, target: Target, held: Held) -> Line:
    """A line before weights are given to others: its points are set later."""
    counts = held.counts
    status, low, high = _judged(scored, target, held)
    small = target.unit != "count" and counts.denominator < scheme.small_below
    if status != NOTHING and small and not scored.small_counts:
        status = SMALL
    part: Fraction | None = None
    if status == SCORED or (status == UNDECIDED and scheme.undecided == "certain"):
        part = low
    elif status == UNDECIDED and scheme.undecided == "known_only" and counts.denominator:
        part = _of_known(scored, target, held)
    return Line(
        target=scored.id,
        status=status,
        counts=counts,
        scheme_weight=scored.weight,
        weight=Fraction(scored.weight),
        part=part,
        low=low,
        high=high,
        points=Fraction(0),
        most_points=Fraction(0),
    )


def _of_known(scored: Scored, target: Target, held: Held) -> Fraction | None:
    """The part by the certain rows alone; None where the comparison has none."""
    counts = held.counts
    goal = target.value or 0
    if scored.score != "met":
        return part_of(scored, goal, counts.met, counts.denominator)
    if target.unit != "percent" or target.comparison not in (">=", "="):
        return None
    reached = Fraction(100 * counts.met, counts.denominator)
    holds = reached >= goal if target.comparison == ">=" else reached == goal
    return Fraction(1) if holds else Fraction(0)


def _enough(scheme: Scheme, lines: list[Line]) -> bool:
    """Whether enough of the weight is scored for a total; never when nothing is."""
    scored = sum(line.scheme_weight for line in lines if line.part is not None)
    everything = sum(line.scheme_weight for line in lines)
    return scored > 0 and 100 * scored >= scheme.least_scored * everything


def _by_scheme_weight(scheme: Scheme, lines: list[Line]) -> tuple[Line, ...]:
    """The lines with the scheme's own weights, of a body that has no total."""
    return tuple(
        replace(
            line,
            points=cut(line.weight * (line.part or 0), scheme.decimals),
            most_points=cut(
                line.weight * (line.high if line.part is not None else 0), scheme.decimals
            ),
        )
        for line in lines
    )


def _weighted(scheme: Scheme, lines: list[Line]) -> list[Line]:
    """The lines with the weights that hold after redistribution, and their points."""
    scored = sum(line.scheme_weight for line in lines if line.part is not None)
    everything = sum(line.scheme_weight for line in lines)
    neutral = scheme.small_rule == "neutral"
    basis = everything if neutral else scored
    found = []
    for line in lines:
        if line.part is None and not neutral:
            weight, part, most = Fraction(0), Fraction(0), Fraction(0)
        else:
            weight = Fraction(line.scheme_weight * scheme.full_marks, basis)
            given = Fraction(scheme.neutral_part, 100)
            part = given if line.part is None else line.part
            most = given if line.part is None else max(part, line.high)
        found.append(
            replace(
                line,
                weight=weight,
                points=cut(weight * part, scheme.decimals),
                most_points=cut(weight * most, scheme.decimals),
            )
        )
    return found


def _taken(deduction: Deduction, held: Held) -> Taken:
    counts = held.counts
    rows = counts.met if deduction.side == "numerator" else counts.unmet
    kind = "MET" if deduction.side == "numerator" else "NOT"
    open_rows = sum(number for may, number in counts.unknown.items() if kind in may.split())
    return Taken(
        deduction=deduction.id,
        target=deduction.target,
        rows=rows,
        open_rows=open_rows,
        points=Fraction(min(deduction.points * rows, deduction.most)),
        most_points=Fraction(min(deduction.points * (rows + open_rows), deduction.most)),
    )


def _grade(scheme: Scheme, total: Fraction, taken: list[Taken]) -> str:
    """The grade of a total; a deduction may forbid the better ones."""
    order = [grade.id for grade in scheme.grades]
    found = next(grade.id for grade in scheme.grades if total >= grade.at_least)
    limits = {one.id: one.grade_at_most for one in scheme.deductions}
    for one in taken:
        best = limits[one.deduction]
        if one.rows and best and order.index(best) > order.index(found):
            found = best
    return found


def score(
    scheme: Scheme, who: str, held: Mapping[str, Held], targets: Mapping[str, Target]
) -> Score:
    """The score of a body of kind ``who`` (towns, departments).

    ``held``: what each target says of it; targets that are not in it do not concern the body.
    """
    lines = [
        _line(scheme, one, targets[one.id], held[one.id])
        for one in scheme.targets
        if who in one.who and one.id in held
    ]
    taken = [
        _taken(one, held[one.target])
        for one in scheme.deductions
        if who in one.who and one.target in held
    ]
    if not _enough(scheme, lines):
        return Score(_by_scheme_weight(scheme, lines), tuple(taken), None, None, None, "")
    weighted = _weighted(scheme, lines)
    points = sum((line.points for line in weighted), Fraction(0))
    most = sum((line.most_points for line in weighted), Fraction(0))
    lost = sum((one.points for one in taken), Fraction(0))
    lost_at_most = sum((one.most_points for one in taken), Fraction(0))
    total = max(Fraction(0), points - lost)
    return Score(
        lines=tuple(weighted),
        taken=tuple(taken),
        total=total,
        least=max(Fraction(0), points - lost_at_most),
        most=max(Fraction(0), most - lost),
        grade=_grade(scheme, total, taken),
    )
