"""An appraisal of the neighbours' district, gone as far as its recount, with objections of two."""

from __future__ import annotations

from datetime import date

from zhifang.access.readers import Reader
from zhifang.access.roles import Role
from zhifang.appraisal import operations

SCHEME, YEAR = "mentougou-2020", 2020
FROZEN_ON, RECOUNTED_ON = date(2021, 2, 1), date(2021, 3, 1)


def officer(number: int) -> Reader:
    """A person of the district whom no login stands for."""
    return Reader(
        f"person:officer-{number}", role=Role.DISTRICT, district=True, user_id=9_000 + number
    )


def of_town(town: str) -> Reader:
    """A person of a township whom no login stands for."""
    return Reader(f"person:{town}", role=Role.TOWNSHIP, towns=(town,), user_id=9_100)


def draft_and_freeze() -> int:
    """A frozen appraisal; its number."""
    number = operations.draft(SCHEME, YEAR, reader=officer(1), on=FROZEN_ON, reason="年度考核")
    operations.freeze(number, reader=officer(2), on=FROZEN_ON, reason="数据已齐")
    return number


def object_and_recount(number: int, towns: tuple[str, ...]) -> None:
    """An objection of each township, answered, and the recount."""
    for town in towns:
        given = operations.object_to(
            number, reader=of_town(town), on=FROZEN_ON, target="I02", text=f"{town} 有异议"
        )
        operations.answer(
            number, given, reader=officer(3), on=RECOUNTED_ON, upheld=True, reason="属实"
        )
    operations.recount(number, reader=officer(3), on=RECOUNTED_ON, reason="复核")
