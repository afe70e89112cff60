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
        Column(
            "supervisor_no",
            "执法证号或工号",
            "Supervisor no.",
            NUMBER_TEXT,
            required=True,
            zh_help="执法证号或工号，与“监督管理人员”表一致。",
            en_help="The supervisor's number, as in the sheet 监督管理人员.",
        ),
        Column(
            "course",
            "培训课程",
            "Course",
            required=True,
            zh_help="培训课程的名称；同一天的两门课程分两行。",
            en_help="The name of the course; two courses of one day are two rows.",
        ),
        Column(
            "trained_on",
            "培训结束日期",
            "Finished on",
            DAY,
            required=True,
            not_future=True,
            zh_help="培训结束的日期，按此归入年度。",
            en_help="The last day of the training, by which it belongs to a year.",
        ),
        Column(
            "hours",
            "学时",
            "Hours",
            DECIMAL,
            most=999,
            places=1,
            zh_help="本次培训的学时；不详的留空，不要填0。",
            en_help="The hours of this training; blank when not known, never 0.",
        ),
        Column(
            "certificate_no",
            "证书编号",
            "Certificate no.",
            NUMBER_TEXT,
            zh_help="培训证书的编号；没有发证的填“不适用”，不详的留空。",
            en_help=(
                "The number of the certificate; N/A when none was issued, blank when not known."
            ),
        ),
    ),
)
