"""``zhifang rows``: the rows behind a number."""

from __future__ import annotations

import argparse
import csv
import sys
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhifang import statutes
from zhifang.access import reads
from zhifang.access.readers import OPERATOR
from zhifang.commands.arguments import day, instant
from zhifang.commands.verb import Table, Verb
from zhifang.indicators.evaluating import LINE_COLUMNS
from zhifang.indicators.naming import names_of
from zhifang.indicators.queries import SIDES, evaluation_id, known, page_of_rows, row_lines
from zhifang.worklists.wording import outcome_text

#: Rows whose names are looked up together.
_BLOCK = 2000


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
        if self.format == "table":
            self.show(self._named(options))
            return
        next(lines)
        columns = [(name, name) for name in LINE_COLUMNS]
        rows = (dict(zip(LINE_COLUMNS, fields, strict=True)) for fields in csv.reader(lines))
        self.show(Table(columns=columns, rows=rows))

    def _named(self, options: dict[str, Any]) -> Table:
        """The rows for people: names in the place of ids, identity numbers masked."""
        return Table(
            columns=[
                ("employer", _("employer")),
                ("subject", _("Subject")),
                ("town", _("township")),
                ("outcome", _("outcome")),
                ("due_on", _("due")),
                ("done_on", _("done")),
                ("obligation_id", _("obligation")),
            ],
            rows=_named_rows(
                statutes.plan_or_file(options["plan"]),
                options["target"],
                options["as_of"],
                options.get("known_at"),
                SIDES[options["side"]],
            ),
        )


def _named_rows(
    plan: statutes.Plan,
    target: str,
    as_of: date,
    known_at: datetime | date | None,
    sides: tuple[str, ...],
) -> Iterator[dict[str, Any]]:
    """Rows in the order of their subjects; the workers shown are recorded as read."""
    evaluation = evaluation_id(plan, target, as_of, known_at)
    change = known(known_at).change_id
    after = ("", 0)
    while rows := page_of_rows(evaluation, sides=sides, after=after, limit=_BLOCK, reader=OPERATOR):
        after = (rows[-1]["subject_id"], rows[-1]["id"])
        names = names_of(rows, change_id=change, using="engine")
        shown = sorted(names.workers)
        reads.record(OPERATOR, kind="worker", door="command", shown=shown, using="engine")
        for row in rows:
            town = statutes.town_by_text(row["town"]) if row["town"] else None
            done_on = row["done_on"]
            yield {
                **row,
                "employer": names.party(row)[1],
                "subject": " ".join(names.worker(row)).strip() or names.subject(row),
                "town": town.name_zh if town else row["town"],
                "outcome": outcome_text(row["outcome"]),
                "done_on": done_on if done_on is not None and done_on <= as_of else None,
            }
