"""Demo logins: one of each kind, with a common password, never in production."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import connections

from zhifang.core.errors import UserError
from zhifang.installation.folders import data_folder
from zhifang.installation.keys import write_private
from zhifang.statutes.codes import town_by_text

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


#: Whom the demo logins stand for: (id or town, the name shown), the busiest of each kind.
_TOWN = """
select town, town from site_state where removed_by is null
group by town order by count(distinct site_id) desc, town limit 1
"""
_EMPLOYER = """
select s.employer_id, max(s.employer_name) from site_state s
left join (
    select using_unit_id, count(*) as exposures from exposure
    where removed_by is null group by using_unit_id
) e on e.using_unit_id = s.employer_id
where s.removed_by is null
group by s.employer_id order by coalesce(max(e.exposures), 0) desc, s.employer_id limit 1
"""
_INSTITUTION = """
select x.institution_id, coalesce(max(k.name), max(o.credit_code)) from (
    select institution_id, count(*) as cards from examination
    where removed_by is null group by institution_id
) x
join organisation o on o.id = x.institution_id
left join party_kind k on k.organisation_id = o.id and k.removed_by is null
group by x.institution_id, x.cards order by x.cards desc, x.institution_id limit 1
"""


def _busiest(query: str) -> tuple[Any, str] | None:
    with connections["engine"].cursor() as cursor:
        cursor.execute(query)
        found: tuple[Any, str] | None = cursor.fetchone()
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
    if found := _busiest(_TOWN):
        town = town_by_text(found[0])
        about = town.name_zh if town else found[0]
        made.append(_login("township", Role.TOWNSHIP, about, town=found[0]))
    if found := _busiest(_EMPLOYER):
        made.append(_login("employer", Role.EMPLOYER, found[1], organisation=found[0]))
    if found := _busiest(_INSTITUTION):
        made.append(_login("institution", Role.INSTITUTION, found[1], organisation=found[0]))
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
