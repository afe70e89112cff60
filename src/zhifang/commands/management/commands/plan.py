"""``zhifang plan``: the plan's table."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhifang import statutes
from zhifang.calc import SMALL
from zhifang.commands.arguments import day, instant
from zhifang.commands.verb import LaidOut, Table, Verb
from zhifang.core.errors import UserError
from zhifang.indicators.goals import goal_documents
from zhifang.indicators.queries import plan_document

_FIGURES = {"unknown", "value", "range", "interval", "met"}
COMPARISONS = {">=": "≥", "=": "=", "falls": "↓", "rises": "↑"}


class Command(Verb):
    """Prints the targets of a plan with what was counted."""

    help = gettext_lazy("the plan's table on a day")

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
            "--by", choices=["township", "industry", "size"], help=_("break each target down")
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Runs the verb."""
        plan = statutes.plan_or_file(options["plan"])
        town = self._town(plan)
        document = plan_document(
            plan,
            options["as_of"],
            options.get("known_at"),
            by=options.get("by"),
            town=town,
        )
        document["goals"] = goal_documents(plan, options["as_of"], options.get("known_at"))
        english = self.lang == "en"
        title = plan.title_en if english else plan.title_zh
        columns = [
            ("id", _("no.")),
            ("title", _("target")),
            ("goal", _("goal")),
            ("numerator", _("numerator")),
            ("denominator", _("denominator")),
            ("unknown", _("unknown")),
            ("value", _("rate")),
            ("range", _("possible")),
            ("interval", _("95 % interval")),
            ("incomplete", _("not met, source incomplete")),
            ("met", _("reached")),
            ("variant", _("counted as")),
            ("told", _("reason or remark")),
        ]
        heading = _("%(title)s, as of %(day)s, known at %(known)s") % {
            "title": title,
            "day": document["as_of"],
            "known": document["known_at"] or "-",
        }
        self.show(
            Table(columns=columns, rows=self._rows(document), title=heading),
            document=document,
            laid_out=LaidOut(
                Table(
                    columns=[
                        ("id", _("no.")),
                        ("title", _("target")),
                        ("goal", _("goal")),
                        ("of", _("numerator / denominator")),
                        *(column for column in columns if column[0] in _FIGURES),
                    ],
                    rows=(_laid_out(row) for row in self._rows(document)),
                    title=heading,
                ),
                widest={"of": 12, "value": 8, "interval": 10, "met": 7},
            ),
        )

    def _town(self, plan: statutes.Plan) -> str | None:
        if self.jurisdiction in ("", plan.district):
            return None
        found = statutes.town_by_text(self.jurisdiction)
        if found is None:
            raise UserError(
                f"没有 {self.jurisdiction} 这个镇街；请用九位代码或名称。",
                f"There is no township {self.jurisdiction}; give its nine-digit code or name.",
            )
        return found.code

    def _rows(self, document: dict[str, Any]) -> Iterator[dict[str, Any]]:
        for target in document["targets"]:
            title = target["title_en"] if self.lang == "en" else target["title"]
            goal = "" if target["target"] is None else str(target["target"])
            head = {
                "id": target["id"],
                "title": title,
                "goal": f"{COMPARISONS[target['comparison']]} {goal}".strip(),
                "told": self._told(target),
            }
            if target["target_weight"] == "unverified":
                head["goal"] += " " + _("(unverified)")
            if "numerator" not in target:
                computed = target["indicator"] is not None
                value = _("not computed") if computed else _("not computed here")
                yield {**head, "value": value}
                continue
            yield {**head, **_figures(target), "variant": target["variant"]}
            for variant in target["variants"]:
                yield {
                    "id": "",
                    "title": "",
                    "goal": "",
                    **_figures(variant),
                    "variant": variant["key"],
                }
            for group in target.get("groups", ()):
                yield {"id": "", "title": f"  {group['name']}", "goal": "", **_figures(group)}
        for goal in document["goals"]:
            yield {
                "id": goal["id"],
                "title": goal["title_en"] if self.lang == "en" else goal["title"],
                "goal": _("no number"),
                "told": self._told(goal),
            }

    def _told(self, one: dict[str, Any]) -> str:
        """Why there is no value, what to mind, or the figures behind a goal without a number."""
        suffix = "_en" if self.lang == "en" else ""
        said = [one.get(f"{name}{suffix}") for name in ("reason", "note")]
        figures = (
            f"{figure[self.lang]} {_('not stated') if figure['value'] is None else figure['value']}"
            for figure in one.get("figures", ())
        )
        return "; ".join([*(text for text in said if text), *figures])


def _laid_out(row: dict[str, Any]) -> dict[str, Any]:
    """A row of the table in fewer columns: what is less often asked stands on further lines."""
    below = [f"  {pair}" for pair in (row.get("variant") or "").split(";") if pair]
    if row.get("told"):
        below.append("  " + row["told"])
    if row.get("incomplete"):
        below.append("  " + _("not met, source incomplete: %d") % row["incomplete"])
    numbers = (row.get("numerator"), row.get("denominator"))
    return {
        **row,
        "title": "\n".join(line for line in (row["title"], *below) if line),
        "of": "" if None in numbers else f"{numbers[0]}/{numbers[1]}",
    }


def _figures(one: dict[str, Any]) -> dict[str, Any]:
    """The printed figures; below five subjects no percentage is shown."""
    if one["numerator"] is None:
        return {"value": _("not computed")}
    small = one["denominator"] < SMALL
    figures = {
        "numerator": one["numerator"],
        "denominator": one["denominator"],
        "unknown": one["unknown"],
        "value": _percent(None if small else one["value"]) or _ratio(one),
        "met": _verdict(one["met"]),
    }
    if "low" in one:
        figures["range"] = _range(one["low"], one["high"]) if one["unknown"] else ""
        figures["interval"] = "" if small else _range(one["ci_low"], one["ci_high"])
        figures["incomplete"] = one["unmet_incomplete"]
    return figures


def _ratio(one: dict[str, Any]) -> str:
    return f"{one['numerator']}/{one['denominator']}"


def _percent(value: float | None) -> str:
    return "" if value is None else f"{value:.1f} %"


def _range(low: float | None, high: float | None) -> str:
    return "" if low is None or high is None else f"{low:.1f}–{high:.1f}"


def _verdict(met: bool | None) -> str:
    if met is None:
        return _("Cannot tell")
    return _("yes") if met else _("no")
