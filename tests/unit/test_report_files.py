"""Finished reports parsed back: Word, PDF and workbook of targets made by hand."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Mm
from lxml import etree
from pypdf import PdfReader

from tests.support import reports as made
from zhifang import statutes
from zhifang.core.errors import UserError
from zhifang.indicators.definitions import DEFINITIONS
from zhifang.reports import charts, fonts
from zhifang.reports.contents import build
from zhifang.reports.document import Chart, Grid, Paragraph
from zhifang.reports.gathering import RowCounts
from zhifang.reports.material import Material, Party
from zhifang.reports.readings import ANY_READING, READINGS, reading
from zhifang.reports.writing import FORMS, form_of, written

A, B, C = ("110109001", "大峪街道"), ("110109002", "城子街道"), ("110109003", "东辛房街道")
OPEN = {"MET NOT": 20}

#: Every kind of state a target can be in.
GIVEN: dict[str, dict[str, Any]] = {
    "I01": {
        "now": (960, 1000),
        "towns": [(*A, (500, 510)), (*B, (460, 490))],
        "years": [(2018, (700, 1000)), (2019, (900, 1000)), (2020, (960, 1000))],
    },
    "I02": {
        "now": (80, 100),
        "towns": [(*A, (60, 70)), (*B, (20, 28)), (*C, (0, 2))],
        "years": [(2019, (78, 100)), (2020, (80, 100))],
        "parties": [Party("91110109MA0000001X", f"<第{n}&厂>", 2, 1) for n in range(12)],
        "weight": "unverified",
    },
    "I03": {"now": (90, 100, OPEN), "towns": [(*A, (90, 100, OPEN))], "years": [(2020, (90, 100))]},
    "I04": {"now": (2, 4), "towns": [(*A, (2, 4))], "years": [(2019, (1, 3)), (2020, (2, 4))]},
    "I05": {"now": (0, 0), "towns": [(*A, (0, 0))], "years": [(2019, (0, 0)), (2020, (0, 0))]},
    "I15": {
        "now": (1, 3),
        "base": (3, 6),
        "decided": True,
        "towns": [(*A, (1, 3))],
        "years": [(2019, (1, 4)), (2020, (1, 3))],
    },
    "I16": {
        "now": (1, 3, {"MET NOT": 1}),
        "towns": [(*A, (1, 2)), (*B, (0, 1, {"MET NOT": 1}))],
        "years": [(2019, (0, 0)), (2020, (1, 3, {"MET NOT": 1}))],
    },
}


@pytest.fixture(scope="module")
def material() -> Material:
    return made.material(GIVEN)


@pytest.fixture(scope="module")
def files(material: Material) -> dict[str, bytes]:
    return {form: written(material, form, signed_by="某区卫生健康委") for form in FORMS}


@pytest.fixture(scope="module")
def words(files: dict[str, bytes]) -> str:
    """The text of the Word file outside tables, up to the annex."""
    return "\n".join(made.docx_texts(files["docx"])).split("\n附件\n")[0]


def computed() -> set[str]:
    """Every number that the tables of `GIVEN` hold or that follows from two of their rows."""
    plan = statutes.plan(made.PLAN)
    found = {"0", "5", "0.1", str(len(plan.targets)), str(len(plan.targets) - len(GIVEN))}
    found |= {str(number) for number in range(len(GIVEN) + 1)}  # how many are met, rank, differ
    for target_id, about in GIVEN.items():
        target = plan.target(target_id)
        if target.value is not None:
            found.add(str(target.value))
        rows = [about["now"], *(row[2] for row in about["towns"])]
        rows += [row[1] for row in about["years"]]
        rows += [about["base"]] if "base" in about else []
        listed = [made.row(row, target) for row in rows]
        for row in listed:
            found |= made.row_numbers(row)
            for other in listed:
                found |= made.change_numbers(row, other)
        found.add(str(len(about.get("parties", []))))
        n, total = about["now"][:2]
        found.add(str(next((k for k in range(total) if 100 * (n + k) >= 95 * total), 0)))
    found |= {"10"}  # how many employers the text names
    return found


def test_every_number_of_the_text_was_computed(words: str) -> None:
    fixed = made.fixed_texts(statutes.plan(made.PLAN))
    told = made.numbers(words, less=fixed)
    assert len(told) > 40
    assert told <= computed(), sorted(told - computed())


def test_every_number_of_the_pdf_stands_in_the_word_file(
    files: dict[str, bytes], material: Material
) -> None:
    told = made.pdf_text(files["pdf"])
    for block in (*build(material).blocks, *build(material).annex_blocks):
        if isinstance(block, Paragraph):
            assert made.squeezed(block.text) in told, block.text
        elif isinstance(block, Grid):
            for row in block.rows:
                for text in row:
                    assert made.squeezed(text) in told, text


def test_no_direction_without_interval_or_clause(words: str, files: dict[str, bytes]) -> None:
    fixed = [entry.title_zh for entry in statutes.plan(made.PLAN).targets]
    fixed += [entry.source_quote for entry in statutes.plan(made.PLAN).targets]
    assert made.loose_directions(words, less=fixed) == []
    assert made.loose_directions(
        made.pdf_text(files["pdf"]), less=[made.squeezed(text) for text in fixed]
    ) == []  # fmt: skip
    assert "较上年上升 6.0 个百分点（95% 区间 3.7～8.3）" in words
    assert "较上年上升 2.0 个百分点（95% 区间 −9.4～13.3），差异不能排除偶然" in words


def test_the_finder_of_loose_directions_finds_them() -> None:
    loose = (
        "较上年上升 2.1 个百分点（95% 区间 −0.4～4.6）。",
        "较上年下降 2.1 个百分点。",
        "申报率上升。",
        "较上年上升 5.0 个百分点（95% 区间 0.4～9.6），差异不能排除偶然。",
    )
    assert all(made.loose_directions(text) for text in loose)
    assert made.loose_directions("较上年上升 5.0 个百分点（95% 区间 0.4～9.6）。") == []
    assert made.numbers("I02 有 17 家，率 94.1%，2020年1月5日") == {"17", "94.1"}


def test_tables_hold_the_figures_and_say_why_others_are_missing(
    files: dict[str, bytes], material: Material
) -> None:
    rows = list(made.docx_rows(files["docx"]))
    assert ["I02", statutes.plan(made.PLAN).target("I02").title_zh + "※", "≥95%", "80/100", "0",
            "80.0%", "未达到"] in rows  # fmt: skip
    assert ["东辛房街道", "0", "2", "0", "0/2", "—", "未达到"] in rows
    waiting = [row for row in rows if row[0] == "I06"]
    assert waiting[0][-1] == "尚未计算：指标 I06 尚未接入计算。"
    assert all("0" not in row[3:] for row in waiting)
    assert len([row for row in rows if row[0] == "I15"]) == 2  # the table, and the definitions


def test_small_numbers_have_no_percentage_anywhere(files: dict[str, bytes]) -> None:
    text = "\n".join(made.docx_texts(files["docx"]))
    section = text.split("主要负责人职业卫生培训率达到95%以上\n", 1)[1].split("（五）")[0]
    assert "（2/4）" in section
    assert "不足 5 人次，不作比较" in section
    assert set(re.findall(r"\d+(?:\.\d+)?%", section)) == {"95%"}
    sheet = made.xlsx_cells(files["xlsx"])
    row = next(row for row in sheet["总表"] if row[0] == "I04")
    assert row[3:5] == [2, 4]
    assert row[8] == "不足5，只列计数"
    assert row[9] == "—"


def test_the_workbook_holds_numbers_as_numbers(files: dict[str, bytes]) -> None:
    cells = made.xlsx_cells(files["xlsx"])
    assert list(cells) == ["摘要", "总表", "口径", "镇街", "逐年", "单位", "计算说明"]
    head, *rows = cells["总表"]
    table = {row[0]: dict(zip(head, row, strict=True)) for row in rows}
    assert len([row for row in table if row]) == 16
    assert table["I01"]["分子"] == 960
    assert table["I01"]["比率（%）或数量"] == 96
    assert table["I02"]["还差"] == 15
    assert table["I03"]["可能最低"] == 75
    assert table["I06"]["分子"] is None
    assert table["I06"]["结论"] == "尚未计算"
    assert table["I16"]["比率（%）或数量"] == 1
    assert next(row[1:4] for row in cells["镇街"] if row[0] == "I02") == [*A, 60]
    assert len([row for row in cells["单位"] if row[0] == "I02"]) == 12
    assert cells["单位"][1][2] == "<第0&厂>"


@pytest.mark.parametrize("form", FORMS)
def test_the_same_report_gives_the_same_bytes(
    files: dict[str, bytes], material: Material, form: str
) -> None:
    assert written(material, form, signed_by="某区卫生健康委") == files[form]


def test_the_word_page_is_that_of_the_standard(files: dict[str, bytes]) -> None:
    document = docx.Document(io.BytesIO(files["docx"]))
    section = document.sections[0]
    assert [round(length.mm) for length in (section.page_width, section.page_height)] == [210, 297]
    assert [round(m.mm) for m in (section.top_margin, section.left_margin)] == [37, 28]
    assert abs(section.page_width - section.left_margin - section.right_margin - Mm(156)) < 1000
    assert abs(section.page_height - section.top_margin - section.bottom_margin - Mm(225)) < 1000
    grid = section._sectPr.find(qn("w:docGrid"))
    pitch = int(grid.get(qn("w:linePitch"))) / 20
    assert 22 * pitch <= 225 / 25.4 * 72 < 23 * pitch
    normal = document.styles["Normal"]
    tightened = int(normal.element.rPr.find(qn("w:spacing")).get(qn("w:val"))) / 20
    assert 28 * (16 + tightened) <= 156 / 25.4 * 72 < 29 * (16 + tightened)
    for style, size, face in (
        ("Normal", 16, "仿宋_GB2312"),
        ("Heading 1", 16, "黑体"),
        ("Heading 2", 16, "楷体_GB2312"),
        ("公文标题", 22, "方正小标宋简体"),
    ):
        found = document.styles[style]
        assert found.font.size.pt == size
        assert found.element.rPr.rFonts.get(qn("w:eastAsia")) == face
    assert document.settings.odd_and_even_pages_header_footer
    for footer in (section.footer, section.even_page_footer):
        xml = footer._element.xml
        assert 'w:instr="PAGE"' in xml
        assert "".join(re.findall(r"<w:t[^>]*>([^<]*)<", xml)) == "— 1 —"
    assert [p.text for p in document.paragraphs[:2]] == [
        statutes.plan(made.PLAN).title_zh, "执行情况报告",
    ]  # fmt: skip


def test_every_part_of_the_word_file_is_well_formed(files: dict[str, bytes]) -> None:
    with zipfile.ZipFile(io.BytesIO(files["docx"])) as archive:
        for name in archive.namelist():
            assert archive.getinfo(name).date_time == (1980, 1, 1, 0, 0, 0)
            if name.endswith((".xml", ".rels")):
                etree.fromstring(archive.read(name))
        assert len([name for name in archive.namelist() if name.endswith(".png")]) > 2


def test_the_pdf_embeds_free_fonts_and_is_for_keeping(files: dict[str, bytes]) -> None:
    reader = PdfReader(io.BytesIO(files["pdf"]))
    box = reader.pages[0].mediabox
    assert [round(float(side) / 72 * 25.4) for side in (box.width, box.height)] == [210, 297]
    metadata = reader.trailer["/Root"]["/Metadata"].get_data().decode()
    assert re.search(r"pdfaid:part>?=?\"?2", metadata)
    names, embedded = set(), set()
    for page in reader.pages:
        for font in page["/Resources"]["/Font"].values():
            inner = font.get_object()["/DescendantFonts"][0].get_object()
            names.add(inner["/BaseFont"].split("+")[1])
            embedded |= set(inner["/FontDescriptor"].get_object()) & {"/FontFile2", "/FontFile3"}
    assert names
    assert all(name.startswith(("NotoSerifCJK", "NotoSansCJK")) for name in names), names
    assert embedded
    assert reader.metadata is not None
    assert reader.metadata.author == "某区卫生健康委"


def test_a_machine_without_fonts_says_which_package(
    material: Material, monkeypatch: pytest.MonkeyPatch, tmp_path: Any
) -> None:
    monkeypatch.setenv(fonts.ENVIRONMENT, str(tmp_path))
    for form in ("docx", "pdf"):
        with pytest.raises(UserError, match="fonts-noto-cjk") as raised:
            written(material, form)
        assert "fonts-noto-cjk" in raised.value.zh
        assert raised.value.zh.count("。") == 1
    assert written(material, "xlsx").startswith(b"PK")


def test_a_township_and_a_register_without_anything() -> None:
    one = made.material({"I01": GIVEN["I01"]}, town="110109001")
    text = "\n".join(made.docx_texts(written(one, "docx")))
    assert "（大峪街道，截至2020年12月31日）" in text
    assert "分镇街情况" not in text
    assert "镇街" not in made.xlsx_cells(written(one, "xlsx"))
    nothing = made.without_stamp(made.material({}))
    for form in FORMS:
        assert written(nothing, form)
    text = "\n".join(made.docx_texts(written(nothing, "docx")))
    assert "已计算 0 项；16 项尚未计算" in text
    assert made.loose_directions(text) == []


@pytest.mark.parametrize("plan_id", [plan.id for plan in statutes.plans()])
def test_every_plan_can_be_reported(plan_id: str, material: Material) -> None:
    plan = statutes.plan(plan_id)
    of_another = Material(
        plan=plan,
        as_of=plan.last_day,
        known_at=material.known_at,
        place=plan.district_zh,
        town="",
        law_digest="",
        entries=tuple(
            type(material.entries[0])(target, None, "没有数据。") for target in plan.targets
        ),
    )
    text = "\n".join(made.docx_texts(written(of_another, "docx")))
    assert plan.title_zh in text


def test_what_is_asked_names_each_department_with_its_counts(words: str) -> None:
    asked = words.split("四、下一步工作要求")[1]
    assert "1. 区安全监管局。I01：对未申报的 40 家" in asked
    assert "I03：对未检查的 10 人次" in asked
    assert "并补齐 20 人次情况不明对象的资料" in asked
    assert "I15：对接尘工龄不足5年的 1 例" in asked
    assert "I05" not in asked
    assert "区人力社保局。报送尚未计算的 1 项指标所需的资料" in asked


def test_charts_hide_what_is_too_small(material: Material) -> None:
    blocks = [block for block in build(material).blocks if isinstance(block, Chart)]
    by_caption = {chart.caption: chart for chart in blocks}
    third = by_caption["I02 各镇街比率及其 95% 区间"].marks[2]
    assert (third.name, third.label, third.value) == ("东辛房街道", "0/2", None)
    assert "I04 各镇街比率及其 95% 区间" not in by_caption
    assert "I16 逐年变化及 95% 区间" in by_caption
    assert all(charts.svg(chart) == charts.svg(chart) for chart in blocks[:2])


LINES = (
    "subject_kind,subject_id,party_id,town,side,outcome,due_on,done_on,obligation_id",
    "principal,1:7,7,110109001,numerator,MET,,2020-03-01,",
    "principal,2:7,7,110109001,numerator,MET,,2019-03-01,",
    "principal,3:8,8,110109001,missing,NOT_MET,,,",
    "employer,9,9,110109001,unknown,UNKNOWN,,,",
    "employer,10,10,110109001,not_applicable,NOT_APPLICABLE,,,",
    "township,110109001,,110109001,missing,NOT_MET,,,",
)


def test_rows_tell_whom_work_is_left_about() -> None:
    rows = RowCounts(iter(LINES), "2020-01-01", open_side="missing")
    assert (dict(rows.open), dict(rows.unknown)) == ({8: 1}, {9: 1})
    assert rows.parties == {8, 9}
    assert rows.done_in_period == 1
    assert rows.words("I04").noun == "主要负责人"
    few = RowCounts(iter(LINES), "2020-01-01", open_side="numerator")
    assert (dict(few.open), few.parties) == ({7: 2}, {7, 9})
    none = RowCounts(iter(LINES[:1]), "2020-01-01", open_side="missing")
    assert (none.parties, none.words("I16").measure) == (set(), "起")
    assert none.words("X99").noun == "对象"


def test_every_computed_indicator_has_words() -> None:
    assert DEFINITIONS.keys() <= READINGS.keys()
    assert reading("X99") is ANY_READING


def test_the_form_is_that_of_the_file_name() -> None:
    assert [form_of(f"a/b.{form.upper()}") for form in FORMS] == list(FORMS)
    for name in ("report.doc", "report", "report.txt"):
        with pytest.raises(UserError, match=r"\.docx"):
            form_of(name)
