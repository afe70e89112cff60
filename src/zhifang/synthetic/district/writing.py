"""What people know and do not write: blank cells, a name without a number, a mistyped name."""

from __future__ import annotations

from random import Random
from typing import Any

from zhifang.synthetic.district.archives import FILES
from zhifang.synthetic.district.commands import KEYS
from zhifang.synthetic.district.employers import Row
from zhifang.synthetic.district.rates import Rates
from zhifang.synthetic.reference.view import NOT_APPLICABLE

#: Cells left blank together, and the name of the rate at which they are.
_BLANK: dict[str, tuple[tuple[str, tuple[str, ...]], ...]] = {
    "trainings": (("hours_left_blank", ("hours",)),),
    "employer_archives": tuple(("file_left_blank", (name,)) for name in FILES),
    "worker_archives": tuple(
        ("archive_left_blank", (name,)) for name in ("archive", "work_history", "told_on")
    ),
    "radiation_posts": (("medical_left_blank", ("medical",)),),
    "disease_cases": (
        ("dust_service_left_blank", ("dust_years", "dust_months")),
        ("dust_months_left_blank", ("dust_months",)),
    ),
    "acute_events": (
        ("size_left_blank", ("cases",)),
        ("size_left_blank", ("deaths",)),
        ("size_left_blank", ("anthrax",)),
    ),
    "insured_persons": (("insured_without_number", ("id_type", "id_number")),),
}


def chance(seed: int, what: str, key: Any, share: float) -> bool:
    """Whether something befalls a thing; the same answer each time it is asked."""
    return Random(f"{seed}:{what}:{key}").random() < share  # noqa: S311 - a made world


def as_written(sheet: str, row: Row, seed: int, rates: Rates) -> Row:
    """A row as its sender writes it, every time alike; the same object when it says all."""
    left: dict[str, Any] = {}
    for rate, names in _BLANK.get(sheet, ()):
        share = getattr(rates, rate)
        if share <= 0 or any(row[name] == NOT_APPLICABLE for name in names):
            continue
        key = (names, *(row[name] for name in KEYS[sheet]))
        if chance(seed, rate, key, share):
            left |= dict.fromkeys(names)
    if "id_number" in left and chance(seed, "typed", row["insured_no"], rates.insured_mistyped):
        name = row["person_name"]
        left["person_name"] = name[:-2] + name[-1]
    return row | left if left else row
