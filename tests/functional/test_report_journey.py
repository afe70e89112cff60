"""From the plan's table to the report as a file."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.functional.conftest import SignIn
from tests.support.reports import docx_texts, pdf_text
from tests.support.served import DAY

pytestmark = pytest.mark.browser
PLAN = "/plans/mentougou-2016-2020/"
#: The first report of a process compiles and counts every year: 12 s alone, more beside others.
WAIT = 120_000


def test_the_district_takes_the_report_home(sign_in: SignIn) -> None:
    page = sign_in("district")
    page.set_default_timeout(WAIT)
    page.goto(f"{PLAN}?as_of={DAY}")
    group = page.get_by_role("group", name="报告")
    saved = {}
    for name in ("Word", "PDF", "Excel"):
        with page.expect_download() as started:
            group.get_by_role("link", name=name).click()
        saved[started.value.suggested_filename] = Path(started.value.path()).read_bytes()
    stem = f"mentougou-2016-2020-{DAY}"
    assert list(saved) == [f"{stem}.docx", f"{stem}.pdf", f"{stem}.xlsx"]
    assert "（门头沟区，截至2020年12月31日）" in list(docx_texts(saved[f"{stem}.docx"]))
    assert "现将门头沟区截至2020年12月31日的执行情况报告如下" in pdf_text(saved[f"{stem}.pdf"])
    assert saved[f"{stem}.xlsx"].startswith(b"PK")


def test_by_keyboard_and_only_for_the_district(sign_in: SignIn) -> None:
    page = sign_in("district", width=390, height=844)
    page.set_default_timeout(WAIT)
    page.goto(f"{PLAN}?as_of={DAY}")
    link = page.get_by_role("link", name="Word")
    link.focus()
    with page.expect_download():
        page.keyboard.press("Enter")
    page = sign_in("township")
    page.goto(f"{PLAN}?as_of={DAY}")
    expect(page.locator("h1")).to_be_visible()
    expect(page.get_by_role("link", name="Word")).to_have_count(0)
