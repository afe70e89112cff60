"""``zhifang api-keys``."""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhifang.access.roles import Role
from zhifang.api.keys import create_key, revoke_key
from zhifang.api.models import ApiKey
from zhifang.commands.verb import Table, Verb
from zhifang.core.errors import UserError
from zhifang.registry.parties.queries import organisation_id


class Command(Verb):
    """Lists, makes and ends the keys of programs."""

    help = gettext_lazy("lists, makes and ends the keys by which programs use the API")

    def add_arguments(self, parser: CommandParser) -> None:
        """Without options: lists."""
        parser.add_argument("--add", metavar="NAME", help=_("make a key of this name"))
        parser.add_argument("--role", choices=Role.values, help=_("what the key may see"))
        parser.add_argument("--town", metavar="CODE", default="", help=_("nine-digit code"))
        parser.add_argument(
            "--organisation", metavar="CODE", default="", help=_("credit code of the organisation")
        )
        parser.add_argument("--revoke", metavar="NAME", help=_("end this key for good"))

    def handle(self, *args: Any, **options: Any) -> None:
        """Does what was asked and then lists the keys."""
        if options["add"]:
            if not options["role"]:
                raise UserError("请用 --role 写明角色。", "Name the role by --role.")
            code = options["organisation"]
            token = create_key(
                name=options["add"],
                role=options["role"],
                actor="operator",
                town=options["town"],
                organisation_id=organisation_id(code, using="engine") if code else None,
            )
            self.say(_("The key, shown this once: %s") % token)
        if options["revoke"]:
            revoke_key(name=options["revoke"], actor="operator")
        columns = [
            ("name", _("Name of the key")),
            ("role", _("Role")),
            ("town", _("Township code")),
            ("organisation_id", _("Organisation")),
            ("created_at", _("Made at")),
            ("revoked_at", _("Ended at")),
        ]
        keys = ApiKey.objects.order_by("name").values_list(*[key for key, _heading in columns])
        self.show(Table(columns, keys))
