"""What an officer opens each morning: bars, townships, funnel, trend, what changed, what comes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connections
from django.test import Client
from playwright.sync_api import Page, expect

from tests.functional.conftest import SignIn
from tests.support.served import PASSWORD, served
from tests.support.truth import load, make
from zhifang.access.models import User
from zhifang.access.roles import Role

pytestmark = pytest.mark.browser
PLAN = "/plans/mentougou-2016-2020/"
DAY = "2020-12-31"
LONG = 60_000


@pytest.fixture(scope="module")
def address(module_database: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A served synthetic district with two officers."""
    folder: Path = tmp_path_factory.mktemp("district")
    load(folder, make(folder, seed=7, employers=14, workers=140))
    User.objects.create_user("district", PASSWORD, display_name="district", role=Role.DISTRICT)
    User.objects.create_user(
        "township", PASSWORD, display_name="township", role=Role.TOWNSHIP, town=busiest_town()
    )
    # computed before anybody waits for it: signing in leads to this page
    client = Client()
    client.post("/login/", {"username": "district", "password": PASSWORD})
    assert client.get(PLAN).status_code == 200
    with served() as found:
        yield found


def busiest_town() -> str:
    """The township at whose sites most workers are recorded."""
    with connections["engine"].cursor() as cursor:
        cursor.execute(
            "select s.town from exposure e join site_state s using (site_id) "
            "group by s.town order by count(*) desc, s.town limit 1"
        )
        return str(cursor.fetchone()[0])


def opened(page: Page) -> Page:
    """The plan's page with all its parts there."""
    page.set_default_timeout(LONG)
    page.goto(f"{PLAN}?as_of={DAY}", timeout=LONG)
    for part in ("overnight", "weeks", "towns", "funnel", "trend"):
        expect(page.locator(f"#{part} table, #{part} .flip-counts").first).to_be_attached(
            timeout=LONG
        )
    return page


def fits(page: Page) -> bool:
    """Whether the page is no wider than the window."""
    root = "document.documentElement"
    return bool(page.evaluate(f"{root}.scrollWidth <= {root}.clientWidth"))


def test_the_morning_page_and_its_marks(sign_in: SignIn) -> None:
    page = opened(sign_in("district"))
    assert fits(page)
    expect(page.locator("svg.rate-bar line.interval:not(.under)").first).to_be_attached()
    expect(page.locator("[data-chart=funnel] svg")).to_be_visible()
    expect(page.locator("[data-chart=weeks] svg")).to_be_visible()
    expect(page.locator("[data-chart=trend] svg")).to_be_visible()
    assert page.locator("#towns thead th").count() == 17
    cell = page.locator("#towns .heat-cell a").first
    address = cell.get_attribute("href")
    cell.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/rows/?town=*")
    assert address is not None
    expect(page.locator("table tbody tr").first).to_be_visible()


def test_another_target_is_chosen_by_keyboard(sign_in: SignIn) -> None:
    page = opened(sign_in("district"))
    choice = page.locator("#trend-target")
    choice.select_option("I06")
    expect(page.locator("#trend tbody a[href*='/I06/']").first).to_be_attached(timeout=LONG)
    page.locator("#trend-by").select_option("year")
    expect(page.locator("#trend table tbody tr")).to_have_count(5, timeout=LONG)


def test_on_a_phone_and_in_english(sign_in: SignIn) -> None:
    page = sign_in("district", width=390, height=844)
    opened(page)
    assert fits(page)
    page.get_by_role("button", name="菜单").click()
    page.get_by_role("button", name="English").click()
    opened(page)
    assert fits(page)
    for part in ("overnight", "weeks", "funnel", "trend"):
        text = page.locator(f"#{part} .card-title").inner_text()
        assert text.isascii(), text


def test_a_township_sees_its_own_row_of_the_table(sign_in: SignIn) -> None:
    page = opened(sign_in("township"))
    expect(page.locator("#towns tbody tr")).to_have_count(1)


def test_the_shortest_path_stands_on_the_target_page(sign_in: SignIn) -> None:
    page = sign_in("district")
    page.set_default_timeout(LONG)
    page.goto(f"{PLAN}I08/?as_of={DAY}", timeout=LONG)
    part = page.locator("#shortest")
    expect(part.locator("tbody tr").first).to_be_visible(timeout=LONG)
    expect(part.locator(".outcome-met")).to_be_visible()
    with page.expect_download() as started:
        part.get_by_role("link", name="CSV").click()
    with open(started.value.path(), encoding="utf-8-sig", newline="") as file:
        assert file.readline().startswith("target,party_code,party_name")
