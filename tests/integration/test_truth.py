"""A whole synthetic district: what intake, rules and targets say equals its truth."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.truth import compare, load, make


@pytest.mark.parametrize("seed", [20201231, 7, 11, 12, 13, 14, 15, 16])
def test_district_equals_its_truth(database: str, tmp_path: Path, seed: int) -> None:
    """Every rejected row, every turn on three days, every target and town."""
    truth = make(tmp_path, seed=seed, employers=40, workers=500)
    differences = compare(truth, load(tmp_path, truth))
    assert not differences, differences.text()
