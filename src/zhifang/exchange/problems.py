"""What can be wrong with a row: each reason with one sentence in Chinese and one in English.

A sentence is made of the reason and the column's declaration alone, so it can never show a
value that the sender did not send.
"""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from .columns import Column, Sheet

ERROR, WARNING = "error", "warning"

#: A row of a problem frame: the row's position in the stacked sheet, the cell, the reason.
SCHEMA = {"pos": pl.UInt32, "column": pl.String, "reason": pl.String}


@dataclass(frozen=True)
class Reason:
    """A way of being wrong. ``{column}`` is the header, ``{allowed}`` what the cell may hold."""

    zh: str
    en: str
    level: str = ERROR


REASONS: dict[str, Reason] = {
    "required": Reason(
        "“{column}”必须填写，不能空白或“不适用”；请补填。",
        '"{column}" must be filled, neither blank nor "N/A"; please fill it.',
    ),
    "bad_code": Reason(
        "“{column}”不在代码表中；请填{allowed}。",
        '"{column}" is not in the code list; use {allowed}.',
    ),
    "bad_date": Reason(
        "“{column}”不是有效日期（1950年以后）；请按 2020-01-05 的样子填写。",
        '"{column}" is no valid day (from 1950 on); write it like 2020-01-05.',
    ),
    "bad_number": Reason(
        "“{column}”不是允许的数字；请填{allowed}，并把单元格设为常规格式。",
        '"{column}" is not an allowed number; use {allowed} in a cell of general format.',
    ),
    "bad_credit_code": Reason(
        "“{column}”不是有效的统一社会信用代码（18位，末位校验）；请按营业执照核对。",
        '"{column}" is no valid credit code (18 characters with a check); compare the licence.',
    ),
    "bad_id_number": Reason(
        "“{column}”不是有效的居民身份证号码（18位，末位校验）；请按证件核对。",
        '"{column}" is no valid identity number (18 characters with a check); compare the card.',
    ),
    "number_as_float": Reason(
        "“{column}”被存成了数字，末几位已丢失；请把单元格设为文本格式后重新填写。",
        '"{column}" was stored as a number and lost its last digits; '
        "format the cell as text and write it again.",
    ),
    "text_as_date": Reason(
        "“{column}”被表格软件改成了日期；请把单元格设为文本格式后重新填写。",
        '"{column}" was turned into a date by the spreadsheet; '
        "format the cell as text and write it again.",
    ),
    "too_long": Reason(
        "“{column}”太长；请不超过{longest}个字。",
        '"{column}" is too long; use at most {longest} characters.',
    ),
    "merged_cell": Reason(
        "“{column}”的单元格与别的单元格合并了；请取消合并，逐行填写。",
        'The cell of "{column}" is merged with others; unmerge it and fill each row.',
    ),
    "formula_no_value": Reason(
        "“{column}”是没有计算结果的公式；请用表格软件打开并保存，或直接填值。",
        '"{column}" is a formula without a result; open and save the workbook, or fill in a value.',
    ),
    "cell_error": Reason(
        "“{column}”是公式错误值；请改正公式或直接填值。",
        '"{column}" holds a formula error; mend the formula or fill in a value.',
    ),
    "id_birth_mismatch": Reason(
        "“{column}”与身份证号码中的出生日期不一致；请核对两处。",
        '"{column}" differs from the birth date in the identity number; compare both.',
    ),
    "id_sex_mismatch": Reason(
        "“{column}”与身份证号码中的性别不一致；请核对两处。",
        '"{column}" differs from the sex in the identity number; compare both.',
    ),
    "future_date": Reason(
        "“{column}”晚于收到日期；请核对日期。",
        '"{column}" lies after the day of receipt; check the day.',
    ),
    "end_before_start": Reason(
        "“{column}”早于开始日期；请核对两个日期。",
        '"{column}" lies before the first day; check both days.',
    ),
    "unknown_site": Reason(
        "该单位没有这个已登记的场所；请先报送“用人单位”表，或核对“{column}”。",
        'No such site of this unit is registered; send the sheet "用人单位" first, '
        'or check "{column}".',
    ),
    "unknown_post": Reason(
        "该场所没有这个已登记的岗位；请先报送“岗位与危害因素”表，或核对“{column}”。",
        'No such post of this site is registered; send the sheet "岗位与危害因素" first, '
        'or check "{column}".',
    ),
    "duplicate_key": Reason(
        "同一记录在本次报送中出现多次而内容不同；请只保留正确的一行（见“{column}”）。",
        "The same record stands here more than once with different values; "
        'keep the right row only (see "{column}").',
    ),
    "date_order": Reason(
        "“{column}”的先后顺序不对；应为出生＜开始接害≤体检≤报告，采样≤报告。",
        '"{column}" is out of order; it must be birth < exposure ≤ exam ≤ report, '
        "sampling ≤ report.",
    ),
    "too_early": Reason(
        "“{column}”早于它之前环节的日期；请核对两个日期。",
        '"{column}" lies before the day of the step that comes first; check both days.',
    ),
    "under_age": Reason(
        "按“{column}”计算，开始接害时不满16周岁；请核对日期。",
        'By "{column}" the person was under 16 when exposure began; check the days.',
    ),
    "months_over_11": Reason(
        "“{column}”最多为11；满12个月请计入年。",
        '"{column}" is at most 11; count 12 months as a year.',
    ),
    "conclusion_fields": Reason(
        "“{column}”与体检结论不符；疑似职业病只填病种，禁忌证只填名称，其他异常只填内容。",
        '"{column}" does not go with the conclusion; a suspected disease needs its code only, '
        "a contraindication its name only, another finding its text only.",
    ),
    "recheck_after_2026": Reason(
        "2026年8月1日起体检结论不再有“复查”；请按复查结果填写“{column}”。",
        'From 2026-08-01 there is no conclusion "re-examination"; '
        'fill "{column}" by the result of the re-examination.',
    ),
    "conclusion_per_hazard": Reason(
        "同一体检编号下每种受检危害因素应恰有一个结论（粉尘合为一个）；请补齐或删去（见“{column}”）。",
        "Each hazard examined under one exam number needs exactly one conclusion "
        '(one for all dusts); add or delete rows (see "{column}").',
    ),
    "exam_rows_differ": Reason(
        "同一体检编号的各行在人员、日期、检查类型或受检因素上不一致；请统一（见“{column}”）。",
        "The rows of one exam number differ in person, day, kind or hazards examined; "
        'make them agree (see "{column}").',
    ),
    "disease_not_in_edition": Reason(
        "“{column}”不在体检日或诊断日有效的《职业病分类和目录》中；请用当时有效版本的代码。",
        '"{column}" is not in the catalogue of diseases in force on the day of the exam or '
        "diagnosis; use a code of that edition.",
    ),
    "agency_same_unit": Reason(
        "用人单位是人力资源服务单位，“{column}”应填实际用工的另一单位。",
        'The employer is a staffing agency: "{column}" must be the other unit '
        "where the person works.",
    ),
    "counts_exceed": Reason(
        "“{column}”超过了应有的上限；接害人数不超过职工加派遣人数，各类人数不超过接害人数。",
        '"{column}" is too large; exposed persons are at most employees plus agency workers, '
        "each class at most the exposed.",
    ),
    "points_exceed": Reason(
        "“{column}”有误；超标点数不超过检测点数，未检测时点数为0或空白。",
        '"{column}" is wrong; points over are at most points tested, '
        "and none when nothing was measured.",
    ),
    "employment_unit": Reason(
        "“{column}”与用工形式不符；劳务派遣填派遣单位，直接用工留空或与用工单位相同。",
        '"{column}" does not go with the employment; an agency worker needs the agency, '
        "direct employment a blank or the using unit.",
    ),
    "no_permission": Reason(
        "报送单位无权报送这一行（见“{column}”）；请只报送本单位或本辖区的记录。",
        'The sender may not send this row (see "{column}"); send your own records only.',
    ),
    "one_owner": Reason(
        "“{column}”与镇街应填一个且只填一个；请核对是谁完成的。",
        'Fill either "{column}" or the township, not both; check who did it.',
    ),
    "not_in_plan": Reason(
        "所填规划中没有这个“{column}”；请按规划文件填写编号。",
        'The plan has no such "{column}"; use the id in the plan file.',
    ),
    "not_owner": Reason(
        "“{column}”不是这项任务的责任单位；请按规划文件核对。",
        '"{column}" is no owner of this task; compare the plan file.',
    ),
    "plan_elsewhere": Reason(
        "这里没有装入所填的“{column}”，任务、阶段和责任单位没有核对；请确认编号。",
        'The "{column}" is not installed here, so task, stage and owner were not compared; '
        "check its id.",
        WARNING,
    ),
    "institution_reports": Reason(
        "“{column}”不是报送单位；检测、体检结果须由出具报告的机构上报，"
        "机构未上报的，请把报告交区或镇街经办人代报。",
        '"{column}" is not the sender; results are reported by the institution that issued them, '
        "or, where it does not, by the district or township officer to whom you give the report.",
    ),
    "under_18": Reason(
        "按“{column}”计算，开始接害时不满18周岁；未成年工不得从事接触职业病危害的作业。",
        'By "{column}" the person was under 18 when exposure began; the law forbids it.',
        WARNING,
    ),
    "years_doubtful": Reason(
        "“{column}”与开始接害日期推算的工龄不符；请核对。",
        '"{column}" does not fit the first day of exposure; please check.',
        WARNING,
    ),
    "grade_without_edition": Reason(
        "有作业分级而没有“{column}”；请补填所依据的标准版本。",
        'There is a work grade without "{column}"; please name the edition of the standard.',
        WARNING,
    ),
}


