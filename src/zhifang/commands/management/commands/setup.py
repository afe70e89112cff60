"""``zhifang setup``."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhifang.commands.verb import Verb
from zhifang.installation.database import is_empty, set_up
from zhifang.installation.folders import data_folder


class Command(Verb):
    """Creates or upgrades the database; safe to repeat."""

    help = gettext_lazy("creates or upgrades the database and loads the law; safe to repeat")
    needs_database = False
    shows_table = False

    def handle(self, *args: Any, **options: Any) -> None:
        """Sets up and says each step; prints ``empty`` or ``filled`` and the data folder."""
        from zhifang.installation import prepare

        prepare()
        set_up(lambda step: self.say(_("setting up: %s") % _(step)))
        self.say(_("The data are in %s.") % data_folder())
        print("empty" if is_empty() else "filled", data_folder(), flush=True)
