"""What every verb of the command line shares: language, district, and how a table is shown."""

from __future__ import annotations

import argparse
import io
import json
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import IO, Any, ClassVar

from django.core.management.base import BaseCommand, CommandParser
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from rich import box
from rich.console import Console
from rich.table import Table as RichTable

from zhifang.core.days import today
from zhifang.core.errors import UserError
from zhifang.core.tables import Table, as_json, as_text, write_csv, write_json, write_xlsx

__all__ = ["LaidOut", "Table", "Verb"]

#: Columns of output that does not go to a terminal: nothing is cut.
_WIDE = 320
#: Columns of a table that is laid out for people: a terminal of the usual size shows it whole.
_NARROW = 100


@dataclass(frozen=True)
class LaidOut:
    """A table for people's eyes: shown in at most 100 columns, with thin lines.

    ``widest``: the most characters a column takes, by key; longer text is wrapped.
    """

    table: Table
    widest: Mapping[str, int]


class Verb(BaseCommand):
    """A verb: subclasses set ``help`` and write ``add_arguments`` and ``handle``.

    The common options are added here and lie in ``self.lang``, ``self.jurisdiction`` and
    ``self.format``. A verb that did not do what was asked sets ``self.exit_code``; an error a
    person can mend is a ``UserError``.
    """

    help: str | Promise = ""  # type: ignore[assignment]
    requires_system_checks: ClassVar[list[str]] = []  # type: ignore[misc]
    #: False for a verb that works without the database (it is not started then).
    needs_database = True
    #: False for a verb that prints no table: it has no ``--format`` and ``--output``.
    shows_table = True

    lang = "zh"
    jurisdiction = ""
    format = "table"
    output = ""
    exit_code = 0

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        """Only our own options: Django's (verbosity, settings, colour …) stay hidden."""
        kwargs.setdefault("description", str(self.help))
        kwargs.setdefault("formatter_class", argparse.HelpFormatter)
        parser = CommandParser(
            prog=f"{prog_name} {subcommand}", called_from_command_line=False, **kwargs
        )
        self.add_arguments(parser)
        parser.add_argument(
            "--lang", choices=["zh", "en"], default="zh", help=_("language of the output")
        )
        parser.add_argument(
            "--jurisdiction", metavar="CODE", default="", help=_("code of the district or township")
        )
        if self.shows_table:
            parser.add_argument(
                "--format",
                choices=["table", "json", "csv", "xlsx"],
                default="table",
                help=_("how the result is written"),
            )
            parser.add_argument(
                "--output", metavar="FILE", default="", help=_("write the result to this file")
            )
        for hidden, value in (
            ("verbosity", 1),
            ("no_color", False),
            ("force_color", False),
            ("traceback", False),
            ("skip_checks", True),
        ):
            parser.set_defaults(**{hidden: value})
        return parser

    def execute(self, *args: Any, **options: Any) -> None:  # type: ignore[override]
        """Keeps the common options and runs the verb."""
        self.lang = options.pop("lang", "zh")
        self.jurisdiction = options.pop("jurisdiction", "")
        if self.shows_table:
            self.format = options.pop("format", "table")
            self.output = options.pop("output", "")
        for hidden in ("verbosity", "no_color", "force_color", "traceback", "skip_checks"):
            options.pop(hidden, None)
        if isinstance(asked := options.get("as_of"), date):
            self._warn_of_a_day_to_come(asked)
        self.handle(*args, **options)

    def say(self, text: str) -> None:
        """A line for the person at the terminal; never part of the result."""
        print(text, file=sys.stderr, flush=True)

    def _warn_of_a_day_to_come(self, as_of: date) -> None:
        if as_of <= today():
            return
        self.say(
            _("%(day)s has not come yet: facts after today (%(today)s) are not in this answer.")
            % {"day": as_of, "today": today()}
        )

    def show(self, table: Table, *, document: Any = None, laid_out: LaidOut | None = None) -> None:
        """Writes a table as ``--format`` says; ``document`` is the JSON to print instead of it.

        ``laid_out`` says the same where the table itself is too wide for a terminal.
        """
        if self.format == "xlsx":
            self._show_xlsx(table)
            return
        if not self.output:
            self._write(table, sys.stdout, document, laid_out)
            sys.stdout.flush()
            return
        with open(self.output, "w", encoding="utf-8", newline="") as out:
            self._write(table, out, document, laid_out)

    def _write(self, table: Table, out: IO[str], document: Any, laid_out: LaidOut | None) -> None:
        if self.format == "csv":
            write_csv(table, out)
        elif self.format == "json" and document is not None:
            json.dump(document, out, ensure_ascii=False, indent=1, default=as_json)
            out.write("\n")
        elif self.format == "json":
            write_json(table, out)
        elif laid_out is not None:
            width = Console(file=out).width if out.isatty() else _NARROW
            shown = RichTable(
                title=laid_out.table.title or None,
                box=box.SIMPLE_HEAD,
                padding=(0, 1, 0, 0),
                show_edge=False,
            )
            _print(laid_out.table, shown, out, min(width, _NARROW), laid_out.widest)
        else:
            shown = RichTable(title=table.title or None)
            _print(table, shown, out, None if out.isatty() else _WIDE, {})

    def _show_xlsx(self, table: Table) -> None:
        if self.output:
            write_xlsx(table, self.output)
        elif sys.stdout.isatty():
            raise UserError(
                "xlsx 不能显示在终端里；请加 --output 文件名。",
                "An xlsx file cannot be shown in a terminal; add --output FILE.",
            )
        else:
            content = io.BytesIO()
            write_xlsx(table, content)
            sys.stdout.buffer.write(content.getvalue())
            sys.stdout.buffer.flush()


def _print(
    table: Table, shown: RichTable, out: IO[str], width: int | None, widest: Mapping[str, int]
) -> None:
    shown.title_justify = "left"
    rows = list(table.values())
    for number, (key, heading) in enumerate(table.columns):
        column = [row[number] for row in rows if row[number] is not None]
        numeric = bool(column) and all(
            isinstance(value, int | float) and not isinstance(value, bool) for value in column
        )
        shown.add_column(
            heading,
            justify="right" if numeric else "left",
            overflow="fold",
            max_width=widest.get(key),
        )
    for row in rows:
        shown.add_row(*[as_text(value) for value in row])
    Console(file=out, width=width, highlight=False, markup=False).print(shown)
