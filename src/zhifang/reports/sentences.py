"""Sentences of a report: pure functions from figures to Chinese.

What they keep to: below five subjects only counts, no percentage, rank or direction; a direction
whose interval covers zero never stands without saying so; what is unknown is told beside the
rate; a target is met, not met, or undecided.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from zhifang.calc import SMALL, Counts
from zhifang.calc.exact import SIGNIFICANT, fisher_less
from zhifang.reports.figures import Change, Figure, Town, Year
from zhifang.reports.wording import (
    DIRECTIONS,
    Words,
    aim,
    day,
    interval,
    listed,
    number,
    percent,
    span,
    verdict,
    whole,
)
from zhifang.statutes import Target, indicators

#: Said of a change whose interval covers zero.
CHANCE = "差异不能排除偶然"

#: How many townships are named at either end.
NAMED = 3


def counted(figure: Figure, words: Words) -> str:
    """How many count, how many of them are met, and the rate with its interval."""
    noun, measure = words.noun, words.measure
    if figure.counts_events:
        text = f"登记{noun} {figure.denominator} {measure}，"
        return f"{text}其中{words.done} {figure.numerator} {measure}{_within(figure)}。"
    if figure.empty:
        return f"没有应计入的{noun}。"
    if figure.denominator == 0:
        return f"没有能够确定计入的{noun}。"
    text = (
        f"应计入{noun} {figure.denominator} {measure}，"
        f"其中{words.done} {figure.numerator} {measure}"
    )
    if not figure.has_rate:
        return (
            f"{text}（{figure.numerator}/{figure.denominator}）；"
            f"不足 {SMALL} {measure}，只列计数，不计比率。"
        )
    return f"{text}，比率 {percent(figure.value)}{_within(figure)}。"


def _within(figure: Figure) -> str:
    return "" if figure.ci_low is None else f"（95% 区间 {interval(figure)}）"


def left_open(figure: Figure, words: Words) -> str:
    """What is unknown, and between what the value lies because of it; empty when nothing is."""
    if not figure.unknown:
        return ""
    text = f"另有 {figure.unknown} {words.measure}情况不明，未计入分子和分母"
    if figure.low is None or figure.high is None or not figure.has_value:
        return f"{text}。"
    if figure.counts_events:
        between = f"{whole(figure.low)}～{whole(figure.high)} {words.measure}"
        return f"{text}；视其结果，总数在 {between}之间。"
    between = f"{percent(figure.low)}～{percent(figure.high)}"
    return f"{text}；视其结果，比率在 {between} 之间。"


def outside(figure: Figure, words: Words) -> str:
    """What is in neither number because it is not due yet or does not apply; may be empty."""
    parts = []
    if figure.pending:
        parts.append(f"尚未到期 {figure.pending} {words.measure}")
    if figure.not_applicable:
        parts.append(f"不适用 {figure.not_applicable} {words.measure}")
    return f"{'，'.join(parts)}，均不计入。" if parts else ""


def incomplete(figure: Figure, words: Words) -> str:
    """How many of the unmet rest on a source nobody called complete; may be empty."""
    if not figure.unmet_incomplete:
        return ""
    return (
        f"{words.undone}的 {figure.unmet} {words.measure}中，"
        f"有 {figure.unmet_incomplete} {words.measure}的资料来源尚未声明报送齐全，应先核实。"
    )


def judged(figure: Figure, comparison: str, target: int | None, words: Words) -> str:
    """Whether the target is met, and how many more would do."""
    wanted = aim(comparison, target, figure.unit)
    head = f"目标为{wanted}" if comparison in DIRECTIONS else f"目标为 {wanted}"
    if figure.empty:
        return f"{head}，没有应计入的对象，不作判定。"
    if figure.met is None:
        why = "不明对象的结果会改变结论" if figure.unknown else "现有数据不足以判定"
        return f"{head}，尚不能判定：{why}。"
    short = 0 if figure.met else figure.needed(target)
    if not short:
        return f"{head}，{verdict(figure)}。"
    return (
        f"{head}，{verdict(figure)}；按现有分母，再有 {short} {words.measure}{words.done}即可达到。"
    )


def change(before: Figure, now: Figure, words: Words, *, since: str = "上年") -> str:
    """The change since ``since`` ("上年", "2016年"): direction only with its interval."""
    if before.empty or now.empty:
        return f"{since if before.empty else '本年'}没有应计入的对象，不作比较。"
    if now.counts_events:
        return f"{since} {before.numerator} {words.measure}，本年 {now.numerator} {words.measure}。"
    found = Change.between(before, now)
    if found is None:
        return (
            f"{since}为 {before.numerator}/{before.denominator}，"
            f"本年为 {now.numerator}/{now.denominator}，"
            f"应计入对象不足 {SMALL} {words.measure}，不作比较。"
        )
    return f"{moved(found, since)}{_with_unknowns(before, now, found, words)}。"


def moved(found: Change, since: str) -> str:
    """A change in words, without the full stop: 较上年上升 2.1 个百分点（95% 区间 −0.4～4.6）."""
    within = f"（95% 区间 {span(found.ci_low, found.ci_high)}）"
    if not (found.rises or found.falls):
        return f"与{since}持平{within}"
    word = "上升" if found.rises else "下降"
    points = abs(found.points)
    size = f" {number(points)} 个百分点" if points else "不足 0.1 个百分点"
    doubt = f"，{CHANCE}" if found.may_be_chance else ""
    return f"较{since}{word}{size}{within}{doubt}"


def _with_unknowns(before: Figure, now: Figure, found: Change, words: Words) -> str:
    if found.possible is None:
        return ""
    low, high = found.possible
    turn = "，方向可能因此改变" if found.may_turn and (found.rises or found.falls) else ""
    return (
        f"；两年各有 {before.unknown}、{now.unknown} {words.measure}情况不明，"
        f"计入后差值约在 {span(low, high)} 个百分点之间{turn}"
    )


def fallen(now: Figure, base: Figure, base_year: int) -> str:
    """A share of few cases beside its base year: 下降 only if the data carry it."""
    if base.denominator == 0 or now.denominator == 0:
        which = f"{base_year}年" if base.denominator == 0 else "本年"
        return f"{which}没有可计入的病例，不能与{base_year}年比较。"
    text = (
        f"{base_year}年为 {base.numerator}/{base.denominator}，"
        f"本年为 {now.numerator}/{now.denominator}"
    )
    if base.numerator == 0:
        return f"{text}；{base_year}年为 0，无从比较。"
    if now.share == base.share:
        return f"{text}，与{base_year}年持平。"
    if now.share > base.share:
        return f"{text}，高于{base_year}年。"
    chance = fisher_less(
        Counts(now.numerator, now.unmet, {}), Counts(base.numerator, base.unmet, {})
    )
    if now.met and chance < SIGNIFICANT:
        return f"{text}，较{base_year}年下降（单侧 Fisher 精确检验 p < {SIGNIFICANT}）。"
    return f"{text}，低于{base_year}年，{CHANCE}。"


def highest_and_lowest(towns: Sequence[Town]) -> str:
    """The townships at either end, of those with five subjects or more; ties stand together."""
    ranked = [town for town in towns if town.figure.has_rate and town.code != "unattributed"]
    small = sum(
        1 for town in towns if town.code != "unattributed" and 0 < town.figure.denominator < SMALL
    )
    beside = (
        f"另有 {small} 个镇街应计入对象不足 {SMALL} 个，只列计数，不参加排序。" if small else ""
    )
    if len(ranked) < 2:
        return f"应计入对象达到 {SMALL} 个的镇街不足两个，不作比较。{beside if ranked else ''}"
    shares = sorted({town.figure.share for town in ranked})
    if len(shares) == 1:
        return f"可比的 {len(ranked)} 个镇街比率均为 {percent(ranked[0].figure.value)}。{beside}"
    best = _end(ranked, shares[::-1])
    worst = [town for town in _end(ranked, shares) if town not in best]
    return (
        f"可比的 {len(ranked)} 个镇街中，比率较高的有{_named(best)}；"
        f"较低的有{_named(worst)}。{_apart(best[0], worst[0])}{beside}"
    )


def _end(ranked: Sequence[Town], shares: Sequence[Fraction]) -> list[Town]:
    """Townships from one end on, whole ties, as long as not more than `NAMED` are named and not
    more than half the values are used up; the first value always."""
    found: list[Town] = []
    for place, share in enumerate(shares[: max(1, len(shares) // 2)]):
        tied = [town for town in ranked if town.figure.share == share]
        if place and len(found) + len(tied) > NAMED:
            break
        found += tied
    return found


def _named(towns: Sequence[Town]) -> str:
    return listed([
        f"{town.name}（{percent(town.figure.value)}，"
        f"{town.figure.numerator}/{town.figure.denominator}）"
        for town in towns
    ])  # fmt: skip


def _apart(best: Town, worst: Town) -> str:
    """Whether the two ends can be told apart at all."""
    found = Change.between(worst.figure, best.figure)
    if found is None or not found.may_be_chance:
        return ""
    return f"最高与最低相差 {number(found.points)} 个百分点" + (
        f"（95% 区间 {span(found.ci_low, found.ci_high)}），{CHANCE}。"
    )


def tally(computed: Sequence[Figure], waiting: int) -> str:
    """How the targets of the plan stand, in one sentence."""
    words = [verdict(figure) for figure in computed]
    parts = [
        f"{label} {words.count(label)} 项"
        for label in ("达到", "未达到", "尚不能判定", "无应计入对象")
        if label != "无应计入对象" or label in words
    ]
    text = f"规划的 {len(computed) + waiting} 项指标中，已计算 {len(computed)} 项"
    text += f"：{'，'.join(parts)}" if computed else ""
    return f"{text}；{waiting} 项尚未计算。" if waiting else f"{text}。"


def done_in_period(number_done: int, first: str, last: str, words: Words) -> str:
    """What was done within the period; empty when no row says when it was done."""
    if not number_done:
        return ""
    return f"{words.done}的当中，有 {number_done} {words.measure}于{first}至{last}期间完成。"


def year_change(target: Target, years: Sequence[Year], words: Words) -> str:
    """The change of the day asked against the end of the year before."""
    before, now = years[-2], years[-1]
    if not comparable(target, now):
        return f"本年只到{day(now.as_of)}，不满一年，不与上年全年比较。"
    since = "上年" if now.as_of.endswith("-12-31") else "上年末"
    return change(before.figure, now.figure, words, since=since)


def year_changes(target: Target, years: Sequence[Year], words: Words) -> str:
    """The change against the year before, and against the plan's first year where it is another."""
    text = year_change(target, years, words)
    first, now = years[0], years[-1]
    if len(years) > 2 and comparable(target, now):
        text += change(first.figure, now.figure, words, since=f"{first.year}年")
    return text


def comparable(target: Target, now: Year) -> bool:
    """Whether the year stands beside a whole one: it is over, or the target is a state."""
    entry = indicators().get(target.indicator)
    return now.as_of.endswith("-12-31") or (entry is not None and entry.family == "state")


def certain_changes(targets: Sequence[tuple[str, Target, Sequence[Year]]]) -> str:
    """Which targets changed since the year before beyond chance, and how many did not.

    ``targets``: what each is called, the target and its years.
    """
    told = []
    for name, target, years in targets:
        found = Change.between(years[-2].figure, years[-1].figure)
        if found is None or found.may_be_chance or not comparable(target, years[-1]):
            continue
        turn = "（计入不明对象后方向可能改变）" if found.may_turn else ""
        told.append(f"{name}{moved(found, '上年')}{turn}")
    rest = len(targets) - len(told)
    parts = [f"{'；'.join(told)}。"] if told else []
    if rest:
        head = f"其余 {rest} 项" if told else f"{rest} 项指标"
        parts.append(f"{head}与上年的差异均不能排除偶然，或者不能比较。")
    return "".join(parts)
