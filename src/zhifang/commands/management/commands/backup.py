"""``zhifang backup``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhifang.access import audit
from zhifang.commands.verb import Verb
from zhifang.installation.backup import back_up
from zhifang.installation.keys import key_file


class Command(Verb):
    """Writes the whole database to a file."""

    help = gettext_lazy("writes the whole database to a file; the keys are not in it")
    shows_table = False

    def add_arguments(self, parser: CommandParser) -> None:
        """The file to write."""
        parser.add_argument("file", type=Path, help=_("the file to write"))

    def handle(self, *args: Any, **options: Any) -> None:
        """Backs up and reminds of the key file."""
        audit.record("operator", "backup", options["file"].name, using="engine")
        back_up(options["file"].absolute())
        self.say(_("Backed up to %s (names in it are not encrypted).") % options["file"])
        self.say(
            _("Keep a copy of the key file %s elsewhere: without it the backup cannot be read.")
            % key_file()
        )
