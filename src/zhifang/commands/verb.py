"""What every verb of the command line shares: language, district, and how a table is shown."""

from __future__ import annotations

import argparse
import io
import json
import sys
from typing import IO, Any, ClassVar

from django.core.management.base import BaseCommand, CommandParser
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from rich.console import Console
from rich.table import Table as RichTable

from zhifang.core.errors import UserError
from zhifang.core.tables import Table, as_json, as_text, write_csv, write_json, write_xlsx

__all__ = ["Table", "Verb"]

#: Columns of output that does not go to a terminal: nothing is cut.
_WIDE = 320


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
        self.handle(*args, **options)

    def say(self, text: str) -> None:
        """A line for the person at the terminal; never part of the result."""
        print(text, file=sys.stderr, flush=True)

    def show(self, table: Table, *, document: Any = None) -> None:
        """Writes a table as ``--format`` says; ``document`` is the JSON to print instead of it."""
        if self.format == "xlsx":
            self._show_xlsx(table)
            return
        if not self.output:
            self._write(table, sys.stdout, document)
            sys.stdout.flush()
            return
        with open(self.output, "w", encoding="utf-8", newline="") as out:
            self._write(table, out, document)

    def _write(self, table: Table, out: IO[str], document: Any) -> None:
        if self.format == "csv":
            write_csv(table, out)
        elif self.format == "json" and document is not None:
            json.dump(document, out, ensure_ascii=False, indent=1, default=as_json)
            out.write("\n")
        elif self.format == "json":
            write_json(table, out)
        else:
            _print(table, out)

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


def _print(table: Table, out: IO[str]) -> None:
    shown = RichTable(title=table.title or None, title_justify="left")
    rows = list(table.values())
    for number, (_key, heading) in enumerate(table.columns):
        column = [row[number] for row in rows if row[number] is not None]
        numeric = bool(column) and all(
            isinstance(value, int | float) and not isinstance(value, bool) for value in column
        )
        shown.add_column(heading, justify="right" if numeric else "left", overflow="fold")
    for row in rows:
        shown.add_row(*[as_text(value) for value in row])
    width = None if out.isatty() else _WIDE
    Console(file=out, width=width, highlight=False, markup=False).print(shown)
