"""``zhifang worklist``: what is overdue and coming due, for whom, what to do next."""

from __future__ import annotations

import argparse
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhifang import statutes
from zhifang.commands.arguments import day, instant
from zhifang.commands.verb import Table, Verb
from zhifang.core.days import FAR, today
from zhifang.core.errors import UserError
from zhifang.obligations.storing import bring_up_to_date
from zhifang.registry.parties.queries import organisation_id
from zhifang.worklists.queries import BANDS, Filter, items
from zhifang.worklists.wording import band_text, next_step


class Command(Verb):
    """Prints the open items by due day."""

    help = gettext_lazy("what is overdue and coming due, for whom, what to do next")

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Options of the verb."""
        parser.add_argument(
            "--as-of", type=day, metavar="DAY", help=_("the day asked (default: today)")
        )
        parser.add_argument(
            "--known-at",
            type=instant,
            metavar="INSTANT",
            help=_("as known at this instant (default: now)"),
        )
        parser.add_argument("--employer", metavar="CODE", help=_("credit code: only this employer"))
        parser.add_argument("--band", choices=BANDS, default="", help=_("only this group"))

    def handle(self, *args: Any, **options: Any) -> None:
        """Runs the verb."""
        bring_up_to_date()
        holder = None
        if options.get("employer"):
            holder = organisation_id(options["employer"], using="engine")
        town = ""
        if self.jurisdiction not in ("", "110109"):
            found = statutes.town_by_text(self.jurisdiction)
            if found is None:
                raise UserError(
                    f"没有 {self.jurisdiction} 这个镇街；请用九位代码或名称。",
                    f"There is no township {self.jurisdiction}; give its code or name.",
                )
            town = found.code
        wanted = Filter(town=town, holder_id=holder, band=options["band"])
        columns = [
            ("band", _("group")),
            ("rule", _("rule")),
            ("employer", _("employer")),
            ("site_no", _("site")),
            ("town", _("township")),
            ("worker_id", _("worker")),
            ("hazard", _("hazard")),
            ("due", _("due")),
            ("days", _("days past due")),
            ("next", _("what to do next")),
            ("obligation_id", _("obligation")),
        ]
        rows = (
            {
                **item,
                "band": band_text(item["band"]),
                "employer": item["employer_name"],
                "due": None if item["due_latest"] == FAR else item["due_latest"],
                "next": next_step(item["rule"], item["outcome"], item["missing"]),
            }
            for item in items(
                options.get("as_of") or today(), options.get("known_at"), wanted=wanted
            )
        )
        self.show(Table(columns=columns, rows=rows))