def errors_of(frame: pl.DataFrame) -> pl.DataFrame:
    """The problems that reject a row."""
    return frame.filter(~pl.col("reason").is_in(warning_reasons()))


def warning_reasons() -> list[str]:
    """The reasons that are kept beside a row that is applied all the same."""
    return [key for key, reason in REASONS.items() if reason.level == WARNING]


def none() -> pl.DataFrame:
    """An empty problem frame."""
    return pl.DataFrame(schema=SCHEMA)


def problems(frame: pl.DataFrame, when: pl.Expr, column: str, reason: str) -> pl.DataFrame:
    """One problem for each row of ``frame`` (with ``pos``) where ``when`` holds."""
    return frame.filter(when.fill_null(False)).select(
        pl.col("pos").cast(pl.UInt32),
        pl.lit(column).alias("column"),
        pl.lit(reason).alias("reason"),
    )


def sentence(sheet: Sheet, column_key: str, reason_key: str, lang: str) -> str:
    """The sentence of a problem: what is wrong in which cell and what to do."""
    reason, column = REASONS[reason_key], sheet.by_key[column_key]
    chinese = not lang.startswith("en")
    return (reason.zh if chinese else reason.en).format(
        column=column.zh if chinese else column.en,
        allowed=_allowed(column, chinese),
        longest=column.longest,
    )


def _allowed(column: Column, chinese: bool) -> str:
    if column.codes is None:
        whole = column.kind == "whole"
        if chinese:
            kind = "整数" if whole else "数（最多一位小数）"
            return f"{column.least:g}到{column.most:.0f}之间的{kind}"
        kind = "whole number" if whole else "number with at most one decimal"
        return f"a {kind} from {column.least:g} to {column.most:.0f}"
    if column.codes.short:
        choices = column.codes.choices()
        if chinese:
            return "、".join(f"{choice.zh}" for choice in choices) + "之一"
        return "one of " + ", ".join(choice.en for choice in choices)
    if chinese:
        return f"{column.codes.zh_source}中的代码或名称"
    return f"a code or name of: {column.codes.en_source}"
