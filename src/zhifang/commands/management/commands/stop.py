"""``zhifang stop``."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhifang.commands.verb import Verb
from zhifang.installation.connections import external_url
from zhifang.installation.folders import data_folder
from zhifang.installation.supervisor import stop


class Command(Verb):
    """Stops the embedded database; the next verb starts it again."""

    help = gettext_lazy("stops the embedded database; the next verb starts it again")
    shows_table = False
    needs_database = False

    def handle(self, *args: Any, **options: Any) -> None:
        """Stops it, or says that it does not run."""
        if external_url():
            self.say(_("The database is external and is not ours to stop."))
        elif stop(data_folder()):
            self.say(_("The database was stopped."))
        else:
            self.say(_("The database was not running."))
