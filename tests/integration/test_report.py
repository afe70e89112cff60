"""``zhifang report`` and its page on a synthetic district: every number is one of the table's."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tests.support import reports as made
from tests.support.commanding import DAY, PLAN, command_line, rows, zhifang
from tests.support.truth import load, make
from zhifang import statutes
from zhifang.access.models import User
from zhifang.access.readers import OPERATOR
from zhifang.access.roles import Role
from zhifang.indicators.queries import by_year
from zhifang.installation.supervisor import Server

PASSWORD = "a-long-and-rare-passphrase"


@pytest.fixture(scope="module")
def folder(
    server: Server, module_database: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Path]:
    """A loaded district, the command line on it, and a folder for reports."""
    place = tmp_path_factory.mktemp("report")
    load(place, make(place, seed=7, employers=30, workers=320))
    with command_line(server, module_database):
        yield place


@pytest.fixture(scope="module")
def report(folder: Path) -> dict[str, bytes]:
    """The report of the last day of the plan in each form."""
    found = {}
    for form in ("docx", "pdf", "xlsx"):
        file = folder / f"report.{form}"
        assert zhifang("report", PLAN, "--as-of", DAY, "-o", str(file)) == ""
        found[form] = file.read_bytes()
    return found


@pytest.fixture(scope="module")
def table(folder: Path) -> dict[str, Any]:
    """The plan's table with townships, as it is printed for machines."""
    text = zhifang("plan", PLAN, "--as-of", DAY, "--by", "township", "--format", "json")
    found: dict[str, Any] = json.loads(text)
    return found


def computed(table: dict[str, Any]) -> list[dict[str, Any]]:
    """The targets that have figures."""
    return [target for target in table["targets"] if target.get("numerator") is not None]


def allowed(table: dict[str, Any]) -> set[str]:
    """Every number of the tables, and those that follow from two of their rows."""
    targets = computed(table)
    found = {"5", "0.1", "10", str(len(table["targets"]))}
    found |= {str(number) for number in range(len(table["targets"]))}
    for target in targets:
        if target["target"] is not None:
            found.add(str(target["target"]))
        years = by_year(PLAN, target["id"], date.fromisoformat(DAY), reader=OPERATOR)
        groups = target["groups"]
        for row in (target, *groups, *years, *target["variants"]):
            if row["numerator"] is not None:
                found |= made.row_numbers(row)
        for row in years:
            found |= made.change_numbers(target, row)
        for row in groups:
            for other in groups:
                found |= made.change_numbers(row, other)
        found |= {str(number) for number in range(len(groups) + 1)}
        found |= counted_rows(target["id"])
        n, total, wanted = target["numerator"], target["denominator"], target["target"] or 0
        found.add(str(next((k for k in range(total) if 100 * (n + k) >= wanted * total), 0)))
    return found


def counted_rows(target_id: str) -> set[str]:
    """What only the rows tell: done in the year, and how many parties have something open."""
    listed = list(csv.DictReader(io.StringIO(rows(target_id))))
    done = sum(row["side"] == "numerator" and row["done_on"] >= DAY[:4] for row in listed)
    parties = {row["party_id"] for row in listed if row["side"] in ("missing", "unknown")}
    return {str(done), str(len(parties))}


def test_every_number_in_the_text_is_one_of_the_tables(
    report: dict[str, bytes], table: dict[str, Any]
) -> None:
    text = "\n".join(made.docx_texts(report["docx"])).split("\n附件\n")[0]
    told = made.numbers(text, less=made.fixed_texts(statutes.plan(PLAN)))
    assert len(told) > 30
    assert told <= allowed(table), sorted(told - allowed(table))


def test_no_direction_stands_alone(report: dict[str, bytes]) -> None:
    fixed = [entry.title_zh for entry in statutes.plan(PLAN).targets]
    fixed += [entry.source_quote for entry in statutes.plan(PLAN).targets]
    word = "\n".join(made.docx_texts(report["docx"]))
    assert made.loose_directions(word, less=fixed) == []
    pdf = made.pdf_text(report["pdf"])
    assert made.loose_directions(pdf, less=[made.squeezed(text) for text in fixed]) == []
    assert "逐年变化" in word


