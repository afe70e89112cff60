"""``zhifang audit``."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.core.management.base import CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhifang.access import audit
from zhifang.commands.verb import Table, Verb

#: A job chains at least each minute; a tail older than this means that no job runs.
LATE = timedelta(minutes=5)


class Command(Verb):
    """Chains and verifies the audit record."""

    help = gettext_lazy("verifies the audit record: nothing edited, missing or moved")

    def add_arguments(self, parser: CommandParser) -> None:
        """``verify`` or ``chain``."""
        parser.add_argument("act", choices=["verify", "chain"], help=_("what to do"))

    def handle(self, *args: Any, **options: Any) -> None:
        """Exit code 1 when the chain does not hold."""
        if options["act"] == "chain":
            count = 0
            while step := audit.chain():
                count += step
            self.say(_("%d entries chained.") % count)
            return
        verdict = audit.verify()
        words = {
            "edited": _("entries were edited or moved"),
            "missing": _("an entry is missing"),
            "order": _("the link does not follow the one before it"),
            "link": _("the link is missing"),
        }
        columns = [("link", _("Link")), ("entry", _("Entry")), ("fault", _("Fault"))]
        rows = [
            (each.link, each.entry, words[each.kind] if self.format == "table" else each.kind)
            for each in verdict.faults
        ]
        document = {
            "links": verdict.links,
            "entries": verdict.entries,
            "faults": [
                {"kind": each.kind, "link": each.link, "entry": each.entry}
                for each in verdict.faults
            ],
            "tail": verdict.tail,
            "tail_since": verdict.tail_since,
        }
        if verdict.faults or self.format != "table":
            self.show(Table(columns, rows), document=document)
        self.say(
            _("%(entries)d entries in %(links)d links, %(faults)d faults; %(tail)d unchained.")
            % {
                "entries": verdict.entries,
                "links": verdict.links,
                "faults": len(verdict.faults),
                "tail": verdict.tail,
            }
        )
        if verdict.tail_since and timezone.now() - verdict.tail_since > LATE:
            self.say(
                _("The oldest of them is of %s; run zhifang serve or zhifang audit chain.")
                % timezone.localtime(verdict.tail_since).isoformat(timespec="seconds")
            )
        self.exit_code = 1 if verdict.faults else 0
