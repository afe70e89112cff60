"""Reading appraisals under the reader's row security, and making a count again."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connections

from zhifang import statutes
from zhifang.access.readers import OPERATOR, Reader
from zhifang.appraisal import counting, document
from zhifang.appraisal.counting import Basis
from zhifang.appraisal.states import FROZEN, RECOUNTED, WITHDRAWN, Standing, standing
from zhifang.core.days import SHANGHAI
from zhifang.core.errors import UserError
from zhifang.indicators.queries import known
from zhifang.statutes.appraisals import Scheme, kept, schemes

Row = dict[str, Any]


@dataclass(frozen=True)
class Opened:
    """An appraisal with scheme and plan as they were when it was opened."""

    id: int
    scheme: Scheme
    plan: statutes.Plan
    year: int
    steps: tuple[Row, ...]
    standing: Standing

    @property
    def as_of(self) -> date:
        """The day counted on."""
        return self.scheme.as_of(self.year)

    @property
    def latest_count(self) -> Row | None:
        """The step of the latest freeze or recount."""
        counted = [step for step in self.steps if step["step"] in (FROZEN, RECOUNTED)]
        return counted[-1] if counted else None


def _alias(reader: Reader) -> str:
    return "engine" if reader == OPERATOR else "default"


def _rows(using: str, text: str, parameters: Sequence[Any]) -> list[Row]:
    with connections[using].cursor() as cursor:
        cursor.execute(text, parameters)
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def appraisals(reader: Reader) -> list[Row]:
    """Every appraisal in the reader's view, the latest year first: id, scheme, year, state."""
    return _rows(
        _alias(reader),
        "select a.id, a.scheme, a.plan, a.year, s.step as state, s.done_on, s.window_through "
        "from appraisal a join lateral (select step, done_on, "
        "max(window_through) over () as window_through from appraisal_step "
        "where appraisal_id = a.id order by id desc limit 1) s on true "
        "order by a.year desc, a.id desc",
        [],
    )


def can_be_opened(found: Sequence[Row]) -> list[tuple[Scheme, int]]:
    """The schemes and years that have no appraisal under way or signed among ``found``."""
    taken = {(row["scheme"], row["year"]) for row in found if row["state"] != WITHDRAWN}
    return [
        (scheme, year)
        for scheme in schemes()
        for year in scheme.years
        if (scheme.id, year) not in taken
    ]


def appraisal(appraisal_id: int, reader: Reader) -> Opened | None:
    """One appraisal, or None outside the reader's view."""
    return opened(appraisal_id, using=_alias(reader))


def opened(appraisal_id: int, *, using: str) -> Opened | None:
    """The appraisal as the connection sees it."""
    found = _rows(using, "select * from appraisal where id = %s", [appraisal_id])
    if not found:
        return None
    row = found[0]
    scheme, plan = kept(row["scheme"], row["scheme_text"], row["plan"], row["plan_text"])
    steps = _rows(
        using,
        "select id, step, done_on, recorded_at, actor, user_id, reason, window_through, "
        "change_id, known_at, sm3 "
        "from appraisal_step where appraisal_id = %s order by id",
        [appraisal_id],
    )
    answered = _rows(
        using,
        "select o.id, n.user_id, coalesce(n.recorded_at > r.recorded_at, false) as unseen "
        "from appraisal_objection o left join appraisal_answer n on n.objection_id = o.id "
        "left join lateral (select max(recorded_at) as recorded_at from appraisal_step "
        "where appraisal_id = o.appraisal_id and step = 'recounted') r on true "
        "where o.appraisal_id = %s",
        [appraisal_id],
    )
    stands = standing(
        [(step["step"], step["user_id"], step["window_through"]) for step in steps],
        [one["user_id"] for one in answered if one["user_id"] is not None],
        open_objections=sum(one["user_id"] is None for one in answered),
        unseen_answers=sum(one["unseen"] for one in answered),
    )
    return Opened(row["id"], scheme, plan, row["year"], tuple(steps), stands)


def kept_document(appraisal_id: int, reader: Reader) -> str | None:
    """The latest canonical document; None when there is none in the view (the district's)."""
    found = _rows(
        _alias(reader),
        "select document from appraisal_count where appraisal_id = %s order by id desc limit 1",
        [appraisal_id],
    )
    return str(found[0]["document"]) if found else None


