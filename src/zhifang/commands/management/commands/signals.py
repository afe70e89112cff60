"""``zhifang signals``: patterns in what was handed in that are a reason to look."""

from __future__ import annotations

import argparse
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from zhifang import statutes
from zhifang.commands.arguments import day, instant
from zhifang.commands.verb import LaidOut, Table, Verb
from zhifang.signals import wording
from zhifang.signals.queries import signals_document


class Command(Verb):
    """Prints the signals of a plan on a day, each with its reason; JSON has the rows behind it."""

    help = gettext_lazy("patterns in what was handed in that are a reason to look")

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

    def handle(self, *args: Any, **options: Any) -> None:
        """Runs the verb."""
        document = signals_document(
            statutes.plan_or_file(options["plan"]), options["as_of"], options.get("known_at")
        )
        for kind in document["kinds"]:
            for signal in kind["signals"]:
                signal["reason"] = wording.reason(signal["kind"], signal["figures"])
        document["caution"] = wording.caution()
        rows = [
            {
                **signal,
                "kind": wording.kind_text(signal["kind"]),
                "subject_kind": wording.subject_text(signal["subject_kind"]),
                "who": " ".join(filter(None, (signal["subject"], signal["name"]))),
                "p": None if signal["p"] is None else f"{signal['p']:.1g}",
                "rows": len(signal["evidence"]),
            }
            for kind in document["kinds"]
            for signal in kind["signals"]
        ]
        short = [
            ("kind", _("signal")),
            ("subject_kind", _("about")),
            ("who", pgettext("signal", "name")),
            ("reason", _("reason to look")),
        ]
        more = [("town", _("township")), ("p", _("chance alone")), ("rows", _("rows behind it"))]
        self.show(
            Table(columns=[*short, *more], rows=rows),
            document=document,
            laid_out=LaidOut(Table(columns=short, rows=rows), {"kind": 14, "who": 22}),
        )
        self.say(wording.caution())
        for kind in document["kinds"]:
            self.say(
                _("%(kind)s: %(signals)d of %(judged)d judged; %(too_few)d had too few rows.")
                % {
                    "kind": wording.kind_text(kind["kind"]),
                    "signals": len(kind["signals"]),
                    "judged": kind["judged"],
                    "too_few": kind["too_few"],
                }
            )
