"""From whole counts to what is printed: rates, bounds, intervals and whether a target is met.

The one place where counts become percentages (engines differ in division and rounding).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal, localcontext

#: Two-sided 95 % of the normal distribution.
Z95 = Decimal("1.959963984540054")

#: Below this many subjects no percentage is shown, no rank and no arrow.
SMALL = 5

TENTH = Decimal("0.1")


@dataclass(frozen=True)
class Counts:
    """Certain counts, and how many unknown subjects may be what.

    ``unknown``: by the set of what a subject may be ("MET NOT", "NOT OUT", "MET OUT",
    "MET NOT OUT"), how many.
    """

    met: int
    unmet: int
    unknown: Mapping[str, int]
    pending: int = 0
    not_applicable: int = 0

    @property
    def denominator(self) -> int:
        """N = MET + NOT; what is unknown is not in it."""
        return self.met + self.unmet

    @property
    def unknowns(self) -> int:
        """u, shown beside the rate."""
        return sum(self.unknown.values())

    def least(self) -> tuple[int, int]:
        """(n, N) of the completion with the least share."""
        met, unmet = self.met, self.unmet
        for kinds, number in self.unknown.items():
            may = kinds.split()
            if "NOT" in may:
                unmet += number
            elif "OUT" not in may:
                met += number
        return met, met + unmet

    def greatest(self) -> tuple[int, int]:
        """(n, N) of the completion with the greatest share."""
        met, unmet = self.met, self.unmet
        for kinds, number in self.unknown.items():
            may = kinds.split()
            if "MET" in may:
                met += number
            elif "OUT" not in may:
                unmet += number
        return met, met + unmet


def cut(numerator: int, denominator: int) -> Decimal | None:
    """100 n/N cut (never rounded up) to one decimal; None when N = 0. 9496 of 10000 is 94.9."""
    if denominator == 0:
        return None
    return Decimal(1000 * numerator // denominator) / 10


def reaches(numerator: int, denominator: int, comparison: str, target: int) -> bool | None:
    """Whether n/N stands to ``target`` percent as asked, in whole numbers; None when N = 0."""
    if denominator == 0:
        return None
    share, goal = 100 * numerator, target * denominator
    if comparison == ">=":
        return share >= goal
    if comparison == "=":
        return share == goal
    raise ValueError(f"comparison {comparison!r} is not of a share")


def met(counts: Counts, comparison: str, target: int, rule: str = "all_completions") -> bool | None:
    """True if the comparison holds for every completion of the unknowns, False if for none.

    ``rule`` "known_only" looks at the certain counts alone. None when neither, and when there
    is nothing to judge.
    """
    if rule == "known_only":
        return reaches(counts.met, counts.denominator, comparison, target)
    if counts.denominator == 0 and counts.unknowns == 0:
        return None
    worst = reaches(*counts.least(), comparison, target)
    best = reaches(*counts.greatest(), comparison, target)
    return worst if worst == best else None


def wilson(numerator: int, denominator: int) -> tuple[Decimal, Decimal] | None:
    """Wilson's 95 % interval of a share in percent, low end floored, high end raised to 0.1.

    E. B. Wilson, J. Am. Stat. Assoc. 22 (1927) 209. 95 of 100: 88.8 to 97.9. None when N = 0.
    """
    if denominator == 0:
        return None
    with localcontext() as context:
        context.prec = 40
        n, total, z2 = Decimal(numerator), Decimal(denominator), Z95 * Z95
        share = n / total
        middle = share + z2 / (2 * total)
        spread = Z95 * (share * (1 - share) / total + z2 / (4 * total * total)).sqrt()
        scale = 1 + z2 / total
        low = 100 * (middle - spread) / scale
        high = 100 * (middle + spread) / scale
        return (
            max(Decimal(0), low).quantize(TENTH, ROUND_FLOOR),
            min(Decimal(100), high).quantize(TENTH, ROUND_CEILING),
        )
