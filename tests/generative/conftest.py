"""Small, repeatable budgets: the same examples on every run.

``ZHIFANG_EXAMPLES=200 just fuzz`` tries more of them; ``ZHIFANG_SHRINK=1`` looks for the smallest
failing one, which may take minutes.
"""

from __future__ import annotations

import os

from hypothesis import HealthCheck, Phase, settings

settings.register_profile(
    "repeatable",
    max_examples=int(os.environ.get("ZHIFANG_EXAMPLES", "12")),
    derandomize=True,
    deadline=None,
    phases=[Phase.explicit, Phase.generate]
    + ([Phase.shrink] if os.environ.get("ZHIFANG_SHRINK") else []),
    database=None,
    suppress_health_check=[
        HealthCheck.too_slow,
        HealthCheck.data_too_large,
        HealthCheck.filter_too_much,
    ],
)
settings.load_profile("repeatable")
