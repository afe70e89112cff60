"""The Word file's page: paper, margins, character grid, styles and page numbers (GB/T 9704)."""

from __future__ import annotations

from math import floor
from typing import Any

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import OxmlElement
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from zhifang.reports import layout

#: The faces of the standard. They are licensed: named here, never embedded.
FANGSONG, XIAOBIAOSONG = "仿宋_GB2312", "方正小标宋简体"
HEITI, KAITI, SONGTI = "黑体", "楷体_GB2312", "宋体"
LATIN = "Times New Roman"

#: What a machine without the face shows instead, where it has that.
ALTERNATIVES = {FANGSONG: "仿宋", XIAOBIAOSONG: "宋体", KAITI: "楷体", HEITI: "SimHei"}

#: Our styles, beside Word's own headings.
TITLE, SUBTITLE, ADDRESSEE, CELL = "公文标题", "公文副题", "主送机关", "表格文字"
CELL_HEAD, CAPTION, NOTE, PICTURE, SIGNATURE = "表头", "图表标题", "表注", "图", "落款"


def prepare(document: Document) -> None:
    """Page, styles, page numbers and font table of an empty document."""
    _page(document)
    _language(document)
    _styles(document)
    _page_numbers(document)
    _font_table(document)


def _page(document: Document) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(layout.PAGE_WIDTH), Mm(layout.PAGE_HEIGHT)
    section.top_margin, section.left_margin = Mm(layout.MARGIN_TOP), Mm(layout.MARGIN_LEFT)
    section.right_margin, section.bottom_margin = Mm(layout.MARGIN_RIGHT), Mm(layout.MARGIN_BOTTOM)
    section.footer_distance = Mm(
        layout.MARGIN_BOTTOM - layout.NUMBER_BELOW - layout.FOUR / layout.POINTS_PER_MM
    )
    grid = section._sectPr.find(qn("w:docGrid"))
    if grid is None:
        grid = OxmlElement("w:docGrid")
        section._sectPr.append(grid)
    # Twentieths of a point a line; 4096ths of a point a character beside the body's size. The
    # grid is one of lines: 28 characters a line come from the styles' own tightening, because a
    # grid narrower than its characters gives each of them two places in LibreOffice.
    grid.set(qn("w:type"), "lines")
    grid.set(qn("w:linePitch"), str(floor(layout.LINE_PITCH * 20)))
    grid.set(qn("w:charSpace"), str(floor(layout.TIGHTENING * 4096)))
    document.settings.odd_and_even_pages_header_footer = True


def _language(document: Document) -> None:
    """Simplified Chinese: which shapes a stand-in font gives, and where lines break."""
    defaults = document.styles.element.find(qn("w:docDefaults"))
    for language in defaults.iter(qn("w:lang")):
        language.set(qn("w:eastAsia"), "zh-CN")
        language.set(qn("w:val"), "en-US")


def _styles(document: Document) -> None:
    normal = document.styles["Normal"]
    _set_type(normal, FANGSONG, layout.THREE)
    _tightened(normal, layout.TIGHTENING)
    _no_spacing(normal)
    normal.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    for name in ("w:autoSpaceDE", "w:autoSpaceDN"):
        # The texts carry their own spaces between Chinese and digits.
        _property(normal, name, "0")
    _property(normal, "w:widowControl", "0")
    for level, (face, bold) in {1: (HEITI, False), 2: (KAITI, False), 3: (FANGSONG, True)}.items():
        heading = document.styles[f"Heading {level}"]
        _set_type(heading, face, layout.THREE, bold=bold)
        _no_spacing(heading)
        _indent(heading)
        heading.paragraph_format.keep_with_next = True
    body = document.styles["Body Text"]
    _set_type(body, FANGSONG, layout.THREE)
    _no_spacing(body)
    _indent(body)
    centred = WD_ALIGN_PARAGRAPH.CENTER
    title = _own(document, TITLE, XIAOBIAOSONG, layout.TWO, centred)
    title.paragraph_format.line_spacing = Pt(layout.TITLE_PITCH)
    _property(title, "w:snapToGrid", "0")
    _own(document, SUBTITLE, KAITI, layout.THREE, centred)
    _own(document, ADDRESSEE, FANGSONG, layout.THREE, WD_ALIGN_PARAGRAPH.LEFT)
    _own(document, SIGNATURE, FANGSONG, layout.THREE, WD_ALIGN_PARAGRAPH.RIGHT)
    for name, face, size, align in (
        (CELL, FANGSONG, layout.FIVE, centred),
        (CELL_HEAD, HEITI, layout.FIVE, centred),
        (CAPTION, HEITI, layout.SMALL_FOUR, centred),
        (NOTE, FANGSONG, layout.FIVE, WD_ALIGN_PARAGRAPH.JUSTIFY),
        (PICTURE, FANGSONG, layout.FIVE, centred),
    ):
        style = _own(document, name, face, size, align)
        _tightened(style, 0)
        _property(style, "w:snapToGrid", "0")
    document.styles[CAPTION].paragraph_format.space_before = Pt(8)
    document.styles[CAPTION].paragraph_format.space_after = Pt(4)
    document.styles[NOTE].paragraph_format.space_before = Pt(3)
    document.styles[NOTE].paragraph_format.space_after = Pt(8)


