"""``zhifang shortest``: whose completion reaches a target at the least effort."""

from __future__ import annotations

import argparse
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhifang import statutes
from zhifang.access import reads
from zhifang.access.readers import OPERATOR
from zhifang.commands.arguments import day, instant
from zhifang.commands.verb import LaidOut, Table, Verb
from zhifang.core.errors import UserError
from zhifang.indicators.shortest import shortest_document


class Command(Verb):
    """Prints the rows to complete, by employer, with the effort of each."""

    help = gettext_lazy("the rows whose completion reaches targets at the least effort")

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Options of the verb."""
        parser.add_argument("plan", metavar="PLAN", help=_("id of the plan, or a plan file"))
        parser.add_argument(
            "targets",
            metavar="TARGET",
            nargs="*",
            help=_("ids of targets, e.g. I03 (default: every share of the plan)"),
        )
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
            "--town", default="", metavar="CODE", help=_("only this township (code or name)")
        )
        parser.add_argument(
            "--department",
            default="",
            metavar="ID",
            help=_("only the targets this department of the plan answers for"),
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Exit code 1 where a target that is not met stays out of reach."""
        plan = statutes.plan_or_file(options["plan"])
        document = shortest_document(
            plan,
            options["targets"],
            options["as_of"],
            options.get("known_at"),
            town=self._town(plan, options["town"] or self.jurisdiction),
            department=options["department"],
        )
        shown = sorted({i["worker_id"] for i in document["items"] if i["worker_id"] is not None})
        reads.record(OPERATOR, kind="worker", door="command", shown=shown, using="engine")
        self._say(document)
        self.show(
            Table(
                columns=[
                    ("target", _("no.")),
                    ("party_code", _("credit code")),
                    ("party_name", _("employer")),
                    ("subject_kind", _("kind")),
                    ("subject_id", _("subject")),
                    ("worker_name", _("worker")),
                    ("worker_masked", _("identity number")),
                    ("town_name", _("township")),
                    ("due_on", _("due")),
                    ("act_minutes", _("minutes")),
                    ("visit_minutes", _("minutes of the visit")),
                    ("obligation_id", _("obligation")),
                ],
                rows=document["items"],
            ),
            document=document,
            laid_out=LaidOut(
                Table(
                    columns=[
                        ("target", _("no.")),
                        ("who", _("employer")),
                        ("subject", _("subject")),
                        ("town_name", _("township")),
                        ("act_minutes", _("minutes")),
                        ("visit_minutes", _("minutes of the visit")),
                    ],
                    rows=[
                        {
                            **item,
                            "who": item["party_name"],
                            "subject": f"{item['worker_name']} {item['worker_masked']}".strip()
                            or item["subject"],
                        }
                        for item in document["items"]
                    ],
                    title=self._title(document),
                ),
                widest={"act_minutes": 6, "visit_minutes": 8},
            ),
        )
        if any(
            target["after"] is not None and target["after"]["met"] is not True
            for target in document["targets"]
        ):
            self.exit_code = 1

    def _town(self, plan: statutes.Plan, given: str) -> str:
        if given in ("", plan.district):
            return ""
        found = statutes.town_by_text(given)
        if found is None or found.code not in plan.towns:
            raise UserError(
                f"规划中没有 {given} 这个镇街；请用九位代码或名称。",
                f"The plan has no township {given}; give its nine-digit code or name.",
            )
        return found.code

    def _title(self, document: dict[str, Any]) -> str:
        return _(
            "%(minutes)d minutes, %(visits)d visits; at least %(least)d minutes are needed"
        ) % {
            "minutes": document["minutes"],
            "visits": document["visits"],
            "least": document["least_minutes"],
        }

    def _say(self, document: dict[str, Any]) -> None:
        """A line a target: how it stands, how many rows it takes, how it would stand."""
        for target in document["targets"]:
            parts = [target["id"]]
            for figures in (target["before"], target["after"]):
                if figures is not None:
                    parts.append(f"{figures['numerator']}/{figures['denominator']}")
            line = " → ".join(parts)
            if target["chosen"]:
                line += " " + _("by %d rows") % target["chosen"]
            reason = target["reason_en" if self.lang == "en" else "reason"]
            self.say(f"{line} {reason}" if reason else line)
