"""``zhifang rows``: the rows behind a number."""

from __future__ import annotations

import argparse
import csv
import sys
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhifang import statutes
from zhifang.commands.arguments import day, instant
from zhifang.commands.verb import Table, Verb
from zhifang.indicators.evaluating import LINE_COLUMNS
from zhifang.indicators.queries import SIDES, row_lines


class Command(Verb):
    """Prints the subjects of a target, each with the side it stands on."""

    help = gettext_lazy("the rows behind a number of the plan")

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Options of the verb."""
        parser.add_argument("target", metavar="INDICATOR", help=_("id of the target, e.g. I03"))
        parser.add_argument(
            "--as-of", type=day, required=True, metavar="DAY", help=_("the day asked")
        )
        parser.add_argument(
            "--known-at",
            type=instant,
            metavar="INSTANT",
            help=_("as known at this instant (default: now)"),
        )
        parser.add_argument("--side", choices=list(SIDES), default="all", help=_("which rows"))
        parser.add_argument(
            "--plan",
            default="mentougou-2016-2020",
            metavar="PLAN",
            help=_("id of the plan, or a plan file"),
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Runs the verb."""
        lines = row_lines(
            statutes.plan_or_file(options["plan"]),
            options["target"],
            options["as_of"],
            options.get("known_at"),
            side=options["side"],
        )
        if self.format == "csv" and not self.output:
            for line in lines:
                sys.stdout.write(f"{line}\n")
            return
        next(lines)
        columns = [(name, name) for name in LINE_COLUMNS]
        rows = (dict(zip(LINE_COLUMNS, fields, strict=True)) for fields in csv.reader(lines))
        self.show(Table(columns=columns, rows=rows))
