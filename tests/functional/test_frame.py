"""What every page has: language, keyboard, phone width, demo banner, its own problem pages."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.functional.conftest import SignIn
from tests.support import workbooks as books
from tests.support.served import DAY

pytestmark = pytest.mark.browser

PLAN = "/plans/mentougou-2016-2020/"
PAGES = (
    f"{PLAN}?as_of={DAY}",
    f"{PLAN}I02/?as_of={DAY}",
    f"{PLAN}I03/rows/?as_of={DAY}",
    f"/worklist/?as_of={DAY}",
    "/employers/",
    f"/employers/{books.E1}/?as_of={DAY}",
    f"{PLAN}signals/?as_of={DAY}",
    "/insurance/",
    "/records/",
    f"/employers/{books.E1}/?as_of={DAY}&kind=workers",
    "/uploads/",
    "/enter/",
    f"/enter/examinations/?credit_code={books.E1}",
    "/help/",
    "/help/sheets/examinations/",
    "/password/",
)


def overflow(page: Page) -> int:
    """Pixels by which the page is wider than its window."""
    return int(
        page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    )


@pytest.mark.parametrize("width", [1366, 375])
def test_every_page_fits_and_says_demo(sign_in: SignIn, width: int) -> None:
    page = sign_in("district", width=width)
    for address in PAGES:
        answer = page.goto(address)
        assert answer is not None
        assert answer.status == 200, address
        assert overflow(page) <= 0, address
        expect(page.get_by_role("note").first).to_contain_text("演示模式")
        assert page.locator("h1").count() == 1, address


def test_english_is_complete(sign_in: SignIn) -> None:
    page = sign_in("district")
    page.get_by_role("button", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.get_by_role("link", name="Plan targets")).to_be_visible()
    page.goto(f"/worklist/?as_of={DAY}")
    expect(page.get_by_role("heading", level=1)).to_have_text("Worklist")
    page.get_by_role("button", name="中文").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("工作清单")


def test_keyboard_reaches_the_content_first(sign_in: SignIn) -> None:
    page = sign_in("district")
    page.goto(f"/worklist/?as_of={DAY}")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="跳到正文")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#content")).to_be_focused()


def test_the_menu_opens_on_a_phone(sign_in: SignIn) -> None:
    page = sign_in("district", width=375)
    link = page.get_by_role("link", name="工作清单")
    expect(link).to_be_hidden()
    page.get_by_role("button", name="菜单").click()
    link.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("工作清单")
