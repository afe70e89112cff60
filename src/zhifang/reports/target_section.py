"""The section of one target: how it is counted, how it stands, where, and since when."""

from __future__ import annotations

from zhifang import statutes
from zhifang.reports import sentences
from zhifang.reports.document import Block, Chart, Column, Grid, Mark, Paragraph
from zhifang.reports.figures import Figure
from zhifang.reports.material import Facts, Material, option_title, wants_few
from zhifang.reports.readings import reading
from zhifang.reports.wording import WEIGHTS, aim, day, interval, listed, value, verdict

#: How many employers a section names; the workbook has them all.
PARTIES = 10


def target_section(material: Material, target: statutes.Target, facts: Facts) -> list[Block]:
    """The blocks of a target that is computed."""
    found: list[Block] = []
    number = 0

    def add(lead: str, text: str) -> None:
        nonlocal number
        number += 1
        found.append(Paragraph(text, lead=f"{number}. {lead}。"))

    add("统计口径", _how_counted(target, facts))
    add("完成情况", _how_it_stands(material, target, facts))
    if facts.variants:
        add("其他口径", "同一批登记资料按其他可以成立的口径计算，结果如下表。")
        found.append(_variants(target, facts))
    if not material.town:
        add("分镇街情况", _by_town(target, facts))
        found += _town_blocks(target, facts)
    if len(facts.years) > 1:
        add("逐年变化", sentences.year_changes(target, facts.years, facts.words))
        found += _year_blocks(target, facts)
    if facts.parties:
        add("问题较多的单位", _parties_text(target, facts))
        found.append(_parties(target, facts))
    add("责任部门", _responsible(material, target))
    return found


def numbers_of(target: statutes.Target, facts: Facts) -> tuple[int, str]:
    """How many subjects work is left about, and what is wrong with them.

    Where few are wanted they are those that count.
    """
    if wants_few(target):
        return facts.figure.numerator, facts.words.done
    return facts.figure.unmet, facts.words.undone


def _how_counted(target: statutes.Target, facts: Facts) -> str:
    read = reading(target.indicator)
    chosen = dict(part.split("=", 1) for part in facts.document["variant"].split(";") if part)
    first, last = facts.document["period"]
    options = listed([
        option_title(target.indicator, key, option) for key, option in chosen.items()
    ])  # fmt: skip
    text = (
        f"统计期间为{day(first)}至{day(last)}。计入分母的是{read.counted}。"
        f"计入分子的是{read.met}的。不计入的是{read.left_out}。"
    )
    if options:
        text += f"规划选定的口径为：{options}。"
    if target.note_zh:
        text += f"{target.note_zh.rstrip('。')}。"
    for what, weight in (("法规数值", facts.document["weight"]), ("规划目标值", target.weight)):
        if weight != "primary":
            text += f"所依据的{what}{WEIGHTS.get(weight, weight)}。"
    return text


def _how_it_stands(material: Material, target: statutes.Target, facts: Facts) -> str:
    figure, words = facts.figure, facts.words
    first, last = facts.document["period"]
    parts = [
        sentences.counted(figure, words),
        ""
        if wants_few(target)
        else sentences.done_in_period(facts.done_in_period, day(first), day(last), words),
        sentences.left_open(figure, words),
        sentences.outside(figure, words),
        sentences.incomplete(figure, words),
    ]
    if target.comparison == "falls" and facts.base is not None:
        parts.append(sentences.fallen(figure, facts.base, material.plan.base_year or 0))
    parts.append(sentences.judged(figure, target.comparison, target.value, words))
    return "".join(parts)


def _variants(target: statutes.Target, facts: Facts) -> Grid:
    chosen = ("规划选定的口径", facts.figure, "")
    rows = [chosen, *((one.title, one.figure, one.reason) for one in facts.variants)]
    return Grid(
        caption=f"{target.id} 各种口径下的结果",
        columns=(
            Column("口径", 58, "left"),
            Column("分子", 17),
            Column("分母", 17),
            Column("不明", 16),
            Column("比率或数量", 24),
            Column("结论", 24),
        ),
        rows=tuple(
            (title, f"未计算：{reason}")
            if figure is None
            else (title, *_counts(figure), value(figure), verdict(figure))
            for title, figure, reason in rows
        ),
    )


def _counts(figure: Figure) -> tuple[str, str, str]:
    return str(figure.numerator), str(figure.denominator), str(figure.unknown)


def _by_town(target: statutes.Target, facts: Facts) -> str:
    if facts.figure.counts_events:
        there = [town for town in facts.towns if town.figure.numerator]
        if not there:
            return "各镇街均为 0。"
        return (
            "；".join(
                f"{town.name} {town.figure.numerator} {facts.words.measure}" for town in there
            )
            + "。"
        )
    text = sentences.highest_and_lowest(facts.towns)
    behind = [town for town in facts.towns if town.figure.unmet and not wants_few(target)]
    if behind:
        most = max(town.figure.unmet for town in behind)
        names = listed([town.name for town in behind if town.figure.unmet == most])
        text += f"{facts.words.undone}最多的是{names}（{most} {facts.words.measure}）。"
    return text


