"""``zhifang keys``."""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhifang.access import audit
from zhifang.commands.verb import Verb
from zhifang.installation.keys import key_file
from zhifang.installation.rotation import rotate


class Command(Verb):
    """Rotates the data key."""

    help = gettext_lazy("rotate: makes a new key and encrypts everything anew under it")
    shows_table = False

    def add_arguments(self, parser: CommandParser) -> None:
        """Only ``rotate`` so far."""
        parser.add_argument("act", choices=["rotate"], help=_("what to do"))

    def handle(self, *args: Any, **options: Any) -> None:
        """Rotates, says what was rewritten, and reminds of the backup."""

        def done(column: str, rows: int) -> None:
            self.say(
                _("%(column)s: %(rows)d values encrypted anew") % {"column": column, "rows": rows}
            )

        number = rotate(done)
        audit.record("operator", "keys rotate", f"key {number}", using="engine")
        self.say(_("Key %d is in use; older keys stay for older backups.") % number)
        self.say(_("Back up the key file now: %s") % key_file())
