"""A worker's surveillance archive from the register: every fact, by day, knowledge and view."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from django.db import connections

from tests.support import neighbours as near
from tests.support.neighbours import DAY
from tests.support.served import organisation
from zhifang.access.readers import OPERATOR, Reader, RowSecurity
from zhifang.access.roles import Role
from zhifang.core.identity import mask_number
from zhifang.installation.keys import identity_hash
from zhifang.registry.changes.queries import resolve
from zhifang.registry.workers.archive import Gap, surveillance_archive

LISTS = (
    "exposures", "radiation_posts", "offices", "trainings", "doses", "cases", "statements",
)  # fmt: skip


@pytest.fixture(scope="module")
def worker(module_database: str) -> Iterator[int]:
    """The worker of the employer across the border, of whom every sheet says something."""
    near.load_neighbours()
    with connections["engine"].cursor() as cursor:
        cursor.execute(
            "select id from worker where id_hash = %s", [identity_hash("01", near.W_OTHER)]
        )
        (number,) = cursor.fetchone()
    yield number
    connections.close_all()


def test_every_fact_stands_in_the_archive(worker: int) -> None:
    with RowSecurity(OPERATOR):
        found = surveillance_archive(worker, as_of=DAY, change_id=resolve().change_id)
    assert found is not None
    assert {name: len(found[name]) for name in LISTS} == dict.fromkeys(LISTS, 1)
    assert (found["name"], found["id_masked"]) == (
        near.NAMES[near.W_OTHER], mask_number(near.W_OTHER),
    )  # fmt: skip
    assert near.W_OTHER not in str(found)
    unit = organisation(near.OTHER)
    assert found["missing"] == [
        Gap("history_not_shown", unit, day=date(2020, 6, 1)),
        Gap("no_examination"),
    ]


def test_by_the_day_and_by_what_was_known(worker: int) -> None:
    with RowSecurity(OPERATOR):
        change = resolve().change_id
        assert surveillance_archive(worker, as_of=DAY, change_id=0) is None
        assert surveillance_archive(worker, as_of=date(1990, 1, 1), change_id=change) is None
        before = surveillance_archive(worker, as_of=date(2020, 5, 5), change_id=change)
        day_after = surveillance_archive(worker, as_of=date(2020, 5, 6), change_id=change)
    assert before is not None
    assert day_after is not None
    assert (before["cases"], len(day_after["cases"]), before["statements"]) == ([], 1, [])


@pytest.mark.parametrize(
    ("day", "valid_to", "reported_on"),
    [
        # the dose period ends after 2020-03-30, the case is reported on 2020-05-10
        (date(2020, 3, 30), None, None),
        (date(2020, 3, 31), date(2020, 3, 31), None),
        (date(2020, 5, 9), date(2020, 3, 31), None),
        (date(2020, 5, 10), date(2020, 3, 31), date(2020, 5, 10)),
    ],
)
def test_nothing_shows_that_had_not_come(
    worker: int, day: date, valid_to: date | None, reported_on: date | None
) -> None:
    with RowSecurity(OPERATOR):
        found = surveillance_archive(worker, as_of=day, change_id=resolve().change_id)
    assert found is not None
    assert [row["valid_to"] for row in found["doses"]] == [valid_to]
    assert all(row["reported_on"] == reported_on for row in found["cases"])


def test_others_see_their_own_part_or_nothing(worker: int) -> None:
    def seen(**who: object) -> dict[str, object] | None:
        reader = Reader(actor="test", **who)  # type: ignore[arg-type]
        with RowSecurity(reader):
            return surveillance_archive(worker, as_of=DAY, change_id=resolve().change_id)

    assert seen(role=Role.EMPLOYER, party=organisation(near.OWNER)) is None
    assert seen(role=Role.TOWNSHIP, towns=(near.A,)) is None
    assert seen(role=Role.TOWNSHIP, towns=(near.B,)) is not None
    clinic = seen(role=Role.INSTITUTION, party=organisation(near.CLINIC))
    assert clinic is not None
    shown = {name: clinic[name] for name in LISTS if clinic[name]}
    assert set(shown) == {"doses", "cases"}
    assert clinic["id_masked"] == ""
