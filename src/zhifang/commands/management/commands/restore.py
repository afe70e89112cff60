"""``zhifang restore``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhifang.access import audit
from zhifang.commands.verb import Verb
from zhifang.installation import prepare
from zhifang.installation.backup import restore
from zhifang.installation.database import set_up


class Command(Verb):
    """Loads a backup."""

    help = gettext_lazy("loads a backup; data that are there are kept under another name")
    shows_table = False
    needs_database = False

    def add_arguments(self, parser: CommandParser) -> None:
        """The backup, and whether it may take the place of data that are there."""
        parser.add_argument("file", type=Path, help=_("the backup"))
        parser.add_argument(
            "--replace", action="store_true", help=_("take the place of the data that are there")
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Restores, upgrades to this version, and says where the former data went."""
        kept = restore(options["file"].absolute(), replace=options["replace"])
        prepare()
        set_up()
        audit.record("operator", "restore", options["file"].name, using="engine")
        self.say(_("Restored %s.") % options["file"])
        if kept:
            self.say(_("The former data are kept in the database %s.") % kept)
