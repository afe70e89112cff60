"""Demo logins: one of each kind, with a common password, never in production."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from django.conf import settings
from django.db import connections

from zhifang.core.errors import UserError
from zhifang.installation.folders import data_folder
from zhifang.installation.keys import write_private

from .models import User
from .roles import Role


@dataclass(frozen=True)
class DemoLogin:
    """A name and password to print."""

    username: str
    password: str
    role: str
    about: str


def _password() -> str:
    """One password for all demo logins of this installation, kept beside the data."""
    path = data_folder() / "demo-password"
    if not path.exists():
        write_private(path, secrets.token_urlsafe(9) + "\n")
    return path.read_text().strip()


def _first(query: str) -> tuple[object, ...] | None:
    with connections["engine"].cursor() as cursor:
        cursor.execute(query)
        found: tuple[object, ...] | None = cursor.fetchone()
    return found


def create_demo_logins() -> list[DemoLogin]:
    """Makes (once) and returns the demo logins that the data in the register allow.

    A district officer always; the officer of the township with most sites, the employer with
    most workers and the institution with most examinations as soon as there are any.
    """
    if settings.ZHIFANG_PRODUCTION:
        raise UserError(
            "生产模式不设演示账号；请用 ZHIFANG_MODE=demo 启动。",
            "There are no demo logins in production; start with ZHIFANG_MODE=demo.",
        )
    made = [_login("district", Role.DISTRICT, "区卫生健康委")]
    town = _first(
        "select town, count(*) from site_state where removed_by is null and valid_from <= now() "
        "group by town order by 2 desc, 1 limit 1"
    )
    if town:
        made.append(_login("township", Role.TOWNSHIP, str(town[0]), town=str(town[0])))
    employer = _first(
        "select o.id, o.credit_code, count(e.worker_id) from organisation o "
        "join site s on s.organisation_id = o.id "
        "left join exposure e on e.using_unit_id = o.id and e.removed_by is null "
        "group by o.id, o.credit_code order by 3 desc, 2 limit 1"
    )
    if employer:
        made.append(
            _login("employer", Role.EMPLOYER, str(employer[1]), organisation=int(str(employer[0])))
        )
    institution = _first(
        "select o.id, o.credit_code, count(*) from examination x "
        "join organisation o on o.id = x.institution_id where x.removed_by is null "
        "group by o.id, o.credit_code order by 3 desc, 2 limit 1"
    )
    if institution:
        made.append(
            _login(
                "institution",
                Role.INSTITUTION,
                str(institution[1]),
                organisation=int(str(institution[0])),
            )
        )
    return made


def _login(
    name: str, role: str, about: str, *, town: str = "", organisation: int | None = None
) -> DemoLogin:
    username = f"demo-{name}"
    password = _password()
    user = User.objects.filter(username=username).first()
    if user is None:
        User.objects.create_user(
            username=username,
            password=password,
            display_name=f"{about}（演示）",
            role=role,
            town=town,
            organisation_id=organisation,
            is_demo=True,
        )
    elif not user.check_password(password) or (user.town, user.organisation_id) != (
        town,
        organisation,
    ):
        user.set_password(password)
        user.town, user.organisation_id = town, organisation
        user.display_name = f"{about}（演示）"
        user.save()
    return DemoLogin(username, password, role, about)


def check_no_demo_logins() -> None:
    """Refuses to serve production while demo logins are still active."""
    names = list(
        User.objects.filter(is_demo=True, is_active=True).values_list("username", flat=True)
    )
    if names:
        raise UserError(
            f"还有演示账号 {'、'.join(names)}；请先运行 zhifang users --disable-demo 停用。",
            f"Demo logins are still active ({', '.join(names)}); "
            "run zhifang users --disable-demo first.",
        )