def test_the_tables_of_the_report_are_the_plans_table(
    report: dict[str, bytes], table: dict[str, Any]
) -> None:
    listed = list(made.docx_rows(report["docx"]))
    cells = made.xlsx_cells(report["xlsx"])
    head, *lines = cells["总表"]
    sheet = {line[0]: dict(zip(head, line, strict=True)) for line in lines}
    for target in table["targets"]:
        if target.get("numerator") is None:
            assert sheet[target["id"]]["分子"] is None
            assert sheet[target["id"]]["结论"] == "尚未计算"
            continue
        found = next(row for row in listed if row[0] == target["id"] and len(row) == 7)
        assert found[3] == f"{target['numerator']}/{target['denominator']}"
        assert found[4] == str(target["unknown"])
        line = sheet[target["id"]]
        assert [line["分子"], line["分母"], line["不明"]] == [
            target["numerator"], target["denominator"], target["unknown"],
        ]  # fmt: skip
        towns = [row for row in cells["镇街"] if row[0] == target["id"]]
        assert [row[3:6] for row in towns] == [
            [group["numerator"], group["denominator"], group["unknown"]]
            for group in target["groups"]
        ]
        if target["unit"] != "count":
            for name, place in (("numerator", 3), ("denominator", 4), ("unknown", 5)):
                assert sum(row[place] for row in towns) == target[name]
        open_rows = Counter(row["side"] for row in csv.DictReader(io.StringIO(rows(target["id"]))))
        parties = [row for row in cells["单位"] if row[0] == target["id"]]
        if target["unit"] == "percent" and all(
            row["party_id"] for row in csv.DictReader(io.StringIO(rows(target["id"])))
        ):
            assert sum(row[4] for row in parties) == open_rows["missing"]
            assert sum(row[5] for row in parties) == open_rows["unknown"]


def test_the_annex_says_how_it_was_computed(
    report: dict[str, bytes], table: dict[str, Any]
) -> None:
    cells = [text for row in made.docx_rows(report["docx"]) for text in row]
    pdf = made.pdf_text(report["pdf"])
    assert table["law_digest"] in cells
    assert any(table["known_at"] in text for text in cells)
    for target in computed(table):
        assert target["rows_digest"] in cells
        assert target["rows_digest"] in pdf
        assert f"{target['definition']}\n{target['variant']}" in cells


def test_the_same_question_gives_the_same_bytes_later(
    report: dict[str, bytes], table: dict[str, Any], folder: Path
) -> None:
    for form, content in report.items():
        again = folder / f"again.{form}"
        zhifang(
            "report", PLAN, "--as-of", DAY, "--known-at", table["known_at"], "-o", str(again)
        )  # fmt: skip
        assert again.read_bytes() == content, form


def test_a_township_and_a_day_inside_the_year(folder: Path) -> None:
    file = folder / "town.docx"
    zhifang("report", PLAN, "--as-of", "2020-06-30", "--jurisdiction", "东辛房街道",
            "-o", str(file))  # fmt: skip
    text = "\n".join(made.docx_texts(file.read_bytes()))
    assert "（东辛房街道，截至2020年6月30日）" in text
    assert "分镇街情况" not in text
    assert "本年只到2020年6月30日，不满一年，不与上年全年比较" in text


def test_what_cannot_be_written_is_no_file(folder: Path) -> None:
    for given in (
        ("report", PLAN, "--as-of", DAY, "-o", str(folder / "report.doc")),
        ("report", "no-such-plan", "--as-of", DAY, "-o", str(folder / "x.docx")),
        ("report", PLAN, "--as-of", DAY, "-o", str(folder / "x.docx"), "--jurisdiction", "9"),
    ):
        zhifang(*given, codes=(2,))
    assert not (folder / "x.docx").exists()


def test_the_page_sends_what_the_command_writes_to_the_district_only(
    folder: Path, report: dict[str, bytes]
) -> None:
    clients = {}
    for name, role, town in (("qu", Role.DISTRICT, ""), ("zhen", Role.TOWNSHIP, "110109003")):
        user = User.objects.create_user(name, PASSWORD, display_name=name, role=role, town=town)
        clients[name] = Client()
        clients[name].force_login(user, backend="zhifang.access.backend.LoginBackend")
    address = f"/plans/{PLAN}/report.{{}}?as_of={DAY}"
    for form, content in report.items():
        answer = clients["qu"].get(address.format(form))
        assert answer.status_code == 200
        assert answer.headers["Content-Disposition"].endswith(f'{PLAN}-{DAY}.{form}"')
        assert b"".join(answer.streaming_content) == content, form
        assert clients["zhen"].get(address.format(form)).status_code == 404
    assert clients["qu"].get(address.format("doc")).status_code == 404
    shown = clients["qu"].get(f"/plans/{PLAN}/?as_of={DAY}").content.decode()
    assert f"/plans/{PLAN}/report.docx?as_of={DAY}" in shown
    assert "report.docx" not in clients["zhen"].get(f"/plans/{PLAN}/?as_of={DAY}").content.decode()
