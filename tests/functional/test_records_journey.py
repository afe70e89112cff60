"""Records of every sheet: an employer's on its page, the district's own on a page of theirs."""

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

OFFICER = {
    "credit_code": books.E1,
    "site_no": "01",
    "role": "主要负责人",
    "id_type": "居民身份证",
    "id_number": books.W1,
    "person_name": "张三",
    "valid_from": "2019-01-01",
    "appointed_no": "不适用",
}
SUPERVISOR = {
    "supervisor_no": "ZF-1",
    "person_name": "林监督",
    "department": "区卫生健康监督所",
    "town": "大峪街道",
    "valid_from": "2018-01-01",
}


@pytest.fixture
def sent(address: str) -> None:
    """An officer of the first employer, and a supervisor of its township."""
    for sheet, row in (("officers", OFFICER), ("supervisors", SUPERVISOR)):
        summary = submit_rows(
            sheet, [row], actor="test", sender=Sender.operator(), received_on=date(2021, 1, 15)
        )
        assert not summary.rejected


def test_an_officer_stands_on_the_employers_page(sign_in: SignIn, sent: None) -> None:
    page = sign_in("district")
    page.goto(f"/employers/{books.E1}/?as_of={DAY}")
    page.locator("#did").get_by_role("link", name="负责人与管理人员").click()
    row = page.locator("#did table tbody tr")
    expect(row).to_have_count(1)
    expect(row).to_contain_text("张三")
    expect(row).to_contain_text("任命文件号 不适用")
    expect(row).to_contain_text("离任日期 未填")
    expect(row).not_to_contain_text(books.W1)


def test_a_record_of_the_district_is_withdrawn(sign_in: SignIn, sent: None) -> None:
    page = sign_in("district")
    page.get_by_role("link", name="区级记录").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("区级记录")
    row = page.locator("table tbody tr")
    expect(row).to_contain_text("林监督")
    page.get_by_role("link", name="联席会议", exact=True).click()
    expect(page.locator("main")).to_contain_text("没有记录")
    page.get_by_role("link", name="监督管理人员", exact=True).click()
    page.locator("summary").click()
    page.get_by_label("理由").fill("误报")
    page.get_by_role("button", name="撤回此记录").click()
    expect(page.get_by_role("status")).to_contain_text("记录已撤回")
    expect(page.locator("main")).to_contain_text("没有记录")


def test_an_employer_sees_no_record_of_the_district(sign_in: SignIn, sent: None) -> None:
    page = sign_in("employer")
    page.goto(f"/records/?as_of={DAY}")
    expect(page.locator("main")).not_to_contain_text("林监督")
