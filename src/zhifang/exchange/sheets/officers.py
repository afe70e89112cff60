"""负责人与管理人员: principals and managers."""

from __future__ import annotations

from .. import codes
from ..columns import CODE, NUMBER_TEXT, Column, Sheet
from .parts import period, person, unit_and_site

SHEET = Sheet(
    key="officers",
    zh="负责人与管理人员",
    en="Principals and managers",
    natural_key=("id_type", "id_number", "credit_code", "site_no", "role", "valid_from"),
    zh_help="主要负责人和职业卫生管理人员的任职，每人每次任职一行。",
    en_help="One row a person and term of office.",
    site_by="credit_code",
    own=("credit_code",),
    in_order=(("valid_from", "last_day"),),
    columns=(
        *unit_and_site(),
        Column(
            "role",
            "职务",
            "Role",
            CODE,
            required=True,
            codes=codes.OFFICER_ROLE,
            zh_help="所任职务；一人任两职的各填一行。",
            en_help="The office held; whoever holds both has a row for each.",
        ),
        *person(),
        *period("任职日期", "In office from", "离任日期", "Last day in office"),
        Column(
            "appointed_no",
            "任命文件号",
            "Appointment no.",
            NUMBER_TEXT,
            zh_help="任命文件的文号；没有文件的填“不适用”，不详的留空。",
            en_help=(
                "The number of the appointment; N/A when there is no document, blank when not "
                "known."
            ),
        ),
    ),
)
