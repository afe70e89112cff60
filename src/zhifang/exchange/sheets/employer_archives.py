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
        Column(
            "checked_on",
            "核查日期",
            "Checked on",
            DAY,
            required=True,
            not_future=True,
            zh_help="核查档案的日期，以最近一次核查为准。",
            en_help="The day the archive was checked; the latest check counts.",
        ),
        Column(
            "project_file",
            "建设项目三同时档案",
            "Project file",
            CODE,
            codes=codes.PRESENT,
            zh_help="有无建设项目“三同时”材料；没有建设项目的填“不适用”，未核查的留空。",
            en_help=(
                "Whether papers on construction projects are there; N/A without any project, blank "
                "if unchecked."
            ),
        ),
        Column(
            "management_file",
            "职业卫生管理档案",
            "Management file",
            CODE,
            codes=codes.PRESENT,
            zh_help="有无责任制、制度、计划和申报材料；不涉及的填“不适用”，未核查的留空。",
            en_help=(
                "Whether duties, rules, plans and declarations are there; N/A if none apply, blank "
                "if unchecked."
            ),
        ),
        Column(
            "training_file",
            "职业卫生宣传培训档案",
            "Training file",
            CODE,
            codes=codes.PRESENT,
            zh_help="有无宣传和培训记录；不涉及的填“不适用”，未核查的留空。",
            en_help=(
                "Whether records of publicity and training are there; N/A if none apply, blank if "
                "unchecked."
            ),
        ),
        Column(
            "monitoring_file",
            "职业病危害因素监测与检测评价档案",
            "Monitoring file",
            CODE,
            codes=codes.PRESENT,
            zh_help="有无日常监测和检测评价报告；不涉及的填“不适用”，未核查的留空。",
            en_help=(
                "Whether monitoring and measurement reports are there; N/A if none apply, blank if "
                "unchecked."
            ),
        ),
        Column(
            "surveillance_file",
            "用人单位职业健康监护管理档案",
            "Surveillance management file",
            CODE,
            codes=codes.PRESENT,
            zh_help="有无体检汇总报告和异常人员处理记录；不涉及的填“不适用”，未核查的留空。",
            en_help=(
                "Whether exam summaries and what followed are there; N/A if none apply, blank if "
                "unchecked."
            ),
        ),
        Column(
            "personal_file",
            "劳动者个人职业健康监护档案",
            "Personal surveillance files",
            CODE,
            codes=codes.PRESENT,
            zh_help="有无接害劳动者的个人监护档案；没有接害人员的填“不适用”，未核查的留空。",
            en_help=(
                "Whether exposed workers have personal files; N/A if nobody is exposed, blank if "
                "unchecked."
            ),
        ),
        Column(
            "updated_on",
            "最近更新日期",
            "Last updated",
            DAY,
            not_future=True,
            zh_help="档案最近一次更新的日期；不详的留空。",
            en_help="The day the archive was last updated; blank when not known.",
        ),
        Column(
            "checked_by",
            "核查人",
            "Checked by",
            zh_help="核查人的姓名；不详的留空。",
            en_help="The name of whoever checked; blank when not known.",
        ),
    ),
)
