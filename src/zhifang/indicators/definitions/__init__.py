"""Definitions of the plan's targets, one module each, pure: relations in, subjects out."""

from __future__ import annotations

from zhifang.indicators.definitions.definition import Definition
from zhifang.indicators.definitions.i01 import I01
from zhifang.indicators.definitions.i02 import I02
from zhifang.indicators.definitions.i03 import I03

DEFINITIONS: dict[str, Definition] = {one.id: one for one in (I01, I02, I03)}

__all__ = ["DEFINITIONS", "Definition"]
