"""The synthetic district: the same for a seed, in the layout of the forms, with every fault."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import fields
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from stdnum.cn import ric, uscc

from zhifang.exchange.sheets import SHEETS
from zhifang.synthetic import district
from zhifang.synthetic.district import numbers
from zhifang.synthetic.district.columns import COLUMNS, NAMES
from zhifang.synthetic.district.commands import KEYS
from zhifang.synthetic.district.faults import FAULTS
from zhifang.synthetic.district.truth import DAYS, WITHOUT_TARGET
from zhifang.synthetic.district.world import made_world
from zhifang.synthetic.district.writing import as_written

NO_FAULTS = district.Rates(**{one.name: 0.0 for one in fields(district.Rates)})
SMALL = district.Size(seed=7, employers=40, workers=500, first_year=2014, last_year=2026)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any]]:
    out = tmp_path_factory.mktemp("district")
    return out, district.write(out, SMALL)


def test_check_digits_are_valid_and_mistyped_ones_are_not() -> None:
    for index in (0, 1, 777, 16_000, 99_999):
        number, birth = numbers.identity_number(index, male=index % 2 == 0)
        assert ric.is_valid(number)
        assert ric.get_birth_date(number) == birth
        assert not ric.is_valid(numbers.mistyped_identity(number))
        assert uscc.is_valid(numbers.credit_code(index))
        assert not uscc.is_valid(numbers.mistyped_credit(numbers.credit_code(index)))


def test_identity_numbers_are_never_the_same_twice() -> None:
    made = {numbers.identity_number(index, male=True)[0] for index in range(40_000)}
    assert len(made) == 40_000


def test_the_same_seed_makes_the_same_bytes(
    made: tuple[Path, dict[str, Any]], tmp_path: Path
) -> None:
    out, found = made
    again = district.write(tmp_path, SMALL)
    assert again == found
    for command in found["commands"]:
        for name in command["files"]:
            assert (tmp_path / name).read_bytes() == (out / name).read_bytes()


def test_another_seed_makes_another_district(
    made: tuple[Path, dict[str, Any]], tmp_path: Path
) -> None:
    other = district.Size(8, 12, 60, 2014, 2026)
    again = district.write(tmp_path, other, judged=False)
    assert "expected" not in again
    assert again["rows"] != made[1]["rows"]


def test_every_fault_is_planted(made: tuple[Path, dict[str, Any]]) -> None:
    reasons = {row.get("reason") for row in made[1]["rows"]}
    scarce = {"disease_not_in_edition", "recheck_after_2026", "conclusion_fields"}
    assert {fault.reason for fault in FAULTS} - scarce <= reasons


def test_scarce_faults_are_planted_in_the_usual_district(tmp_path: Path) -> None:
    found = district.write(tmp_path, judged=False)
    reasons = {row.get("reason") for row in found["rows"]}
    assert {fault.reason for fault in FAULTS} <= reasons


def test_every_kind_of_answer_is_expected(made: tuple[Path, dict[str, Any]]) -> None:
    answers = Counter(row["expect"] for row in made[1]["rows"])
    assert set(answers) == {"apply", "correct", "unchanged", "reject"}
    assert all(("reason" in row) == (row["expect"] == "reject") for row in made[1]["rows"])


def test_workbooks_have_the_layout_of_the_forms(made: tuple[Path, dict[str, Any]]) -> None:
    out, found = made
    keys = {name: key for key, name in NAMES.items()}
    listed = {(row["file"], row["sheet"], row["row"]) for row in found["rows"]}
    seen = set()
    for command in found["commands"]:
        for name in command["files"]:
            book = openpyxl.load_workbook(out / name)
            for sheet in book.worksheets:
                key = keys[sheet.title]
                assert sheet["A1"].value == f"职防 {sheet.title} 模板 zhifang-{key}-1"
                assert sheet["A2"].value == "填报单位统一社会信用代码"
                assert sheet["C2"].value == "数据完整至"
                headers = [f"{name}*" if need else name for _, name, need, _ in COLUMNS[key]]
                assert [cell.value for cell in sheet[3]] == headers
                seen |= {(name, sheet.title, row) for row in range(4, sheet.max_row + 1)}
            book.close()
    assert seen == listed


def test_every_sheet_is_written_with_the_headers_of_the_product(
    made: tuple[Path, dict[str, Any]],
) -> None:
    assert {row["sheet"] for row in made[1]["rows"]} == set(NAMES.values())
    for key, name in NAMES.items():
        sheet = SHEETS[key]
        assert name == sheet.zh
        ours = [(name, need) for _, name, need, _ in COLUMNS[key]]
        assert ours == [(column.zh, column.required) for column in sheet.columns]
    assert list(COLUMNS) == list(NAMES) == [key for key in SHEETS if key in NAMES]


def test_dates_numbers_and_codes_are_written_in_many_ways(
    made: tuple[Path, dict[str, Any]],
) -> None:
    out, found = made
    days: set[str] = set()
    for name in found["commands"][0]["files"]:
        if "劳动者" not in name:
            continue
        book = openpyxl.load_workbook(out / name)
        if NAMES["workers"] not in book.sheetnames:
            continue
        sheet = book[NAMES["workers"]]
        for row in sheet.iter_rows(min_row=4, values_only=True):
            text = str(row[9]) if isinstance(row[9], str) else type(row[9]).__name__
            days.add("".join("0" if letter.isdecimal() else letter for letter in text))
            assert row[1] is None or isinstance(row[1], str)
    assert {"0000-00-00", "int", "datetime"} <= days
    assert any("年" in day for day in days)
    assert any("/" in day for day in days)
    assert any("." in day for day in days)


def test_some_sources_say_how_far_their_data_go_and_some_do_not(
    made: tuple[Path, dict[str, Any]],
) -> None:
    out, found = made
    stated = set()
    for name in found["commands"][0]["files"]:
        if "职业健康检查" in name:
            sheet = openpyxl.load_workbook(out / name).worksheets[0]
            stated.add(sheet["D2"].value is not None)
    assert stated == {True, False}


def test_truth_is_complete_and_readable(made: tuple[Path, dict[str, Any]]) -> None:
    out, found = made
    assert json.loads((out / "truth.json").read_text(encoding="utf-8")) == found
    assert [line.split()[1] for line in (out / "commands.txt").read_text().splitlines()] == [
        command["received_on"] for command in found["commands"]
    ]
    told = {(entry["rule"], entry["as_of"]) for entry in found["expected"]}
    assert {rule for rule, _day in told} == {"DEC-01", "DET-01", "HEX-02", *WITHOUT_TARGET}
    assert {day for _rule, day in told} == {day.isoformat() for day in DAYS}
    # Sixteen targets on three days and at the ends of four more years.
    assert len(found["indicators"]) == 16 * 7
    for entry in [*found["indicators"], *found["real"]["indicators"]]:
        parts = Counter()
        for part in entry["by_town"].values():
            parts.update(part)
        assert {k: v for k, v in parts.items() if v} == {
            k: v for k, v in entry["totals"].items() if v
        }
    assert found["real"]["turns"]


def test_the_world_has_the_people_the_rules_are_about(
    made: tuple[Path, dict[str, Any]],
) -> None:
    tables = {key: list(rows) for key, rows in district.tables(1, 120, 2500).items()}
    holders: dict[str, set[str]] = {}
    for row in tables["workers"]:
        holders.setdefault(row["id_number"], set()).add(row["credit_code"])
    assert any(len(codes) > 1 for codes in holders.values())
    assert {row["employment"] for row in tables["workers"]} == {"direct", "agency"}
    assert {row["status"] for row in tables["employers"]} == {"operating", "suspended", "closed"}
    towns: dict[tuple[str, str], set[str]] = {}
    for row in tables["employers"]:
        towns.setdefault((row["credit_code"], row["site_no"]), set()).add(row["town"])
    assert any(len(found) > 1 for found in towns.values())
    ungraded = [r for r in tables["posts"] if r["hazard"][0] == "F" and r["work_grade"] is None]
    assert ungraded
    assert any(r["hazard"] == "W001" and r["noise_level"] is None for r in tables["posts"])
    assert {row["report_kind"] for row in tables["measurements"]} == {"10", "20", "31", "32", "33"}
    assert {row["exam_kind"] for row in tables["examinations"]} >= {"pre", "in", "leaving"}


def test_the_world_has_what_the_plan_asks_about() -> None:
    size = district.Size(3, 60, 700, 2014, 2026)
    tables = made_world(size).tables
    assert set(tables) == set(COLUMNS)
    assert all(tables.values())
    quarters = [(row["valid_to"] - row["valid_from"]).days for row in tables["doses"]]
    assert max(quarters) == 92
    assert {row["kind"] for row in tables["doses"]} == {"valid", "nominal", "invalid"}
    medical = {row["credit_code"] for row in tables["radiation_posts"] if row["medical"]}
    industry = {row["credit_code"]: row["industry"] for row in tables["employers"]}
    assert {industry[code] for code in medical} <= {"Q8411", None}
    assert len(medical) >= 2
    assert {row["stage"] for row in tables["disease_cases"]} == {"new", "promoted"}
    assert any(row["reported_on"] is None for row in tables["disease_cases"])
    agencies = {
        row["employer_code"] for row in tables["workers"] if row["employment"] == "agency"
    }  # fmt: skip
    assert agencies & {row["employer_code"] for row in tables["insured_persons"]}
    assert {row["role"] for row in tables["officers"]} == {"principal", "manager"}
    assert {row["kind"] for row in tables["supervised_parties"]} >= {
        "exam_institution", "diagnosis_institution", "technical_institution",
        "dosimetry_institution", "medical_institution", "employer",
    }  # fmt: skip


def test_some_cells_are_left_blank_and_some_insured_have_no_number() -> None:
    world = made_world(district.Size(3, 60, 700, 2014, 2026))
    listed = world.tables["insured_persons"]
    written = [as_written("insured_persons", row, 3, district.Rates()) for row in listed]
    nameless = [
        (row, before["person_name"])
        for row, before in zip(written, listed, strict=True)
        if row["id_number"] is None
    ]
    assert 0.015 < len(nameless) / len(listed) < 0.05
    assert all(row["birth_on"] and row["id_type"] is None for row, _ in nameless)
    assert {row["person_name"] == name for row, name in nameless} == {True, False}
    trained = world.tables["trainings"]
    blank = [as_written("trainings", row, 3, district.Rates())["hours"] is None for row in trained]
    assert 0.02 < sum(blank) / len(trained) < 0.09
    assert as_written("trainings", trained[0], 3, NO_FAULTS) is trained[0]


def test_the_insurance_list_says_how_far_it_goes(made: tuple[Path, dict[str, Any]]) -> None:
    out, found = made
    stated = [row for row in found["coverage"] if row["sheet"] == "insured_persons"]
    assert len({row["sender"] for row in stated}) == 1
    through = sorted(row["complete_through"] for row in stated)
    assert through == ["2017-12-31", "2021-12-31", "2025-12-31", "2026-08-31"]
    for number, command in enumerate(found["commands"]):
        for name in command["files"]:
            if "参保名单" in name:
                sheet = openpyxl.load_workbook(out / name).worksheets[0]
                assert sheet["B2"].value == stated[0]["sender"]
                assert f"{sheet['D2'].value:%Y-%m-%d}" == through[min(number, 3)]


def test_bare_rows_are_those_of_the_world() -> None:
    size = district.Size(5, 12, 80, 2014, 2026)
    world = made_world(size).tables
    for sheet, rows in district.tables(5, 12, 80).items():
        by_key = {tuple(row[name] for name in KEYS[sheet]): row for row in rows}
        assert list(by_key.values()) == world[sheet], sheet


def test_bare_rows_come_without_making_everything() -> None:
    rows = district.tables(3, 5000, 100_000)["examinations"]
    first = list(islice(rows, 100))
    assert len(first) == 100
    assert all(isinstance(row["exam_on"], date) for row in first)
