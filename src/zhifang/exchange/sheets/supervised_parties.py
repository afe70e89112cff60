"""监督对象名册: register of supervised parties."""

from __future__ import annotations

from .. import codes
from ..columns import CODE, Column, Sheet
from .parts import period, unit_and_site

SHEET = Sheet(
    key="supervised_parties",
    zh="监督对象名册",
    en="Register of supervised parties",
    natural_key=("credit_code", "site_no", "kind", "valid_from"),
    zh_help="用人单位由登记册自动列入；体检、诊断、技术服务等机构在此列出。",
    en_help="Employers are taken from the register; list the institutions here.",
    site_by="credit_code",
    in_order=(("valid_from", "last_day"),),
    columns=(
        *unit_and_site(),
        Column(
            "kind",
            "对象类别",
            "Kind",
            CODE,
            required=True,
            codes=codes.SUPERVISED_KIND,
            zh_help="监督对象的类别；用人单位由登记册自动列入，不必在此填报。",
            en_help="What the party is; employers come from the register and need no row here.",
        ),
        *period("列入日期", "Entered on", "移出日期", "Last day entered"),
    ),
)
