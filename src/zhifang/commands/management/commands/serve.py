"""``zhifang serve``."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

from django.conf import settings
from django.core.management.base import CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhifang.access.demo import check_no_demo_logins, create_demo_logins
from zhifang.access.roles import Role
from zhifang.commands.arguments import whole_number
from zhifang.commands.serving import Serving
from zhifang.commands.verb import Table, Verb


class Command(Verb):
    """Serves pages and API, runs jobs, and chains the audit record."""

    help = gettext_lazy("serves the pages and the API, and runs the jobs")
    shows_table = False

    def add_arguments(self, parser: CommandParser) -> None:
        """Where to listen, and with how many processes."""
        parser.add_argument("--host", default="127.0.0.1", help=_("address to listen on"))
        parser.add_argument(
            "--port", type=whole_number(1, 65535), default=8000, help=_("port to listen on")
        )
        parser.add_argument(
            "--workers", type=whole_number(1, 64), default=2, help=_("number of page processes")
        )
        parser.add_argument(
            "--plan", metavar="PLAN", default="", help=_("print this plan's table meanwhile")
        )
        parser.add_argument(
            "--as-of", metavar="DAY", default="", help=_("the day of that table (default: today)")
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Serves until it is interrupted or terminated."""
        if settings.ZHIFANG_PRODUCTION:
            check_no_demo_logins()

        def meanwhile() -> None:
            if options["plan"]:
                self._show_plan(options["plan"], options["as_of"])
            if not settings.ZHIFANG_PRODUCTION:
                self._show_demo_logins()

        ready = _("Serving on http://%(host)s:%(port)d (end with Ctrl-C)") % options
        Serving(
            options["host"],
            options["port"],
            options["workers"],
            meanwhile=meanwhile,
            ready=lambda: self.say(ready),
        ).run()

    def _show_plan(self, plan: str, as_of: str) -> None:
        """In a process of its own: what goes wrong there does not keep the pages from serving."""
        day = ["--as-of", as_of] if as_of else []
        command = [sys.executable, "-m", "zhifang", "plan", plan, *day, "--lang", self.lang]
        subprocess.run(command, check=False)

    def _show_demo_logins(self) -> None:
        self.say(_("Demo mode: anybody who reaches this page may sign in with these names."))
        columns = [
            ("username", _("User name")),
            ("password", _("Password")),
            ("role", _("Role")),
            ("about", _("Of")),
        ]
        rows = [
            (login.username, login.password, str(Role(login.role).label), login.about)
            for login in create_demo_logins()
        ]
        self.show(Table(columns, rows))
