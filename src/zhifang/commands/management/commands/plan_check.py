"""``zhifang plan-check``."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhifang.commands.verb import Table, Verb
from zhifang.statutes import Plan, load_plan, plan_faults
from zhifang.statutes.plan_checks import read_document


class Command(Verb):
    """Says every fault of a plan file, or shows the targets it sets."""

    help = gettext_lazy("checks a plan file: every fault in a sentence, or its targets")
    needs_database = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        """One plan file."""
        parser.add_argument("file", metavar="FILE", help=_("the plan file (YAML)"))

    def handle(self, *args: Any, **options: Any) -> None:
        """Exit code 0 when the file is good, 1 when it has faults, 2 when it cannot be read."""
        path = Path(options["file"])
        read_document(path)
        faults = plan_faults(path)
        for fault in faults:
            self.say(fault.text(self.lang))
        if faults:
            self.exit_code = 1
            return
        self.show(self._targets(load_plan(path)))

    def _targets(self, plan: Plan) -> Table:
        english = self.lang == "en"
        rows = [
            {
                "id": target.id,
                "title": target.title_en if english else target.title_zh,
                "comparison": target.comparison,
                "target": target.value,
                "unit": target.unit,
                "variant": " ".join(f"{key}={option}" for key, option in target.variant.items()),
                "waits_for": target.waits_for,
            }
            for target in plan.targets
        ]
        columns = [
            ("id", _("id")),
            ("title", _("plan target")),
            ("comparison", _("comparison")),
            ("target", _("target value")),
            ("unit", _("unit")),
            ("variant", _("counted by")),
            ("waits_for", _("waits for issue")),
        ]
        title = plan.title_en if english else plan.title_zh
        return Table(title=title, columns=columns, rows=rows)
