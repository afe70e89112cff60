"""A worker's surveillance archive in one place, with what is missing, and printed."""

from __future__ import annotations

from datetime import date

import pytest
from playwright.sync_api import expect

from tests.functional.conftest import SignIn
from tests.support import workbooks as books
from tests.support.served import DAY
from zhifang.exchange.intake import submit_rows
from zhifang.exchange.senders import Sender

pytestmark = pytest.mark.browser


@pytest.fixture
def stated(address: str) -> None:
    """What the first employer states of its worker: no word of the work history."""
    row = {
        "credit_code": books.E1,
        "site_no": "01",
        "id_type": "居民身份证",
        "id_number": books.W1,
        "person_name": "张三",
        "stated_on": "2020-12-01",
        "archive": "有",
        "copy_given_on": "不适用",
    }
    summary = submit_rows(
        "worker_archives", [row], actor="test", sender=Sender.operator(),
        received_on=date(2021, 1, 15),
    )  # fmt: skip
    assert not summary.rejected


def test_the_archive_in_one_place(sign_in: SignIn, stated: None) -> None:
    page = sign_in("district")
    page.goto(f"/plans/mentougou-2016-2020/I03/rows/?as_of={DAY}")
    page.get_by_role("link", name="张三").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("张三")
    for section, text in (
        ("工作与接害", "门头沟一厂"),
        ("职业健康检查", "目前未见异常"),
        ("用人单位填报", "2020-12-01"),
        ("用人单位填报", "不适用"),
        ("缺少的内容", "没有显示档案中有职业史和接触史"),
        ("缺少的内容", "没有显示最近一次体检结果已告知"),
    ):
        expect(page.get_by_role("region", name=section)).to_contain_text(text)
    expect(page.get_by_role("region", name="缺少的内容")).not_to_contain_text("未建档")
    expect(page.locator("main")).not_to_contain_text(books.W1)


def test_on_paper_stands_the_archive_and_not_who_read_it(sign_in: SignIn, stated: None) -> None:
    page = sign_in("district")
    page.goto(f"/workers/1/?as_of={DAY}")
    page.reload()
    expect(page.get_by_role("region", name="查阅记录")).to_be_visible()
    page.emulate_media(media="print")
    expect(page.get_by_role("region", name="工作与接害")).to_be_visible()
    expect(page.locator("#reads")).to_be_hidden()
    expect(page.get_by_role("button", name="打印")).to_be_hidden()
