"""任务进展: what became of the tasks of a plan."""

from __future__ import annotations

from .. import codes
from ..columns import CODE, DAY, NUMBER_TEXT, Column, Sheet

SHEET = Sheet(
    key="task_reports",
    zh="任务进展",
    en="Progress of tasks",
    natural_key=("plan", "task", "department", "stage", "done_on"),
    zh_help="规划任务的每个阶段，由每个责任单位完成后报一行；部门填责任部门，镇街只填镇街。",
    en_help="A row for each stage that an owner of a task has completed; "
    "a department fills its name, a township only the township.",
    town_by="town",
    columns=(
        Column(
            "plan",
            "规划",
            "Plan",
            CODE,
            required=True,
            codes=codes.PLAN,
            zh_help="规划文件的编号或名称。",
            en_help="The id or title of the plan.",
        ),
        Column(
            "task",
            "任务编号",
            "Task no.",
            NUMBER_TEXT,
            required=True,
            longest=64,
            zh_help="规划文件中的编号，如 M04。",
            en_help="As in the plan file, such as M04.",
        ),
        Column(
            "department",
            "责任部门",
            "Responsible department",
            blank_means="town",
            zh_help="规划文件中的名称或代号；镇街的行留空。",
            en_help="Its name or id in the plan file; blank in a township's row.",
        ),
        Column(
            "town",
            "镇街",
            "Township",
            CODE,
            codes=codes.TOWN,
            zh_help="镇街完成的填镇街；部门的行留空。",
            en_help="The township whose work it is; blank in a department's row.",
        ),
        Column(
            "stage",
            "阶段",
            "Stage",
            NUMBER_TEXT,
            required=True,
            longest=64,
            zh_help="规划文件中的阶段编号，如 2018、end。",
            en_help="The id of the stage in the plan file, such as 2018 or end.",
        ),
        Column(
            "done_on",
            "完成日期",
            "Done on",
            DAY,
            required=True,
            not_future=True,
            zh_help="该阶段完成的日期，不早于阶段开始。",
            en_help="The day the stage was completed, not before it opens.",
        ),
        Column(
            "evidence",
            "完成依据",
            "Evidence",
            required=True,
            longest=2000,
            zh_help="文号、纪要或材料名称。",
            en_help="The number of a document, minutes, or what else shows it.",
        ),
    ),
)