def _town_blocks(target: statutes.Target, facts: Facts) -> list[Block]:
    shown = [town for town in facts.towns if not town.figure.empty]
    if facts.figure.counts_events:
        shown = [town for town in facts.towns if town.figure.denominator or town.figure.unknown]
    found: list[Block] = []
    if sum(town.figure.has_rate for town in shown) > 1:
        found.append(
            Chart(
                kind="bars",
                caption=f"{target.id} 各镇街比率及其 95% 区间",
                alt=f"{target.id} 各镇街的条形图，数字见下表。",
                marks=tuple(_mark(town.name, town.figure) for town in shown),
                goal=level(target),
            )
        )
    if shown:
        empty = [town.name for town in facts.towns if town not in shown]
        found.append(
            Grid(
                caption=f"{target.id} 分镇街情况",
                columns=(
                    Column("镇街", 34, "left"),
                    Column("分子", 17),
                    Column("分母", 17),
                    Column("不明", 16),
                    Column("比率或数量", 24),
                    Column("95% 区间", 24),
                    Column("结论", 24),
                ),
                rows=tuple(
                    (
                        town.name,
                        *_counts(town.figure),
                        value(town.figure),
                        interval(town.figure),
                        verdict(town.figure),
                    )
                    for town in shown
                ),
                note=f"没有应计入对象的镇街：{listed(empty)}。" if empty else "",
            )
        )
    return found


def level(target: statutes.Target) -> int | None:
    """Where the target's line stands in a chart of percentages; None for other targets."""
    return target.value if target.unit == "percent" else None


def _mark(name: str, figure: Figure) -> Mark:
    label = value(figure)
    if figure.has_rate:
        label += f"（{figure.numerator}/{figure.denominator}）"
    if figure.unknown:
        label += f" 不明 {figure.unknown}"
    if not figure.has_value:
        return Mark(name, label)
    return Mark(
        name,
        label,
        value=figure.value,
        ci_low=figure.ci_low,
        ci_high=figure.ci_high,
        low=figure.low if figure.unknown else None,
        high=figure.high if figure.unknown else None,
    )


def _year_blocks(target: statutes.Target, facts: Facts) -> list[Block]:
    found: list[Block] = []
    if sum(year.figure.has_value for year in facts.years) > 1:
        found.append(
            Chart(
                kind="trend",
                caption=f"{target.id} 逐年变化及 95% 区间",
                alt=f"{target.id} 逐年的折线图，数字见下表。",
                marks=tuple(_mark(f"{year.year}年", year.figure) for year in facts.years),
                percent=not facts.figure.counts_events,
                goal=level(target),
            )
        )
    found.append(
        Grid(
            caption=f"{target.id} 逐年情况",
            columns=(
                Column("截至", 34),
                Column("分子", 17),
                Column("分母", 17),
                Column("不明", 16),
                Column("比率或数量", 24),
                Column("95% 区间", 24),
                Column("结论", 24),
            ),
            rows=tuple(
                (
                    day(year.as_of),
                    *_counts(year.figure),
                    value(year.figure),
                    interval(year.figure),
                    verdict(year.figure),
                )
                for year in facts.years
            ),
        )
    )
    return found


def _parties_text(target: statutes.Target, facts: Facts) -> str:
    """How many employers have something open, before the table of those with most."""
    number = len(facts.parties)
    head = f"有{numbers_of(target, facts)[1]}或情况不明对象的单位共 {number} 家"
    if number <= PARTIES:
        return f"{head}，列表如下。"
    return f"{head}，下表列出前 {PARTIES} 家，其余见电子表格。"


def _parties(target: statutes.Target, facts: Facts) -> Grid:
    measure, side = facts.words.measure, numbers_of(target, facts)[1]
    return Grid(
        caption=f"{facts.document['id']} 问题较多的单位",
        columns=(
            Column("序号", 12),
            Column("单位名称", 60, "left"),
            Column("统一社会信用代码", 42),
            Column(f"{side}（{measure}）", 25),
            Column(f"不明（{measure}）", 17),
        ),
        rows=tuple(
            (str(place), party.name or "（名称未登记）", party.credit_code or "—",
             str(party.open), str(party.unknown))
            for place, party in enumerate(facts.parties[:PARTIES], start=1)
        ),
    )  # fmt: skip


def _responsible(material: Material, target: statutes.Target) -> str:
    names = {department.id: department.name_zh for department in material.plan.departments}
    responsible = listed([names[department] for department in target.departments])
    return (
        f"{responsible}。依据为规划{target.source_section}：“{target.source_quote}”。"
        f"目标值为{aim(target.comparison, target.value, target.unit)}。"
    )
