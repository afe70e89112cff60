"""Tasks, decisions and goals of a plan, and a plan whose values were not read, in a browser."""

from __future__ import annotations

import re
from datetime import date

import pytest
from playwright.sync_api import expect

from tests.functional.conftest import SignIn
from tests.support import workbooks as books
from zhifang.exchange.intake import submit
from zhifang.exchange.senders import Sender

pytestmark = pytest.mark.browser
PLAN = "/plans/mentougou-2016-2020/"
DAY = "2019-06-30"


@pytest.fixture(scope="module", autouse=True)
def reported(address: str) -> None:
    """A campaign reported late, and a decision that nobody carried out."""
    rows = {
        "task_reports": [
            {
                "plan": "mentougou-2016-2020",
                "task": "M04",
                "department": "区安全监管局",
                "stage": "2018",
                "done_on": "2019-01-10",
                "evidence": "专项治理总结",
            }
        ],
        "meetings": [{"meeting_no": "LX-1", "held_on": "2018-03-01", "topic": "任务分解"}],
        "meeting_items": [
            {
                "meeting_no": "LX-1",
                "item_no": "1",
                "department": "区财政局",
                "decision": "落实年度经费",
                "due_on": "2018-12-31",
            }
        ],
    }
    submit(
        [books.sent("任务.xlsx", rows)],
        actor="test",
        sender=Sender.operator(),
        received_on=date(2021, 1, 15),
    )


def test_from_the_overview_to_what_a_department_owes(sign_in: SignIn) -> None:
    page = sign_in("district")
    page.goto(f"{PLAN}?as_of={DAY}")
    tasks = page.locator("#tasks")
    expect(tasks.get_by_role("row", name=re.compile("各镇街"))).to_be_visible()
    tasks.get_by_role("link", name="区财政局").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("任务与议定事项")
    row = page.get_by_role("row", name=re.compile("落实年度经费"))
    expect(row).to_contain_text("2018-12-31")
    expect(row).to_contain_text("2018-03-01 联席会议")
    page.locator("summary").first.click()
    expect(page.locator("details[open]").first).to_contain_text("“")
    page.get_by_label("责任单位").select_option(label="区安全监管局")
    page.get_by_role("button", name="筛选").click()
    page.get_by_role("link", name=re.compile("^已完成")).click()
    done = page.locator("tbody tr")
    expect(done).to_have_count(1)
    expect(done).to_contain_text("逾期 10 天")
    expect(done).to_contain_text("专项治理总结")


def test_goals_come_with_their_figures_and_lead_to_their_rows(sign_in: SignIn) -> None:
    page = sign_in("district")
    page.goto(f"{PLAN}?as_of={DAY}")
    goal = page.get_by_role("link", name=re.compile("^G01"))
    expect(goal).to_be_visible(timeout=20_000)
    expect(page.locator("#goals")).to_contain_text("联席会议次数 1")
    goal.click()
    expect(page.locator("#G01 tbody tr")).to_have_count(1)
    expect(page.locator("main")).not_to_contain_text("达标")


def test_a_township_finds_its_own_tasks(sign_in: SignIn) -> None:
    page = sign_in("township")
    page.goto(f"{PLAN}?as_of={DAY}")
    expect(page.locator("#tasks tbody tr")).to_have_count(1)
    expect(page.locator("#tasks tbody")).to_contain_text("大峪街道")
    page.goto(f"{PLAN}goals/?as_of={DAY}")
    expect(page.locator("#G01")).to_contain_text("不在您的查看范围内")


def test_values_that_nobody_read_are_marked(sign_in: SignIn) -> None:
    page = sign_in("district")
    page.goto(f"{PLAN}?as_of={DAY}")
    page.get_by_role("navigation", name="规划", exact=True).get_by_role(
        "link", name=re.compile("2021-2025")
    ).click()
    expect(page.locator("#targets tbody tr")).to_have_count(11)
    expect(page.locator("#targets .outcome", has_text="未核实")).to_have_count(11)
    expect(page.locator("#targets .outcome", has_text="本系统不计算")).to_have_count(8)
    expect(page.locator(".notice[role=note]")).to_contain_text("11 个目标值")
