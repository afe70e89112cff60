"""Rows of queries as plain values for people: codes become names, ids become labels."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from zhifang import statutes
from zhifang.access import reads
from zhifang.core.days import FAR
from zhifang.indicators.naming import names_of
from zhifang.obligations.rules import RULES
from zhifang.registry.parties.queries import organisation_names
from zhifang.registry.workers.files import worker_names
from zhifang.web import words
from zhifang.web.reading import language
from zhifang.worklists.wording import next_step


@lru_cache(maxsize=1024)
def town_name(code: str | None) -> str:
    """The name of a township; the code where it is not one of the district's."""
    found = statutes.town_by_text(code) if code else None
    return found.name_zh if found else code or ""


@lru_cache(maxsize=4096)
def industry_name(code: str | None) -> str:
    """Code and name of an industry (GB/T 4754)."""
    found = statutes.industry_by_text(code) if code else None
    return f"{code} {found.name_zh}" if found else code or ""


@lru_cache(maxsize=4096)
def hazard_in(code: str | None, lang: str) -> str:
    """The name of a hazard in a language."""
    found = statutes.hazard_by_text(code) if code else None
    if found is None:
        return code or ""
    return found.name_en if lang == "en" and found.name_en else found.name_zh


def hazard_name(code: str | None) -> str:
    """The name of a hazard in the reader's language."""
    return hazard_in(code, language())


def duty(rule_id: str) -> str:
    """The sentence of a rule's duty."""
    rule = RULES.get(rule_id)
    if rule is None:
        return rule_id
    return rule.sentence_en if language() == "en" else rule.sentence_zh


def through(end: date | None) -> date | None:
    """The last day of a stretch whose end is exclusive; None while it lasts."""
    return None if end is None or end == FAR else end - timedelta(days=1)


def record_shown(request: HttpRequest, worker_ids: Iterable[int | None]) -> None:
    """One entry of the read log for the workers a list showed."""
    shown = sorted({worker for worker in worker_ids if worker is not None})
    reads.record(request.reader, kind="worker", door="page", shown=shown)


def subject(row: dict[str, Any], workers: dict[int, tuple[str, str]]) -> str:
    """Whom or what a row is about: a worker and a hazard, or a site."""
    parts = []
    if row.get("worker_id"):
        name, masked = workers.get(row["worker_id"], ("", ""))
        parts.append(f"{name}（{masked}）" if masked else _("worker outside your view"))
    elif row.get("site_no"):
        parts.append(_("site %s") % row["site_no"])
    if row.get("hazard"):
        parts.append(hazard_name(row["hazard"]))
    if row.get("subject"):
        parts.append(row["subject"])
    return " · ".join(parts)


def duties(
    request: HttpRequest, rows: list[dict[str, Any]], change_id: int
) -> list[dict[str, Any]]:
    """Open duties as the pages list them; who was shown is recorded."""
    workers = worker_names([r["worker_id"] for r in rows if r["worker_id"]], change_id=change_id)
    holders = organisation_names([row["holder_id"] for row in rows], change_id=change_id)
    record_shown(request, workers)
    return [
        {
            **row,
            "duty": duty(row["rule"]),
            "holder_code": holders.get(row["holder_id"], ("", ""))[0],
            "holder_name": holders.get(row["holder_id"], ("", ""))[1],
            "town_name": town_name(row.get("town")),
            "subject_label": subject(row, workers),
            "next_step": next_step(row["rule"], row["outcome"], row["missing"]),
        }
        for row in rows
    ]


def row_note(row: dict[str, Any]) -> str:
    """What stands beside a row's outcome: what it may be, or that its source is incomplete."""
    if row["outcome"] == "UNKNOWN":
        return words.may_be_text(row["may_be"])
    return _("source incomplete") if row["side"] == "missing" and not row["source_complete"] else ""


def target_rows(
    request: HttpRequest, rows: list[dict[str, Any]], change_id: int
) -> list[dict[str, Any]]:
    """Rows behind a number as the pages list them; who was shown is recorded."""
    names = names_of(rows, change_id=change_id, using="default")
    record_shown(request, names.workers)
    found = []
    for row in rows:
        code, name = names.party(row)
        found.append(
            {
                **row,
                "subject_label": subject(row, dict(names.workers)) or names.subject(row) or name,
                "party_code": code,
                "party_name": name,
                "town_name": town_name(row["town"]),
                "note": row_note(row),
            }
        )
    return found


def flips(request: HttpRequest, rows: list[dict[str, Any]], change_id: int) -> list[dict[str, Any]]:
    """Obligations that turned as the pages list them; who was shown is recorded."""
    workers = worker_names([r["worker_id"] for r in rows if r["worker_id"]], change_id=change_id)
    holders = organisation_names([row["holder_id"] for row in rows], change_id=change_id)
    record_shown(request, workers)
    return [
        {
            **row,
            "holder_code": holders.get(row["holder_id"], ("", ""))[0],
            "holder_name": holders.get(row["holder_id"], ("", ""))[1],
            "subject_label": subject(row, workers),
        }
        for row in rows
    ]
