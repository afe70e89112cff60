"""The report as a Word file: editable text in named styles, tables, and pictures of charts."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence

import docx
from docx.document import Document
from docx.enum.table import WD_ALIGN_VERTICAL, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import OxmlElement
from docx.shared import Mm, Pt
from docx.table import Table, _Row

from zhifang.reports import charts, layout
from zhifang.reports.document import (
    Block,
    Chart,
    Column,
    Grid,
    Heading,
    Paragraph,
    Report,
)
from zhifang.reports.word_page import (
    ADDRESSEE,
    CAPTION,
    CELL,
    CELL_HEAD,
    HEITI,
    NOTE,
    PICTURE,
    SIGNATURE,
    SUBTITLE,
    TITLE,
    prepare,
    set_faces,
)

#: The instant every part inside the file is stamped with.
NO_DAY = (1980, 1, 1, 0, 0, 0)

_ALIGN = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
}


def word(report: Report) -> bytes:
    """The bytes of a .docx; the same report gives the same bytes."""
    document = docx.Document()
    prepare(document)
    _properties(document, report)
    writer = _Writer(document)
    for line in report.title:
        document.add_paragraph(line, style=TITLE)
    document.add_paragraph(report.subtitle, style=SUBTITLE)
    document.add_paragraph()
    document.add_paragraph(report.addressee, style=ADDRESSEE)
    writer.blocks(report.blocks)
    document.add_paragraph(report.closing, style="Body Text")
    document.add_paragraph()
    document.add_paragraph(f"附件：{'；'.join(report.annexes)}", style="Body Text")
    if report.signed_by:
        _signature(document, report.signed_by)
    _annex(document, report, writer)
    out = io.BytesIO()
    document.save(out)
    return _timeless(out.getvalue())


def _properties(document: Document, report: Report) -> None:
    stamp = report.stamp.replace(microsecond=0, tzinfo=None)
    core = document.core_properties
    core.title, core.subject = "".join(report.title), report.subtitle.strip("（）")
    core.author = core.last_modified_by = report.signed_by or "zhifang"
    core.keywords = ", ".join(report.keywords)
    core.comments, core.language = "", "zh-CN"
    core.created = core.modified = stamp


def _signature(document: Document, signed_by: str) -> None:
    """The signing office, and the day it is signed left open, four characters from the edge."""
    for _line in range(2):
        document.add_paragraph().paragraph_format.keep_with_next = True
    for text, characters in ((signed_by, 3), ("\u3000\u3000年\u3000月\u3000日", 4)):
        paragraph = document.add_paragraph(text, style=SIGNATURE)
        paragraph.paragraph_format.keep_with_next = text == signed_by
        paragraph.paragraph_format.right_indent = Mm(
            characters * layout.CHARACTER_PITCH / layout.POINTS_PER_MM
        )


def _annex(document: Document, report: Report, writer: _Writer) -> None:
    mark = document.add_paragraph(style=ADDRESSEE)
    mark.paragraph_format.page_break_before = True
    set_faces(mark.add_run("附件")._r.get_or_add_rPr(), HEITI)
    document.add_paragraph()
    document.add_paragraph(report.annexes[0], style=TITLE)
    document.add_paragraph()
    writer.blocks(report.annex_blocks)


def _timeless(content: bytes) -> bytes:
    """The same file with every part stamped with the same day, so that bytes repeat."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as given,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as written,
    ):
        for name in given.namelist():
            entry = zipfile.ZipInfo(name, NO_DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            written.writestr(entry, given.read(name))
    return out.getvalue()


class _Writer:
    """Writes blocks one after the other and numbers tables and pictures."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.tables = 0
        self.pictures = 0

    def blocks(self, blocks: tuple[Block, ...]) -> None:
        """Each block in its place."""
        for block in blocks:
            if isinstance(block, Heading):
                self.document.add_paragraph(block.text, style=f"Heading {block.level}")
            elif isinstance(block, Paragraph):
                self._paragraph(block)
            elif isinstance(block, Grid):
                self._grid(block)
            elif isinstance(block, Chart):
                self._chart(block)

    def _paragraph(self, block: Paragraph) -> None:
        paragraph = self.document.add_paragraph(style="Body Text")
        if block.lead:
            paragraph.add_run(block.lead).bold = True
        paragraph.add_run(block.text)

    def _grid(self, block: Grid) -> None:
        self.tables += 1
        caption = self.document.add_paragraph(f"表{self.tables}  {block.caption}", style=CAPTION)
        caption.paragraph_format.keep_with_next = True
        table = self.document.add_table(rows=1, cols=len(block.columns), style="Table Grid")
        table.alignment = WD_TABLE_ALIGNMENT.CENTER
        table.autofit = False
        _fixed(table, block.columns)
        _fill(table.rows[0], [column.title for column in block.columns], block.columns, head=True)
        _repeated(table.rows[0])
        for row in block.rows:
            _fill(table.add_row(), row, block.columns)
        if block.together:
            _kept_together(table)
        below = self.document.add_paragraph(block.note, style=NOTE)
        if not block.note:
            below.paragraph_format.line_spacing = Pt(4)

    def _chart(self, block: Chart) -> None:
        self.pictures += 1
        paragraph = self.document.add_paragraph(style=PICTURE)
        paragraph.paragraph_format.keep_with_next = True
        picture = paragraph.add_run().add_picture(
            io.BytesIO(charts.png(block)), width=Mm(layout.TEXT_WIDTH)
        )
        picture._inline.docPr.set("descr", block.alt)
        picture._inline.docPr.set("name", f"图{self.pictures}")
        self.document.add_paragraph(f"图{self.pictures}  {block.caption}", style=CAPTION)


def _fixed(table: Table, columns: tuple[Column, ...]) -> None:
    """Column widths as given, and little room inside the cells."""
    properties = table._tbl.tblPr
    properties.append(
        parse_xml(
            f"<w:tblCellMar {nsdecls('w')}>"
            '<w:top w:w="40" w:type="dxa"/><w:left w:w="57" w:type="dxa"/>'
            '<w:bottom w:w="40" w:type="dxa"/><w:right w:w="57" w:type="dxa"/></w:tblCellMar>'
        )
    )
    for place, column in zip(table._tbl.tblGrid.findall(qn("w:gridCol")), columns, strict=True):
        place.set(qn("w:w"), str(Mm(column.width).twips))


def _fill(
    row: _Row, texts: Sequence[str], columns: tuple[Column, ...], *, head: bool = False
) -> None:
    """Writes the cells of a row; where texts are fewer than columns the last one spans the rest."""
    properties = row._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:cantSplit"))
    cells = list(row.cells)
    if len(texts) < len(columns):
        cells = [*cells[: len(texts) - 1], cells[len(texts) - 1].merge(cells[-1])]
    for cell, text, column in zip(cells, texts, columns, strict=False):
        cell.width = Mm(column.width)
        cell.vertical_alignment = WD_ALIGN_VERTICAL.CENTER
        paragraph = cell.paragraphs[0]
        paragraph.style = CELL_HEAD if head else CELL
        paragraph.alignment = _ALIGN["center" if head else column.align]
        for place, line in enumerate(text.split("\n")):
            run = paragraph.add_run(line)
            if place:
                run._r.insert_element_before(OxmlElement("w:br"), "w:t")


def _kept_together(table: Table) -> None:
    """Every row on the page of the next one."""
    for row in table.rows[:-1]:
        for cell in row.cells:
            cell.paragraphs[0].paragraph_format.keep_with_next = True


def _repeated(row: _Row) -> None:
    """The heading again on every page the table runs over."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
