"""In production an officer passes a second factor before any page or API read."""

from __future__ import annotations

import base64
import time
from typing import Any

import pytest
from django.test import Client

from zhifang.access import second_factor
from zhifang.access.models import User
from zhifang.access.roles import Role

PASSWORD = "a-long-and-rare-passphrase"


@pytest.fixture
def officer(database: str, settings: Any) -> Client:
    """Signed in by password in production mode, the second factor still to come."""
    settings.ZHIFANG_PRODUCTION = True
    User.objects.create_user("anna", PASSWORD, display_name="Anna", role=Role.DISTRICT)
    client = Client()
    client.post("/login/", {"username": "anna", "password": PASSWORD})
    return client


def shown_secret(client: Client) -> bytes:
    """The secret the enrolment page shows."""
    text = client.get("/second-factor/").context["secret"]
    return base64.b32decode(text + "=" * (-len(text) % 8))


def test_nothing_opens_before_the_second_factor(officer: Client) -> None:
    for address in ("/worklist/", "/employers/", "/uploads/", "/password/", "/api/v1/plans"):
        assert officer.get(address).headers["Location"] == "/second-factor/"


def test_enrolment_then_the_code_each_time(officer: Client) -> None:
    secret = shown_secret(officer)
    now = time.time()
    code = second_factor.code_at(secret, now)
    assert officer.post("/second-factor/", {"code": code}).status_code == 302
    assert officer.get("/help/").status_code == 200
    assert officer.get("/api/v1/plans").status_code == 200

    again = Client()
    again.post("/login/", {"username": "anna", "password": PASSWORD})
    assert again.get("/help/").headers["Location"] == "/second-factor/"
    used = again.post("/second-factor/", {"code": code})
    assert used.status_code == 200
    later = second_factor.code_at(secret, now + second_factor.STEP)
    assert again.post("/second-factor/", {"code": later}).status_code == 302
    assert again.get("/help/").status_code == 200


def test_five_wrong_codes_end_the_session(officer: Client) -> None:
    shown_secret(officer)
    answers = [officer.post("/second-factor/", {"code": "000000"}) for _try in range(5)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 200, 400]
    assert officer.get("/second-factor/").headers["Location"].startswith("/login/")


def test_a_first_password_must_be_changed(database: str) -> None:
    User.objects.create_user(
        "bert", PASSWORD, display_name="Bert", role=Role.DISTRICT, must_change_password=True
    )
    client = Client()
    client.post("/login/", {"username": "bert", "password": PASSWORD})
    assert client.get("/help/").headers["Location"] == "/password/"
    new = "another-rare-and-long-passphrase"
    answer = client.post(
        "/password/", {"old_password": PASSWORD, "new_password1": new, "new_password2": new}
    )
    assert answer.status_code == 302
    assert client.get("/help/").status_code == 200
