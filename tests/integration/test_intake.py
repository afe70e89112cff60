"""Intake against PostgreSQL: applied, corrected, unchanged, rejected, and nothing by halves."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import openpyxl
import pytest
from django.db import connections

from tests.support import workbooks as books
from tests.support.workbooks import sent
from zhifang.core.errors import UserError
from zhifang.exchange.intake import submit, submit_rows
from zhifang.exchange.received import SentFile, content_of
from zhifang.exchange.senders import Sender
from zhifang.exchange.sheets import SHEETS
from zhifang.exchange.summary import Summary
from zhifang.exchange.withdrawal import withdraw
from zhifang.installation.keys import decrypt

RECEIVED_ON = date(2021, 1, 15)


def load(*files: SentFile, sender: Sender | None = None, whole: bool = False) -> Summary:
    return submit(
        files,
        actor="operator",
        sender=sender or Sender.operator(),
        received_on=RECEIVED_ON,
        all_or_nothing=whole,
    )


def facts(table: str, columns: str = "*", where: str = "removed_by is null") -> list[Any]:
    with connections["engine"].cursor() as cursor:
        cursor.execute(f"select {columns} from {table} where {where} order by id")
        return cursor.fetchall()


def counts(summary: Summary, key: str) -> tuple[int, int, int, int, int]:
    found = summary.sheets[key]
    return (found.received, found.applied, found.corrected, found.unchanged, found.rejected)


def reasons(summary: Summary) -> set[tuple[str, int, str, str]]:
    return {
        (problem.sheet, problem.row, problem.column, problem.reason)
        for result in summary.files
        for problem in result.problems
    }


def test_a_whole_workbook_is_applied_and_the_second_time_nothing(database: str) -> None:
    file = sent("all.xlsx", books.WHOLE, sender=books.E1, through="2020-12-31")
    first = load(file)
    assert reasons(first) == set()
    assert {key: counts(first, key) for key in books.WHOLE} == dict.fromkeys(
        books.WHOLE, (1, 1, 0, 0, 0)
    )
    second = load(file)
    assert {key: counts(second, key) for key in books.WHOLE} == dict.fromkeys(
        books.WHOLE, (1, 0, 0, 1, 0)
    )
    assert second.change_id is None
    assert len(facts("change", where="true")) == 1
    assert len(facts("received_file", where="status = 'applied'")) == 2


def test_a_file_whose_reading_breaks_off_does_not_stay_under_way(
    database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_given: object) -> None:
        raise MemoryError

    monkeypatch.setattr("zhifang.exchange.intake.read_workbook", broken)
    with pytest.raises(MemoryError):
        load(sent("all.xlsx", books.WHOLE))
    assert facts("received_file", "status", "true") == [("failed",)]


def changed(row: books.Row, **values: Any) -> books.Row:
    return {**row, **values}


BASE = sent("base.xlsx", {key: books.WHOLE[key] for key in ("employers", "posts")})


@pytest.mark.parametrize(
    ("key", "values", "column", "reason"),
    [
        ("employers", {"employer_name": None}, "employer_name", "required"),
        ("employers", {"employer_name": "不适用"}, "employer_name", "required"),
        ("employers", {"town": "海淀"}, "town", "bad_code"),
        ("employers", {"credit_code": books.E1[:-1] + "0"}, "credit_code", "bad_credit_code"),
        ("employers", {"valid_from": "2019-02-29"}, "valid_from", "bad_date"),
        ("employers", {"site_no": date(2020, 1, 5)}, "site_no", "text_as_date"),
        ("employers", {"employees": date(1900, 1, 5)}, "employees", "bad_number"),
        ("employers", {"employees": "-3"}, "employees", "bad_number"),
        (
            "employers",
            {"employees": 10, "exposed": 12, "dispatched": 1},
            "exposed",
            "counts_exceed",
        ),
        ("employers", {"site_no": "x" * 51}, "site_no", "too_long"),
        ("posts", {"last_day": "2014-12-31"}, "last_day", "end_before_start"),
        ("posts", {"graded_on": "2021-01-16"}, "graded_on", "future_date"),
        ("posts", {"site_no": "02"}, "site_no", "unknown_site"),
        ("posts", {"noise_level": "84.95"}, "noise_level", "bad_number"),
        ("workers", {"id_number": books.W1[:-1] + "0"}, "id_number", "bad_id_number"),
        ("workers", {"id_number": 110109198001010030}, "id_number", "number_as_float"),
        ("workers", {"birth_on": "1980-01-02"}, "birth_on", "id_birth_mismatch"),
        ("workers", {"sex": "女"}, "sex", "id_sex_mismatch"),
        ("workers", {"post": "焊接"}, "post", "unknown_post"),
        ("workers", {"valid_from": "1995-12-31"}, "valid_from", "under_age"),
        ("workers", {"employment": "2"}, "employer_code", "employment_unit"),
        ("workers", {"employer_code": books.E2}, "employer_code", "employment_unit"),
        ("declarations", {"kind": "变更"}, "change_reason", "required"),
        ("declarations", {"declared_on": "2021-01-16"}, "declared_on", "future_date"),
        ("declarations", {"exposed": 5, "dust_exposed": 6}, "dust_exposed", "counts_exceed"),
        ("declarations", {"points_tested": 2, "points_over": 3}, "points_over", "points_exceed"),
        (
            "declarations",
            {"measured_this_year": "未检测", "points_tested": 1},
            "points_tested",
            "points_exceed",
        ),
        ("measurements", {"sampled_from": "2020-03-02"}, "sampled_from", "date_order"),
        ("measurements", {"issued_on": "2020-02-28"}, "issued_on", "date_order"),
        ("measurements", {"report_kind": "40"}, "report_kind", "bad_code"),
        ("examinations", {"exposure_months": 12}, "exposure_months", "months_over_11"),
        ("examinations", {"conclusion": "S"}, "disease_code", "conclusion_fields"),
        ("examinations", {"other_finding": "高血压"}, "other_finding", "conclusion_fields"),
        ("examinations", {"reported_on": "2020-05-31"}, "reported_on", "date_order"),
        (
            "examinations",
            {"exposure_started_on": "2020-06-02"},
            "exposure_started_on",
            "date_order",
        ),
        (
            "examinations",
            {"exposure_started_on": "1995-01-01"},
            "exposure_started_on",
            "under_age",
        ),
        (
            "examinations",
            {"conclusion": "S", "disease_code": "2024-01-101"},
            "disease_code",
            "disease_not_in_edition",
        ),
        ("examinations", {"examined": "F001；W001"}, "hazard", "conclusion_per_hazard"),
        ("examinations", {"examined": "W001"}, "hazard", "conclusion_per_hazard"),
        ("examinations", {"using_code": books.E2}, "site_no", "unknown_site"),
    ],
)
def test_one_wrong_cell_rejects_the_row_for_its_reason(
    database: str, key: str, values: dict[str, Any], column: str, reason: str
) -> None:
    assert reasons(load(BASE)) == set()
    summary = load(sent("bad.xlsx", {key: [changed(books.WHOLE[key][0], **values)]}))
    assert (key, 4, column, reason) in reasons(summary)
    assert counts(summary, key) == (1, 0, 0, 0, 1)
    assert summary.change_id is None


def test_a_recheck_ends_with_the_new_standard(database: str) -> None:
    assert reasons(load(BASE)) == set()
    rows = [
        changed(books.EXAM, exam_no="A", exam_on="2026-07-31", conclusion="R", reported_on=None),
        changed(books.EXAM, exam_no="B", exam_on="2026-08-01", conclusion="R", reported_on=None),
    ]
    file = sent("exams.xlsx", {"examinations": rows})
    summary = submit([file], actor="x", sender=Sender.operator(), received_on=date(2026, 11, 1))
    assert reasons(summary) == {("examinations", 5, "conclusion", "recheck_after_2026")}


def test_a_staffing_agency_is_not_where_people_work(database: str) -> None:
    agency = changed(books.EMPLOYER, industry="L7263")
    assert reasons(load(sent("a.xlsx", {"employers": [agency], "posts": [books.POST]}))) == set()
    rows: dict[str, list[books.Row]] = {"workers": [books.WORKER], "examinations": [books.EXAM]}
    assert {(s, reason) for s, _, _, reason in reasons(load(sent("b.xlsx", rows)))} == {
        ("workers", "agency_same_unit"),
        ("examinations", "agency_same_unit"),
    }


def test_a_correction_is_a_new_version(database: str) -> None:
    load(sent("a.xlsx", books.WHOLE))
    later = sent(
        "b.xlsx", {"examinations": [changed(books.EXAM, conclusion="O", other_finding="高血压")]}
    )
    assert counts(load(later), "examinations") == (1, 0, 1, 0, 0)
    versions = facts("examination", "conclusion, removed_by is null", "true")
    assert versions == [("N", False), ("O", True)]


def test_blank_zero_and_not_applicable_are_three_values(database: str) -> None:
    rows = [
        changed(books.DECLARATION, declared_on=f"2016-03-0{day}", dispatched=value)
        for day, value in ((1, None), (2, 0), (3, "不适用"))
    ]
    load(BASE, sent("d.xlsx", {"declarations": rows}))
    assert facts("declaration", "dispatched, not_applicable") == [
        (None, []),
        (0, []),
        (None, ["dispatched"]),
    ]


def test_a_key_twice_rejects_both_unless_they_agree(database: str) -> None:
    load(BASE)
    same = sent("a.xlsx", {"declarations": [books.DECLARATION, books.DECLARATION]})
    assert counts(load(same), "declarations") == (2, 1, 0, 1, 0)
    other = changed(books.DECLARATION, declared_on="2017-03-01", exposed=1)
    first = sent("b.xlsx", {"declarations": [other]})
    second = sent("c.xlsx", {"declarations": [changed(other, exposed=2)]})
    summary = load(first, second)
    assert counts(summary, "declarations") == (2, 0, 0, 0, 2)
    assert {reason for *_, reason in reasons(summary)} == {"duplicate_key"}


def test_files_of_one_command_in_any_order(database: str) -> None:
    files = [sent(f"{key}.xlsx", {key: rows}) for key, rows in books.WHOLE.items()]
    summary = load(*reversed(files))
    assert reasons(summary) == set()
    assert summary.changed == 6


def test_what_refers_to_a_rejected_row_is_rejected_and_passes_after_it(database: str) -> None:
    bad = {**books.WHOLE, "employers": [changed(books.EMPLOYER, status="倒闭")]}
    summary = load(sent("all.xlsx", bad))
    assert summary.rejected == 6
    assert {reason for *_, reason in reasons(summary)} == {"bad_code", "unknown_site"}
    assert load(sent("all.xlsx", books.WHOLE)).changed == 6


def test_all_or_nothing(database: str) -> None:
    rows = [books.EMPLOYER, changed(books.EMPLOYER, site_no="02", town="x")]
    file = sent("e.xlsx", {"employers": rows})
    summary = load(file, whole=True)
    assert [result.status for result in summary.files] == ["refused"]
    assert facts("site_state", where="true") == []
    assert counts(load(file), "employers") == (2, 1, 0, 0, 1)


def test_a_refused_file_is_kept_and_the_others_apply(database: str) -> None:
    summary = load(SentFile("x.pdf", b"%PDF-1.4"), BASE)
    assert [result.status for result in summary.files] == ["refused", "applied"]
    ((stored, size),) = facts("received_file", "content, size", "status = 'refused'")
    assert (content_of(stored), size) == (b"%PDF-1.4", 8)
    assert bytes(stored) != b"%PDF-1.4"


class TestExams:
    TWO = "F001;W001"

    def rows(self, **values: Any) -> list[books.Row]:
        return [
            changed(books.EXAM, examined=self.TWO, **values),
            changed(books.EXAM, examined=self.TWO, hazard="W001", **values),
        ]

    def test_rows_of_one_exam_agree(self, database: str) -> None:
        load(BASE)
        first, second = self.rows()
        file = sent("x.xlsx", {"examinations": [first, changed(second, exam_on="2020-06-02")]})
        assert {reason for *_, reason in reasons(load(file))} == {"exam_rows_differ"}

    def test_one_dust_conclusion_speaks_for_all_dusts(self, database: str) -> None:
        load(BASE)
        row = changed(books.EXAM, examined="F001、F002")
        assert reasons(load(sent("x.xlsx", {"examinations": [row]}))) == set()
        assert facts("examination", "covers") == [(["F001", "F002"],)]
        both = [changed(row, exam_no="B"), changed(row, exam_no="B", hazard="F002")]
        assert load(sent("y.xlsx", {"examinations": both})).rejected == 2

    def test_one_row_of_a_known_exam_may_be_corrected_alone(self, database: str) -> None:
        load(BASE, sent("x.xlsx", {"examinations": self.rows()}))
        row = changed(self.rows()[1], conclusion="O", other_finding="听力下降")
        assert counts(load(sent("y.xlsx", {"examinations": [row]})), "examinations") == (
            1,
            0,
            1,
            0,
            0,
        )
        other = changed(row, id_number=books.W2)
        summary = load(sent("z.xlsx", {"examinations": [other]}))
        assert {reason for *_, reason in reasons(summary)} == {"exam_rows_differ"}


class TestReturns:
    def test_the_return_holds_the_rejected_rows_marked_and_passes_once_mended(
        self, database: str
    ) -> None:
        load(BASE)
        good, bad = books.DECLARATION, changed(books.DECLARATION, declared_on="2016/13/01")
        file = sent("申报.xlsx", {"declarations": [good, bad]}, sender=books.E1)
        (result,) = load(file).files
        assert result.return_name == "申报.退回.xlsx"
        book = openpyxl.load_workbook(io.BytesIO(result.return_content or b""))
        page = book["职业病危害项目申报"]
        cell = page["D4"]
        assert cell.value == "2016/13/01"
        assert "有效日期" in cell.comment.text
        assert cell.fill.start_color.rgb == "FFFFC7CE"
        assert page["A5"].value is None
        assert page["B2"].value == books.E1
        listed = [[c.value for c in row] for row in book["问题清单"].iter_rows(min_row=2)]
        assert listed == [
            [
                "申报.xlsx",
                "职业病危害项目申报",
                5,
                "申报日期",
                "2016/13/01",
                "“申报日期”不是有效日期（1950年以后）",
                "请按 2020-01-05 的样子填写",
            ]
        ]
        again = load(SentFile("again.xlsx", result.return_content or b""))
        assert again.rejected == 1
        cell.value = "2017-03-01"
        mended = io.BytesIO()
        book.save(mended)
        assert counts(load(SentFile("m.xlsx", mended.getvalue())), "declarations") == (
            1,
            1,
            0,
            0,
            0,
        )

    def test_every_rejected_row_has_an_error_on_an_existing_cell(self, database: str) -> None:
        blank: dict[str, list[books.Row]] = {
            key: [{"site_no": "9"}, {"institution_name": "x", "credit_code": "y"}] for key in SHEETS
        }
        summary = load(sent("x.xlsx", blank))
        (result,) = summary.files
        named = {(problem.sheet, problem.row) for problem in result.problems}
        assert len(named) == summary.rejected > 0
        for problem in result.problems:
            assert problem.column in SHEETS[problem.sheet].by_key


def test_coverage_only_grows(database: str) -> None:
    employers = {"employers": [books.EMPLOYER]}
    for day in ("2019-12-31", "2020-12-31", "2019-12-31"):
        load(sent("x.xlsx", employers, sender=books.E1, through=day))
    assert facts("coverage", "sheet, complete_through") == [("employers", date(2020, 12, 31))]


def test_identity_numbers_are_never_stored_plainly(database: str) -> None:
    load(sent("all.xlsx", books.WHOLE))
    ((cipher, masked),) = facts("worker", "id_cipher, id_masked", "true")
    assert decrypt(bytes(cipher)).decode() == books.W1
    assert masked == books.W1[:3] + "*" * 13 + books.W1[-2:]


def test_rows_of_json_meet_the_same_checks(database: str) -> None:
    load(BASE)
    rows = [{**books.DECLARATION}, {**books.DECLARATION, "申报日期": "x"}]
    del rows[1]["declared_on"]
    summary = submit_rows(
        "declarations", rows, actor="key", sender=Sender.party(books.E1), received_on=RECEIVED_ON
    )
    assert reasons(summary) == {("declarations", 2, "declared_on", "bad_date")}
    assert counts(summary, "declarations") == (2, 1, 0, 0, 1)
    with pytest.raises(UserError, match="no such fields"):
        submit_rows(
            "declarations",
            [{"nonsense": 1}],
            actor="key",
            sender=Sender.operator(),
            received_on=RECEIVED_ON,
        )


class TestWithdrawals:
    def test_a_record(self, database: str) -> None:
        load(sent("all.xlsx", books.WHOLE))
        key = "|".join([books.E1, "01", "初次", "2016/3/1"])
        done = withdraw("declarations", key, actor="operator", reason="报错了")
        assert (done.removed, done.restored) == (1, 0)
        assert facts("declaration") == []
        assert facts("change", "verb, reason", f"id = {done.change_id}") == [("withdraw", "报错了")]
        person = "|".join(["01", books.W1, books.E1, "01", "一车间", "打磨", "2016-01-01"])
        assert withdraw("workers", person, actor="operator", reason="x").removed == 1
        with pytest.raises(UserError, match="no such record"):
            withdraw("declarations", key, actor="operator", reason="again")

    def test_a_file_gives_back_the_latest_earlier_version_not_withdrawn(
        self, database: str
    ) -> None:
        load(sent("base.xlsx", books.WHOLE))
        ids = []
        for finding in ("一", "二"):
            row = changed(books.EXAM, conclusion="O", other_finding=finding)
            ids.append(load(sent("x.xlsx", {"examinations": [row]})).files[0].file_id)
        withdraw("file", str(ids[0]), actor="operator", reason="中间的文件")
        assert facts("examination", "other_finding") == [("二",)]
        done = withdraw("file", str(ids[1]), actor="operator", reason="最后的文件")
        assert (done.removed, done.restored) == (1, 1)
        assert facts("examination", "conclusion, other_finding, added_by") == [
            ("N", None, done.change_id)
        ]
        with pytest.raises(UserError, match="no applied file"):
            withdraw("file", str(ids[1]), actor="operator", reason="again")


def test_a_blank_that_means_the_other_unit_is_no_difference(database: str) -> None:
    load(BASE)
    rows = [books.WORKER, changed(books.WORKER, employer_code=books.E1)]
    assert counts(load(sent("w.xlsx", {"workers": rows})), "workers") == (2, 1, 0, 1, 0)
