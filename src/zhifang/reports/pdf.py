"""The report as PDF/A-2b, set in free fonts that are embedded in the file."""

from __future__ import annotations

import json
import re
import tempfile
from pathlib import Path
from typing import Any, Final

import typst

from zhifang.reports import charts, fonts, layout
from zhifang.reports.document import Block, Chart, Grid, Heading, Paragraph, Report

TEMPLATE = Path(__file__).with_name("report.typ")
STANDARD: Final = "a-2b"

#: Digests and ids have no place to break a line: they get one after each of these.
_LONG = re.compile(r"[0-9a-z]{16}(?=[0-9a-z]{4})|[;=_](?=[0-9a-z])")


def pdf(report: Report) -> bytes:
    """The bytes of the file; the same report gives the same bytes. UserError without fonts."""
    there = fonts.chinese_fonts()
    with tempfile.TemporaryDirectory(prefix="zhifang-report-") as folder:
        template = Path(folder) / TEMPLATE.name
        template.write_bytes(TEMPLATE.read_bytes())
        content: bytes = typst.compile(
            str(template),
            root=folder,
            font_paths=[str(path) for path in there.folders],
            ignore_system_fonts=True,
            format="pdf",
            sys_inputs={"report": json.dumps(_data(report), ensure_ascii=False)},
            pdf_standards=[STANDARD],
            timestamp=int(report.stamp.timestamp()),
        )
    return content


def _data(report: Report) -> dict[str, Any]:
    numbers = _Numbers()
    return {
        "title": list(report.title),
        "subtitle": report.subtitle,
        "author": report.signed_by or "zhifang",
        "keywords": list(report.keywords),
        "addressee": report.addressee,
        "blocks": [numbers.block(block) for block in report.blocks],
        "closing": report.closing,
        "annexes": list(report.annexes),
        "annex_blocks": [numbers.block(block) for block in report.annex_blocks],
        "signed_by": report.signed_by,
        "layout": {
            "page_width": layout.PAGE_WIDTH,
            "page_height": layout.PAGE_HEIGHT,
            "margin_top": layout.MARGIN_TOP,
            "margin_left": layout.MARGIN_LEFT,
            "margin_right": layout.MARGIN_RIGHT,
            "margin_bottom": layout.MARGIN_BOTTOM,
            "text_width": layout.TEXT_WIDTH,
            "number_below": layout.NUMBER_BELOW,
            "line_pitch": layout.LINE_PITCH,
            "tightening": layout.TIGHTENING,
            "two": layout.TWO,
            "three": layout.THREE,
            "four": layout.FOUR,
            "small_four": layout.SMALL_FOUR,
            "five": layout.FIVE,
            "serif": fonts.SERIF,
            "sans": fonts.SANS,
        },
    }


class _Numbers:
    """Blocks as plain data, tables and pictures numbered in their order."""

    def __init__(self) -> None:
        self.tables = 0
        self.pictures = 0

    def block(self, block: Block) -> dict[str, Any]:
        """What the template is told of a block."""
        if isinstance(block, Heading):
            return {"kind": "heading", "level": block.level, "text": block.text}
        if isinstance(block, Paragraph):
            return {"kind": "paragraph", "lead": block.lead, "text": block.text}
        if isinstance(block, Grid):
            return self._grid(block)
        if isinstance(block, Chart):
            self.pictures += 1
            return {
                "kind": "chart",
                "caption": f"图{self.pictures}  {block.caption}",
                "alt": block.alt,
                "svg": charts.svg(block).decode("utf-8"),
            }
        raise TypeError(f"no such block: {block!r}")

    def _grid(self, block: Grid) -> dict[str, Any]:
        self.tables += 1
        return {
            "kind": "grid",
            "caption": f"表{self.tables}  {block.caption}",
            "columns": [
                {"title": column.title, "width": column.width, "align": column.align}
                for column in block.columns
            ],
            "rows": [[_LONG.sub("\\g<0>\u200b", text) for text in row] for row in block.rows],
            "note": block.note,
            "together": block.together,
        }
