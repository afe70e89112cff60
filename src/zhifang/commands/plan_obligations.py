"""Tasks of a plan and decisions of meetings as tables of the command line."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from zhifang.core.tables import Table
from zhifang.obligations.plan_reading import plan_obligation


def outcome_word(outcome: str) -> str:
    """How an obligation of a plan stands, in a word."""
    return {
        "MET": pgettext("task", "done"),
        "NOT_MET": pgettext("task", "overdue"),
        "UNKNOWN": pgettext("task", "no due day"),
        "PENDING": pgettext("task", "not due yet"),
    }[outcome]


def owners_table(document: dict[str, Any], title: str, lang: str) -> Table:
    """A row an owner, and one for all."""
    rows = [
        *(
            {**one, "name": one[f"holder_{lang}"], "id": one["holder"]}
            for one in document["owners"]
        ),
        {**document["total"], "name": _("all"), "id": ""},
    ]
    return Table(
        title=title,
        columns=[
            ("id", _("no.")),
            ("name", _("owner")),
            ("total", pgettext("task", "tasks and decisions")),
            ("due", pgettext("task", "fallen due")),
            ("done", pgettext("task", "done")),
            ("late", pgettext("task", "done late")),
            ("overdue", pgettext("task", "overdue")),
            ("pending", pgettext("task", "not due yet")),
            ("unknown", pgettext("task", "no due day")),
        ],
        rows=rows,
    )


def turns_table(document: dict[str, Any], title: str, lang: str) -> Table:
    """A row an obligation."""
    return Table(
        title=title,
        columns=[
            ("obligation_id", _("obligation")),
            ("owner", _("owner")),
            ("what", pgettext("task", "task or decision")),
            ("outcome", _("outcome")),
            ("due", _("due")),
            ("done_on", pgettext("task", "done on")),
            ("days_late", _("days late")),
            ("evidence", _("evidence")),
        ],
        rows=[
            {
                **turn,
                "owner": turn[f"holder_{lang}"],
                "what": f"{turn['subject']} {turn[f'title_{lang}']}",
                "outcome": outcome_word(turn["outcome"]),
                "due": due_text(turn),
            }
            for turn in document["turns"]
        ],
    )


def due_text(turn: dict[str, Any]) -> str:
    """The due day; marked where the plan does not give it."""
    if turn["due_on"] is None:
        return ""
    mark = " " + _("(unverified)") if turn["weight"] == "unverified" else ""
    return f"{turn['due_on']}{mark}"


def explanation(
    obligation_id: str, on: date, known_at: datetime | date | None, lang: str
) -> tuple[Table, dict[str, Any]]:
    """Why one of them is as it is: what is written where, its days, and what shows it."""
    found = plan_obligation(obligation_id, on, known_at)
    table = Table(
        title=obligation_id,
        columns=[("what", _("what")), ("is", _("is"))],
        rows=_lines(found, lang),
    )
    return table, found


def _lines(found: dict[str, Any], lang: str) -> Iterator[tuple[str, Any]]:
    yield pgettext("task", "task or decision"), found[f"title_{lang}"]
    yield _("written in"), found["citation"]
    yield _("in its words"), found["quote"]
    yield _("who owes"), found[f"holder_{lang}"]
    yield _("outcome"), f"{outcome_word(found['outcome'])} ({found['as_of']})"
    if found["opened_on"]:
        yield _("counted from"), found["opened_on"]
    if found["due_on"]:
        yield _("due"), due_text(found)
    if found[f"note_{lang}"]:
        yield _("about the due day"), found[f"note_{lang}"]
    if found["days_late"]:
        yield _("days late"), found["days_late"]
    if found["done_on"]:
        yield pgettext("task", "done on"), found["done_on"]
    if found["evidence"]:
        yield _("evidence"), found["evidence"]
