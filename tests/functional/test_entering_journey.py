"""Entering one fact by hand: by keyboard, without a script, with what is wrong beside it."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.functional.conftest import SignIn
from tests.support import workbooks as books
from tests.support.served import PASSWORD

pytestmark = pytest.mark.browser


def fill_officer(page: Page) -> None:
    """An officer of the first employer."""
    page.get_by_label("统一社会信用代码", exact=False).first.fill(books.E1)
    page.get_by_label("场所编号").fill("01")
    page.get_by_label("职务").select_option("主要负责人")
    page.get_by_label("证件类型").select_option("居民身份证")
    page.get_by_label("证件号码").fill(books.W1)
    page.get_by_label("姓名").fill("张三")


def test_what_is_wrong_stands_beside_its_field(sign_in: SignIn) -> None:
    page = sign_in("district")
    page.goto("/uploads/")
    page.get_by_role("link", name="手工录入一条").click()
    page.get_by_role("link", name="负责人与管理人员", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("负责人与管理人员")
    page.get_by_role("button", name="录入此记录").click()
    expect(page.get_by_role("alert")).to_contain_text("没有录入任何内容")
    wrong = page.locator(".entry-field.wrong")
    expect(wrong).to_have_count(7)
    expect(wrong.first.locator(".entry-error")).to_have_text(
        "“统一社会信用代码”必须填写，不能空白或“不适用”；请补填。"
    )
    page.get_by_role("alert").get_by_role("link", name="姓名").click()
    expect(page.get_by_label("姓名")).to_be_focused()


def test_a_fact_is_entered_by_keyboard(sign_in: SignIn) -> None:
    page = sign_in("district")
    page.goto(f"/enter/officers/?credit_code={books.E1}&site_no=01")
    fill_officer(page)
    page.get_by_label("任职日期").focus()
    page.keyboard.type("01012019")  # month, day, year: the browser's own order
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_have_text("记录已录入。")
    expect(page.get_by_label("统一社会信用代码").first).to_have_value(books.E1)
    page.goto(f"/employers/{books.E1}/?kind=officers&as_of=2020-12-31")
    expect(page.locator("#did table")).to_contain_text("张三")


def test_it_works_without_a_script(browser: Browser, address: str) -> None:
    context = browser.new_context(base_url=address, java_script_enabled=False)
    page = context.new_page()
    page.goto("/login/")
    page.get_by_label("用户名").fill("employer")
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()
    page.goto("/enter/declarations/")
    expect(page.get_by_label("统一社会信用代码")).to_have_value(books.E1)
    page.get_by_label("场所编号").fill("01")
    page.get_by_label(re.compile("申报类型|申报类别")).select_option("年度更新")
    page.get_by_label(re.compile("申报日期")).fill("2020-05-05")
    page.get_by_role("button", name="录入此记录").click()
    expect(page.get_by_role("status")).to_have_text("记录已录入。")
    context.close()


def test_an_employer_is_offered_no_sheet_of_officers(sign_in: SignIn) -> None:
    page = sign_in("employer")
    page.goto("/enter/")
    expect(page.get_by_role("link", name="负责人与管理人员", exact=True)).to_be_visible()
    expect(page.get_by_role("link", name="监督检查", exact=True)).to_have_count(0)
    answer = page.request.get("/enter/inspections/")
    assert answer.status == 404
