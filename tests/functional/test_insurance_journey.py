"""The queue of the insurance list: seen with both sides and why, decided with a reason."""

from __future__ import annotations

from datetime import date

import pytest
from playwright.sync_api import expect

from tests.functional.conftest import SignIn
from tests.support import workbooks as books
from tests.support.served import run_jobs
from zhifang.exchange.intake import submit_rows
from zhifang.exchange.senders import Sender

pytestmark = pytest.mark.browser


@pytest.fixture
def listed(address: str) -> None:
    """A row of the list without number that has the name and birth date of a worker."""
    row = {
        "employer_code": books.E1,
        "insured_no": "S1",
        "person_name": "张三",
        "birth_on": books.WORKER["birth_on"],
        "valid_from": "2019-01-01",
    }
    summary = submit_rows(
        "insured_persons", [row], actor="test", sender=Sender.operator(),
        received_on=date(2021, 1, 15),
    )  # fmt: skip
    assert not summary.rejected


def test_a_candidate_is_refused_and_then_accepted(sign_in: SignIn, listed: None) -> None:
    page = sign_in("district")
    page.goto("/records/")
    page.get_by_role("link", name="参保人员比对确认").click()
    expect(page.locator("main")).to_contain_text("没有待确认的人员")
    page.get_by_role("button", name="重新比对").click()
    expect(page.get_by_role("status")).to_contain_text("正在比对")
    run_jobs()
    page.reload()
    row = page.locator("table tbody tr")
    expect(row).to_have_count(1)
    expect(row).to_contain_text("姓名相同、出生日期相同")
    expect(row).to_contain_text("99.9%")
    expect(row).not_to_contain_text(books.W1)
    row.get_by_text("确认", exact=True).click()
    row.get_by_role("button", name="不是此人").click()
    expect(row).to_have_count(1)  # without a reason nothing is sent
    row.get_by_label("理由").fill("同名不同人")
    row.get_by_role("button", name="不是此人").click()
    expect(page.get_by_role("status")).to_contain_text("不是此人")
    expect(page.locator("main")).to_contain_text("没有待确认的人员")
    page.get_by_role("link", name="连同已确认的").click()
    expect(row).to_contain_text("person:district")
    row.get_by_text("更改确认").click()
    row.get_by_label("理由").fill("电话核实")
    row.get_by_role("button", name="是本人").click()
    expect(row.locator(".outcome")).to_have_text("是本人")


def test_a_township_has_no_such_page(sign_in: SignIn, listed: None) -> None:
    page = sign_in("township")
    assert page.request.get("/insurance/").status == 404
