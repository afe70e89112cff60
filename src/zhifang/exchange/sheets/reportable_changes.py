"""应申报变化事项: changes of a site that are to be declared."""

from __future__ import annotations

from .. import codes
from ..columns import CODE, DAY, Column, Sheet
from .parts import unit_and_site

SHEET = Sheet(
    key="reportable_changes",
    zh="应申报变化事项",
    en="Changes to be declared",
    natural_key=("credit_code", "site_no", "kind", "changed_on"),
    zh_help="每项变化一行；名称、地址、法定代表人的变化由“用人单位”表得出，不在此填。",
    en_help=(
        "One row a change; changes of name, address and legal representative follow from the "
        "sheet 用人单位 and are not entered here."
    ),
    site_by="credit_code",
    own=("credit_code",),
    in_order=(("changed_on", "known_on"),),
    columns=(
        *unit_and_site(),
        Column(
            "kind",
            "变化类别",
            "Kind",
            CODE,
            required=True,
            codes=codes.CHANGE_KIND,
            zh_help="变化的类别；建设项目30日、其他15日内申报。",
            en_help="The kind of change; a project is declared within 30 days, others within 15.",
        ),
        Column(
            "changed_on",
            "变化日期",
            "Changed on",
            DAY,
            required=True,
            not_future=True,
            zh_help="竣工验收、变化发生的日期；检测评价发现的，填出具报告的日期。",
            en_help=(
                "The day of acceptance or of the change; for what a test found, the day its "
                "report was issued."
            ),
        ),
        Column(
            "known_on",
            "收到结果日期",
            "Result received on",
            DAY,
            not_future=True,
            zh_help="收到检测、评价结果的日期，期限由此起算；不详的留空，其他类别填“不适用”。",
            en_help=(
                "The day the result was received, from which the days count; blank when not "
                "known, N/A for other kinds."
            ),
        ),
        Column(
            "content",
            "变化内容",
            "What changed",
            required=True,
            longest=2000,
            zh_help="变化了什么：项目名称、工艺或材料、新发现的危害因素、新任负责人。",
            en_help="What changed: the project, the process or material, the hazard, the person.",
        ),
        Column(
            "source",
            "依据",
            "Source",
            zh_help="从何得知：验收文件、报告编号、检查记录；不详的留空。",
            en_help="Where it is known from: a document, report or visit; blank when not known.",
        ),
    ),
)
