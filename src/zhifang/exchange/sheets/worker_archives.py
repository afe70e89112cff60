"""劳动者职业健康监护档案: worker surveillance archive."""

from __future__ import annotations

from .. import codes
from ..columns import CODE, DAY, NUMBER_TEXT, Column, Sheet
from .parts import person, unit_and_site

SHEET = Sheet(
    key="worker_archives",
    zh="劳动者职业健康监护档案",
    en="Worker surveillance archive",
    natural_key=("id_type", "id_number", "credit_code", "site_no", "stated_on"),
    zh_help="用人单位填报的劳动者个人档案情况。",
    en_help="What the employer states of the archive of a worker.",
    site_by="credit_code",
    own=("credit_code",),
    columns=(
        *unit_and_site(),
        *person(),
        Column("stated_on", "填报日期", "Stated on", DAY, required=True, not_future=True),
        Column("archive_no", "档案编号", "Archive no.", NUMBER_TEXT),
        Column("archive", "已建档", "Archive", CODE, codes=codes.PRESENT),
        Column("work_history", "职业史", "Work history", CODE, codes=codes.PRESENT),
        Column("told_on", "体检结果告知日期", "Result told on", DAY, not_future=True),
        Column(
            "copy_given_on", "离岗复印件交付日期", "Copy given on leaving", DAY, not_future=True
        ),
    ),
)
