"""The report as a workbook: summary, all targets, townships, years, employers, how computed."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import xlsxwriter

from zhifang.reports.document import Chart, Grid, Heading, Paragraph, Report
from zhifang.reports.figures import Figure
from zhifang.reports.material import Material
from zhifang.reports.target_section import numbers_of
from zhifang.reports.wording import WEIGHTS, aim, interval, listed, verdict

#: The columns every figure has, with the width of each.
FIGURE_COLUMNS = (
    ("分子", 8),
    ("分母", 8),
    ("不明", 8),
    ("未到期", 8),
    ("不适用", 8),
    ("比率（%）或数量", 15),
    ("95% 区间", 14),
    ("可能最低", 10),
    ("可能最高", 10),
    ("结论", 14),
)
#: Stands where a percentage may not be shown.
SMALL_NUMBER = "不足5，只列计数"


def sheet(material: Material, report: Report) -> bytes:
    """The bytes of an .xlsx; figures are numbers, text is never a formula."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(
        out,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        },
    )
    stamp = report.stamp.replace(microsecond=0, tzinfo=None)
    book.set_properties(
        {
            "title": "".join(report.title),
            "subject": report.subtitle.strip("（）"),
            "author": report.signed_by or "zhifang",
            "keywords": ", ".join(report.keywords),
            "created": stamp,
        }
    )
    writer = _Writer(book)
    writer.text("摘要", _opening(report))
    writer.table("总表", *_all_targets(material))
    writer.table("口径", *_variants(material))
    if not material.town:
        writer.table("镇街", *_towns(material))
    writer.table("逐年", *_years(material))
    writer.table("单位", *_parties(material))
    writer.text("计算说明", _annex(report))
    book.close()
    return out.getvalue()


