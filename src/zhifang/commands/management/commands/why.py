"""``zhifang why``: who owes what, under which article, because of which facts."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from zhifang import statutes
from zhifang.commands.arguments import day, instant
from zhifang.commands.plan_obligations import explanation
from zhifang.commands.verb import Table, Verb
from zhifang.core.days import FAR, today
from zhifang.obligations.explaining import why
from zhifang.worklists.wording import ended_text, outcome_text, unit_text, weight_text


class Command(Verb):
    """Explains one obligation on a day."""

    help = gettext_lazy("explains one obligation: article, dates, facts, values")

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Options of the verb."""
        parser.add_argument("obligation", metavar="OBLIGATION", help=_("id of the obligation"))
        parser.add_argument(
            "--as-of", type=day, metavar="DAY", help=_("the day asked (default: today)")
        )
        parser.add_argument(
            "--known-at",
            type=instant,
            metavar="INSTANT",
            help=_("as known at this instant (default: now)"),
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Runs the verb."""
        if options["obligation"].startswith("PLN-"):
            table, document = explanation(
                options["obligation"],
                options.get("as_of") or today(),
                options.get("known_at"),
                self.lang,
            )
            self.show(table, document=document)
            return
        found = why(options["obligation"], options.get("as_of") or today(), options.get("known_at"))
        self.show(
            Table(
                columns=[("what", _("what")), ("is", _("is"))],
                rows=self._lines(found),
                title=found["obligation_id"],
            ),
            document=found,
        )

    def _hazard(self, code: str) -> str:
        """Code and name of a hazard in the language of the output."""
        found = statutes.hazard_by_text(code)
        if found is None:
            return code
        english = self.lang == "en" and found.name_en
        return f"{code} {found.name_en if english else found.name_zh}"

    def _lines(self, found: dict[str, Any]) -> Iterator[tuple[str, Any]]:
        english = self.lang == "en"
        turn = found["turn"]
        yield _("duty"), found["duty_en"] if english else found["duty_zh"]
        yield _("article"), found["citation"]
        yield _("who owes"), f"{found['holder_code']} {found['holder_name']}".strip()
        subject = found["subject"]
        if subject["worker"]:
            yield (
                _("worker"),
                f"{subject['worker']['worker_name']} {subject['worker']['id_masked']}",
            )
        if subject["hazard"]:
            yield _("hazard"), self._hazard(subject["hazard"]["code"])
        if subject["name"]:
            yield _("what it is about"), subject["name"]
        if subject["site"]:
            town = statutes.town_by_text(subject["site"]["town"] or "")
            yield _("site"), f"{subject['site']['site_no']} {town.name_zh if town else ''}".strip()
        yield _("outcome"), f"{outcome_text(found['outcome'])} ({found['as_of']})"
        if found["days_late"]:
            yield _("days late"), found["days_late"]
        yield _("counted from"), turn["anchor_on"]
        if found["due_again"]:
            yield (
                _("due"),
                _("%(due)s, after the rest that ends with %(end)s")
                % {
                    "due": _span(found["due_again"]),
                    "end": found["due_again"]["law_from"] - timedelta(days=1),
                },
            )
        elif found["unscheduled"]:
            yield _("due"), _("not while production is suspended")
        else:
            yield _("due"), _span(turn)
        if turn["done_on"] and turn["done_on"] <= found["as_of"]:
            yield _("done"), turn["done_on"]
        if turn["ended_on"] and turn["ended_on"] <= found["as_of"]:
            yield _("ended"), f"{turn['ended_on']} {ended_text(turn['ended_why'])}"
        for value in found["law"]:
            title = value["title_en"] if english else value["title_zh"]
            named = f"{value['value']} {unit_text(value['unit'])}"
            parts = (named, title, value["citation"], weight_text(value["weight"]))
            yield _("value of law"), " · ".join(part for part in parts if part)
        for missing in found["missing"]:
            yield _("missing"), missing["en"] if english else missing["zh"]
        for fact in found["facts"]:
            kind = fact["kind_en"] if english else fact["kind_zh"]
            if fact["held_elsewhere"]:
                yield _("fact"), f"{kind} {fact['day']} · {_('held elsewhere')}"
                continue
            place = " ".join(str(fact[key]) for key in ("workshop", "post") if fact.get(key))
            if fact.get("hazard"):
                place = f"{place} {self._hazard(fact['hazard'])}".strip()
            source = f"{fact['file_name']}:{fact['source_row']}" if fact.get("file_name") else ""
            yield (
                _("fact"),
                " · ".join(str(part) for part in (f"{kind} {fact['day']}", place, source) if part),
            )
        yield _("versions"), len(found["versions"])


def _span(turn: dict[str, Any]) -> str:
    """The due day, or the days between which a missing fact decides."""
    earliest, latest = turn["due_earliest"], turn["due_latest"]
    if latest is None:
        return _("cannot be said")
    if latest == FAR:
        latest = pgettext("day", "open")
    return f"{latest}" if earliest == latest else f"{earliest} – {latest}"
