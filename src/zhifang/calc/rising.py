"""Whether a share rose by so many percent of what it was in a base year."""

from __future__ import annotations

from zhifang.calc.rates import Counts


def rises(now: Counts, base: Counts, percent: int | None) -> bool | None:
    """Whether n/N is at least (100 + ``percent``) % of n₀/N₀, over all completions of both.

    Without ``percent``: above n₀/N₀ at all. "Raised by 20 %" is read as relative (a district's
    reading: the national plan does not say). 48 of 100 after 40 of 100 is a rise of 20 %. None
    when some completion rises and another does not, or where a share is of nothing, or n₀ = 0.
    """
    base_least, base_greatest = base.least(), base.greatest()
    least, greatest = now.least(), now.greatest()
    if 0 in (least[1], greatest[1], base_least[1], base_greatest[1], base_least[0]):
        return None
    worst = _rose(least, base_greatest, percent)
    best = _rose(greatest, base_least, percent)
    return worst if worst == best else None


def _rose(now: tuple[int, int], base: tuple[int, int], percent: int | None) -> bool:
    share, wanted = 100 * now[0] * base[1], (100 + (percent or 0)) * base[0] * now[1]
    return share > wanted if percent is None else share >= wanted
