"""The canonical document of a count: what is kept, digested, and made again to the byte.

Plain values only. Fractions stand as text ("18/19"); points and totals as decimal text cut to the
scheme's decimals ("9.47"). Codes and ids, no names: a name may be corrected later.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from cryptography.hazmat.primitives.hashes import SM3, Hash

from zhifang.appraisal.arithmetic import Line, Score, Taken, score
from zhifang.appraisal.counting import Basis, TargetCounts
from zhifang.appraisal.placing import places, target_places
from zhifang.calc import Counts

#: Raised when a document of the same counts would read otherwise.
FORMAT = 1

Document = dict[str, Any]


def document(basis: Basis, counted: Mapping[str, TargetCounts]) -> Document:
    """Scores, places and grades of every township and department, with what they rest on."""
    scheme = basis.scheme
    bodies = []
    for who, scores in _scores(basis, counted).items():
        order = places(scheme, scores)
        on_target = {one.id: target_places(scheme, scores, one.id) for one in scheme.targets}
        bodies += [
            _body(basis, who, code, found, order.get(code), len(order), on_target)
            for code, found in scores.items()
        ]
    return {
        "format": FORMAT,
        "scheme": scheme.id,
        "scheme_digest": scheme.digest,
        "plan": basis.plan.id,
        "plan_digest": basis.plan.digest,
        "year": basis.year,
        "as_of": basis.as_of.isoformat(),
        "change_id": basis.change_id,
        "known_at": basis.known_at.isoformat() if basis.known_at else None,
        "targets": {
            target: {"definition": one.definition, "rows_digest": one.rows_digest}
            for target, one in counted.items()
        },
        "bodies": bodies,
    }


def canonical(content: Document) -> bytes:
    """The bytes of a document: JSON in UTF-8, keys sorted, no blanks, ended by a line feed."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return (text + "\n").encode()


def digest(content: bytes) -> str:
    """SM3 of the bytes, 64 hex digits."""
    state = Hash(SM3())
    state.update(content)
    return state.finalize().hex()


def _scores(basis: Basis, counted: Mapping[str, TargetCounts]) -> dict[str, dict[str, Score]]:
    """The scores of the bodies by who they are and their code or id."""
    scheme = basis.scheme
    targets = {target.id: target for target in basis.plan.targets}
    found = {
        "towns": {
            town: score(
                scheme, "towns", {key: one.towns[town] for key, one in counted.items()}, targets
            )
            for town in scheme.towns
        }
    }
    if scheme.departments:
        answering = {
            department.id: {
                key: one.district
                for key, one in counted.items()
                if department.id in targets[key].departments
            }
            for department in basis.plan.departments
        }
        found["departments"] = {
            department: score(scheme, "departments", held, targets)
            for department, held in answering.items()
            if held
        }
    return found


def _body(
    basis: Basis,
    who: str,
    code: str,
    found: Score,
    place: int | None,
    ranked: int,
    on_target: Mapping[str, Mapping[str, int]],
) -> Document:
    decimals = basis.scheme.decimals
    return {
        "who": who,
        "code": code,
        "total": points(found.total, decimals),
        "least": points(found.least, decimals),
        "most": points(found.most, decimals),
        "grade": found.grade or None,
        "place": place,
        "of": ranked,
        "lines": [
            _line(line, decimals, on_target[line.target].get(code), len(on_target[line.target]))
            for line in found.lines
        ],
        "deductions": [_taken(one, decimals) for one in found.taken],
    }


def _line(line: Line, decimals: int, place: int | None, ranked: int) -> Document:
    return {
        "target": line.target,
        "status": line.status,
        **_counts(line.counts),
        "scheme_weight": line.scheme_weight,
        "weight": str(line.weight),
        "part": None if line.part is None else str(line.part),
        "low": str(line.low),
        "high": str(line.high),
        "points": points(line.points, decimals),
        "most_points": points(line.most_points, decimals),
        "place": place,
        "of": ranked,
    }


def _counts(counts: Counts) -> Document:
    return {
        "numerator": counts.met,
        "denominator": counts.denominator,
        "unknown": counts.unknowns,
        "pending": counts.pending,
        "not_applicable": counts.not_applicable,
    }


def _taken(one: Taken, decimals: int) -> Document:
    return {
        "deduction": one.deduction,
        "target": one.target,
        "rows": one.rows,
        "open_rows": one.open_rows,
        "points": points(one.points, decimals),
        "most_points": points(one.most_points, decimals),
    }


def points(value: Fraction | None, decimals: int) -> str | None:
    """Points as decimal text; what has more decimals was cut before."""
    if value is None:
        return None
    scaled = value * 10**decimals
    if scaled.denominator != 1:
        raise ValueError(f"{value} has more than {decimals} decimals")
    whole, rest = divmod(int(scaled), 10**decimals)
    return f"{whole}.{rest:0{decimals}d}" if decimals else str(whole)
