"""``truth.json``: what intake must do with every row, and what the rules must then say.

Its shape is told by :func:`truth`.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import asdict
from datetime import date
from typing import Any

from zhifang.synthetic import reference
from zhifang.synthetic.district.columns import NAMES
from zhifang.synthetic.district.commands import Line
from zhifang.synthetic.district.rates import Rates, rates_of
from zhifang.synthetic.district.sending import Sender
from zhifang.synthetic.district.world import Tables, World
from zhifang.synthetic.reference import Facts, Turn
from zhifang.synthetic.reference.targets import (
    RULES,
    VARIANTS,
    Choices,
    by_town,
    rows_of_target,
    share_of,
    totals,
    verdict,
)
from zhifang.synthetic.reference.view import NOT_APPLICABLE

#: Mid-plan, the plan's last day, after the last change of law.
DAYS = (date(2018, 6, 30), date(2020, 12, 31), date(2026, 9, 30))
#: Rules of no target whose turns are told as well.
WITHOUT_TARGET = (
    "DEC-02",
    "DEC-03",
    "DEC-04",
    "DEC-05",
    "DEC-06",
    "EVA-01",
    "RAD-02",
    "TRA-03",
    "ARC-01",
)
#: The ends of the plan's other years, on which the targets are told, not every turn.
YEAR_ENDS = tuple(date(year, 12, 31) for year in range(2016, 2020))
#: The last day of the plan's base year.
BASE = date(2015, 12, 31)
NOTE = (
    "Everything here is made. Identity numbers and credit codes have valid check digits and the "
    "area code 110109, and belong to nobody."
)


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def turn_entry(turn: Turn) -> dict[str, Any]:
    """One turn as JSON."""
    return {
        "anchor": _day(turn.anchor),
        "opened": _day(turn.opened),
        "due_earliest": _day(turn.due_earliest),
        "due_latest": _day(turn.due_latest),
        "done_on": _day(turn.done_on),
        "ended_on": _day(turn.ended_on),
        "outcome": turn.outcome,
    }


def facts_of(tables: Tables) -> Facts:
    """The reference's facts; a value that does not apply counts as not stated.

    Only of the files of an employer it is told whether one does not apply or was not checked.
    """
    clean = {
        sheet: [
            {k: None if v == NOT_APPLICABLE else v for k, v in row.items()} for row in rows
        ]
        for sheet, rows in tables.items()
        if sheet != "employer_archives"
    }  # fmt: skip
    return Facts({**clean, "employer_archives": tables["employer_archives"]})


def _variants(facts: Facts, name: str, as_of: date) -> list[dict[str, Any]]:
    """The totals of a target under its other options."""
    key, options = VARIANTS.get(name, ("", ()))
    found = []
    for option in options[1:]:
        rows = rows_of_target(facts, name, as_of, choices=Choices(variant={key: option}))
        found.append(
            {"key": key, "option": option, "totals": totals(rows), "by_town": by_town(rows)}
        )
    return found


def _indicator(
    facts: Facts, name: str, as_of: date, turns: list[Turn] | None = None
) -> dict[str, Any]:
    """One target on one day as JSON."""
    rows = rows_of_target(facts, name, as_of, turns=turns)
    found: dict[str, Any] = {
        "id": name,
        "as_of": _day(as_of),
        "totals": totals(rows),
        "by_town": by_town(rows),
        "rows": [asdict(row) | {"may_be": list(row.may_be)} for row in rows],
    }
    if name in VARIANTS:
        found["variants"] = _variants(facts, name, as_of)
    if name == "I15":
        base = share_of(rows_of_target(facts, name, BASE))
        found |= {"base": asdict(base), "met": verdict(rows, name, base)}
    if name == "I16":
        found["met"] = verdict(rows, name)
    return found


def _turns_told(rule: str, as_of: date, turns: list[Turn]) -> list[dict[str, Any]]:
    """The turns of a rule on a day as JSON, an entry a subject."""
    by_subject: dict[str, list[Turn]] = defaultdict(list)
    for turn in turns:
        by_subject[turn.subject].append(turn)
    return [
        {
            "rule": rule,
            "subject": subject,
            "as_of": _day(as_of),
            "turns": [turn_entry(turn) for turn in by_subject[subject]],
        }
        for subject in sorted(by_subject)
    ]


def computed(tables: Tables) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """(turns by rule, subject and day; targets by day) of some rows."""
    facts = facts_of(tables)
    expected: list[dict[str, Any]] = []
    indicators: list[dict[str, Any]] = []
    for as_of in DAYS:
        for name in reference.TARGETS:
            if name not in RULES:
                indicators.append(_indicator(facts, name, as_of))
                continue
            rule = RULES[name]
            turns = reference.RULES[rule](facts, as_of)
            expected += _turns_told(rule, as_of, turns)
            indicators.append(_indicator(facts, name, as_of, turns))
        for rule in WITHOUT_TARGET:
            expected += _turns_told(rule, as_of, reference.RULES[rule](facts, as_of))
    indicators += [
        _indicator(facts, name, as_of) for as_of in YEAR_ENDS for name in reference.TARGETS
    ]
    return expected, indicators


def row_entry(line: Line) -> dict[str, Any]:
    """What intake must do with one written row."""
    entry: dict[str, Any] = {
        "file": line.file,
        "sheet": NAMES[line.sheet],
        "row": line.row,
        "expect": line.expect,
    }
    if line.reason:
        entry["reason"] = line.reason
        also = sorted(set(line.also) - {line.reason})
        if also:
            entry["also"] = also
    return entry


def truth(world: World, sender: Sender, rates: Rates, *, judged: bool = True) -> dict[str, Any]:
    """Everything a test needs to judge an intake and an assessment of the district.

    ``commands``: ``{received_on, files}`` in order, the files of one are loaded together.
    ``rows``: ``{file, sheet, row, expect, reason?, also?}``, ``row`` as Excel numbers it.
    ``expected``: ``{rule, subject, as_of, turns}`` over the rows intake must accept.
    ``indicators``: ``{id, as_of, totals, by_town, rows, variants?, base?, met?}`` over the same
    rows; ``variants``: ``{key, option, totals, by_town}``, ``base``: I15's of the base year.
    ``coverage``: ``{sheet, sender, complete_through}``, what the sheets state in their second row.
    ``real``: ``indicators`` over what really happened, and in ``turns`` the entries of
    ``expected`` that would read otherwise. Without ``judged`` the last three are left out.
    """
    size = world.size
    found: dict[str, Any] = {
        "note": NOTE,
        "seed": size.seed,
        "employers": size.employers,
        "workers": size.workers,
        "years": f"{size.first_year}-{size.last_year}",
        "rates": rates_of(rates),
        "commands": [
            {
                "received_on": _day(sender.sent[number].received_on),
                "files": sorted({line.file for line in lines}),
            }
            for number, lines in enumerate(sender.lines)
        ],
        "rows": [row_entry(line) for lines in sender.lines for line in lines],
    }
    found["coverage"] = [
        row | {"complete_through": _day(row["complete_through"])} for row in sender.coverage()
    ]
    if not judged:
        return found
    accepted = {sheet: list(rows.values()) for sheet, rows in sender.register.rows.items()}
    accepted["coverage"] = sender.coverage()
    found["expected"], found["indicators"] = computed(accepted)
    whole = {"sheet": "insured_persons", "complete_through": size.window.last}
    real, real_indicators = computed(world.tables | {"coverage": [whole]})
    stated = {(e["rule"], e["subject"], e["as_of"]): e for e in found["expected"]}
    found["real"] = {
        "indicators": real_indicators,
        "turns": [e for e in real if stated.get((e["rule"], e["subject"], e["as_of"])) != e],
    }
    return found
