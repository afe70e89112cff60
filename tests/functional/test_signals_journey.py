"""The signals of a plan: what was seen, that it is a reason to look, and the rows behind it."""

from __future__ import annotations

from datetime import date

import pytest
from playwright.sync_api import expect

from tests.functional.conftest import SignIn
from tests.support import workbooks as books
from zhifang.exchange.intake import submit_rows
from zhifang.exchange.senders import Sender

pytestmark = pytest.mark.browser

PLAN = "/plans/mentougou-2016-2020"


@pytest.fixture
def closed_and_open_again(address: str) -> None:
    """The first employer's site closed over the end of 2020."""
    for day, status in (("2020-12-10", "关闭"), ("2021-01-08", "在业")):
        summary = submit_rows(
            "employers",
            [{**books.EMPLOYER, "valid_from": day, "status": status}],
            actor="test",
            sender=Sender.operator(),
            received_on=date(2021, 1, 16),
        )
        assert not summary.rejected


def test_a_signal_with_its_rows(sign_in: SignIn, closed_and_open_again: None) -> None:
    page = sign_in("district")
    page.goto(f"{PLAN}/?as_of=2021-12-31")
    page.get_by_role("link", name="信号：值得核查之处").click()
    expect(page.get_by_role("note").nth(1)).to_contain_text("不是结论")
    expect(page.get_by_role("note").nth(1)).to_contain_text("不超过 10%")
    card = page.get_by_role("region", name="跨年关闭后又恢复")
    expect(card).to_contain_text("门头沟一厂")
    expect(card).to_contain_text("2020-12-10")
    rows = card.locator(".evidence li")
    expect(rows.first).to_be_hidden()
    card.get_by_text("依据的 2 行").click()
    expect(rows).to_have_count(2)
    expect(rows.first).to_contain_text("关闭")
    rows.first.get_by_role("link").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("门头沟一厂")


def test_only_officers_read_signals(sign_in: SignIn, closed_and_open_again: None) -> None:
    page = sign_in("employer")
    assert page.request.get(f"{PLAN}/signals/?as_of=2021-12-31").status == 404
    page = sign_in("township")
    page.goto(f"{PLAN}/signals/?as_of=2021-12-31")
    expect(page.locator("main")).to_contain_text("门头沟一厂")
    expect(page.locator("main")).not_to_contain_text("未判断")
