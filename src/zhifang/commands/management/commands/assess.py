"""``zhifang assess``: brings the obligations of stale employers up to date."""

from __future__ import annotations

import argparse
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhifang.calc import OUTCOMES
from zhifang.commands.arguments import day, instant, progress_bar
from zhifang.commands.verb import Table, Verb
from zhifang.obligations.queries import outcomes_by_rule
from zhifang.obligations.storing import bring_up_to_date
from zhifang.registry.changes.queries import resolve
from zhifang.registry.parties.queries import organisation_id
from zhifang.worklists.wording import outcome_text


class Command(Verb):
    """Computes and stores obligations, then counts their outcomes on a day."""

    help = gettext_lazy("computes and stores obligations")

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Options of the verb."""
        parser.add_argument("--as-of", type=day, metavar="DAY", help=_("day of the outcomes"))
        parser.add_argument(
            "--known-at",
            type=instant,
            metavar="INSTANT",
            help=_("as known at this instant (default: now)"),
        )
        parser.add_argument("--employer", metavar="CODE", help=_("credit code: only this employer"))

    def handle(self, *args: Any, **options: Any) -> None:
        """Runs the verb."""
        from zhifang.core.days import today

        as_of: date = options.get("as_of") or today()
        holder = None
        if options.get("employer"):
            holder = organisation_id(options["employer"], using="engine")
        with progress_bar(_("Computing obligations")) as progress:
            stored = bring_up_to_date(
                holder_ids=None if holder is None else [holder], progress=progress
            )
        self.say(
            _("%(employers)d employers computed: %(added)d turns added, %(removed)d superseded.")
            % {"employers": stored.employers, "added": stored.added, "removed": stored.removed}
        )
        change = resolve(options.get("known_at"), using="engine")
        counted = outcomes_by_rule(as_of, change.change_id, holder_id=holder, using="engine")
        columns = [
            ("rule", _("rule")),
            *((outcome, outcome_text(outcome)) for outcome in OUTCOMES),
        ]
        self.show(
            Table(
                columns=columns,
                rows=counted,
                title=_("Open and past turns on %(day)s") % {"day": as_of},
            )
        )
