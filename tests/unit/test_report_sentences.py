"""Sentences of a report: small numbers, unknowns, directions and their intervals."""

from __future__ import annotations

import re
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.reports import PLAN, Made, figure, loose_directions
from zhifang import statutes
from zhifang.reports import sentences
from zhifang.reports.figures import Change, Figure, Town, Year
from zhifang.reports.wording import Words, aim, day, instant, ordinal, value, verdict

WORDS = Words("劳动者", "人次", "已检查", "未检查")
I03 = statutes.plan(PLAN).target("I03")
I01 = statutes.plan(PLAN).target("I01")
I15 = statutes.plan(PLAN).target("I15")

made = st.integers(0, 300).flatmap(
    lambda total: st.tuples(
        st.integers(0, total),
        st.just(total),
        st.dictionaries(
            st.sampled_from(["MET NOT", "NOT OUT", "MET OUT", "MET NOT OUT"]), st.integers(1, 40)
        ),
    )
)


def towns(*figures: Made) -> list[Town]:
    return [Town(f"1101090{n:02}", f"镇{n}", figure(each)) for n, each in enumerate(figures, 1)]


def years(*figures: Made, as_of: str = "12-31", target: str = "I03") -> list[Year]:
    first = 2021 - len(figures)
    return [
        Year(first + n, f"{first + n}-{as_of if n == len(figures) - 1 else '12-31'}",
             figure(each, target))
        for n, each in enumerate(figures)
    ]  # fmt: skip


def test_the_change_of_the_issue() -> None:
    told = sentences.change(figure((920, 1000)), figure((941, 1000)), WORDS)
    assert told == "较上年上升 2.1 个百分点（95% 区间 −0.2～4.4），差异不能排除偶然。"


def test_a_change_beyond_chance_needs_no_clause() -> None:
    assert sentences.change(figure((500, 1000)), figure((600, 1000)), WORDS) == (
        "较上年上升 10.0 个百分点（95% 区间 5.6～14.4）。"
    )
    assert sentences.change(figure((600, 1000)), figure((500, 1000)), WORDS, since="2016年") == (
        "较2016年下降 10.0 个百分点（95% 区间 −14.4～−5.6）。"
    )


def test_no_change_and_hardly_any() -> None:
    same = sentences.change(figure((50, 100)), figure((50, 100)), WORDS)
    assert same == "与上年持平（95% 区间 −13.7～13.7）。"
    told = sentences.change(figure((5000, 10000)), figure((5001, 10000)), WORDS)
    assert told.startswith("较上年上升不足 0.1 个百分点（95% 区间 −")
    assert told.endswith("差异不能排除偶然。")


def test_unknowns_stand_beside_the_change_and_may_turn_it() -> None:
    told = sentences.change(
        figure((600, 1000, {"MET NOT": 50})), figure((700, 1000, {"MET NOT": 150})), WORDS
    )
    assert "两年各有 50、150 人次情况不明" in told
    assert "−1.1～16.8 个百分点之间，方向可能因此改变" in told
    clear = sentences.change(figure((100, 1000)), figure((900, 1000, {"MET NOT": 1})), WORDS)
    assert "方向可能" not in clear


@pytest.mark.parametrize(
    ("before", "now"), [((3, 4), (9, 10)), ((9, 10), (3, 4)), ((0, 1), (1, 1))]
)
def test_below_five_only_counts_are_compared(before: Made, now: Made) -> None:
    told = sentences.change(figure(before), figure(now), WORDS)
    assert told == (
        f"上年为 {before[0]}/{before[1]}，本年为 {now[0]}/{now[1]}，"
        "应计入对象不足 5 人次，不作比较。"
    )


def test_nothing_counted_is_not_compared() -> None:
    assert sentences.change(figure((0, 0)), figure((5, 9)), WORDS).startswith("上年没有应计入")
    assert sentences.change(figure((5, 9)), figure((0, 0)), WORDS).startswith("本年没有应计入")
    only_unknown = sentences.change(figure((5, 9)), figure((0, 0, {"MET NOT": 7})), WORDS)
    assert "本年为 0/0" in only_unknown
    assert "不作比较" in only_unknown


@given(before=made, now=made)
def test_no_direction_without_its_interval_and_clause(before: Made, now: Made) -> None:
    text = sentences.change(figure(before), figure(now), WORDS)
    assert loose_directions(text) == []
    if min(before[1], now[1]) < 5:
        assert "%" not in text
        assert not re.search("上升|下降|持平", text)
    else:
        there = Fraction(now[0], now[1]) - Fraction(before[0], before[1])
        word = "上升" if there > 0 else "下降" if there < 0 else "持平"
        assert word in text