class _Writer:
    """Writes sheets with a frozen heading, printed on A4 across."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self.book = book
        self.head = book.add_format({
            "bold": True, "border": 1, "text_wrap": True, "valign": "vcenter", "align": "center",
            "bg_color": "#e9edf1",
        })  # fmt: skip
        self.cell = book.add_format({"border": 1, "valign": "vcenter", "text_wrap": True})
        self.tenth = book.add_format({"border": 1, "valign": "vcenter", "num_format": "0.0"})
        self.bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        self.wrapped = book.add_format({"text_wrap": True, "valign": "top"})

    def table(
        self, name: str, columns: Sequence[tuple[str, float]], rows: Iterable[Sequence[Any]]
    ) -> None:
        """One sheet of rows under a heading."""
        sheet = self._new(name)
        for place, (heading, width) in enumerate(columns):
            sheet.set_column(place, place, width)
            sheet.write_string(0, place, heading, self.head)
        sheet.freeze_panes(1, 0)
        sheet.repeat_rows(0)
        line = 0
        for line, row in enumerate(rows, start=1):
            for place, value in enumerate(row):
                self._write(sheet, line, place, value)
        sheet.autofilter(0, 0, max(line, 1), len(columns) - 1)

    def text(self, name: str, parts: Iterable[tuple[str, str]]) -> None:
        """One sheet of text: a line each, its lead in the first column."""
        sheet = self._new(name)
        sheet.set_column(0, 0, 26)
        sheet.set_column(1, 1, 100)
        for line, (lead, text) in enumerate(parts):
            sheet.write_string(line, 0, lead, self.bold)
            sheet.write_string(line, 1, text, self.wrapped)

    def _new(self, name: str) -> Any:
        sheet = self.book.add_worksheet(name)
        sheet.set_paper(9)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.set_footer("&C— &P —")
        return sheet

    def _write(self, sheet: Any, line: int, place: int, value: Any) -> None:
        if value is None:
            sheet.write_blank(line, place, None, self.cell)
        elif isinstance(value, Decimal):
            sheet.write_number(line, place, value, self.tenth)
        elif isinstance(value, int):
            sheet.write_number(line, place, value, self.cell)
        else:
            sheet.write_string(line, place, value, self.cell)


def _figure(figure: Figure) -> tuple[Any, ...]:
    """The cells of a figure; no percentage below five subjects."""
    shown = figure.has_value
    value: Any = figure.numerator if figure.counts_events else figure.value
    if not shown:
        value = SMALL_NUMBER if figure.denominator else None
    return (
        figure.numerator,
        figure.denominator,
        figure.unknown,
        figure.pending,
        figure.not_applicable,
        value,
        interval(figure),
        figure.low if shown else None,
        figure.high if shown else None,
        verdict(figure),
    )


def _opening(report: Report) -> list[tuple[str, str]]:
    """The title and the summary, as in the text: up to the table of all targets."""
    parts = [("", "".join(report.title)), ("", report.subtitle)]
    for block in report.blocks:
        if isinstance(block, Grid):
            break
        if isinstance(block, Heading):
            parts.append((block.text, ""))
        elif isinstance(block, Paragraph):
            parts.append((block.lead.rstrip("。"), block.text))
    return parts[:-1] if parts[-1][1] == "" else parts


def _annex(report: Report) -> list[tuple[str, str]]:
    parts: list[tuple[str, str]] = []
    for block in report.annex_blocks:
        if isinstance(block, Grid):
            parts.append((block.caption, ""))
            parts += [(row[0], "\n".join(row[1:])) for row in block.rows]
            parts.append(("", block.note))
        elif isinstance(block, Paragraph):
            parts.append((block.lead.rstrip("。"), block.text))
        elif isinstance(block, Heading | Chart):
            parts.append((getattr(block, "text", ""), ""))
    return parts


_Table = tuple[list[tuple[str, float]], list[tuple[Any, ...]]]


def _all_targets(material: Material) -> _Table:
    names = {department.id: department.name_zh for department in material.plan.departments}
    columns = [
        ("编号", 7.0), ("指标", 44.0), ("目标", 9.0), *FIGURE_COLUMNS, ("还差", 8.0),
        ("未符合中来源不全", 12.0), ("法规核对", 12.0), ("目标值核对", 12.0),
        ("责任部门", 24.0), ("说明", 40.0),
    ]  # fmt: skip
    rows: list[tuple[Any, ...]] = []
    for entry in material.entries:
        target = entry.target
        head = (target.id, target.title_zh, aim(target.comparison, target.value, target.unit))
        goal = WEIGHTS.get(target.weight, target.weight)
        responsible = listed([names[department] for department in target.departments])
        if entry.facts is None:
            blank = (None,) * (len(FIGURE_COLUMNS) - 1)
            missing = (*blank, "尚未计算", None, None, None)
            rows.append((*head, *missing, goal, responsible, entry.reason))
            continue
        figure, weight = entry.facts.figure, entry.facts.document["weight"]
        short = None if figure.met or figure.empty else figure.needed(target.value) or None
        rows.append(
            (*head, *_figure(figure), short, figure.unmet_incomplete,
             WEIGHTS.get(weight, weight), goal, responsible, entry.reason)
        )  # fmt: skip
    return columns, rows


def _variants(material: Material) -> _Table:
    columns = [("编号", 7.0), ("口径", 44.0), ("规划文件写法", 24.0), ("分子", 8.0),
               ("分母", 8.0), ("不明", 8.0),
               ("比率（%）或数量", 15.0), ("结论", 14.0), ("说明", 40.0)]  # fmt: skip
    rows: list[tuple[Any, ...]] = []
    for target, facts in material.computed:
        for variant in facts.variants:
            head = (target.id, variant.title, variant.key)
            if variant.figure is None:
                rows.append((*head, None, None, None, None, "未计算", variant.reason))
                continue
            numerator, denominator, unknown, _p, _n, value, *_rest = _figure(variant.figure)
            rows.append(
                (*head, numerator, denominator, unknown, value, verdict(variant.figure), "")
            )
    return columns, rows


def _towns(material: Material) -> _Table:
    columns = [("编号", 7.0), ("镇街代码", 14.0), ("镇街", 16.0), *FIGURE_COLUMNS]
    return columns, [
        (target.id, town.code, town.name, *_figure(town.figure))
        for target, facts in material.computed
        for town in facts.towns
    ]


def _years(material: Material) -> _Table:
    columns = [("编号", 7.0), ("年份", 8.0), ("截至", 12.0), *FIGURE_COLUMNS]
    return columns, [
        (target.id, year.year, str(date.fromisoformat(year.as_of)), *_figure(year.figure))
        for target, facts in material.computed
        for year in facts.years
    ]


def _parties(material: Material) -> _Table:
    columns = [("编号", 7.0), ("统一社会信用代码", 22.0), ("单位名称", 36.0), ("问题", 18.0),
               ("数量", 9.0), ("不明", 9.0), ("计量", 8.0)]  # fmt: skip
    return columns, [
        (target.id, party.credit_code, party.name, numbers_of(target, facts)[1],
         party.open, party.unknown, facts.words.measure)
        for target, facts in material.computed
        for party in facts.parties
    ]  # fmt: skip
