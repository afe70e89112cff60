"""``zhifang appraisal``: a year's scores, and whether a kept appraisal comes out the same again."""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from zhifang import statutes
from zhifang.appraisal import document, queries
from zhifang.appraisal.queries import Again
from zhifang.commands.arguments import whole_number
from zhifang.commands.verb import Table, Verb
from zhifang.statutes.appraisals import Scheme, scheme

#: So many places at which two documents differ are named.
_NAMED = 20


class Command(Verb):
    """Prints the scores; with ``--check`` compares what was kept with what comes out now."""

    help = gettext_lazy("the yearly appraisal: scores and places, or whether it comes out again")

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Options of the verb."""
        parser.add_argument("scheme", metavar="SCHEME", help=_("id of the appraisal scheme"))
        parser.add_argument(
            "--year",
            type=whole_number(1950, 2100),
            required=True,
            metavar="Y",
            help=_("the year appraised"),
        )
        parser.add_argument(
            "--check",
            action="store_true",
            help=_("compute the kept appraisal afresh and compare every byte"),
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Exit code 0; 1 when the check finds a difference or nothing that was kept."""
        year: int = options["year"]
        again = queries.made_again(options["scheme"], year)
        if options["check"]:
            self._check(again, options["scheme"], year)
            return
        if again is not None:
            content = json.loads(again.made)
            self._show(again.appraisal.scheme, again.appraisal.plan, content)
            self.say(
                _("As %(step)s at change %(change)s; SM3 %(sm3)s.")
                % {"step": again.step, "change": content["change_id"], "sm3": again.sm3}
            )
            return
        chosen = scheme(options["scheme"])
        chosen.as_of(year)
        plan = statutes.plan(chosen.plan)
        self._show(chosen, plan, queries.made(queries.basis_now(chosen, plan, year)))
        self.say(_("Nothing is frozen yet: these are the scores as known now."))

    def _check(self, again: Again | None, scheme_id: str, year: int) -> None:
        if again is None:
            self.say(
                _("There is no frozen appraisal of %(scheme)s for %(year)s.")
                % {"scheme": scheme_id, "year": year}
            )
            self.exit_code = 1
            return
        found = {
            "scheme": again.appraisal.scheme.id,
            "year": year,
            "step": again.step,
            "scheme_digest": again.appraisal.scheme.digest,
            "sm3_kept": again.sm3,
            "sm3_now": document.digest(again.made),
            "bytes": len(again.made),
            "same": again.same,
        }
        columns = [(key, key) for key in found]
        self.show(Table(columns=columns, rows=[found]), document=found)
        if again.same:
            self.say(_("The same, byte for byte."))
            return
        self.exit_code = 1
        if document.digest(again.kept) != again.sm3:
            self.say(_("The kept document is not the one its digest is of."))
        for place in differing(json.loads(again.kept), json.loads(again.made))[:_NAMED]:
            self.say(_("Differs: %s") % place)
        if again.law_then != again.law_now:
            self.say(
                _("The law data changed since: %(then)s then, %(now)s now.")
                % {"then": again.law_then[:16], "now": again.law_now[:16]}
            )

    def _show(self, chosen: Scheme, plan: statutes.Plan, content: Mapping[str, Any]) -> None:
        english = self.lang == "en"
        grades = {
            grade.id: grade.title_en if english else grade.title_zh for grade in chosen.grades
        }
        rows = [
            {
                "who": body["who"],
                "code": body["code"],
                "name": plan.holder_name(body["code"], self.lang),
                "place": body["place"],
                "points": body["total"],
                "least": body["least"],
                "most": body["most"],
                "deducted": sum(Decimal(one["points"]) for one in body["deductions"]) or None,
                "grade": grades.get(body["grade"]),
                "unscored": " ".join(
                    line["target"] for line in body["lines"] if line["part"] is None
                ),
            }
            for body in sorted(
                content["bodies"],
                key=lambda one: (one["who"] != "towns", one["place"] is None, one["place"] or 0),
            )
        ]
        columns = [
            ("who", pgettext("appraisal", "who")),
            ("code", pgettext("appraisal", "code")),
            ("name", pgettext("appraisal", "name")),
            ("place", pgettext("appraisal", "place")),
            ("points", pgettext("appraisal", "points")),
            ("least", pgettext("appraisal", "least")),
            ("most", pgettext("appraisal", "most")),
            ("deducted", pgettext("appraisal", "deducted")),
            ("grade", pgettext("appraisal", "grade")),
            ("unscored", pgettext("appraisal", "not scored")),
        ]
        title = chosen.title_en if english else chosen.title_zh
        self.show(Table(title=title, columns=columns, rows=rows), document=content)


def differing(kept: Any, made: Any, place: str = "") -> list[str]:
    """The places at which two documents differ, e.g. ``bodies[3].lines[0].numerator: 4, 5``."""
    if isinstance(kept, dict) and isinstance(made, dict):
        return [
            found
            for key in sorted({*kept, *made})
            for found in differing(kept.get(key), made.get(key), f"{place}.{key}".lstrip("."))
        ]
    if isinstance(kept, list) and isinstance(made, list) and len(kept) == len(made):
        return [
            found
            for number, (before, after) in enumerate(zip(kept, made, strict=True))
            for found in differing(before, after, f"{place}[{number}]")
        ]
    return [] if kept == made else [f"{place}: {kept}, {made}"]
