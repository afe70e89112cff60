"""``zhifang load``."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rich.console import Console
from rich.progress import Progress

from zhifang.commands.verb import Table, Verb
from zhifang.core.days import today
from zhifang.core.errors import UserError
from zhifang.core.identity import check_credit_code
from zhifang.exchange.intake import submit
from zhifang.exchange.received import SentFile
from zhifang.exchange.senders import Sender
from zhifang.exchange.sheets import SHEETS
from zhifang.exchange.summary import Summary

_SHOWN_PROBLEMS = 20


class Command(Verb):
    """Takes workbooks in; says per sheet what became of the rows and hands rejected ones back."""

    help = gettext_lazy("takes workbooks in and hands rejected rows back")

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The files and how they were received."""
        parser.add_argument("files", metavar="FILE", nargs="+", help=_("workbooks (.xlsx)"))
        parser.add_argument(
            "--sent-by", metavar="CODE", default="", help=_("credit code of the sender")
        )
        parser.add_argument(
            "--received-on", metavar="DAY", default="", help=_("day of receipt (default: today)")
        )
        parser.add_argument(
            "--returns", metavar="DIR", default="", help=_("folder for the rejected rows")
        )
        parser.add_argument(
            "--all-or-nothing", action="store_true", help=_("apply nothing if any row fails")
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Exit code 0: all rows stand; 1: rows were rejected; 2: a file was refused."""
        files = [_file(Path(name)) for name in options["files"]]
        with Progress(
            console=Console(file=sys.stderr), transient=True, disable=not sys.stderr.isatty()
        ) as bar:
            task = bar.add_task(_("taking in"), total=None)
            summary = submit(
                files,
                actor="operator",
                sender=_sender(options["sent_by"]),
                received_on=_received_on(options["received_on"]),
                all_or_nothing=options["all_or_nothing"],
                lang=self.lang,
                progress=lambda _stage, done, total: bar.update(task, completed=done, total=total),
            )
        written = _write_returns(summary, Path(options["returns"])) if options["returns"] else []
        self._report(summary, written)

    def _report(self, summary: Summary, written: list[Path]) -> None:
        for result in summary.files:
            if result.refusal:
                self.say(f"{result.name}: {result.refusal.text(self.lang)}")
            for problem in result.problems[:_SHOWN_PROBLEMS]:
                self.say(
                    f"{result.name} {SHEETS[problem.sheet].zh} {problem.row}: "
                    f"{problem.text(self.lang)}"
                )
            if not result.refusal and not any(c.received for c in result.sheets.values()):
                self.say(
                    _("%(name)s: there is no row below the headers; nothing was taken in.")
                    % {"name": result.name}
                )
            more = len(result.problems) - _SHOWN_PROBLEMS
            if more > 0:
                self.say(_("… and %(count)s more problems") % {"count": more})
        for path in written:
            self.say(_("Rejected rows, marked: %(path)s") % {"path": path})
        if summary.rejected and not written:
            self.say(_("Add --returns DIR to get the rejected rows back in a workbook."))
        self.show(_table(summary, self.lang), document=summary.as_json())
        self.exit_code = 2 if summary.refused else 1 if summary.rejected else 0


def _file(path: Path) -> SentFile:
    try:
        return SentFile(path.name, path.read_bytes())
    except OSError:
        raise UserError(
            "文件不存在或无法读取；请核对路径。",
            "The file is not there or cannot be read; check the path.",
            where=str(path),
        ) from None


def _sender(code: str) -> Sender:
    if code and not check_credit_code(code.strip().upper()):
        raise UserError(
            "不是有效的统一社会信用代码；请核对。",
            "This is no valid credit code; please check it.",
            where="--sent-by",
        )
    return Sender.operator(code.strip().upper() or None)


def _received_on(text: str) -> date:
    try:
        return date.fromisoformat(text) if text else today()
    except ValueError:
        raise UserError(
            "日期请写成 2020-12-31 的样子。",
            "Write the day like 2020-12-31.",
            where="--received-on",
        ) from None


def _write_returns(summary: Summary, folder: Path) -> list[Path]:
    """Writes the returns into the folder and gives where each lies."""
    written = []
    folder.mkdir(parents=True, exist_ok=True)
    for result in summary.files:
        if result.return_name and result.return_content:
            path = folder / result.return_name
            if path.exists():
                path = folder / f"{path.stem}-{result.file_id}.xlsx"
            path.write_bytes(result.return_content)
            written.append(path)
    return written


def _table(summary: Summary, lang: str) -> Table:
    rows = []
    for key, counts in summary.sheets.items():
        sheet = SHEETS[key]
        rows.append({"sheet": sheet.en if lang == "en" else sheet.zh, **vars(counts)})
    columns = [
        ("sheet", _("sheet")),
        ("received", _("received")),
        ("applied", _("applied")),
        ("corrected", _("corrected")),
        ("unchanged", _("unchanged")),
        ("rejected", _("rejected")),
        ("warnings", _("with warnings")),
    ]
    return Table(columns=columns, rows=rows)
