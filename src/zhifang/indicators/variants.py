"""The other ways to count a target, printed beside the one that the plan chose."""

from __future__ import annotations

from typing import Any

from zhifang.access.readers import Reader
from zhifang.calc import Counts
from zhifang.indicators.asking import Question
from zhifang.indicators.evaluating import count, counts_of
from zhifang.indicators.figures import Judged
from zhifang.indicators.frames import estimated


def variants_of(
    asked: Question,
    base: Counts | None,
    *,
    reader: Reader,
    town: str | None,
) -> list[dict[str, Any]]:
    """The other ways to count, one key changed at a time.

    They are counted by township without being kept, so only the district and its townships get
    them.
    """
    plan, target = asked.plan, asked.target
    towns = {town} if town else set(reader.towns)
    if not reader.district and not reader.towns:
        return []
    found = []
    for key, other in asked.others():
        if dict(other.variant).get("frame") == "estimated":
            found.append({"key": key, **estimated(other, towns)})
            continue
        listed = [row for row in count(other) if not towns or row[2] in towns]
        counts = counts_of((side, may_be, number) for side, may_be, _town, number in listed)
        decide = dict(other.variant).get("decide", "point")
        figures = Judged(counts, target, plan, decide, base).figures()
        found.append(
            {
                "key": key,
                **{
                    name: figures[name]
                    for name in ("numerator", "denominator", "unknown", "value", "met")
                },
            }
        )
    return found
