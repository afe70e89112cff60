"""Signing in: lockout, demo users, first passwords, the second factor."""

from __future__ import annotations

import time
from typing import Any

import pytest
from django.contrib.auth import authenticate
from django.core.exceptions import ValidationError
from django.test import Client, RequestFactory

from zhifang.access import second_factor
from zhifang.access.demo import check_no_demo_logins, create_demo_logins
from zhifang.access.models import User
from zhifang.access.permissions import NotAllowed, check_may, may
from zhifang.access.readers import NOBODY, OPERATOR, reader_of
from zhifang.access.roles import Role
from zhifang.core.errors import UserError

PASSWORD = "a-long-and-rare-passphrase"


def _user(role: str = Role.DISTRICT, **fields: Any) -> User:
    return User.objects.create_user("anna", PASSWORD, display_name="Anna", role=role, **fields)


def _sign_in(password: str = PASSWORD) -> object:
    request = RequestFactory().post("/login/")
    return authenticate(request, username="anna", password=password)


def test_the_right_password_only(database: str) -> None:
    user = _user()
    assert user.password.startswith("argon2")
    assert _sign_in() == user
    assert _sign_in("another") is None
    User.objects.update(is_active=False)
    assert _sign_in() is None


def test_five_wrong_passwords_lock_the_name(database: str) -> None:
    _user()
    client = Client()
    answers = [
        client.post("/login/", {"username": "anna", "password": "wrong"}).status_code
        for _try in range(6)
    ]
    assert answers[0] == 200
    assert answers[-1] == 429
    assert client.post("/login/", {"username": "anna", "password": PASSWORD}).status_code == 429


def test_roles_need_their_town_or_organisation(database: str) -> None:
    with pytest.raises(ValidationError):
        _user(Role.TOWNSHIP)
    with pytest.raises(ValidationError):
        _user(Role.EMPLOYER)


@pytest.mark.parametrize(
    ("role", "fields", "expected"),
    [
        (Role.DISTRICT, {}, (True, (), None)),
        (Role.TOWNSHIP, {"town": "110109001"}, (False, ("110109001",), None)),
        (Role.EMPLOYER, {"organisation_id": 7}, (False, (), 7)),
        (Role.INSTITUTION, {"organisation_id": 8}, (False, (), 8)),
        (Role.WORKER, {}, (False, (), None)),
        (Role.ADMIN, {}, (False, (), None)),
    ],
)
def test_what_a_role_reads(
    database: str, role: str, fields: dict[str, Any], expected: tuple[object, ...]
) -> None:
    reader = reader_of(_user(role, **fields))
    assert (reader.district, reader.towns, reader.party) == expected
    assert reader.actor == "person:anna"
    assert reader_of(None) is NOBODY


def test_permissions_come_in_pairs() -> None:
    assert may(OPERATOR, "withdraw")
    assert not may(NOBODY, "upload")
    check_may(OPERATOR, "withdraw")
    with pytest.raises(NotAllowed):
        check_may(NOBODY, "upload")


def test_demo_logins_are_made_once_and_never_in_production(database: str, settings: Any) -> None:
    made = create_demo_logins()
    assert [login.role for login in made] == [Role.DISTRICT]
    assert create_demo_logins() == made
    client = Client()
    data = {"username": made[0].username, "password": made[0].password}
    assert client.post("/login/", data).status_code == 302
    settings.ZHIFANG_PRODUCTION = True
    assert Client().post("/login/", data).status_code == 200
    with pytest.raises(UserError):
        create_demo_logins()
    with pytest.raises(UserError, match="demo-district"):
        check_no_demo_logins()
    User.objects.update(is_active=False)
    check_no_demo_logins()


def test_a_first_password_must_be_changed(database: str) -> None:
    user = _user(must_change_password=True)
    client = Client()
    client.force_login(user, backend="zhifang.access.backend.LoginBackend")
    assert client.get("/help/").headers["Location"] == "/password/"
    assert client.get("/password/").status_code == 200
    user.set_password("another-long-passphrase")
    assert not user.must_change_password


def test_an_officer_in_production_needs_the_second_factor(database: str, settings: Any) -> None:
    user = _user()
    client = Client()
    client.force_login(user, backend="zhifang.access.backend.LoginBackend")
    assert not second_factor.is_required(user)
    settings.ZHIFANG_PRODUCTION = True
    assert second_factor.is_required(user)
    answer = client.get("/help/", secure=True)
    assert answer.headers["Location"] == settings.SECOND_FACTOR_URL


def test_a_code_works_once(database: str) -> None:
    user = _user()
    secret = second_factor.new_secret()
    now = time.time()
    assert not second_factor.passes(user, "000000", instant=now)
    assert not second_factor.enrol(user, secret, "12345", instant=now)
    assert second_factor.enrol(user, secret, second_factor.code_at(secret, now), instant=now)
    assert secret not in bytes(user.second_factor or b"")
    later = now + 60
    code = second_factor.code_at(secret, later)
    user.refresh_from_db()
    assert not second_factor.passes(user, second_factor.code_at(secret, now), instant=later)
    assert second_factor.passes(user, code, instant=later)
    user.refresh_from_db()
    assert not second_factor.passes(user, code, instant=later)


def test_the_codes_are_those_of_rfc_6238() -> None:
    secret = b"12345678901234567890"
    assert second_factor.code_at(secret, 59) == "287082"
    assert second_factor.code_at(secret, 1_111_111_109) == "081804"
    assert second_factor.as_typed(secret) == "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