def results(appraisal_id: int, reader: Reader) -> list[Row]:
    """What each count says of the bodies in the reader's view, by count and place.

    A row: count_id, who, code, document (the body's part of the canonical document).
    """
    found = _rows(
        _alias(reader),
        "select count_id, who, code, document from appraisal_result where appraisal_id = %s "
        "order by count_id, id",
        [appraisal_id],
    )
    return [{**row, "document": _plain(row["document"])} for row in found]


def _plain(value: Any) -> Any:
    return json.loads(value) if isinstance(value, str) else value


def objections(appraisal_id: int, reader: Reader) -> list[Row]:
    """The objections in the reader's view with their answers, oldest first."""
    return _rows(
        _alias(reader),
        "select o.id, o.town, o.target, o.text, o.done_on, o.actor, n.upheld, n.reason, "
        "n.done_on as answered_on, n.actor as answered_by from appraisal_objection o "
        "left join appraisal_answer n on n.objection_id = o.id "
        "where o.appraisal_id = %s order by o.id",
        [appraisal_id],
    )


def flipped(appraisal_id: int, reader: Reader) -> list[Row]:
    """The rows of the reader's view that the latest recount counts otherwise than the freeze."""
    return _rows(
        _alias(reader),
        "select f.*, c.recorded_at, c.actor, c.verb, c.reason from appraisal_flip f "
        "left join change c on c.id = f.change_id where f.appraisal_id = %s and f.count_id = "
        "(select max(r.count_id) from appraisal_result r where r.appraisal_id = %s) "
        "order by f.id",
        [appraisal_id, appraisal_id],
    )


def basis_now(scheme: Scheme, plan: statutes.Plan, year: int) -> Basis:
    """What a count made now would rest on."""
    at = known(None)
    return Basis(scheme, plan, year, at.change_id, at.recorded_at)


def basis_known_at(
    scheme: Scheme, plan: statutes.Plan, year: int, known_at: date | datetime | None
) -> Basis:
    """What a count as known at an instant rests on."""
    at = known(known_at)
    return Basis(scheme, plan, year, at.change_id, at.recorded_at)


def made(basis: Basis, source: counting.Source = counting.kept) -> document.Document:
    """The document of a basis."""
    return document.document(basis, counting.count(basis, source))


@dataclass(frozen=True)
class Again:
    """A kept count made again: its bytes then and now, and the digests of the law."""

    appraisal: Opened
    step: str
    kept: bytes
    sm3: str
    made: bytes
    law_then: str
    law_now: str

    @property
    def same(self) -> bool:
        """Whether the bytes are those that were kept, and those their digest says."""
        return self.kept == self.made and document.digest(self.kept) == self.sm3


def made_again(scheme_id: str, year: int) -> Again | None:
    """The latest count of the year's appraisal computed afresh from the facts as known then.

    Scheme and plan are those kept with it. None when nothing was frozen. For the command line.
    """
    found = _rows(
        "engine",
        "select c.appraisal_id, s.change_id, s.known_at, c.law_digest, c.document, s.sm3, s.step "
        "from appraisal_count c join appraisal a on a.id = c.appraisal_id "
        "join appraisal_step s on s.id = c.step_id where a.scheme = %s and a.year = %s "
        "and not exists (select from appraisal_step w where w.appraisal_id = a.id "
        "and w.step = 'withdrawn') order by c.id desc limit 1",
        [scheme_id, year],
    )
    if not found:
        return None
    row = found[0]
    there = opened(row["appraisal_id"], using="engine")
    if there is None:
        raise UserError("考核记录不完整。", "The appraisal is not whole.")
    instant = row["known_at"].astimezone(SHANGHAI) if row["known_at"] else None
    basis = Basis(there.scheme, there.plan, there.year, row["change_id"], instant)
    return Again(
        appraisal=there,
        step=row["step"],
        kept=row["document"].encode(),
        sm3=row["sm3"],
        made=document.canonical(made(basis, counting.afresh)),
        law_then=row["law_digest"],
        law_now=statutes.digest(),
    )
