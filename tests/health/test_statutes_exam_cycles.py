"""Is every in-service rule of both editions of GBZ 188 used, or skipped for a named reason?"""

from __future__ import annotations

from datetime import date

import pytest

from zhifang.statutes import (
    CIRCUMSTANCES,
    ExamCycle,
    catalogue,
    circumstance_kind,
    exam_cycle_rows,
    hazards,
    parameter,
)
from zhifang.statutes.exam_links import UNDECIDED, exam_links, linked_hazards, links_of
from zhifang.statutes.exam_readings import EDITIONS, Account, accounts, edition_period

ROWS = exam_cycle_rows()
BY_KEY: dict[tuple[str, str, str], list[ExamCycle]] = {}
for _row in ROWS:
    BY_KEY.setdefault((_row.hazard, _row.circumstance, _row.edition), []).append(_row)

REASONS = {
    "a partial test (liver_function) is another duty": 15,
    "a partial test (cholinesterase) is another duty": 4,
    "a partial test (blood_lead) is another duty": 2,
    "a partial test (ent) is another duty": 3,
    "a partial test (skin) is another duty": 2,
    "confirmed cases are not recorded": 4,
    "observation cases are not recorded": 9,
    "new allergic rhinitis is not recorded": 1,
    "follow-up of a finding that is not recorded": 1,
    "driver classes are not recorded, and no listed hazard is linked": 4,
    "no hazard of the 2015 catalogue is linked to this section": 15,
}


def _name(account: Account) -> str:
    row = account.row
    return f"{row['edition']}-{row['section']}-{row['rule_no']}"


def test_every_in_service_row_of_both_editions_is_accounted_for() -> None:
    printed = [row for row in catalogue("exam_cycles") if row["exam_kind"] == "in"]
    assert [account.row for account in accounts()] == printed
    assert {row["edition"] for row in printed} == set(EDITIONS)
    assert all(bool(account.readings) != bool(account.skipped) for account in accounts())


def test_rows_are_skipped_for_named_reasons_only() -> None:
    counted: dict[str, int] = {}
    for account in accounts():
        if account.skipped:
            counted[account.skipped] = counted.get(account.skipped, 0) + 1
    assert counted == REASONS


@pytest.mark.parametrize(
    "account", [account for account in accounts() if account.readings], ids=_name
)
def test_a_used_row_stands_in_the_table_of_each_hazard_it_alone_speaks_for(
    account: Account,
) -> None:
    edition, section = account.row["edition"], account.row["section"]
    alone = [
        code
        for code, links in links_of(edition).items()
        if {link.section for link in links if readings_exist(link.edition, link.section)}
        == {section}
    ]
    assert alone
    for reading in account.readings:
        for hazard in alone:
            rows = [row for row in ROWS if (row.hazard, row.edition) == (hazard, edition)]
            if reading.recommended:
                assert {row.status for row in rows} == {"none"}
                assert {row.clause for row in rows} == {reading.clause}
                continue
            found = [
                row
                for row in rows
                if row.clause == reading.clause
                and row.service_from_months == reading.start[0]
                and row.cycle_min == reading.months_min
                and row.cycle_max == reading.months_max
                and reading.circumstance in ("any", row.circumstance)
            ]
            assert found, (hazard, reading)


def readings_exist(edition: str, section: str) -> bool:
    return any(
        reading.section == section and reading.edition == edition
        for account in accounts()
        for reading in account.readings
    )


@pytest.mark.parametrize("hazard", linked_hazards())
def test_a_hazard_has_rows_for_every_circumstance_in_both_editions(hazard: str) -> None:
    for circumstance in CIRCUMSTANCES[circumstance_kind(hazard)]:
        for edition in EDITIONS:
            rows = BY_KEY[hazard, circumstance, edition]
            place = (0, False)
            for row in rows:  # the stretches of service follow one another and cover all of it
                assert (row.service_from_months, row.service_from_exclusive) == place
                assert row.service_to_months is not None or row is rows[-1]
                place = (row.service_to_months or 0, row.service_to_inclusive)
            assert rows[-1].service_to_months is None


@pytest.mark.parametrize("range_cycle", ["max", "min"])
def test_months_agree_with_the_status(range_cycle: str) -> None:
    for row in exam_cycle_rows(range_cycle):
        if row.status == "mandatory":
            assert row.months_low is not None
            assert row.months_high is not None
            assert 0 < row.months_low <= row.months_high
            if row.circumstance not in ("grade:?", "noise:?"):
                assert row.months_low == row.months_high
        else:
            assert row.status in ("none", "unknown")
            assert row.months_low is None
            assert row.months_high is None
        assert row.weight in ("primary", "secondary", "unverified")
        assert row.clause.startswith(f"GBZ 188-{row.edition}")


def test_the_editions_follow_one_another_on_the_day_the_parameter_says() -> None:
    assert edition_period("2014") == (date(2014, 10, 1), date(2026, 8, 1))
    assert edition_period("2025") == (date(2026, 8, 1), None)
    for value in parameter("exam_standard_edition").values:
        assert edition_period(str(value.value)) == (value.valid_from, value.valid_to)


def test_links_name_known_hazards_and_sections() -> None:
    known = {hazard.code: hazard.name_zh for hazard in hazards()}
    sections = {(row["edition"], row["section"]) for row in catalogue("exam_hazards")}
    for row in catalogue("exam_hazard_links"):
        assert known[row["hazard_code"]] == row["hazard_zh"]
        assert row["section"] == UNDECIDED or (row["edition"], row["section"]) in sections
        assert row["reason_zh"]
        assert row["reason_en"]
    pairs = [(link.edition, link.hazard, link.section) for link in exam_links()]
    assert len(set(pairs)) == len(pairs)


def test_an_undecided_link_stands_alone_and_is_unverified() -> None:
    for edition in EDITIONS:
        for links in links_of(edition).values():
            if UNDECIDED in {link.section for link in links}:
                assert len(links) == 1
                assert links[0].weight == "unverified"


def test_every_open_clause_is_undecided_in_both_editions() -> None:
    for hazard in hazards():
        if hazard.open_clause:
            for edition in EDITIONS:
                assert [link.section for link in links_of(edition)[hazard.code]] == [UNDECIDED]


def test_a_reading_of_ours_points_at_a_printed_row_and_starts_at_the_beginning() -> None:
    printed = {
        (row["edition"], row["section"], row["rule_no"])
        for row in catalogue("exam_cycles")
        if row["exam_kind"] == "in"
    }
    ends: dict[tuple[str, str, str], str] = {}
    for row in catalogue("exam_cycle_readings"):
        key = row["edition"], row["section"], row["rule_no"]
        assert key in printed
        assert row["service_from_months"] == ends.get(key, "0")
        ends[key] = row["service_to_months"]
