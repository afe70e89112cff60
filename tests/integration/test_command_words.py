"""What the command line says to people: names, one language, one vocabulary, what is missing."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import pytest
from openpyxl.reader.excel import load_workbook
from rich.cells import cell_len

from tests.support import workbooks as books
from tests.support.commanding import DAY, PLAN, command_line, rows
from tests.support.served import EMPLOYER_2, POST_2, WORKER_2, load_district
from zhifang.access.models import User
from zhifang.access.roles import Role
from zhifang.commands.main import main
from zhifang.core.days import today
from zhifang.exchange.reading import PROBLEM_SHEET
from zhifang.exchange.sheets import SHEETS
from zhifang.exchange.templates import template
from zhifang.installation.supervisor import Server
from zhifang.obligations.storing import bring_up_to_date

CHINESE = re.compile("[\u4e00-\u9fff]")


@pytest.fixture(scope="module")
def shell(server: Server, module_database: str) -> Iterator[None]:
    """A district of two employers that ``zhifang`` of this process uses."""
    with command_line(server, module_database):
        load_district()
        bring_up_to_date()
        yield


def said(*arguments: str, codes: tuple[int, ...] = (0,)) -> tuple[str, str]:
    """What ``zhifang`` prints and what it says beside it."""
    out, beside = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(beside):
        code = main(list(arguments))
    assert code in codes, (arguments, code, beside.getvalue())
    return out.getvalue(), beside.getvalue()


@pytest.mark.parametrize(
    ("arguments", "chinese", "english"),
    [
        (("plan",), "缺少必填的参数：PLAN", "required: PLAN"),
        (("plan", PLAN, "--as-of"), "--as-of：后面要写一个值", "expected one argument"),
        (("plan", PLAN, "--as-of", DAY, "--by", "x"), "没有 'x' 这个取值", "invalid choice: 'x'"),
        (("plan", PLAN, "--as-of", DAY, "--no"), "不认识的参数：--no", "unrecognized arguments"),
        (("users", "--dis", "x"), "有歧义", "ambiguous option"),
        (("load", "--all-or-nothing=3", "x"), "后面不应写值", "ignored explicit argument"),
        (("load",), "缺少必填的参数：FILE", "required: FILE"),
    ],
)
def test_faults_of_the_arguments_are_told_in_the_asked_language(
    arguments: tuple[str, ...], chinese: str, english: str
) -> None:
    assert chinese in said(*arguments, codes=(2,))[1]
    told = said("--lang", "en", *arguments, codes=(2,))[1]
    assert english in told
    assert not CHINESE.search(told)


def helped(*arguments: str) -> str:
    """The help of a verb, which ends the process."""
    out = io.StringIO()
    with redirect_stdout(out), pytest.raises(SystemExit, match=r"^0$"):
        main(list(arguments))
    return out.getvalue()


def test_help_is_in_one_language() -> None:
    chinese, english = helped("plan", "--help"), helped("--lang", "en", "plan", "--help")
    for word in ("usage", "positional arguments", "options:", "show this help"):
        assert word in english
        assert word not in chinese
    assert not CHINESE.search(english)


def test_a_table_of_rows_shows_names_and_its_csv_ids(shell: None) -> None:
    table = said("rows", "I03", "--as-of", DAY)[0]
    assert EMPLOYER_2["employer_name"] in table
    assert WORKER_2["worker_name"] in table
    assert WORKER_2["id_number"] not in table
    assert "********" in table
    head, *lines = rows("I03").splitlines()
    assert head.startswith("subject_kind,subject_id,party_id,town,side,outcome")
    assert table.count("HEX-02.") == len(lines)
    assert not CHINESE.search("".join(lines))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_plans_table_fits_a_terminal(shell: None, lang: str) -> None:
    table = said("plan", PLAN, "--as-of", DAY, "--by", "township", "--lang", lang)[0]
    assert max(cell_len(line) for line in table.splitlines()) <= 100
    assert "I16" in table
    wide = said("plan", PLAN, "--as-of", DAY, "--format", "csv")[0]
    assert wide.splitlines()[0] == (
        "id,title,goal,numerator,denominator,unknown,value,range,interval,incomplete,met,"
        "variant,told"
    )


def test_every_door_has_the_words_of_the_glossary(shell: None) -> None:
    words = ("已履行", "未履行", "不明", "未到期", "不适用")
    glossary = (Path(__file__).parents[2] / "GLOSSARY.md").read_text("utf-8")
    assert "、".join(words) in glossary
    counted = said("assess", "--as-of", DAY)[0]
    assert all(word in counted for word in words)
    obligation = rows("I03").splitlines()[1].rsplit(",", 1)[1]
    assert any(word in said("why", obligation, "--as-of", DAY)[0] for word in words)


def test_why_is_in_one_language_but_for_names(shell: None) -> None:
    lines = rows("I03").splitlines()
    obligation = lines[1].rsplit(",", 1)[1]
    table = said("why", obligation, "--as-of", DAY, "--lang", "en")[0]
    value = next(line for line in table.splitlines() if "value of law" in line)
    assert "months" in value
    assert not CHINESE.search(value)


@pytest.mark.parametrize("verb", [("plan", PLAN), ("rows", "I03"), ("worklist",), ("assess",)])
def test_a_day_to_come_is_said_to_be_one(shell: None, verb: tuple[str, ...]) -> None:
    beside = said(*verb, "--as-of", "2099-01-01")[1]
    assert f"2099-01-01 尚未到来：今天（{today()}）之后的事实不在此结果中。" in beside
    assert "尚未到来" not in said(*verb, "--as-of", DAY)[1]


def test_users_have_roles_in_words(shell: None) -> None:
    User.objects.create_user(
        "li", "a-long-and-rare-passphrase", display_name="李", role=Role.DISTRICT
    )
    assert "区级管理人员" in said("users")[0]
    assert "District officer" in said("users", "--lang", "en")[0]
    assert ",district," in said("users", "--format", "csv")[0]


def test_load_says_where_the_returns_lie(shell: None, tmp_path: Path) -> None:
    path = tmp_path / "二厂.xlsx"
    wrong = {**POST_2, "hazard": "no such hazard", "valid_from": "2019-13-01"}
    path.write_bytes(books.workbook({"posts": [wrong]}))
    folder = tmp_path / "back"
    arguments = ("load", str(path), "--returns", str(folder))
    written = folder / "二厂.退回.xlsx"
    assert f"已标注的退回行：{written}" in said(*arguments, codes=(1,))[1]

    beside = said(*arguments, "--lang", "en", codes=(1,))[1]
    (second,) = (other for other in folder.iterdir() if other != written)
    assert f"Rejected rows, marked: {second}" in beside
    for place, chinese in ((written, True), (second, False)):
        book = load_workbook(place)
        page, problems = book.worksheets[0], book[PROBLEM_SHEET]
        assert page.title == "岗位与危害因素"
        comments = [cell.comment.text for cell in page[4] if cell.comment]
        assert len(comments) == 2
        assert all(bool(CHINESE.search(text)) == chinese for text in comments)
        assert problems["A1"].value == ("文件" if chinese else "File")
        for _file, _sheet, _row, column, _value, what, todo in list(problems.values)[1:]:
            assert what
            assert todo
            assert bool(CHINESE.search(what + todo)) == chinese
            assert chinese or "(" in column


def test_an_empty_template_is_said_to_be_empty(shell: None, tmp_path: Path) -> None:
    path = tmp_path / "blank.xlsx"
    path.write_bytes(template(SHEETS["workers"]))
    assert "blank.xlsx：表头下没有数据行" in said("load", str(path))[1]
    assert "there is no row" in said("load", str(path), "--lang", "en")[1]
