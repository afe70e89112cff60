"""Refused, not found, not finished, locked out: each says so, none looks like an empty result."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import OperationalError
from django.test import Client, RequestFactory

from tests.support.served import DAY, PASSWORD, load_district, make_users
from zhifang.access.permissions import NotAllowed
from zhifang.indicators import queries
from zhifang.web.views import problems


@pytest.fixture(scope="module")
def district(module_database: str) -> None:
    load_district()
    make_users()


@pytest.fixture
def client(district: None) -> Client:
    found = Client()
    answer = found.post("/login/", {"username": "district", "password": PASSWORD})
    assert answer.status_code == 302
    return found


def test_without_signing_in_every_page_asks_for_it(district: None) -> None:
    for address in ("/", "/worklist/", "/employers/", "/uploads/", "/workers/1/", "/help/"):
        answer = Client().get(address)
        assert answer.status_code == 302
        assert answer.headers["Location"].startswith("/login/")


def test_a_slow_query_is_not_finished_and_never_no_data(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def late(*args: object, **given: object) -> None:
        raise OperationalError("canceling statement due to statement timeout")

    monkeypatch.setattr(queries, "plan_document", late)
    answer = client.get(f"/plans/mentougou-2016-2020/?as_of={DAY}")
    assert answer.status_code == 503
    text = answer.content.decode()
    assert "未完成" in text
    assert "无数据" not in text
    assert answer.headers["Retry-After"] == "5"


def test_a_failure_gives_a_reference(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*args: object, **given: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(queries, "plan_document", broken)
    client.raise_request_exception = False
    answer = client.get(f"/plans/mentougou-2016-2020/?as_of={DAY}")
    assert answer.status_code == 500
    assert "编号" in answer.content.decode()


MENU = 'class="site-nav"'


def test_a_problem_keeps_the_menu_of_who_is_signed_in(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = f"/plans/mentougou-2016-2020/?as_of={DAY}"
    for status, address in ((404, "/nothing/"), (404, "/plans/none/"), (400, "/worklist/?as_of=x")):
        answer = client.get(address)
        assert (answer.status_code, MENU in answer.content.decode()) == (status, True), address
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = client.cookies
    answer = strict.post("/uploads/", {})
    assert (answer.status_code, MENU in answer.content.decode()) == (403, True)
    client.raise_request_exception = False
    for status, fault in (
        (500, RuntimeError()),
        (503, OperationalError()),
        (403, NotAllowed("", "")),
    ):
        monkeypatch.setattr(queries, "plan_document", _raising(fault))
        answer = client.get(plan)
        assert (answer.status_code, MENU in answer.content.decode()) == (status, True)
    assert MENU not in Client().get("/nothing/").content.decode()


def _raising(fault: Exception) -> Callable[..., None]:
    def fails(*_args: object, **_given: object) -> None:
        raise fault

    return fails


def test_a_problem_stands_without_a_menu_when_the_reader_cannot_be_had() -> None:
    class Unreachable:
        @property
        def is_authenticated(self) -> bool:
            raise OperationalError

    request = RequestFactory().get("/nothing/")
    request.user = Unreachable()  # type: ignore[attr-defined]
    assert problems.frame(request) == "web/frame.html"


@pytest.mark.parametrize("address", ["/employers/?town=", "/worklist/?employer=", "/?by="])
def test_a_nul_in_an_address_is_a_bad_request(client: Client, address: str) -> None:
    assert client.get(f"{address}%00").status_code == 400


def test_unknown_addresses_and_days(client: Client) -> None:
    assert client.get("/nothing/").status_code == 404
    assert client.get("/plans/none/").status_code == 404
    assert client.get("/plans/mentougou-2016-2020/I99/").status_code == 404
    assert client.get("/why/HEX-02.0000000000000000/").status_code == 404
    assert client.get("/workers/999999/").status_code == 404
    answer = client.get("/worklist/?as_of=2020-13-01")
    assert answer.status_code == 400
    assert "2020-12-31" in answer.content.decode()


def test_headers_allow_no_inline_script(client: Client) -> None:
    policy = client.get("/help/").headers["Content-Security-Policy"]
    assert "script-src 'self'" in policy
    assert "style-src 'self'" in policy
    assert "unsafe" not in policy


def test_too_many_wrong_passwords_close_the_account(district: None) -> None:
    client = Client()
    for _try in range(5):
        answer = client.post("/login/", {"username": "township", "password": "wrong"})
    assert answer.status_code == 429
    assert "锁定" in answer.content.decode()


def test_the_language_comes_from_the_switch_not_the_browser(client: Client) -> None:
    answer = client.get("/help/", headers={"accept-language": "en"})
    assert 'lang="zh-Hans"' in answer.content.decode()
    client.post("/language/", {"language": "en", "next": "https://elsewhere.example/"})
    assert 'lang="en"' in client.get("/help/").content.decode()
