"""The rules, one module each, by their official id."""

from __future__ import annotations

from zhifang.obligations.rules.arc_01 import ARC_01
from zhifang.obligations.rules.dec_01 import DEC_01
from zhifang.obligations.rules.dec_02 import DEC_02
from zhifang.obligations.rules.dec_03 import DEC_03
from zhifang.obligations.rules.dec_04 import DEC_04
from zhifang.obligations.rules.dec_05 import DEC_05
from zhifang.obligations.rules.dec_06 import DEC_06
from zhifang.obligations.rules.dec_07 import DEC_07
from zhifang.obligations.rules.det_01 import DET_01
from zhifang.obligations.rules.eva_01 import EVA_01
from zhifang.obligations.rules.hex_02 import HEX_02
from zhifang.obligations.rules.rad_01 import RAD_01
from zhifang.obligations.rules.rad_02 import RAD_02
from zhifang.obligations.rules.rep_01 import REP_01
from zhifang.obligations.rules.rep_02 import REP_02
from zhifang.obligations.rules.rule import Rule
from zhifang.obligations.rules.tra_01 import TRA_01
from zhifang.obligations.rules.tra_02 import TRA_02
from zhifang.obligations.rules.tra_03 import TRA_03

RULES: dict[str, Rule] = {
    rule.id: rule
    for rule in (
        ARC_01,
        DEC_01,
        DEC_02,
        DEC_03,
        DEC_04,
        DEC_05,
        DEC_06,
        DEC_07,
        DET_01,
        EVA_01,
        HEX_02,
        RAD_01,
        RAD_02,
        REP_01,
        REP_02,
        TRA_01,
        TRA_02,
        TRA_03,
    )
}

__all__ = [
    "ARC_01",
    "DEC_01",
    "DEC_02",
    "DEC_03",
    "DEC_04",
    "DEC_05",
    "DEC_06",
    "DEC_07",
    "DET_01",
    "EVA_01",
    "HEX_02",
    "RAD_01",
    "RAD_02",
    "REP_01",
    "REP_02",
    "RULES",
    "TRA_01",
    "TRA_02",
    "TRA_03",
    "Rule",
]
