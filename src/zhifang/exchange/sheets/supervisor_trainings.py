"""监督管理人员培训: training of supervisors."""

from __future__ import annotations

from ..columns import DAY, DECIMAL, NUMBER_TEXT, Column, Sheet

SHEET = Sheet(
    key="supervisor_trainings",
    zh="监督管理人员培训",
    en="Training of supervisors",
    natural_key=("supervisor_no", "trained_on", "course"),
    zh_help="每人每次培训一行。",
    en_help="One row a supervisor and training.",
    columns=(
        Column("supervisor_no", "执法证号或工号", "Supervisor no.", NUMBER_TEXT, required=True),
        Column("course", "培训课程", "Course", required=True),
        Column("trained_on", "培训结束日期", "Finished on", DAY, required=True, not_future=True),
        Column("hours", "学时", "Hours", DECIMAL, most=999, places=1),
        Column("certificate_no", "证书编号", "Certificate no.", NUMBER_TEXT),
    ),
)
