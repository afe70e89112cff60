"""Handing in a workbook, its progress after the tab was closed, its return, taking it back."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.functional.conftest import SignIn
from tests.support import workbooks as books
from tests.support.served import run_jobs
from zhifang.exchange.sheets import SHEETS
from zhifang.exchange.templates import template

pytestmark = pytest.mark.browser


def test_upload_progress_summary_return_and_withdrawal(sign_in: SignIn, tmp_path: Path) -> None:
    wrong = {**books.DECLARATION, "declared_on": "2019-13-01"}
    right = {**books.DECLARATION, "kind": "年度更新", "declared_on": "2017-03-01"}
    path = tmp_path / "申报.xlsx"
    path.write_bytes(books.workbook({"declarations": [wrong, right]}))

    page = sign_in("district")
    page.goto("/uploads/")
    page.get_by_label("将Excel文件拖到此处，或点击选择").set_input_files(path)
    expect(page.locator("[data-chosen] li")).to_contain_text("申报.xlsx")
    page.get_by_role("button", name="报送").click()
    expect(page.get_by_text("可以关闭本页")).to_be_visible()
    address = page.url
    page.close()

    run_jobs()

    page = sign_in("district")
    page.goto(address)
    summary = page.locator("#progress .notice")
    expect(summary).to_have_class("notice")  # amber: neither good nor bad
    expect(summary).to_contain_text("部分入库：采用 1 行")
    expect(summary).to_contain_text("退回 1 行")
    expect(page.locator("#progress table").first.locator("tbody td").nth(4)).to_have_text("1")
    with page.expect_download() as started:
        page.get_by_role("link", name="下载已标注的退回行").click()
    assert started.value.suggested_filename.endswith(".xlsx")
    page.locator("summary").click()
    page.get_by_label("理由").fill("报错单位")
    page.get_by_role("button", name="撤回整个文件").click()
    expect(page.locator("#progress")).to_contain_text("已撤回")


def test_progress_comes_without_reloading(sign_in: SignIn, tmp_path: Path) -> None:
    path = tmp_path / "again.xlsx"
    path.write_bytes(books.workbook({"declarations": [books.DECLARATION]}))
    page = sign_in("employer")
    page.goto("/uploads/")
    page.get_by_label("将Excel文件拖到此处，或点击选择").set_input_files(path)
    page.get_by_role("button", name="报送").click()
    expect(page.get_by_text("可以关闭本页")).to_be_visible()
    run_jobs()
    expect(page.locator("#progress")).to_contain_text("已入库", timeout=10_000)


def test_an_empty_template_is_said_to_be_empty(sign_in: SignIn, tmp_path: Path) -> None:
    path = tmp_path / "blank.xlsx"
    path.write_bytes(template(SHEETS["declarations"]))
    page = sign_in("district")
    page.goto("/uploads/")
    page.get_by_label("将Excel文件拖到此处，或点击选择").set_input_files(path)
    page.get_by_role("button", name="报送").click()
    page.wait_for_url("**/uploads/*/")
    run_jobs()
    page.reload()
    summary = page.locator("#progress .notice")
    expect(summary).to_have_class("notice")
    expect(summary).to_contain_text("表头下没有数据行")


def test_a_file_that_is_no_template_is_refused_with_the_reason(
    sign_in: SignIn, tmp_path: Path
) -> None:
    path = tmp_path / "other.xlsx"
    path.write_bytes(b"not a workbook")
    page = sign_in("district")
    page.goto("/uploads/")
    page.get_by_label("将Excel文件拖到此处，或点击选择").set_input_files(path)
    page.get_by_role("button", name="报送").click()
    page.wait_for_url("**/uploads/*/")
    run_jobs()
    page.reload()
    expect(page.locator("#progress")).to_contain_text("整份退回")


def test_templates_and_dictionary(sign_in: SignIn) -> None:
    page = sign_in("district")
    page.goto("/help/")
    with page.expect_download() as started:
        page.get_by_role("link", name="职业健康检查.xlsx").click()
    assert started.value.suggested_filename == "examinations.xlsx"
    page.get_by_role("link", name="数据字典").first.click()
    expect(page.locator("table tbody tr")).to_have_count(17)