def _own(document: Document, name: str, face: str, size: float, align: WD_ALIGN_PARAGRAPH) -> Any:
    style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = document.styles["Normal"]
    _set_type(style, face, size)
    _no_spacing(style)
    style.paragraph_format.alignment = align
    return style


def _set_type(style: Any, face: str, size: float, *, bold: bool = False) -> None:
    """Face for Chinese, a plain Latin face for digits; black, upright."""
    style.font.size = Pt(size)
    style.font.bold = bold
    style.font.italic = False
    style.font.color.rgb = RGBColor(0, 0, 0)
    set_faces(style.element.get_or_add_rPr(), face)


def _tightened(style: Any, points: float) -> None:
    """What every character gives up of its width; twentieths of a point in the file."""
    properties = style.element.get_or_add_rPr()
    spacing = OxmlElement("w:spacing")
    spacing.set(qn("w:val"), str(floor(points * 20)))
    properties.insert_element_before(
        spacing, "w:w", "w:kern", "w:position", "w:sz", "w:szCs", "w:lang"
    )


def set_faces(properties: Any, face: str) -> None:
    """The faces of run properties, without the theme's."""
    fonts = properties.get_or_add_rFonts()
    for name in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
        fonts.attrib.pop(qn(name), None)
    for name, value in (
        ("w:ascii", LATIN),
        ("w:hAnsi", LATIN),
        ("w:cs", LATIN),
        ("w:eastAsia", face),
    ):
        fonts.set(qn(name), value)


def _no_spacing(style: Any) -> None:
    form = style.paragraph_format
    form.space_before = form.space_after = Pt(0)
    form.line_spacing = 1.0


def _indent(style: Any) -> None:
    """Two characters, as every paragraph of the body."""
    indent = style.element.get_or_add_pPr().get_or_add_ind()
    indent.set(qn("w:firstLineChars"), "200")
    indent.set(qn("w:firstLine"), str(round(2 * layout.CHARACTER_PITCH * 20)))


def _property(style: Any, name: str, value: str) -> None:
    """A paragraph property of a style, in the place the schema gives it."""
    properties = style.element.get_or_add_pPr()
    element = OxmlElement(name)
    element.set(qn("w:val"), value)
    properties.insert_element_before(element, *_AFTER[name])


_TAIL = ("w:spacing", "w:ind", "w:contextualSpacing", "w:jc", "w:outlineLvl", "w:rPr")
_AFTER = {
    "w:widowControl": ("w:autoSpaceDE", "w:autoSpaceDN", "w:snapToGrid", *_TAIL),
    "w:autoSpaceDE": ("w:autoSpaceDN", "w:snapToGrid", *_TAIL),
    "w:autoSpaceDN": ("w:snapToGrid", *_TAIL),
    "w:snapToGrid": _TAIL,
}


def _page_numbers(document: Document) -> None:
    """— 1 — in 4号 Song, right on odd pages and left on even ones, one character from the edge."""
    section = document.sections[0]
    for footer, align in (
        (section.footer, WD_ALIGN_PARAGRAPH.RIGHT),
        (section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT),
    ):
        footer.is_linked_to_previous = False
        paragraph = footer.paragraphs[0]
        paragraph.alignment = align
        edge = paragraph.paragraph_format
        if align == WD_ALIGN_PARAGRAPH.RIGHT:
            edge.right_indent = Pt(layout.FOUR)
        else:
            edge.left_indent = Pt(layout.FOUR)
        _numbered(paragraph)


def _numbered(paragraph: Paragraph) -> None:
    _piece(paragraph, "— ")
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    paragraph._p.append(field)
    run = paragraph.add_run("1")
    _number_type(run)
    field.append(run._r)
    _piece(paragraph, " —")


def _piece(paragraph: Paragraph, text: str) -> None:
    _number_type(paragraph.add_run(text))


def _number_type(run: Any) -> None:
    run.font.size = Pt(layout.FOUR)
    properties = run._r.get_or_add_rPr()
    set_faces(properties, SONGTI)
    properties.get_or_add_rFonts().set(qn("w:ascii"), SONGTI)
    properties.get_or_add_rFonts().set(qn("w:hAnsi"), SONGTI)


def _font_table(document: Document) -> None:
    """Names what may stand in for a face that a machine lacks."""
    for relation in document.part.rels.values():
        if relation.reltype == RELATIONSHIP_TYPE.FONT_TABLE:
            part = relation.target_part
            table = parse_xml(part.blob)
            for face, other in ALTERNATIVES.items():
                table.append(
                    parse_xml(
                        f'<w:font {nsdecls("w")} w:name="{face}"><w:altName w:val="{other}"/>'
                        '<w:charset w:val="86"/></w:font>'
                    )
                )
            part._blob = _serialised(table)


def _serialised(element: Any) -> bytes:
    from lxml import etree

    content: bytes = etree.tostring(
        element, xml_declaration=True, encoding="UTF-8", standalone=True
    )
    return content
