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


def still_needed(numerator: int, denominator: int, target: int) -> int:
    """How many more of the denominator must be met before n/N is ``target`` percent; 0 if it is.

    19 of 20 at least wanted, 16 of 20 there: 3.
    """
    short = target * denominator - 100 * numerator
    return max(0, -(-short // 100))


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
        low, high = _wilson_limits(numerator, denominator)
        return (
            (100 * low).quantize(TENTH, ROUND_FLOOR),
            (100 * high).quantize(TENTH, ROUND_CEILING),
        )


def _wilson_limits(numerator: int, denominator: int) -> tuple[Decimal, Decimal]:
    """Wilson's 95 % limits of a share, between 0 and 1, in the precision of the context."""
    n, total, z2 = Decimal(numerator), Decimal(denominator), Z95 * Z95
    share = n / total
    middle = share + z2 / (2 * total)
    spread = Z95 * (share * (1 - share) / total + z2 / (4 * total * total)).sqrt()
    scale = 1 + z2 / total
    return max(Decimal(0), (middle - spread) / scale), min(Decimal(1), (middle + spread) / scale)


def difference(now: tuple[int, int], before: tuple[int, int]) -> Decimal | None:
    """Percentage points from the share n/N ``before`` to ``now``, cut towards zero to 0.1.

    None when either N = 0. From 92 of 100 to 94 of 100: 2.0.
    """
    if now[1] == 0 or before[1] == 0:
        return None
    thousandths = 1000 * (now[0] * before[1] - before[0] * now[1])
    cut_off = abs(thousandths) // (now[1] * before[1])
    return Decimal(cut_off if thousandths >= 0 else -cut_off) / 10


def newcombe(now: tuple[int, int], before: tuple[int, int]) -> tuple[Decimal, Decimal] | None:
    """The 95 % interval, in percentage points, of the change of a share n/N since ``before``.

    R. G. Newcombe, Stat. Med. 17 (1998) 873, method 10: Wilson's limits of both shares, joined
    by squares; for two independent groups. Low end floored, high end raised to 0.1.
    56 of 70 after 48 of 80: 5.2 to 33.4. None when either N = 0.
    """
    if now[1] == 0 or before[1] == 0:
        return None
    with localcontext() as context:
        context.prec = 40
        share, share_before = Decimal(now[0]) / now[1], Decimal(before[0]) / before[1]
        low, high = _wilson_limits(*now)
        low_before, high_before = _wilson_limits(*before)
        down = ((share - low) ** 2 + (high_before - share_before) ** 2).sqrt()
        up = ((high - share) ** 2 + (share_before - low_before) ** 2).sqrt()
        change = share - share_before
        return (
            (100 * (change - down)).quantize(TENTH, ROUND_FLOOR),
            (100 * (change + up)).quantize(TENTH, ROUND_CEILING),
        )
