"""An appraisal from draft to sign-off by four persons of the district, with a township's objection.

The pages' clock is moved from the freeze past the objection window.
"""

from __future__ import annotations

from datetime import date

import pytest
from playwright.sync_api import Page, expect

from tests.functional.conftest import SignIn
from tests.support import workbooks as books
from tests.support.served import PASSWORD
from zhifang.access.models import User
from zhifang.access.roles import Role
from zhifang.exchange.intake import submit
from zhifang.exchange.senders import Sender
from zhifang.web.views import appraisals

pytestmark = pytest.mark.browser

FROZEN_ON, RECOUNTED_ON = date(2021, 2, 1), date(2021, 2, 17)
THERE = "110109006"


class Clock:
    """The day of the pages."""

    def __init__(self) -> None:
        self.day = FROZEN_ON

    def today(self) -> date:
        """The day it stands at."""
        return self.day


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """The clock of the appraisal's pages."""
    found = Clock()
    monkeypatch.setattr(appraisals, "today", found.today)
    return found


@pytest.fixture
def persons(address: str) -> None:
    """Four persons of the district and one of the second township."""
    for name in ("起草人", "冻结人", "复核人", "签发人"):
        User.objects.create_user(name, PASSWORD, display_name=name, role=Role.DISTRICT)
    User.objects.create_user("永定", PASSWORD, display_name="永定", role=Role.TOWNSHIP, town=THERE)


def late_declaration() -> None:
    """The second employer's declaration, in time but recorded late."""
    row = {**books.DECLARATION, "credit_code": books.E2, "declared_on": "2018-03-01"}
    submit(
        [books.sent("补报.xlsx", {"declarations": [row]})],
        actor="operator",
        sender=Sender.operator(),
        received_on=RECOUNTED_ON,
    )


def step(page: Page, button: str, reason: str) -> None:
    """Does a step, in the form that has its button, with its reason."""
    pressed = page.get_by_role("button", name=button, exact=True)
    page.locator("form", has=pressed).get_by_label("理由", exact=True).fill(reason)
    pressed.click()


def test_freeze_objection_recount_and_sign_off(
    sign_in: SignIn, persons: None, clock: Clock
) -> None:
    page = sign_in("起草人")
    page.get_by_role("link", name="年度考核").click()
    page.get_by_label("年度与方案").select_option("mentougou-2020:2020")
    step(page, "建立草稿", "按规划四（五）开展考核")
    address = page.url
    expect(page.locator("h1")).to_contain_text("起草")
    expect(page.get_by_role("heading", name="镇街")).to_be_visible(timeout=60_000)
    expect(page.locator("main")).to_contain_text("同一人不能办理两个步骤")

    page = sign_in("冻结人")
    page.goto(address)
    step(page, "冻结", "数据已齐")
    expect(page.locator("h1")).to_contain_text("已冻结", timeout=60_000)
    expect(page.locator("#objections")).to_contain_text("受理至 2021-02-16")
    row = page.locator("tr", has_text="永定").first
    frozen = row.locator(".rate-value").inner_text()
    expect(page.locator("main")).not_to_contain_text("下一步")

    late_declaration()

    page = sign_in("永定")
    page.get_by_role("link", name="年度考核").click()
    page.get_by_role("link", name="2020").click()
    lines = page.locator("table").first.locator("tbody tr")
    expect(lines.filter(has_text="I01")).to_contain_text("只有 1 行，少于 5 行")
    page.get_by_label("异议事项").select_option("I01")
    page.get_by_label("哪里有误，有何依据").fill("永定二厂2018年已申报，回执在案")
    page.get_by_role("button", name="提出异议").click()
    expect(page.locator("#objections")).to_contain_text("尚未答复")

    clock.day = RECOUNTED_ON
    page = sign_in("冻结人")
    page.goto(address)
    expect(page.locator("#objections").get_by_role("button", name="提交答复")).to_have_count(0)

    page = sign_in("复核人")
    page.goto(address)
    expect(page.locator("main")).not_to_contain_text("下一步")  # an objection is open
    page.locator("#objections summary").click()
    page.locator("#objections").get_by_label("成立", exact=True).check()
    page.get_by_label("答复理由").fill("属实，数据已补报")
    page.get_by_role("button", name="提交答复").click()
    expect(page.locator("#objections")).to_contain_text("属实，数据已补报")
    step(page, "复核", "异议已答复")
    expect(page.locator("h1")).to_contain_text("已复核", timeout=60_000)
    flips = page.locator("#flips")
    expect(flips.locator("tr", has_text="I01")).to_contain_text("未履行 → 分子")
    expect(flips).to_contain_text("永定二厂")
    expect(page.locator("main")).to_contain_text("同一人不能办理两个步骤")

    page = sign_in("签发人")
    page.goto(address)
    step(page, "签发", "同意")
    expect(page.locator("h1")).to_contain_text("已签发")
    expect(page.locator("main")).not_to_contain_text("撤回本次考核")
    assert frozen
    with page.expect_download() as started:
        page.get_by_role("link", name="留存的计分文件（JSON）").click()
    assert started.value.suggested_filename == "mentougou-2020-2020.json"


def test_the_arithmetic_leads_to_the_rows(sign_in: SignIn, clock: Clock) -> None:
    page = sign_in("district", width=390, height=844)
    page.goto("/appraisals/")
    page.get_by_role("link", name="2020").first.click()
    page.get_by_role("link", name="永定").first.click()
    line = page.locator("tbody tr", has_text="I01").first
    line.get_by_role("link").nth(1).click()
    expect(page.locator("table tbody tr")).to_have_count(1)
    expect(page.locator("main")).to_contain_text("永定二厂")
