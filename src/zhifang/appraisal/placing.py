"""Places: the bodies in order of their totals, and what decides between equal ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from zhifang.appraisal.arithmetic import SCORED, Score
from zhifang.statutes.appraisal_checks import BY_DEDUCTIONS
from zhifang.statutes.appraisals import Scheme

#: What a body is compared by; None when it has no value there.
Key = Mapping[str, Fraction | None]


def numbered(groups: Sequence[Sequence[str]], numbering: str) -> dict[str, int]:
    """Places of groups of equals, best first. competition: 1, 2, 2, 4; dense: 1, 2, 2, 3."""
    found: dict[str, int] = {}
    place = 1
    for group in groups:
        found |= dict.fromkeys(group, place)
        place += 1 if numbering == "dense" else len(group)
    return found


def _grouped(bodies: Sequence[str], values: Mapping[str, Fraction]) -> list[list[str]]:
    """The bodies by value, greatest first; equals together, in the order given."""
    return [
        [body for body in bodies if values[body] == value]
        for value in sorted({values[body] for body in bodies}, reverse=True)
    ]


def _decided(equal: Sequence[str], keys: Sequence[Key]) -> list[list[str]]:
    """Equals split by the first key that all of them have and that parts them."""
    if len(equal) < 2 or not keys:
        return [list(equal)]
    values = {body: value for body in equal if (value := keys[0].get(body)) is not None}
    if len(values) < len(equal):
        return _decided(equal, keys[1:])
    found = []
    for group in _grouped(equal, values):
        found += _decided(group, keys[1:])
    return found


def places(scheme: Scheme, scores: Mapping[str, Score]) -> dict[str, int]:
    """The place of each body that has a total.

    Equal totals are parted by ``ties.by`` in turn: fewer points deducted, or the greater part of
    a target's weight. A key on which one of the equals is not scored decides nothing between
    them. What no key parts shares its place.
    """
    totals = {body: score.total for body, score in scores.items() if score.total is not None}
    keys: list[Key] = [
        {body: tie_value(scores[body], key) for body in totals} for key in scheme.ties_by
    ]
    groups = []
    for equal in _grouped(list(totals), totals):
        groups += _decided(equal, keys)
    return numbered(groups, scheme.numbering)


def tie_value(score: Score, key: str) -> Fraction | None:
    """What a body is compared by among equals; greater is better."""
    if key == BY_DEDUCTIONS:
        return -sum((one.points for one in score.taken), Fraction(0))
    return next((line.part for line in score.lines if line.target == key), None)


def target_places(scheme: Scheme, scores: Mapping[str, Score], target: str) -> dict[str, int]:
    """The places on one target, of the bodies for which it is certain."""
    parts = {
        body: line.low
        for body, score in scores.items()
        for line in score.lines
        if line.target == target and line.status == SCORED
    }
    return numbered(_grouped(list(parts), parts), scheme.numbering)
