"""监督管理人员: supervisors."""

from __future__ import annotations

from .. import codes
from ..columns import CODE, NUMBER_TEXT, Column, Sheet
from .parts import period

SHEET = Sheet(
    key="supervisors",
    zh="监督管理人员",
    en="Supervisors",
    natural_key=("supervisor_no", "valid_from"),
    zh_help="区、镇街职业卫生监督管理人员，每段任职一行；区级人员镇街留空。",
    en_help="A row a term of office; leave the township of district staff blank.",
    town_by="town",
    in_order=(("valid_from", "last_day"),),
    columns=(
        Column("supervisor_no", "执法证号或工号", "Supervisor no.", NUMBER_TEXT, required=True),
        Column("person_name", "姓名", "Name", required=True),
        Column("department", "所属部门", "Department", required=True),
        Column("town", "镇街", "Township", CODE, codes=codes.TOWN),
        Column("duty", "职责", "Duty"),
        *period("任职日期", "In office from", "离任日期", "Last day in office"),
    ),
)
