"""The report of a plan: title, summary, the table of all targets, a section each, what is asked."""

from __future__ import annotations

from zhifang import statutes
from zhifang.reports import sentences
from zhifang.reports.annex import annex
from zhifang.reports.document import (
    NEVER,
    Block,
    Chart,
    Column,
    Grid,
    Heading,
    Mark,
    Paragraph,
    Report,
)
from zhifang.reports.material import Entry, Facts, Material
from zhifang.reports.readings import reading
from zhifang.reports.target_section import numbers_of, target_section
from zhifang.reports.wording import aim, day, interval, listed, ordinal, value, verdict

#: Beside a target that rests on a value of law nobody has checked.
UNVERIFIED = "※"

SUMMARY_COLUMNS = (
    Column("编号", 12),
    Column("指标", 52, "left"),
    Column("目标", 16),
    Column("分子/分母", 20),
    Column("不明", 11),
    Column("比率或数量", 22),
    Column("结论", 23),
)


def build(material: Material, *, signed_by: str = "") -> Report:
    """The whole report in the order it is read."""
    plan = material.plan
    body: list[Block] = [Paragraph(_opening(material))]
    body += [Heading(1, f"{ordinal(1)}、总体情况"), *_summary(material)]
    body += [Heading(1, f"{ordinal(2)}、指标完成情况总表"), _table(material)]
    body += _overall_chart(material)
    body += [Heading(1, f"{ordinal(3)}、分项情况"), *_sections(material)]
    body += [Heading(1, f"{ordinal(4)}、下一步工作要求"), *_asked(material)]
    return Report(
        title=(plan.title_zh, "执行情况报告"),
        subtitle=f"（{material.place}，截至{day(material.as_of)}）",
        addressee=f"{plan.district_zh}人民政府：",
        blocks=tuple(body),
        closing="特此报告。",
        annexes=("计算说明",),
        annex_blocks=annex(material),
        signed_by=signed_by,
        stamp=material.known_at or NEVER,
        keywords=(plan.id, material.as_of.isoformat(), material.law_digest[:16]),
    )


def _opening(material: Material) -> str:
    plan = material.plan
    return (
        f"按照《{plan.title_zh}》（{plan.document_number}）的要求，"
        f"现将{material.place}截至{day(material.as_of)}的执行情况报告如下。"
        "各项数字均由登记资料逐行计算得出，计算说明见附件。"
    )


def _summary(material: Material) -> list[Block]:
    """The tally, then what is met, what is not, what cannot be said, and how it moved."""
    found: list[Block] = [
        Paragraph(
            sentences.tally(
                [facts.figure for _target, facts in material.computed], len(material.waiting)
            )
        )
    ]
    for label in ("达到", "未达到", "尚不能判定", "无应计入对象"):
        stand = [
            target.title_zh + ("" if facts.figure.empty else f"（{value(facts.figure)}）")
            for target, facts in material.computed
            if verdict(facts.figure) == label
        ]
        if stand:
            found.append(Paragraph(f"{'；'.join(stand)}。", lead=f"{label}的指标。"))
    moved = [
        (f"{target.id} {_short(target)}", target, facts.years)
        for target, facts in material.computed
        if len(facts.years) > 1
    ]
    if moved:
        found.append(Paragraph(sentences.certain_changes(moved), lead="与上年相比。"))
    if any(entry.unverified for entry in material.entries):
        found.append(
            Paragraph(
                f"总表中带“{UNVERIFIED}”的指标，所依据的法规数值或规划目标值尚未与原文核对，"
                "使用其结论前应先核实。"
            )
        )
    return found


def _short(target: statutes.Target) -> str:
    """The indicator's short name, for sentences that compare."""
    entry = statutes.indicators().get(target.indicator)
    return entry.title_zh if entry else target.title_zh


def _table(material: Material) -> Grid:
    return Grid(
        caption="各项指标完成情况",
        columns=SUMMARY_COLUMNS,
        rows=tuple(_table_row(entry) for entry in material.entries),
        note=(
            "不明的对象未计入分子和分母。比率截至一位小数，不进位；"
            "分母不足 5 的只列计数。是否达到按整数计数精确比较，"
            "不论不明对象结果如何都成立的才作结论。"
        ),
    )


