"""The signals of a plan on a day. Looked for by the engine; a township reads those of its own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from zhifang import statutes
from zhifang.access.readers import OPERATOR, Reader
from zhifang.calc import Counts, met
from zhifang.indicators.asking import not_computed
from zhifang.indicators.evaluating import evaluate
from zhifang.indicators.queries import known, question
from zhifang.registry.parties.queries import organisation_names
from zhifang.signals import reading
from zhifang.signals.at_threshold import at_threshold, held_against
from zhifang.signals.backdating import backdated
from zhifang.signals.influence import Subject, one_employer
from zhifang.signals.reopening import reopened
from zhifang.signals.signal import KINDS, Judgement, Limits, Signal
from zhifang.signals.year_end import bunched_at_year_end


def signals_document(
    plan: statutes.Plan,
    as_of: date,
    known_at: datetime | date | None = None,
    *,
    reader: Reader = OPERATOR,
) -> dict[str, Any]:
    """Every kind of signal with what was judged, the limits used, and each signal's evidence.

    Bunching is looked at in the last whole year, backdating in what came in in the year of the
    day, closing around the end of the year before it. Ids of organisations come with code and
    name. Who is neither of the district nor of a township sees no signal.
    """
    at = known(known_at)
    limits = Limits.on(as_of)
    judged = _judged(plan, as_of, at.change_id, limits)
    seen = [_seen(one, reader) for one in judged]
    names = organisation_names(_ids(seen), change_id=at.change_id, using="engine")
    return {
        "plan": plan.id,
        "as_of": as_of.isoformat(),
        "known_at": at.recorded_at.isoformat() if at.recorded_at else None,
        "law_digest": statutes.digest(),
        "false_discovery_percent": limits.false_discovery_percent,
        "limits": _limits(limits, as_of),
        "kinds": [
            {
                "kind": one.kind,
                # how many were judged tells of others, so only the district reads it
                "judged": one.judged if reader.district else None,
                "too_few": one.too_few if reader.district else None,
                "signals": [_signal(signal, names) for signal in one.signals],
            }
            for one in seen
        ],
    }


def _judged(plan: statutes.Plan, as_of: date, change: int, limits: Limits) -> list[Judgement]:
    whole = as_of.year if (as_of.month, as_of.day) == (12, 31) else as_of.year - 1
    handed_in = list(reading.entries(as_of, change))
    found = [
        bunched_at_year_end(handed_in, whole, limits),
        backdated(handed_in, date(as_of.year, 1, 1), as_of, limits),
        at_threshold(held_against(reading.trainings(as_of, change)), limits),
        reopened(reading.statuses(as_of, change), as_of.year - 1, limits),
        _influence(plan, as_of, change, limits),
    ]
    return sorted(found, key=lambda one: KINDS.index(one.kind))


def _influence(plan: statutes.Plan, as_of: date, change: int, limits: Limits) -> Judgement:
    """Over all targets of the plan that are shares to be reached."""
    reached = {
        target.id: target
        for target in plan.targets
        if not_computed(target) is None
        and target.unit == "percent"
        and target.comparison in (">=", "=")
        and target.value is not None
    }
    subjects: list[Subject] = []
    for target in reached:
        evaluation = evaluate(question(plan, target, as_of, change))
        subjects += reading.subjects(target, evaluation)

    def meets(target: str, numerator: int, denominator: int) -> bool:
        asked = reached[target]
        counts = Counts(numerator, denominator - numerator, {})
        return met(counts, asked.comparison, asked.value or 0, plan.met_rule) is True

    return one_employer(subjects, meets, limits)


def _seen(judgement: Judgement, reader: Reader) -> Judgement:
    """What a reader may see: all for the district, its own rows for a township.

    A signal about a sender or organiser is read by a township only if all its evidence is of
    that township; its figures would else tell of others.
    """
    if reader.district:
        return judgement
    towns = set(reader.towns)
    own = [
        signal
        for signal in judgement.signals
        if signal.evidence
        and {signal.town or row.get("town", "") for row in signal.evidence} <= towns
    ]
    return replace(judgement, signals=tuple(own))


def _ids(judgements: Iterable[Judgement]) -> set[int]:
    found = set()
    for judgement in judgements:
        for signal in judgement.signals:
            texts = [signal.subject, *(row.get("employer", "") for row in signal.evidence)]
            found |= {int(text) for text in texts if str(text).isdecimal()}
    return found


def _signal(signal: Signal, names: dict[int, tuple[str, str]]) -> dict[str, Any]:
    code, name = _named(signal.subject, names)
    if signal.subject_kind == "site":  # code and number of the site; the name is its employer's
        name = _named(signal.evidence[0]["employer"], names)[1]
    return {
        "kind": signal.kind,
        "subject_kind": signal.subject_kind,
        "subject": code,
        "name": name,
        "town": signal.town or None,
        "p": signal.p,
        "figures": {key: _plain(value) for key, value in signal.figures.items()},
        "evidence": [_evidence(row, names) for row in signal.evidence],
    }


def _evidence(row: Mapping[str, Any], names: dict[int, tuple[str, str]]) -> dict[str, Any]:
    """A row behind a signal; its employer by credit code, and by name."""
    shown = {key: _plain(value) for key, value in row.items()}
    if "employer" in row:
        shown["employer"], shown["employer_name"] = _named(row["employer"], names)
    return shown


def _named(text: str, names: dict[int, tuple[str, str]]) -> tuple[str, str]:
    """Credit code and name of an organisation's id; another text stands for itself."""
    return names.get(int(text), (text, "")) if text.isdecimal() else (text, "")


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return float(value) if isinstance(value, Decimal) else value


def _limits(limits: Limits, as_of: date) -> list[dict[str, Any]]:
    """The district's choices with their citation and weight."""
    found = []
    for name in Limits.__dataclass_fields__:
        parameter = statutes.parameter(f"signal_{name}")
        value = parameter.on(as_of)
        if value is None:  # Limits.on would have refused the day
            continue
        found.append(
            {
                "id": parameter.id,
                "title": parameter.title_zh,
                "title_en": parameter.title_en,
                "value": getattr(limits, name),
                "unit": parameter.unit,
                "citation": f"{value.citation.law}, {value.citation.article}",
                "weight": value.weight,
            }
        )
    return found
