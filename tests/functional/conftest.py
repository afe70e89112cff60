"""A served district and a browser for whoever asks."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.support.served import PASSWORD, chromium, load_district, make_users, served

SignIn = Callable[..., Page]


@pytest.fixture(scope="module")
def address(module_database: str) -> Iterator[str]:
    """The address of the served district; a module shares one."""
    load_district()
    make_users()
    with served() as found:
        yield found


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium. Without it the build fails; elsewhere browser tests are loudly not run."""
    path = chromium()
    if path is None and not os.environ.get("CI"):
        pytest.skip("BROWSER TESTS NOT RUN: no chromium on this machine")
    assert path is not None, "the build needs Debian's chromium"
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield found
        found.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def sign_in(browser: Browser, address: str) -> Iterator[SignIn]:
    """Opens a page and signs a user in. Any error in the page's console fails the test."""
    contexts = []
    faults: list[str] = []

    def opened(name: str, *, width: int = 1366, height: int = 768) -> Page:
        context = browser.new_context(
            base_url=address, locale="zh-CN", viewport={"width": width, "height": height}
        )
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on(
            "console",
            lambda said: faults.append(said.text) if said.type == "error" else None,
        )
        page.goto("/login/")
        page.get_by_label("用户名").fill(name)
        page.get_by_label("密码").fill(PASSWORD)
        page.get_by_role("button", name="登录").click()
        page.get_by_role("button", name="退出").or_(
            page.get_by_role("button", name="菜单")
        ).first.wait_for()
        return page

    yield opened
    for context in contexts:
        context.close()
    assert not faults
