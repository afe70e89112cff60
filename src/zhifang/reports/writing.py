"""Writing a report down in the form its file name asks for."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from zhifang.core.errors import UserError
from zhifang.reports.contents import build
from zhifang.reports.material import Material
from zhifang.reports.pdf import pdf
from zhifang.reports.sheet import sheet
from zhifang.reports.word import word

#: The forms a report can be written in.
FORMS = ("docx", "pdf", "xlsx")

#: The type of each for a browser.
CONTENT_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def form_of(path: str) -> str:
    """The form a file's name asks for. UserError when it is none of ours."""
    form = Path(path).suffix.removeprefix(".").lower()
    if form not in FORMS:
        raise UserError(
            "报告只能写成 .docx、.pdf 或 .xlsx 文件；请改正文件名。",
            "A report is written as a .docx, .pdf or .xlsx file; correct the name of the file.",
            where=path,
        )
    return form


def written(material: Material, form: str, *, signed_by: str = "") -> bytes:
    """The whole file; the same material gives the same bytes."""
    report = build(material, signed_by=signed_by)
    writers: dict[str, Callable[[], bytes]] = {
        "docx": lambda: word(report),
        "pdf": lambda: pdf(report),
        "xlsx": lambda: sheet(material, report),
    }
    return writers[form]()
