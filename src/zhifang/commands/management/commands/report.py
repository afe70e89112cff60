"""``zhifang report``: the report of a plan to the government as a file."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhifang import statutes
from zhifang.commands.arguments import day, instant, progress_bar
from zhifang.commands.verb import Verb
from zhifang.core.errors import UserError
from zhifang.reports.gathering import gather
from zhifang.reports.writing import form_of, written


class Command(Verb):
    """Writes the report; its text is Chinese, as the office it goes to reads it."""

    help = gettext_lazy("writes the report of a plan as .docx, .pdf or .xlsx (in Chinese)")
    shows_table = False

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
            "-o",
            "--output",
            dest="file",
            required=True,
            metavar="FILE",
            help=_("the file to write: .docx, .pdf or .xlsx"),
        )
        parser.add_argument(
            "--signed-by",
            default="",
            metavar="OFFICE",
            help=_("the office that signs the report; without it the place is left out"),
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Exit code 0 when the file is written."""
        form = form_of(options["file"])
        plan = statutes.plan_or_file(options["plan"])
        with progress_bar(_("computing the targets")) as tell:
            material = gather(
                plan,
                options["as_of"],
                options.get("known_at"),
                town=self._town(plan),
                progress=tell,
            )
        content = written(material, form, signed_by=options["signed_by"])
        Path(options["file"]).write_bytes(content)
        self.say(
            _("%(file)s written: %(computed)d of %(all)d targets computed.")
            % {
                "file": options["file"],
                "computed": len(material.computed),
                "all": len(material.entries),
            }
        )

    def _town(self, plan: statutes.Plan) -> str:
        """The township of ``--jurisdiction``; empty for the district."""
        if self.jurisdiction in ("", plan.district):
            return ""
        found = statutes.town_by_text(self.jurisdiction)
        if found is None or found.code not in plan.towns:
            raise UserError(
                f"规划中没有 {self.jurisdiction} 这个镇街；请用九位代码或名称。",
                f"The plan has no township {self.jurisdiction}; give its nine-digit code or name.",
            )
        return found.code
