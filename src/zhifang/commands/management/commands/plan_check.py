"""``zhifang plan-check``."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from zhifang.commands.verb import Table, Verb
from zhifang.core.errors import UserError
from zhifang.statutes import Plan, load_plan, plan_faults
from zhifang.statutes.plan_lines import read_document


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
            if self.format != "table":
                self.show(_faults(faults))
            return
        plan = load_plan(path)
        self.show(self._targets(plan))
        self.say(
            _("No fault: %(targets)d targets, %(goals)d goals, %(tasks)d tasks.")
            % {
                "targets": len(plan.targets),
                "goals": len(plan.goals),
                "tasks": len(plan.tasks),
            }
        )
        loose = sum(target.weight == "unverified" for target in plan.targets)
        if loose:
            self.say(
                ngettext(
                    "%(count)d value was not checked against the plan's text.",
                    "%(count)d values were not checked against the plan's text.",
                    loose,
                )
                % {"count": loose}
            )

    def _targets(self, plan: Plan) -> Table:
        english = self.lang == "en"
        rows = [
            {
                "id": target.id,
                "title": target.title_en if english else target.title_zh,
                "comparison": target.comparison,
                "target": target.value,
                "unit": target.unit,
                "weight": target.weight,
                "indicator": target.indicator or _("not computed here"),
                "variant": " ".join(f"{key}={option}" for key, option in target.variant.items())
                or (target.reason_en if english else target.reason_zh),
            }
            for target in plan.targets
        ]
        columns = [
            ("id", _("id")),
            ("title", _("plan target")),
            ("comparison", _("comparison")),
            ("target", _("target value")),
            ("unit", _("unit")),
            ("weight", _("weight of the source")),
            ("indicator", _("counted as indicator")),
            ("variant", _("counted by")),
        ]
        title = plan.title_en if english else plan.title_zh
        return Table(title=title, columns=columns, rows=rows)


def _faults(faults: list[UserError]) -> Table:
    """The faults for machines: file and line with the place, and both sentences."""
    return Table(
        columns=[(name, name) for name in ("where", "zh", "en")],
        rows=[{"where": fault.where, "zh": fault.zh, "en": fault.en} for fault in faults],
    )
