"""The worklist, an employer's page, a worker's file."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.functional.conftest import SignIn
from tests.support import workbooks as books
from tests.support.served import DAY

pytestmark = pytest.mark.browser


def test_the_worklist_leads_to_the_employer(sign_in: SignIn) -> None:
    page = sign_in("district")
    page.goto(f"/worklist/?as_of={DAY}")
    expect(page.locator("table tbody tr").first).to_be_visible()
    page.get_by_role("link", name="永定二厂").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("永定二厂")
    expect(page.locator("#owes .outcome-not-met").first).to_be_visible()


def test_the_worklist_as_a_file(sign_in: SignIn) -> None:
    page = sign_in("district")
    page.goto(f"/worklist/?as_of={DAY}")
    with page.expect_download() as started:
        page.get_by_role("link", name="CSV").click()
    with open(started.value.path(), encoding="utf-8-sig") as file:
        assert file.readline().startswith("holder_id,employer_name,town")


def test_an_employer_is_found_and_a_record_withdrawn(sign_in: SignIn) -> None:
    page = sign_in("district")
    page.goto("/employers/")
    page.get_by_label("名称或统一社会信用代码").fill("一厂")
    page.get_by_role("button", name="查询").click()
    page.get_by_role("link", name="门头沟一厂").click()
    expect(page.locator("#did table tbody tr")).to_have_count(1)
    page.locator("#did summary").first.click()
    page.locator("#did").get_by_label("理由").fill("误报")
    page.get_by_role("button", name="撤回此记录").click()
    expect(page.get_by_role("status")).to_contain_text("记录已撤回")
    expect(page.locator("#did")).to_contain_text("截至此日没有记录")


def test_an_employer_sees_itself_only(sign_in: SignIn) -> None:
    page = sign_in("employer")
    expect(page.get_by_role("heading", level=1)).to_have_text("门头沟一厂")
    page.goto("/employers/")
    expect(page.locator("table tbody tr")).to_have_count(1)
    answer = page.request.get(f"/employers/{books.E2}/")
    assert answer.status == 404


def test_a_workers_file_says_who_read_it(sign_in: SignIn) -> None:
    page = sign_in("district")
    page.goto(f"/plans/mentougou-2016-2020/I03/rows/?as_of={DAY}")
    page.get_by_role("link", name="张三").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("张三")
    expect(page.locator("main")).not_to_contain_text(books.W1)
    page.reload()
    expect(page.locator("main")).to_contain_text("person:district")


def test_an_institution_starts_at_handing_in(sign_in: SignIn) -> None:
    page = sign_in("clinic")
    expect(page.get_by_role("heading", level=1)).to_have_text("数据报送")
