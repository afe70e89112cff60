"""用人单位职业卫生档案: employer archive."""

from __future__ import annotations

from .. import codes
from ..columns import CODE, DAY, Column, Sheet
from .parts import unit_and_site

SHEET = Sheet(
    key="employer_archives",
    zh="用人单位职业卫生档案",
    en="Employer archive",
    natural_key=("credit_code", "site_no", "checked_on"),
    zh_help="每次核查一行；某类档案不涉及的填“不适用”，未核查的留空。",
    en_help="One row a check; N/A for a file that does not apply, blank for one not checked.",
    site_by="credit_code",
    own=("credit_code",),
    columns=(
        *unit_and_site(),
        Column("checked_on", "核查日期", "Checked on", DAY, required=True, not_future=True),
        Column("project_file", "建设项目三同时档案", "Project file", CODE, codes=codes.PRESENT),
        Column("management_file", "职业卫生管理档案", "Management file", CODE, codes=codes.PRESENT),
        Column("training_file", "职业卫生宣传培训档案", "Training file", CODE, codes=codes.PRESENT),
        Column(
            "monitoring_file",
            "职业病危害因素监测与检测评价档案",
            "Monitoring file",
            CODE,
            codes=codes.PRESENT,
        ),
        Column(
            "surveillance_file",
            "用人单位职业健康监护管理档案",
            "Surveillance management file",
            CODE,
            codes=codes.PRESENT,
        ),
        Column(
            "personal_file",
            "劳动者个人职业健康监护档案",
            "Personal surveillance files",
            CODE,
            codes=codes.PRESENT,
        ),
        Column("updated_on", "最近更新日期", "Last updated", DAY, not_future=True),
        Column("checked_by", "核查人", "Checked by"),
    ),
)
