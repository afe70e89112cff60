"""``zhifang users``."""

from __future__ import annotations

import secrets
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import CommandParser
from django.db import connections
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhifang import statutes
from zhifang.access import audit
from zhifang.access.models import User
from zhifang.access.roles import Role
from zhifang.commands.verb import Table, Verb
from zhifang.core.errors import UserError
from zhifang.registry.changes.queries import resolve
from zhifang.registry.parties.queries import organisation_names


def _roles() -> str:
    """The help of ``--role``: what each of its values means."""
    return _("role of the new user") + ": " + ", ".join(f"{r.value} {r.label}" for r in Role)


class Command(Verb):
    """Lists, adds and disables users."""

    help = gettext_lazy("lists, adds and disables users")

    def add_arguments(self, parser: CommandParser) -> None:
        """Without options: lists."""
        parser.add_argument("--add", metavar="NAME", help=_("add a user of this name"))
        parser.add_argument("--role", choices=Role.values, help=_roles())
        parser.add_argument("--display-name", metavar="TEXT", default="", help=_("name shown"))
        parser.add_argument("--town", metavar="CODE", default="", help=_("nine-digit code"))
        parser.add_argument(
            "--organisation", metavar="CODE", default="", help=_("credit code of the organisation")
        )
        parser.add_argument("--disable", metavar="NAME", help=_("disable this user"))
        parser.add_argument(
            "--disable-demo", action="store_true", help=_("disable all demo logins")
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Does what was asked and then lists the users."""
        if options["add"]:
            self._add(options)
        if options["disable"]:
            self._disable(username=options["disable"])
        if options["disable_demo"]:
            self._disable(is_demo=True)
        columns = [
            ("username", _("User name")),
            ("display_name", _("Name shown")),
            ("role", _("Role")),
            ("town", _("Township")),
            ("organisation_id", _("Organisation")),
            ("is_active", _("Active")),
        ]
        keys = [key for key, _heading in columns]
        rows = list(User.objects.order_by("username").values(*keys))
        if self.format == "table":
            rows = _in_words(rows)
        self.show(Table(columns, rows))

    def _add(self, options: dict[str, Any]) -> None:
        if not options["role"]:
            raise UserError("请用 --role 写明角色。", "Name the role by --role.")
        password = secrets.token_urlsafe(12)
        try:
            User.objects.create_user(
                username=options["add"],
                password=password,
                display_name=options["display_name"] or options["add"],
                role=options["role"],
                town=options["town"],
                organisation_id=self._organisation(options["organisation"]),
                must_change_password=True,
            )
        except ValidationError as error:
            sentence = " ".join(error.messages)
            raise UserError(f"没有添加用户：{sentence}", f"Not added: {sentence}") from error
        audit.record(
            "operator", "users add", options["add"], {"role": options["role"]}, using="default"
        )
        self.say(
            _("First password of %(name)s: %(password)s")
            % {
                "name": options["add"],
                "password": password,
            }
        )

    def _organisation(self, code: str) -> int | None:
        if not code:
            return None
        with connections["engine"].cursor() as cursor:
            cursor.execute("select id from organisation where credit_code = %s", [code])
            found = cursor.fetchone()
        if found is None:
            raise UserError(
                f"登记库中没有单位 {code}；请先导入。",
                f"The register has no organisation {code}; load it first.",
            )
        return int(found[0])

    def _disable(self, **which: Any) -> None:
        names = list(User.objects.filter(**which).values_list("username", flat=True))
        if not names and "username" in which:
            raise UserError(
                f"没有用户 {which['username']}。", f"There is no user {which['username']}."
            )
        User.objects.filter(**which).update(is_active=False)
        for name in names:
            audit.record("operator", "users disable", name, using="default")


def _in_words(users: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Users as people read them; machines get the codes."""
    latest = resolve(None, using="engine").change_id
    ids = [user["organisation_id"] for user in users if user["organisation_id"]]
    names = organisation_names(ids, change_id=latest, using="engine")
    found = []
    for user in users:
        town = statutes.town_by_text(user["town"]) if user["town"] else None
        found.append(
            {
                **user,
                "role": Role(user["role"]).label,
                "town": f"{user['town']} {town.name_zh}" if town else user["town"],
                "organisation_id": " ".join(names.get(user["organisation_id"], ())),
                "is_active": _("yes") if user["is_active"] else _("no"),
            }
        )
    return found
