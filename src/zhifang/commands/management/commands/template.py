"""``zhifang template``."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhifang.commands.verb import Verb
from zhifang.core.errors import UserError
from zhifang.exchange.sheets import SHEETS, sheet_by_key
from zhifang.exchange.templates import template


class Command(Verb):
    """Writes the blank workbook of a sheet."""

    help = gettext_lazy("writes a blank template of a sheet")
    needs_database = False
    shows_table = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The sheet and where to write it."""
        parser.add_argument("sheet", metavar="SHEET", help=", ".join(SHEETS))
        parser.add_argument(
            "-o", "--output", metavar="FILE", required=True, help=_("the workbook to write")
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Writes the file; an unknown sheet or a folder that is not there is an error."""
        content = template(sheet_by_key(options["sheet"]), self.lang)
        path = Path(options["output"])
        try:
            path.write_bytes(content)
        except OSError:
            raise UserError(
                "无法写入这个文件；请核对文件夹和权限。",
                "The file cannot be written; check the folder and its permissions.",
                where=str(path),
            ) from None