def test_the_rate_with_its_interval() -> None:
    assert sentences.counted(figure((95, 100)), WORDS) == (
        "应计入劳动者 100 人次，其中已检查 95 人次，比率 95.0%（95% 区间 88.8～97.9）。"
    )
    assert "比率 94.9%" in sentences.counted(figure((9496, 10000)), WORDS)


def test_small_and_empty_denominators() -> None:
    small = sentences.counted(figure((2, 4)), WORDS)
    assert "（2/4）" in small
    assert "%" not in small
    assert sentences.counted(figure((0, 0)), WORDS) == "没有应计入的劳动者。"
    unknown = figure((0, 0, {"MET NOT": 3}))
    assert sentences.counted(unknown, WORDS) == "没有能够确定计入的劳动者。"
    assert sentences.left_open(unknown, WORDS) == "另有 3 人次情况不明，未计入分子和分母。"


def test_what_is_unknown_is_said_with_its_range() -> None:
    assert sentences.left_open(figure((41, 54, {"MET NOT": 13})), WORDS) == (
        "另有 13 人次情况不明，未计入分子和分母；视其结果，比率在 61.1%～80.5% 之间。"
    )
    assert sentences.left_open(figure((2, 4, {"MET NOT": 1})), WORDS) == (
        "另有 1 人次情况不明，未计入分子和分母。"
    )
    assert sentences.left_open(figure((2, 4)), WORDS) == ""


@pytest.mark.parametrize(
    ("counts", "told"),
    [
        ((95, 100), "目标为 ≥95%，达到。"),
        ((9499, 10000), "目标为 ≥95%，未达到；按现有分母，再有 1 人次已检查即可达到。"),
        ((16, 20), "目标为 ≥95%，未达到；按现有分母，再有 3 人次已检查即可达到。"),
        ((95, 100, {"MET NOT": 5}), "目标为 ≥95%，尚不能判定：不明对象的结果会改变结论。"),
        ((0, 0), "目标为 ≥95%，没有应计入的对象，不作判定。"),
    ],
)
def test_met_not_met_undecided(counts: Made, told: str) -> None:
    assert sentences.judged(figure(counts), ">=", 95, WORDS) == told


def test_events_are_counted_not_divided() -> None:
    words = Words("急性事故", "起", "达到重大标准", "未达到重大标准")
    none, one = figure((0, 0), "I16"), figure((1, 4, {"MET NOT": 2}), "I16")
    assert sentences.counted(none, words) == (
        "登记急性事故 0 起，其中达到重大标准 0 起（95% 区间 0.0～3.7）。"
    )
    assert sentences.judged(none, "=", 0, words) == "目标为 =0，达到。"
    assert sentences.judged(one, "=", 0, words) == "目标为 =0，未达到。"
    assert sentences.left_open(one, words) == (
        "另有 2 起情况不明，未计入分子和分母；视其结果，总数在 1～3 起之间。"
    )
    assert sentences.change(one, none, words) == "上年 1 起，本年 0 起。"
    assert value(one) == "1"
    assert verdict(figure((0, 0, {"MET NOT": 1}), "I16")) == "尚不能判定"


def test_a_share_falls_only_when_the_data_carry_the_word() -> None:
    def share(n: int, total: int, decided: bool | None) -> Figure:
        made = figure((n, total), "I15")
        return Figure(**{**made.__dict__, "met": decided})

    base = share(12, 20, None)
    assert sentences.fallen(share(2, 20, True), base, 2015) == (
        "2015年为 12/20，本年为 2/20，较2015年下降（单侧 Fisher 精确检验 p < 0.05）。"
    )
    assert sentences.fallen(share(1, 3, True), share(3, 6, None), 2015) == (
        "2015年为 3/6，本年为 1/3，低于2015年，差异不能排除偶然。"
    )
    assert "低于2015年" in sentences.fallen(share(2, 20, None), base, 2015)
    assert sentences.fallen(share(15, 20, False), base, 2015).endswith("高于2015年。")
    assert sentences.fallen(share(12, 20, False), base, 2015).endswith("与2015年持平。")
    assert "不能与2015年比较" in sentences.fallen(share(0, 0, None), base, 2015)
    assert "不能与2015年比较" in sentences.fallen(base, share(0, 0, None), 2015)
    assert "无从比较" in sentences.fallen(base, share(0, 9, None), 2015)


