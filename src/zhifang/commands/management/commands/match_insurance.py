"""``zhifang match-insurance``: insured persons without identity number, for a person to decide."""

from __future__ import annotations

import argparse
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhifang.access import reads
from zhifang.access.readers import OPERATOR
from zhifang.commands.arguments import whole_number
from zhifang.commands.verb import Table, Verb
from zhifang.core.errors import UserError
from zhifang.registry.insurance import queue

_ANSWERS = {"accept": "accepted", "refuse": "refused"}


class Command(Verb):
    """Compares, then prints the queue; or decides one candidate and prints what is left."""

    help = gettext_lazy("matches insured persons without identity number; a person decides")

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Options of the verb."""
        parser.add_argument(
            "--decide",
            nargs=2,
            metavar=("ID", "ANSWER"),
            help=_("number of the candidate, and accept or refuse"),
        )
        parser.add_argument("--reason", default="", metavar="TEXT", help=_("why"))
        parser.add_argument("--decided", action="store_true", help=_("decided ones too"))

    def handle(self, *args: Any, **options: Any) -> None:
        """Runs the verb."""
        if options["decide"]:
            self._decide(*options["decide"], options["reason"])
        else:
            done = queue.compare(actor=OPERATOR.actor)
            self.say(
                _("%(rows)d rows without number: %(added)d candidates written, %(removed)d gone.")
                % vars(done)
            )
        found = queue.candidates(decided=options["decided"], using="engine")
        shown = sorted({row["worker_id"] for row in found})
        reads.record(OPERATOR, kind="worker", door="command", shown=shown, using="engine")
        self.show(self._table(found), document=found)

    def _decide(self, number: str, answer: str, reason: str) -> None:
        if answer not in _ANSWERS:
            raise UserError(
                f"“{answer}”不行；请写 accept（是本人）或 refuse（不是）。",
                f'"{answer}" will not do; write accept or refuse.',
            )
        match = whole_number(1, 2**63 - 1)(number)
        decided = queue.decide(match, _ANSWERS[answer], actor=OPERATOR.actor, reason=reason)
        self.say(_("Decided; the match is number %(number)d now.") % {"number": decided})

    def _table(self, found: list[dict[str, Any]]) -> Table:
        words = {"accepted": _("the same person"), "refused": _("not this person"), None: ""}
        columns = [
            ("id", _("no.")),
            ("confidence", _("confidence")),
            ("leaves_open", _("leaves I14 open")),
            ("employer_code", _("insuring unit")),
            ("insured_no", _("insured no.")),
            ("valid_from", _("insured from")),
            ("person_name", _("name on the list")),
            ("birth_on", _("born, on the list")),
            ("worker_name", _("name in the register")),
            ("worker_birth_on", _("born, in the register")),
            ("id_masked", _("document number")),
            ("decision", _("decision")),
            ("decided_by", _("decided by")),
        ]
        rows = [
            {
                **row,
                "leaves_open": _("yes") if row["leaves_open"] else _("no"),
                "decision": words[row["decision"]],
            }
            for row in found
        ]
        return Table(
            columns=columns,
            rows=rows,
            title=_("Insured persons without number who may be workers"),
        )
