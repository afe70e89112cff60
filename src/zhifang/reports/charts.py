"""Charts of a report: SVG for the PDF, PNG for Word, the same bytes for the same figures."""

from __future__ import annotations

import io
from functools import cache
from threading import Lock
from typing import Any

import matplotlib
from matplotlib import font_manager
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Picture

from zhifang.reports.document import Chart, Mark
from zhifang.reports.fonts import SANS, chinese_fonts

#: Millimetres: the width of the text block (GB/T 9704) and what a row of bars needs.
WIDTH = 156
ROW = 7.2
TREND = 66

#: Dark enough in black and white; shape, not colour, tells what is what.
INK, BAR, OPEN, GOAL = "#1c2733", "#7f9fc4", "#ffffff", "#b3261e"

DOTS_PER_INCH = 200

#: The drawing library's settings are the process's: one chart at a time.
_DRAWING = Lock()

_SETTINGS: dict[Any, Any] = {
    "font.family": SANS,
    "font.size": 9,
    "axes.edgecolor": INK,
    "axes.linewidth": 0.6,
    "axes.unicode_minus": True,
    "hatch.linewidth": 0.5,
    "svg.fonttype": "path",
    "svg.hashsalt": "zhifang",
}


def svg(chart: Chart) -> bytes:
    """The chart as SVG, its letters as outlines."""
    return _written(chart, "svg")


def png(chart: Chart) -> bytes:
    """The chart as PNG, wide enough for print."""
    return _written(chart, "png")


def height(chart: Chart) -> float:
    """How high the chart is, in millimetres."""
    if chart.kind == "trend":
        return TREND
    return 16 + ROW * len(chart.marks)


def _written(chart: Chart, form: str) -> bytes:
    with _DRAWING, matplotlib.rc_context(_SETTINGS):
        _lettering(str(chinese_fonts().sans))
        picture = Picture(figsize=(WIDTH / 25.4, height(chart) / 25.4))
        axes = picture.add_subplot()
        if chart.kind == "trend":
            _trend(axes, chart)
        else:
            _bars(axes, chart)
        for side in ("top", "right"):
            axes.spines[side].set_visible(False)
        picture.tight_layout(pad=0.4)
        out = io.BytesIO()
        if form == "svg":
            picture.savefig(out, format="svg", metadata={"Date": None, "Creator": None})
        else:
            picture.savefig(out, format="png", dpi=DOTS_PER_INCH, metadata={"Software": None})
    return out.getvalue()


@cache
def _lettering(path: str) -> None:
    """Makes the font known to the drawing library, once."""
    font_manager.fontManager.addfont(path)


def _bars(axes: Axes, chart: Chart) -> None:
    """A row a mark: bar, what the unknown leave open, interval, the line of the target."""
    marks = chart.marks
    for place, mark in enumerate(marks):
        if mark.value is not None:
            axes.barh(place, float(mark.value), height=0.56, color=BAR, zorder=2)
            _left_open(axes, mark, place)
            _interval(axes, mark, place)
        goal = chart.goal if mark.goal is None else mark.goal
        if goal is not None and (chart.goal is None or mark.value is not None):
            axes.plot(
                [goal, goal], [place - 0.44, place + 0.44], color=GOAL, linewidth=1.6, zorder=5
            )
        axes.text(
            1.015, place, mark.label, transform=axes.get_yaxis_transform(), va="center", ha="left"
        )
    if chart.goal is not None:
        axes.axvline(chart.goal, color=GOAL, linewidth=0.8, linestyle=(0, (4, 2)), zorder=1)
    axes.set_yticks(range(len(marks)), [mark.name for mark in marks])
    axes.set_ylim(len(marks) - 0.4, -0.6)
    axes.set_xlim(0, 100)
    axes.set_xlabel(_legend(chart))
    axes.tick_params(axis="y", length=0)
    axes.grid(axis="x", color="#d5dbe1", linewidth=0.5, zorder=0)
    axes.set_axisbelow(True)


def _left_open(axes: Axes, mark: Mark, place: int) -> None:
    """Hatched: from the least to the greatest the value may be."""
    if mark.low is None or mark.high is None or mark.low == mark.high:
        return
    axes.barh(
        place,
        float(mark.high - mark.low),
        left=float(mark.low),
        height=0.56,
        facecolor="none",
        edgecolor=INK,
        hatch="////",
        linewidth=0.5,
        zorder=3,
    )


def _interval(axes: Axes, mark: Mark, place: float) -> None:
    if mark.value is None or mark.ci_low is None or mark.ci_high is None:
        return
    below, above = mark.value - mark.ci_low, mark.ci_high - mark.value
    axes.errorbar(
        float(mark.value),
        place,
        xerr=[[max(float(below), 0.0)], [max(float(above), 0.0)]],
        color=INK,
        linewidth=1,
        capsize=2.5,
        zorder=4,
    )


def _trend(axes: Axes, chart: Chart) -> None:
    """A point a year with its interval; a year without a value only says its counts."""
    there = [(place, mark) for place, mark in enumerate(chart.marks) if mark.value is not None]
    top = 0.0
    for place, mark in there:
        value = float(mark.value or 0)
        low = value if mark.ci_low is None else float(mark.ci_low)
        high = value if mark.ci_high is None else float(mark.ci_high)
        top = max(top, high)
        axes.errorbar(
            place,
            value,
            yerr=[[max(value - low, 0)], [max(high - value, 0)]],
            color=INK,
            linewidth=1,
            capsize=3,
            marker="o",
            markersize=4,
            zorder=3,
        )
    axes.plot(
        [place for place, _mark in there],
        [float(mark.value or 0) for _place, mark in there],
        color=INK,
        linewidth=0.8,
        zorder=2,
    )
    if chart.goal is not None:
        axes.axhline(chart.goal, color=GOAL, linewidth=0.8, linestyle=(0, (4, 2)), zorder=1)
    axes.set_xticks(range(len(chart.marks)), [_stacked(mark) for mark in chart.marks])
    axes.set_xlim(-0.5, len(chart.marks) - 0.5)
    axes.set_ylim(0, 100 if chart.percent else max(top * 1.1, 1))
    axes.set_ylabel("%" if chart.percent else "数量")
    axes.grid(axis="y", color="#d5dbe1", linewidth=0.5, zorder=0)
    axes.set_axisbelow(True)


def _stacked(mark: Mark) -> str:
    """Year, value, counts and unknown, one under the other: years stand side by side."""
    return f"{mark.name}\n{mark.label}".replace("（", "\n（").replace(" 不明", "\n不明")


def _legend(chart: Chart) -> str:
    """What the marks mean, in words under the scale."""
    parts = ["% ；横线为 95% 区间"]
    if any(mark.low is not None and mark.low != mark.high for mark in chart.marks):
        parts.append("斜线为不明对象留下的范围")
    if chart.goal is not None:
        parts.append(f"虚线为目标 {chart.goal}%")
    elif any(mark.goal is not None for mark in chart.marks):
        parts.append("红色竖线为各自的目标")
    return "，".join(parts)
