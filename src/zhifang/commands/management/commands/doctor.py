"""``zhifang doctor``."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhifang.commands.verb import Table, Verb
from zhifang.installation.doctor import examine


class Command(Verb):
    """Says what is running, where the data are, what is wrong and what to do."""

    help = gettext_lazy("says what is running, where the data are, what is wrong and what to do")
    needs_database = False

    def handle(self, *args: Any, **options: Any) -> None:
        """Prints one row a finding; exit code 1 when one of them is a fault."""
        words = {"ok": _("in order"), "warning": _("attention"), "fault": _("fault")}
        findings = list(examine(self.lang))
        plain = self.format != "table"
        rows = [
            (each.subject, each.state if plain else words[each.state], each.found, each.advice)
            for each in findings
        ]
        columns = [
            ("subject", _("What")),
            ("state", _("State")),
            ("found", _("Found")),
            ("advice", _("What to do")),
        ]
        self.show(Table(columns, rows))
        self.exit_code = 1 if any(each.state == "fault" for each in findings) else 0
