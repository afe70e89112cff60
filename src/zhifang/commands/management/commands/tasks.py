"""``zhifang tasks``: what departments and townships owe by a plan and by joint meetings."""

from __future__ import annotations

import argparse
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhifang import statutes
from zhifang.commands.arguments import day, instant
from zhifang.commands.plan_obligations import owners_table, turns_table
from zhifang.commands.verb import Verb
from zhifang.core.tables import as_text
from zhifang.obligations.plan_reading import plan_obligations


class Command(Verb):
    """Prints who of the plan's owners is how far, or one row a task."""

    help = gettext_lazy("tasks of a plan and decisions of joint meetings, by owner")

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Options of the verb."""
        parser.add_argument("plan", metavar="PLAN", help=_("id of the plan, or a plan file"))
        parser.add_argument(
            "--as-of", type=day, required=True, metavar="DAY", help=_("the day asked")
        )
        parser.add_argument(
            "--known-at",
            type=instant,
            metavar="INSTANT",
            help=_("as known at this instant (default: now)"),
        )
        parser.add_argument(
            "--owner",
            default="",
            metavar="NAME",
            help=_("only this department or township (name, id or code), one row a task"),
        )
        parser.add_argument("--rows", action="store_true", help=_("one row a task"))

    def handle(self, *args: Any, **options: Any) -> None:
        """Runs the verb."""
        plan = statutes.plan_or_file(options["plan"])
        owner = options["owner"]
        if not owner and self.jurisdiction not in ("", plan.district):
            owner = self.jurisdiction
        document = plan_obligations(plan, options["as_of"], options.get("known_at"), owner=owner)
        title = _("%(title)s, as of %(day)s, known at %(known)s") % {
            "title": plan.title_en if self.lang == "en" else plan.title_zh,
            "day": document["as_of"],
            "known": as_text(document["known_at"]) or "-",
        }
        each = options["rows"] or owner
        shown = turns_table if each else owners_table
        self.show(shown(document, title, self.lang), document=document)
