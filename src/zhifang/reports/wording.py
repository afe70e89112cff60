"""Numbers, days and nouns as an official Chinese text writes them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from zhifang.reports.figures import Figure

NUMERALS = "零一二三四五六七八九"

#: A row's subject: what it is called, and its measure word.
SUBJECTS = {
    "employer": ("用人单位", "家"),
    "site": ("工作场所", "处"),
    "post_hazard": ("岗位危害因素", "项"),
    "pair": ("劳动者", "人次"),
    "person": ("劳动者", "人"),
    "principal": ("主要负责人", "人次"),
    "manager": ("职业卫生管理人员", "人次"),
    "party": ("监督对象", "家"),
    "case": ("病例", "例"),
    "supervisor": ("监督管理人员", "人"),
    "township": ("镇街", "个"),
    "institution": ("机构", "家"),
    "event": ("事故", "起"),
}
ANY_SUBJECT = ("对象", "个")


@dataclass(frozen=True)
class Words:
    """How a target's subjects are called: noun, measure word, and the two sides they stand on."""

    noun: str = "对象"
    measure: str = "个"
    done: str = "符合"
    undone: str = "不符合"


#: Targets that ask for a direction instead of a level.
DIRECTIONS = {"falls": "下降", "rises": "上升"}

#: How far the source of the law behind a target was checked.
WEIGHTS = {
    "primary": "已核对原文",
    "secondary": "据转引资料",
    "unverified": "未核实",
}


def ordinal(number: int) -> str:
    """A number from 1 to 99 as headings write it: 一, 十, 十六, 二十一."""
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else f"{NUMERALS[tens]}十"
    return head + (NUMERALS[ones] if ones else "")


def day(value: date | str) -> str:
    """A day as it is written in an official document: 2020年12月31日."""
    found = date.fromisoformat(value) if isinstance(value, str) else value
    return f"{found.year}年{found.month}月{found.day}日"


def instant(value: datetime | str | None) -> str:
    """An instant to the second: 2021年1月15日9时30分0秒; words when nothing was recorded."""
    if value is None:
        return "尚无任何登记"
    found = datetime.fromisoformat(value) if isinstance(value, str) else value
    return f"{day(found.date())}{found.hour}时{found.minute}分{found.second}秒"


def number(value: Decimal | None) -> str:
    """One decimal, with the true minus sign: −0.4."""
    return "—" if value is None else f"{value:.1f}".replace("-", "−")


def whole(value: Decimal | None) -> str:
    """A number of events, without decimals where it is whole."""
    return "—" if value is None else f"{value:f}".removesuffix(".0")


def percent(value: Decimal | None) -> str:
    """A percentage with one decimal, a dash where there is none."""
    return "—" if value is None else f"{number(value)}%"


def span(low: Decimal | None, high: Decimal | None) -> str:
    """A range: −0.4～4.6."""
    return f"{number(low)}～{number(high)}"


def listed(names: Sequence[str]) -> str:
    """Names one after the other."""
    return "、".join(names)


def value(figure: Figure) -> str:
    """The value as tables show it: a percentage, a count, or n/N where the number is small."""
    if figure.counts_events:
        return str(figure.numerator)
    if figure.has_rate:
        return percent(figure.value)
    return f"{figure.numerator}/{figure.denominator}" if figure.denominator else "—"


def interval(figure: Figure) -> str:
    """The 95 % interval as tables show it; a dash where no value may be shown."""
    if not figure.has_value or figure.ci_low is None:
        return "—"
    return span(figure.ci_low, figure.ci_high)


def aim(comparison: str, target: int | None, unit: str) -> str:
    """The target in signs and words: ≥95%, =0, 下降."""
    if comparison in DIRECTIONS:
        return DIRECTIONS[comparison]
    sign = {">=": "≥", "=": "="}[comparison]
    return f"{sign}{target}" if unit == "count" else f"{sign}{target}%"


def verdict(figure: Figure) -> str:
    """Met, not met, or why neither can be said."""
    if figure.empty:
        return "无应计入对象"
    if figure.met is None:
        return "尚不能判定"
    return "达到" if figure.met else "未达到"