def test_only_townships_of_five_or_more_are_ranked() -> None:
    told = sentences.highest_and_lowest(towns((9, 10), (5, 10), (0, 4), (4, 4), (10, 10)))
    assert told.startswith("可比的 3 个镇街中，比率较高的有镇5（100.0%，10/10）；较低的有镇2")
    assert "镇3" not in told
    assert "镇4" not in told
    assert "另有 2 个镇街应计入对象不足 5 个" in told
    few = sentences.highest_and_lowest(towns((9, 10), (1, 4), (0, 0)))
    assert few.startswith("应计入对象达到 5 个的镇街不足两个，不作比较。")
    assert "%" not in few


def test_ends_that_cannot_be_told_apart_say_so() -> None:
    assert "差异不能排除偶然" in sentences.highest_and_lowest(towns((9, 10), (8, 10)))
    assert "偶然" not in sentences.highest_and_lowest(towns((99, 100), (10, 100)))
    same = sentences.highest_and_lowest(towns((5, 10), (10, 20)))
    assert same == "可比的 2 个镇街比率均为 50.0%。"


def test_ties_stand_together_and_no_township_stands_at_both_ends() -> None:
    told = sentences.highest_and_lowest(towns((9, 10), (18, 20), (5, 10), (10, 20), (7, 10)))
    high, low = told.split("；")
    assert "镇1" in high
    assert "镇2" in high
    assert "镇3" in low
    assert "镇4" in low
    assert "镇5" not in told


@given(st.lists(made, max_size=14))
def test_ranks_never_name_a_small_township(figures: list[Made]) -> None:
    named = towns(*figures)
    told = sentences.highest_and_lowest(named)
    for town in named:
        shown = f"{town.name}（" in told
        assert not (shown and town.figure.denominator < 5)
    high, _, low = told.partition("；较低")
    assert not set(re.findall(r"镇\d+（", high)) & set(re.findall(r"镇\d+（", low))


def test_part_of_a_year_is_not_held_against_a_whole_one() -> None:
    part = years((50, 100), (20, 100), as_of="06-30")
    assert sentences.year_change(I03, part, WORDS) == (
        "本年只到2020年6月30日，不满一年，不与上年全年比较。"
    )
    assert sentences.year_change(I01, part, WORDS).startswith("较上年末下降 30.0")
    assert sentences.certain_changes([("检查率", I03, part)]).startswith("1 项指标与上年")


def test_the_summary_tells_only_changes_beyond_chance() -> None:
    told = sentences.certain_changes(
        [
            ("甲", I03, years((500, 1000), (600, 1000))),
            ("乙", I03, years((50, 100), (51, 100))),
            ("丙", I03, years((1, 2), (2, 2))),
        ]
    )
    assert told == (
        "甲较上年上升 10.0 个百分点（95% 区间 5.6～14.4）。"
        "其余 2 项与上年的差异均不能排除偶然，或者不能比较。"
    )


def test_years_are_also_held_against_the_first() -> None:
    told = sentences.year_changes(I03, years((500, 1000), (600, 1000), (600, 1000)), WORDS)
    assert told.startswith("与上年持平")
    assert "较2018年上升 10.0 个百分点" in told
    assert sentences.year_changes(I03, years((5, 9), (6, 9)), WORDS).count("较") == 1


def test_the_tally_counts_every_target_once() -> None:
    figures = [figure((95, 100)), figure((1, 100)), figure((0, 0, {"MET NOT": 9})), figure((0, 0))]
    assert sentences.tally(figures, 12) == (
        "规划的 16 项指标中，已计算 4 项：达到 1 项，未达到 1 项，尚不能判定 1 项，"
        "无应计入对象 1 项；12 项尚未计算。"
    )
    assert sentences.tally([], 16) == "规划的 16 项指标中，已计算 0 项；16 项尚未计算。"


def test_change_gives_nothing_for_small_numbers() -> None:
    assert Change.between(figure((4, 4)), figure((5, 5))) is None
    assert Change.between(figure((5, 5)), figure((5, 5))) is not None


def test_words_of_official_documents() -> None:
    assert [ordinal(n) for n in (1, 10, 11, 16, 20, 21)] == [
        "一", "十", "十一", "十六", "二十", "二十一",
    ]  # fmt: skip
    assert day("2020-01-05") == "2020年1月5日"
    assert instant(None) == "尚无任何登记"
    assert instant("2021-01-15T09:30:05+08:00") == "2021年1月15日9时30分5秒"
    assert aim("falls", None, "share") == "下降"
    assert aim(">=", 95, "percent") == "≥95%"
    assert value(figure((2, 4))) == "2/4"
    assert value(figure((0, 0))) == "—"
