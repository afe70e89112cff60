"""Records of every sheet, listed: whose, of which day, as known when; and taken back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from django.db import connections

from tests.support import neighbours as near
from tests.support.neighbours import DAY
from zhifang.access.readers import OPERATOR, RowSecurity
from zhifang.core.errors import UserError
from zhifang.exchange.sheets import SHEETS
from zhifang.exchange.taking_back import take_back_record
from zhifang.registry.changes.queries import resolve
from zhifang.registry.parties.queries import organisation_id
from zhifang.registry.records.kinds import KINDS, OF_DISTRICT, OF_EMPLOYERS
from zhifang.registry.records.queries import records_of, records_of_district
from zhifang.web.records import described


@pytest.fixture(scope="module")
def neighbours(module_database: str) -> Iterator[None]:
    """The hand-made neighbours, with one row at least of every sheet."""
    near.load_neighbours()
    yield
    connections.close_all()


def listed(kind: str, *, as_of: date = DAY, change: int | None = None, **more: int) -> list[int]:
    """Ids of the records of a kind of the employer on this side of the border, or the district."""
    change_id = resolve().change_id if change is None else change
    if kind in OF_DISTRICT:
        rows = records_of_district(kind, as_of=as_of, change_id=change_id, **more)
    else:
        rows = records_of(
            organisation_id(near.OWNER), kind, as_of=as_of, change_id=change_id, **more
        )
    return [row["id"] for row in rows]


def test_every_sheet_is_listed_once() -> None:
    assert set(KINDS) == set(SHEETS)
    assert not set(OF_EMPLOYERS) & set(OF_DISTRICT)


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_records_of_a_sheet(neighbours: None, kind: str) -> None:
    """Listed from their day on, as far as known, the latest first, page by page."""
    with RowSecurity(OPERATOR):
        ids = listed(kind)
        assert ids == sorted(ids, reverse=True)
        assert ids
        assert listed(kind, change=0) == []
        assert listed(kind, as_of=date(1990, 1, 1)) == []
        assert [listed(kind, limit=1), listed(kind, after=ids[0])] == [ids[:1], ids[1:]]


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_a_record_says_what_its_sheet_declares(neighbours: None, kind: str) -> None:
    with RowSecurity(OPERATOR):
        change = resolve().change_id
        rows = (
            records_of_district(kind, as_of=DAY, change_id=change)
            if kind in OF_DISTRICT
            else records_of(organisation_id(near.OWNER), kind, as_of=DAY, change_id=change)
        )
        for row in described(kind, rows, OPERATOR):
            assert row["may_withdraw"]
            assert row.get("text") or [value for _, value in row["said"] if value]
            assert near.W_ELSEWHERE not in str(row)


def test_blank_and_not_applicable_are_told_apart(neighbours: None) -> None:
    with RowSecurity(OPERATOR):
        rows = records_of(
            organisation_id(near.OWNER), "employer_archives", as_of=DAY,
            change_id=resolve().change_id,
        )  # fmt: skip
    row = {**rows[0], "not_applicable": ["project_file"]}
    (shown,) = described("employer_archives", [row], OPERATOR)
    said = dict(shown["said"])
    assert said["建设项目三同时档案"] == "不适用"
    assert said["职业卫生管理档案"] == "有"
    assert said["职业卫生宣传培训档案"] is None


def test_a_decision_without_its_meeting_is_listed_without_a_day(neighbours: None) -> None:
    with RowSecurity(OPERATOR):
        change = resolve().change_id
        (item,) = records_of_district("meeting_items", as_of=DAY, change_id=change)
        assert item["day"] == date(2020, 3, 1)
        (meeting,) = listed("meetings")
        take_back_record("meetings", meeting, reason="误报", reader=OPERATOR)
        change = resolve().change_id
        (item,) = records_of_district("meeting_items", as_of=DAY, change_id=change)
        assert item["day"] is None


def test_a_record_of_a_further_sheet_is_taken_back(neighbours: None) -> None:
    with RowSecurity(OPERATOR):
        before = resolve().change_id
        (number,) = listed("inspections")
        take_back_record("inspections", number, reason="误报", reader=OPERATOR)
        assert listed("inspections") == []
        assert listed("inspections", change=before) == [number]
        with pytest.raises(UserError, match="no such record in force"):
            take_back_record("inspections", number, reason="误报", reader=OPERATOR)


def test_an_end_to_come_is_open(neighbours: None) -> None:
    """The dose period of the first quarter, on its last day and on the day after."""
    with RowSecurity(OPERATOR):
        ends = [
            [
                row["valid_to"]
                for row in records_of(
                    organisation_id(near.OWNER),
                    "doses",
                    as_of=day,
                    change_id=resolve().change_id,
                )
            ]
            for day in (date(2020, 3, 30), date(2020, 3, 31))
        ]
    assert ends == [[None], [date(2020, 3, 31)]]
