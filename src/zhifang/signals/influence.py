"""One employer without which a township would not meet a target."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from zhifang.signals.signal import Judgement, Limits, Signal
from zhifang.signals.tails import discoveries, hypergeometric_tail

MET, MISSING = "numerator", "missing"


@dataclass(frozen=True)
class Subject:
    """One row of a target with the employer and township it counts for."""

    target: str
    town: str
    employer: str
    side: str
    key: str


def one_employer(
    subjects: Iterable[Subject], meets: Callable[[str, int, int], bool], limits: Limits
) -> Judgement:
    """Employers that alone lift a township over the line of a target.

    ``meets(target, numerator, denominator)``. Leaving one employer out, the others no longer
    meet the target; and no other employer of the township does the same, since where many do,
    the rate merely stands at the line. Its own rows must be met more often than the others' by
    Fisher's exact one-sided test, controlled over all such employers. Only MET and NOT are
    counted. ``judged`` counts townships and targets; those whose denominator is below the least
    are ``too_few``, and an employer without which it is below is never named.
    """
    groups: dict[tuple[str, str], dict[str, list[Subject]]] = defaultdict(dict)
    for one in subjects:
        if one.side in (MET, MISSING) and one.town and one.employer:
            groups[one.target, one.town].setdefault(one.employer, []).append(one)
    tested: list[Signal] = []
    too_few = 0
    for (target, town), of_town in sorted(groups.items()):
        if sum(len(rows) for rows in of_town.values()) < limits.least_denominator:
            too_few += 1
            continue
        lifting = _lifting(target, of_town, meets, limits)
        if len(lifting) == 1:
            tested.append(_signal(target, town, lifting[0], of_town))
    flags = discoveries([one.p or 0.0 for one in tested], limits.q)
    return Judgement(
        "one_employer",
        tuple(one for one, flagged in zip(tested, flags, strict=True) if flagged),
        len(groups) - too_few,
        too_few,
    )


def _lifting(
    target: str,
    of_town: Mapping[str, Sequence[Subject]],
    meets: Callable[[str, int, int], bool],
    limits: Limits,
) -> list[str]:
    """The employers without which the others would not meet the target that all meet."""
    total = sum(len(rows) for rows in of_town.values())
    met = {employer: _met(rows) for employer, rows in of_town.items()}
    all_met = sum(met.values())
    if not meets(target, all_met, total):
        return []
    return [
        employer
        for employer, rows in sorted(of_town.items())
        if total - len(rows) >= limits.least_denominator
        and not meets(target, all_met - met[employer], total - len(rows))
    ]


def _signal(
    target: str, town: str, employer: str, of_town: Mapping[str, Sequence[Subject]]
) -> Signal:
    own = of_town[employer]
    everybody = [row for rows in of_town.values() for row in rows]
    met, own_met = _met(everybody), _met(own)
    return Signal(
        "one_employer",
        "employer",
        employer,
        town,
        {
            "target": target,
            "numerator": met,
            "denominator": len(everybody),
            "own_numerator": own_met,
            "own_denominator": len(own),
            "others_numerator": met - own_met,
            "others_denominator": len(everybody) - len(own),
        },
        tuple(
            {"key": row.key, "employer": employer, "town": town, "side": row.side} for row in own
        ),
        hypergeometric_tail(own_met, len(own), met, len(everybody)),
    )


def _met(rows: Iterable[Subject]) -> int:
    return sum(row.side == MET for row in rows)
