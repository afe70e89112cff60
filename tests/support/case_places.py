"""The short names of spec cases that stand for codes: townships, hazards, diseases."""

from __future__ import annotations

from datetime import date
from functools import cache

from zhifang import statutes

PLAN = "mentougou-2016-2020"


def towns() -> dict[str, str]:
    """Codes of the townships that cases call A, B, C, ..."""
    return {chr(ord("A") + n): code for n, code in enumerate(statutes.plan(PLAN).towns)}


@cache
def hazard_code(text: str) -> str:
    """The code of a listed hazard (噪声)."""
    hazard = statutes.hazard_by_text(text)
    if hazard is None:
        raise ValueError(f"no hazard is called {text!r}")
    return hazard.code


def disease_code(text: str, on: date) -> str:
    """The code of a disease (矽肺) in the edition of a day."""
    codes = [one.code for one in statutes.diseases(on) if one.name_zh == text]
    if len(codes) != 1:
        raise ValueError(f"no disease is called {text!r} on {on}")
    return codes[0]
