"""Appraisals as pages show them: words for states and lines, the arithmetic of a line in a row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from fractions import Fraction
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from zhifang import statutes
from zhifang.appraisal import arithmetic, states
from zhifang.appraisal.document import points
from zhifang.calc import SMALL, cut
from zhifang.registry.parties.queries import organisation_names
from zhifang.statutes.appraisals import Scheme, Scored
from zhifang.web.presenting import town_name
from zhifang.web.reading import language
from zhifang.worklists.wording import side_text, word

#: Steps with the class of their badge and a sign, so that colour never speaks alone.
_BADGES = {
    states.DRAFTED: ("none", "…"),
    states.FROZEN: ("pending", "❄"),
    states.RECOUNTED: ("pending", "↻"),
    states.SIGNED: ("met", "✓"),
    states.WITHDRAWN: ("none", "–"),
}


def state_text(state: str) -> str:
    """A state of an appraisal."""
    words = {
        states.DRAFTED: pgettext("appraisal", "draft"),
        states.FROZEN: pgettext("appraisal", "frozen"),
        states.RECOUNTED: pgettext("appraisal", "recounted"),
        states.SIGNED: pgettext("appraisal", "signed"),
        states.WITHDRAWN: pgettext("appraisal", "withdrawn"),
    }
    return word(state, words)


def state_style(state: str) -> str:
    """The class of a state's badge."""
    return _BADGES.get(state, ("none", ""))[0]


def state_sign(state: str) -> str:
    """The sign beside a state."""
    return _BADGES.get(state, ("none", ""))[1]


def named(thing: Any) -> str:
    """The title of a scheme, plan, target, grade or deduction in the reader's language."""
    return str(thing.title_en if language() == "en" else thing.title_zh)


def body_name(plan: statutes.Plan, who: str, code: str) -> str:
    """The name of a township or department."""
    return town_name(code) if who == "towns" else plan.holder_name(code, language())


def grade_name(scheme: Scheme, grade: str | None) -> str:
    """The name of a grade; a dash for none."""
    return next((named(one) for one in scheme.grades if one.id == grade), "–")


def rows_link(
    plan: statutes.Plan, body: Mapping[str, Any], target: str, side: str, of: Mapping[str, Any]
) -> str:
    """The address of the rows behind a number of a line; ``of``: as_of and known_at."""
    query = {"side": side, "as_of": of["as_of"]}
    if body["who"] == "towns":
        query["town"] = body["code"]
    known: datetime | None = of["known_at"]
    if known is not None:
        query["known_at"] = localtime(known).strftime("%Y-%m-%dT%H:%M:%S.%f")
    address = reverse("web:target-rows", kwargs={"plan_id": plan.id, "target_id": target})
    return f"{address}?{urlencode(query)}"


def lines(
    scheme: Scheme, plan: statutes.Plan, body: Mapping[str, Any], of: Mapping[str, Any]
) -> list[dict[str, Any]]:
    """The lines of a body with their arithmetic in words."""
    by_id = {one.id: one for one in scheme.targets}
    found = []
    for line in body["lines"]:
        target = plan.target(line["target"])
        found.append(
            {
                **line,
                "title": named(target),
                "wanted": _wanted(target),
                "share": _share(line),
                "how": how(scheme, by_id[line["target"]], target, line, body["total"]),
                "weight_text": weight_text(Fraction(line["weight"])),
                "part_text": line["part"] if line["part"] is not None else "–",
                "scored": line["part"] is not None,
                "links": {
                    side: rows_link(plan, body, line["target"], side, of)
                    for side in ("numerator", "denominator", "unknown")
                },
            }
        )
    return found


def _wanted(target: statutes.Target) -> str:
    if target.comparison in ("falls", "rises"):
        return _("falls") if target.comparison == "falls" else _("rises")
    sign = {">=": "≥"}.get(target.comparison, target.comparison)
    return f"{sign} {target.value}{'' if target.unit == 'count' else '%'}"


def _share(line: Mapping[str, Any]) -> str:
    """The rate cut to a tenth; none below the number of rows that carries one."""
    if line["denominator"] < SMALL:
        return ""
    return f"{cut(line['numerator'], line['denominator']):.1f}%"


def weight_text(weight: Fraction) -> str:
    """A weight: whole, or cut to two decimals and marked as going on."""
    if weight.denominator == 1:
        return str(weight.numerator)
    return f"{points(arithmetic.cut(weight, 2), 2)}…"


def how(
    scheme: Scheme,
    scored: Scored,
    target: statutes.Target,
    line: Mapping[str, Any],
    total: str | None,
) -> str:
    """How a line comes to its points, or why it has none. ``total``: of the body."""
    if line["part"] is None:
        why = _why_unscored(scheme, line)
        return why if total is None else f"{why} {_what_then(scheme, line)}"
    said = _reached(scored, target, line)
    if line["status"] == arithmetic.UNDECIDED:
        low, high = Fraction(line["low"]), Fraction(line["high"])
        open_ = ngettext(
            "%(count)d unknown row leaves the part between %(low)s and %(high)s.",
            "%(count)d unknown rows leave the part between %(low)s and %(high)s.",
            line["unknown"],
        ) % {"count": line["unknown"], "low": low, "high": high}
        rule = {
            "certain": _("What holds in any case counts."),
            "known_only": _("The certain rows alone count."),
        }.get(scheme.undecided, "")
        said = f"{said} {open_} {rule}"
    product = _("%(weight)s × %(part)s = %(points)s") % {
        "weight": weight_text(Fraction(line["weight"])),
        "part": line["part"],
        "points": line["points"],
    }
    return f"{said} {product}".strip()


