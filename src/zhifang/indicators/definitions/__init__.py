"""Definitions of the plan's targets, pure: relations in, subjects out."""

from __future__ import annotations

from zhifang.indicators.definitions.archived import I06, I07
from zhifang.indicators.definitions.definition import Definition
from zhifang.indicators.definitions.i01 import I01
from zhifang.indicators.definitions.i02 import I02
from zhifang.indicators.definitions.i03 import I03
from zhifang.indicators.definitions.insured import I14
from zhifang.indicators.definitions.monitored import I13
from zhifang.indicators.definitions.reported import I12, I15, I16
from zhifang.indicators.definitions.supervised import I08, I09, I10, I11
from zhifang.indicators.definitions.trained import I04, I05

DEFINITIONS: dict[str, Definition] = {
    one.id: one
    for one in (
        *(I01, I02, I03, I04, I05, I06, I07, I08),
        *(I09, I10, I11, I12, I13, I14, I15, I16),
    )
}

__all__ = ["DEFINITIONS", "Definition"]