def _table_row(entry: Entry) -> tuple[str, ...]:
    target = entry.target
    wanted = aim(target.comparison, target.value, target.unit)
    title = target.title_zh + (UNVERIFIED if entry.unverified else "")
    if entry.facts is None:
        return (target.id, title, wanted, f"尚未计算：{entry.reason}")
    figure = entry.facts.figure
    return (
        target.id,
        title,
        wanted,
        f"{figure.numerator}/{figure.denominator}",
        str(figure.unknown),
        value(figure),
        verdict(figure),
    )


def _overall_chart(material: Material) -> list[Block]:
    """Every target that has a percentage, with its interval and its own line."""
    marks = tuple(
        Mark(
            name=f"{target.id} {_short(target)}",
            label=f"{value(facts.figure)}（{interval(facts.figure)}）",
            value=facts.figure.value,
            ci_low=facts.figure.ci_low,
            ci_high=facts.figure.ci_high,
            low=facts.figure.low,
            high=facts.figure.high,
            goal=target.value,
        )
        for target, facts in material.computed
        if facts.figure.has_rate
    )
    if not marks:
        return []
    named = "；".join(f"{mark.name}为{mark.label}" for mark in marks)
    return [
        Chart(
            kind="bars",
            caption="各项指标比率及其 95% 区间（竖线为目标值）",
            alt=f"各项指标的条形图：{named}。",
            marks=marks,
        )
    ]


def _sections(material: Material) -> list[Block]:
    found: list[Block] = []
    place = 0
    for target, facts in material.computed:
        place += 1
        found.append(Heading(2, f"（{ordinal(place)}）{target.title_zh}"))
        found += target_section(material, target, facts)
    if material.waiting:
        found.append(Heading(2, f"（{ordinal(place + 1)}）尚未计算的指标"))
        found.append(
            Paragraph(
                f"以下 {len(material.waiting)} 项指标尚未计算。尚未计算不等于零，也不等于没有达到。"
            )
        )
        found.append(_waiting_table(material))
    return found


def _waiting_table(material: Material) -> Grid:
    return Grid(
        caption="尚未计算的指标及原因",
        columns=(
            Column("编号", 12),
            Column("指标", 58, "left"),
            Column("原因", 52, "left"),
            Column("责任部门", 34),
        ),
        rows=tuple(
            (
                entry.target.id,
                entry.target.title_zh,
                entry.reason,
                listed(departments(material.plan, entry.target)),
            )
            for entry in material.waiting
        ),
    )


def departments(plan: statutes.Plan, target: statutes.Target) -> list[str]:
    """The names of the departments that answer for a target."""
    names = {department.id: department.name_zh for department in plan.departments}
    return [names[department] for department in target.departments]


def _asked(material: Material) -> list[Block]:
    """What is asked of each department, the targets in the order of the plan."""
    found: list[Block] = []
    place = 0
    for department in material.plan.departments:
        asks = [
            ask
            for target, facts in material.computed
            if department.id in target.departments
            for ask in [_ask(target, facts)]
            if ask
        ]
        waiting = sum(
            bool(entry.target.indicator) and department.id in entry.target.departments
            for entry in material.waiting
        )
        if waiting:
            asks.append(f"报送尚未计算的 {waiting} 项指标所需的资料，使其可以计算")
        if asks:
            place += 1
            found.append(Paragraph(f"{'；'.join(asks)}。", lead=f"{place}. {department.name_zh}。"))
    if not found:
        found.append(Paragraph("各项指标均已达到且没有不明的对象，请各部门保持。"))
    return found


def _ask(target: statutes.Target, facts: Facts) -> str:
    """What is asked about one target; empty when nothing is open."""
    figure, words = facts.figure, facts.words
    parts = []
    open_number, side = numbers_of(target, facts)
    if open_number:
        parts.append(f"对{side}的 {open_number} {words.measure}，{reading(target.indicator).ask}")
    if figure.unknown:
        parts.append(f"补齐 {figure.unknown} {words.measure}情况不明对象的资料")
    return f"{target.id}：{'，并'.join(parts)}" if parts else ""
