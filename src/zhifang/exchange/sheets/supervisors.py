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
        Column(
            "supervisor_no",
            "执法证号或工号",
            "Supervisor no.",
            NUMBER_TEXT,
            required=True,
            zh_help="执法证号，没有的填工号；此后不改。",
            en_help="The enforcement card's number, else the staff number; it never changes.",
        ),
        Column(
            "person_name",
            "姓名",
            "Name",
            required=True,
            zh_help="监督管理人员的姓名。",
            en_help="The supervisor's name.",
        ),
        Column(
            "department",
            "所属部门",
            "Department",
            required=True,
            zh_help="所在部门或镇街机构的名称。",
            en_help="The name of the department or township office.",
        ),
        Column(
            "town",
            "镇街",
            "Township",
            CODE,
            codes=codes.TOWN,
            zh_help="镇街人员填所在镇街；区级人员留空。",
            en_help="The township of township staff; blank for staff of the district.",
        ),
        Column(
            "duty",
            "职责",
            "Duty",
            zh_help="分工或职务；不详的留空。",
            en_help="What the person is in charge of; blank when not known.",
        ),
        *period("任职日期", "In office from", "离任日期", "Last day in office"),
    ),
)
