"""Exact tails of the tests behind the signals, and the control of false alarms among many."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, comb, exp, fsum, lgamma

from scipy.special import betainc


def binomial_tail(successes: int, trials: int, chance: float) -> float:
    """How often ``trials`` with this chance give ``successes`` or more.

    2 or more of 2 at 0.5: 0.25.
    """
    if successes <= 0:
        return 1.0
    if successes > trials:
        return 0.0
    return float(betainc(successes, trials - successes + 1, chance))


def exceedance_tail(above: int, further: int, earlier: int, rank: int) -> float:
    """How often ``above`` or more of ``further`` values lie above the ``rank``-th of ``earlier``.

    All values exchangeable: a beta-binomial with ``earlier`` + 1 - ``rank`` and ``rank``, whatever
    their distribution (E. J. Gumbel, H. von Schelling, Ann. Math. Stat. 21 (1950) 247). Ties make
    the true chance smaller. One further value above the greatest of nine: 0.1.
    """
    if not 1 <= rank <= earlier:
        raise ValueError(f"there is no value of rank {rank} among {earlier}")
    a, b = earlier + 1 - rank, rank

    def log_beta(x: float, y: float) -> float:
        return lgamma(x) + lgamma(y) - lgamma(x + y)

    def at(count: int) -> float:
        ways = lgamma(further + 1) - lgamma(count + 1) - lgamma(further - count + 1)
        return exp(ways + log_beta(count + a, further - count + b) - log_beta(a, b))

    return min(1.0, fsum(at(count) for count in range(max(0, above), further + 1)))


def hypergeometric_tail(marked: int, drawn: int, all_marked: int, total: int) -> float:
    """How often ``drawn`` of ``total``, ``all_marked`` of them marked, hold ``marked`` or more.

    Fisher's exact one-sided p. 2 of 2 drawn of 4 with 2 marked: 1/6.
    """
    most = min(drawn, all_marked)
    ways = sum(
        comb(all_marked, count) * comb(total - all_marked, drawn - count)
        for count in range(max(0, marked), most + 1)
        if drawn - count <= total - all_marked
    )
    return ways / comb(total, drawn)


def discoveries(p_values: Sequence[float], q: float) -> list[bool]:
    """Which p-values are discoveries while at most the share ``q`` of them is expected false.

    Y. Benjamini, Y. Hochberg, J. R. Stat. Soc. B 57 (1995) 289: all up to the greatest rank i
    with p(i) <= i q / m.
    """
    ranked = sorted(p_values)
    line = max((p for rank, p in enumerate(ranked, 1) if p <= rank * q / len(ranked)), default=-1.0)
    return [p <= line for p in p_values]


def nearest_rank(percent: int, count: int) -> int:
    """The rank of a percentile among ``count`` sorted values, by the nearest-rank rule."""
    return max(1, ceil(percent * count / 100))
