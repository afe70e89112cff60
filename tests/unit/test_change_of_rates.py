"""The change of a share: difference, Newcombe's interval, and how many more are needed."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhifang.calc import difference, newcombe, reaches, still_needed

#: R. G. Newcombe, Stat. Med. 17 (1998) 873, table II, method 10, as printed there.
PUBLISHED = [
    ((56, 70), (48, 80), "0.0524", "0.3339"),
    ((9, 10), (3, 10), "0.1705", "0.8090"),
    ((6, 7), (2, 7), "0.0582", "0.8062"),
    ((5, 56), (0, 29), "-0.0381", "0.1926"),
    ((0, 10), (0, 20), "-0.1611", "0.2775"),
    ((0, 10), (0, 10), "-0.2775", "0.2775"),
    ((10, 10), (0, 20), "0.6791", "1.0000"),
    ((10, 10), (0, 10), "0.6075", "1.0000"),
]

shares = st.integers(1, 400).flatmap(lambda total: st.tuples(st.integers(0, total), st.just(total)))


@pytest.mark.parametrize(("now", "before", "low", "high"), PUBLISHED)
def test_newcombe_gives_the_published_limits(
    now: tuple[int, int], before: tuple[int, int], low: str, high: str
) -> None:
    found = newcombe(now, before)
    assert found is not None
    # Printed with four decimals; ours are percentage points, low ends floored, high ends raised.
    assert (
        100 * Decimal(low) - Decimal("0.105") <= found[0] <= 100 * Decimal(low) + Decimal("0.005")
    )
    assert (
        100 * Decimal(high) - Decimal("0.005") <= found[1] <= 100 * Decimal(high) + Decimal("0.105")
    )


@given(now=shares, before=shares)
def test_the_interval_holds_the_difference_and_turns_round_with_it(
    now: tuple[int, int], before: tuple[int, int]
) -> None:
    there, back = newcombe(now, before), newcombe(before, now)
    points = difference(now, before)
    assert there is not None
    assert points is not None
    assert there[0] <= points <= there[1]
    assert back == (-there[1], -there[0])
    assert difference(before, now) == -points


def test_a_difference_is_exact_and_cut_towards_zero() -> None:
    assert difference((94, 100), (92, 100)) == Decimal("2.0")
    assert difference((9419, 10000), (92, 100)) == Decimal("2.1")
    assert difference((92, 100), (9419, 10000)) == Decimal("-2.1")
    # 94.1 and 92.0 are printed, their difference is 2.00…
    assert difference((9410, 10000), (92090, 100000)) == Decimal("2.0")
    assert difference((1, 3), (1, 3)) == 0


@pytest.mark.parametrize("pair", [((0, 0), (1, 2)), ((1, 2), (0, 0)), ((0, 0), (0, 0))])
def test_nothing_to_divide_by_gives_no_change(
    pair: tuple[tuple[int, int], tuple[int, int]],
) -> None:
    assert difference(*pair) is None
    assert newcombe(*pair) is None


@given(share=shares, target=st.integers(0, 100))
def test_so_many_more_reach_the_target_and_one_less_does_not(
    share: tuple[int, int], target: int
) -> None:
    numerator, denominator = share
    more = still_needed(numerator, denominator, target)
    assert reaches(numerator + more, denominator, ">=", target)
    if more:
        assert not reaches(numerator + more - 1, denominator, ">=", target)
