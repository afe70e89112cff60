"""``zhifang demo``: a synthetic district as the very workbooks users fill, and its truth."""

from __future__ import annotations

import argparse
import re
from collections import Counter
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhifang.commands.arguments import progress_bar
from zhifang.commands.verb import Table, Verb
from zhifang.core.errors import UserError
from zhifang.synthetic import district


def years(text: str) -> tuple[int, int]:
    """Two years written 2014-2026, the second later than the first and not after 2026."""
    found = re.fullmatch(r"(\d{4})-(\d{4})", text)
    first, last = (int(found[1]), int(found[2])) if found else (0, 0)
    if not 2000 <= first < last <= 2026:
        raise argparse.ArgumentTypeError(f"{text}: 2014-2026")
    return first, last


def count(text: str) -> int:
    """A whole number from 1 up."""
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text}: 1, 2, 3 …")
    return int(text)


class Command(Verb):
    """Writes workbooks, ``commands.txt`` (number and day of receipt of each load), the truth."""

    help = gettext_lazy("writes a synthetic district as workbooks, with what is really so")
    needs_database = False

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Where to and how large."""
        usual = district.DEFAULT
        parser.add_argument(
            "--out", required=True, metavar="DIR", help=_("folder for the workbooks")
        )
        parser.add_argument(
            "--employers",
            type=count,
            default=usual.employers,
            metavar="N",
            help=_("number of employers"),
        )
        parser.add_argument(
            "--workers", type=count, default=usual.workers, metavar="N", help=_("number of workers")
        )
        parser.add_argument(
            "--years",
            type=years,
            metavar="A-B",
            help=_("first and last year"),
            default=(usual.first_year, usual.last_year),
        )
        parser.add_argument(
            "--seed",
            type=int,
            default=usual.seed,
            metavar="S",
            help=_("the same seed makes the same district"),
        )
        parser.add_argument(
            "--no-truth",
            action="store_true",
            help=_("leave out the expected turns and rates (large districts)"),
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Runs the verb."""
        size = district.Size(
            options["seed"], options["employers"], options["workers"], *options["years"]
        )
        out = Path(options["out"])
        try:
            with progress_bar(_("Writing the district")) as progress:
                found = district.write(
                    out,
                    size,
                    judged=not options["no_truth"],
                    step=lambda name: progress(name, 0.0),
                )
        except OSError as error:
            raise UserError(
                f"写不进这个文件夹（{error.strerror}）；请换一个可写的文件夹。",
                f"This folder cannot be written ({error.strerror}); name another one.",
                where=str(out),
            ) from error
        rows = Counter(row["file"] for row in found["rows"])
        refused = Counter(row["file"] for row in found["rows"] if row["expect"] == "reject")
        self.show(
            Table(
                columns=[
                    ("command", _("load")),
                    ("received_on", _("received on")),
                    ("files", _("files")),
                    ("rows", _("rows")),
                    ("reject", _("rows to be rejected")),
                ],
                rows=[
                    {
                        "command": number,
                        "received_on": command["received_on"],
                        "files": len(command["files"]),
                        "rows": sum(rows[name] for name in command["files"]),
                        "reject": sum(refused[name] for name in command["files"]),
                    }
                    for number, command in enumerate(found["commands"], 1)
                ],
                title=_("Synthetic district in %(folder)s") % {"folder": out},
            )
        )