def _reached(scored: Scored, target: statutes.Target, line: Mapping[str, Any]) -> str:
    part = Fraction(line["part"])
    if scored.score == "met":
        return _("Met.") if part == 1 else _("Not met.")
    if scored.score == "bands":
        band = next((one for one in scored.bands if Fraction(one.part, 100) == part), None)
        if band is None:
            return _("Below the lowest band.")
        return _("Band from %(rate)s%%: %(part)s%% of the weight.") % {
            "rate": band.at_least,
            "part": band.part,
        }
    if part == 1:
        return _("The target of %(goal)s%% is reached.") % {"goal": target.value}
    if part == 0 and scored.floor:
        return _("Below the floor of %(floor)s%%.") % {"floor": scored.floor}
    return _("Of the way to %(goal)s%%: %(part)s.") % {"goal": target.value, "part": part}


def _why_unscored(scheme: Scheme, line: Mapping[str, Any]) -> str:
    if line["status"] == arithmetic.NOTHING:
        return _("Nothing to count.")
    if line["status"] == arithmetic.SMALL:
        return ngettext(
            "%(count)d row, fewer than %(least)d: not scored, no place.",
            "%(count)d rows, fewer than %(least)d: not scored, no place.",
            line["denominator"],
        ) % {"count": line["denominator"], "least": scheme.small_below}
    return _("Undecided: the unknown rows decide.")


def _what_then(scheme: Scheme, line: Mapping[str, Any]) -> str:
    if scheme.small_rule == "neutral":
        return _("%(part)s%% of the weight is given: %(points)s.") % {
            "part": scheme.neutral_part,
            "points": line["points"],
        }
    return _("Its weight of %(weight)s goes to the other targets.") % {
        "weight": line["scheme_weight"]
    }


def deductions(
    scheme: Scheme, plan: statutes.Plan, body: Mapping[str, Any], of: Mapping[str, Any]
) -> list[dict[str, Any]]:
    """The deductions of a body with their words and the rows behind them."""
    by_id = {one.id: one for one in scheme.deductions}
    return [
        {
            **taken,
            "title": named(by_id[taken["deduction"]]),
            "each": by_id[taken["deduction"]].points,
            "limit": by_id[taken["deduction"]].most,
            "link": rows_link(plan, body, taken["target"], by_id[taken["deduction"]].side, of),
        }
        for taken in body["deductions"]
    ]


def bodies(
    scheme: Scheme,
    plan: statutes.Plan,
    documents: Sequence[Mapping[str, Any]],
    before: Sequence[Mapping[str, Any]] = (),
) -> dict[str, list[dict[str, Any]]]:
    """Townships and departments in the order of their places, those without one last.

    ``before``: the documents of the freeze; ``former`` of a body is its own there when the result
    was another.
    """
    frozen = {(one["who"], one["code"]): one for one in before}
    found: dict[str, list[dict[str, Any]]] = {}
    for body in documents:
        lost = sum((Fraction(one["points"]) for one in body["deductions"]), Fraction(0))
        found.setdefault(body["who"], []).append(
            {
                **body,
                "name": body_name(plan, body["who"], body["code"]),
                "grade_name": grade_name(scheme, body["grade"]),
                "lost": points(lost, scheme.decimals) if lost else "",
                "unscored": [line["target"] for line in body["lines"] if line["part"] is None],
                "certain": body["least"] == body["most"],
                "former": _if_other(frozen.get((body["who"], body["code"])), body),
            }
        )
    for rows in found.values():
        rows.sort(key=lambda body: (body["place"] is None, body["place"] or 0, body["code"]))
    return found


def _if_other(
    former: Mapping[str, Any] | None, body: Mapping[str, Any]
) -> Mapping[str, Any] | None:
    shown = ("total", "place", "grade")
    if former is None or all(former[key] == body[key] for key in shown):
        return None
    return former


def flips(rows: Sequence[Mapping[str, Any]], *, change_id: int) -> list[dict[str, Any]]:
    """Rows counted otherwise since the freeze, with names and words."""
    parties = organisation_names(
        [row["party_id"] for row in rows if row["party_id"] is not None], change_id=change_id
    )
    return [
        {
            **row,
            "party": parties.get(row["party_id"], ("", ""))[1] or row["subject_id"],
            "party_code": parties.get(row["party_id"], ("", ""))[0],
            "before": side_text(row["side_before"]) if row["side_before"] else _("not there"),
            "after": side_text(row["side_after"]) if row["side_after"] else _("not there"),
            "town": " → ".join(
                dict.fromkeys(
                    town_name(code) for code in (row["town_before"], row["town_after"]) if code
                )
            ),
        }
        for row in rows
    ]
