"""From the plan's table to the rows behind a number, and why of one of them."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.functional.conftest import SignIn
from tests.support.served import DAY

pytestmark = pytest.mark.browser
PLAN = "/plans/mentougou-2016-2020/"


def test_the_table_shows_sixteen_targets(sign_in: SignIn) -> None:
    page = sign_in("district")
    rows = page.locator("#targets tbody tr")
    expect(rows).to_have_count(16)
    expect(page.locator("tr.not-computed")).to_have_count(0)
    expect(rows.first.locator("svg.rate-bar line.target")).to_have_count(1)


def test_a_number_leads_to_its_rows_and_to_why(sign_in: SignIn) -> None:
    page = sign_in("district")
    page.goto(f"{PLAN}?as_of={DAY}")
    page.locator("#targets").get_by_role("link", name=re.compile("^I03")).click()
    expect(page.locator("h1")).to_contain_text("I03")
    page.get_by_label("当前位置").wait_for()
    page.locator("dl.facts a").nth(1).click()
    expect(page.locator("table tbody tr")).to_have_count(2)
    page.get_by_role("link", name="为什么？").first.click()
    expect(page.get_by_role("heading", name="法定数值")).to_be_visible()
    expect(page.get_by_role("heading", name="决定结果的事实")).to_be_visible()


def test_years_come_by_themselves(sign_in: SignIn) -> None:
    page = sign_in("district")
    page.goto(f"{PLAN}I03/?as_of={DAY}")
    expect(page.locator("[data-chart=trend] svg")).to_be_visible(timeout=20_000)
    expect(page.locator("code", has_text="subject=person")).to_be_visible(timeout=20_000)
    expect(page.get_by_role("link", name="2016", exact=True)).to_be_visible()


def test_known_at_before_anything_was_recorded(sign_in: SignIn) -> None:
    page = sign_in("district")
    page.goto(f"{PLAN}?as_of={DAY}&known_at=2010-01-01")
    expect(page.locator("#targets tbody tr").first).to_contain_text("0 / 0")


def test_export_is_what_the_digest_is_made_of(sign_in: SignIn) -> None:
    page = sign_in("district")
    page.goto(f"{PLAN}I03/?as_of={DAY}")
    with page.expect_download() as started:
        page.locator('a[href*="/rows.csv"]').first.click()
    with open(started.value.path(), encoding="utf-8", newline="") as file:
        lines = file.read().split("\n")
    assert lines[0].startswith("subject_kind,subject_id,party_id,town,side,outcome")
    assert lines[-1] == ""
    with page.expect_download() as started:
        page.locator('a[href*="/rows.xlsx"]').first.click()
    assert started.value.suggested_filename.endswith(".xlsx")


def test_a_township_sees_its_own(sign_in: SignIn) -> None:
    page = sign_in("township")
    page.goto(f"{PLAN}I03/rows/?as_of={DAY}&side=all")
    expect(page.locator("table tbody tr")).to_have_count(1)
    expect(page.locator("main")).not_to_contain_text("永定二厂")


def test_the_count_of_the_unmet_leads_to_their_rows(sign_in: SignIn) -> None:
    page = sign_in("district")
    page.goto(f"{PLAN}I03/?as_of={DAY}")
    counts = page.locator("dl.facts a")
    numerator, denominator, unmet = (int(counts.nth(place).inner_text()) for place in range(3))
    assert unmet == denominator - numerator
    counts.nth(2).click()
    expect(page.locator("h2").first).to_have_text("未履行")
    expect(page.locator("table tbody tr")).to_have_count(unmet)


def test_a_target_that_is_not_computed_names_no_first_day(sign_in: SignIn) -> None:
    page = sign_in("district")
    page.goto(f"/plans/national-2021-2025/N05/?as_of={DAY}")
    expect(page.locator(".page-heading p")).to_contain_text(re.compile("^统计日 2020-12-31"))


def test_a_day_to_come_is_said_to_be_one(sign_in: SignIn) -> None:
    page = sign_in("district")
    for address in (PLAN, f"{PLAN}I03/", "/worklist/", "/employers/"):
        page.goto(f"{address}?as_of=2099-01-01")
        expect(page.locator("main .notice").first).to_contain_text("2099-01-01 尚未到来")
        page.goto(f"{address}?as_of={DAY}")
        expect(page.locator("main")).not_to_contain_text("尚未到来")
