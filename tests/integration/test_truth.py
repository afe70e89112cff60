"""A whole synthetic district: what intake, rules and targets say equals its truth.

``ZHIFANG_TRUTH=employers:workers:seed,seed…`` asks for other districts than the usual two.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.support.truth import compare, load, make

EMPLOYERS, WORKERS, SEEDS = os.environ.get("ZHIFANG_TRUTH", "40:500:20201231,14").split(":")


@pytest.mark.parametrize("seed", [int(seed) for seed in SEEDS.split(",")])
def test_district_equals_its_truth(database: str, tmp_path: Path, seed: int) -> None:
    """Every rejected row, every turn on three days, every target and town."""
    truth = make(tmp_path, seed=seed, employers=int(EMPLOYERS), workers=int(WORKERS))
    differences = compare(truth, load(tmp_path, truth))
    assert not differences, differences.text()
