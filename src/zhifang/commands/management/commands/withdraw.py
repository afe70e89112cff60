"""``zhifang withdraw``."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhifang.commands.verb import Table, Verb
from zhifang.exchange.sheets import SHEETS
from zhifang.exchange.withdrawal import withdraw


class Command(Verb):
    """Takes a fact or a whole file back, with its reason; nothing is deleted."""

    help = gettext_lazy("takes a fact or a whole file back, with its reason")

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What is withdrawn and why."""
        parser.add_argument("kind", metavar="KIND", help=", ".join(["file", *SHEETS]))
        parser.add_argument(
            "key", metavar="KEY", help=_("number of the file, or the parts of the key joined by |")
        )
        parser.add_argument("--reason", metavar="TEXT", required=True, help=_("why"))

    def handle(self, *args: Any, **options: Any) -> None:
        """Says how many facts were removed and how many earlier versions hold again."""
        done = withdraw(options["kind"], options["key"], actor="operator", reason=options["reason"])
        columns = [
            ("change_id", _("change")),
            ("removed", _("removed")),
            ("restored", _("restored")),
        ]
        self.show(Table(columns=columns, rows=[vars(done)]), document=vars(done))
