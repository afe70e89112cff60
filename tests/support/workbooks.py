"""Workbooks for tests: rows of plain values in the layout of the templates."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import xlsxwriter

from zhifang.core.identity import CREDIT_ALPHABET, CREDIT_WEIGHTS, ID_CHECKS, ID_WEIGHTS
from zhifang.exchange.received import SentFile
from zhifang.exchange.sheets import SHEETS
from zhifang.exchange.templates import write_frame

Row = Mapping[str, Any]


def credit_code(number: int) -> str:
    """The ``number``-th made-up credit code with a right check character."""
    body = f"91110109MA{number:07d}"
    total = sum(CREDIT_ALPHABET.index(c) * w for c, w in zip(body, CREDIT_WEIGHTS, strict=True))
    return body + CREDIT_ALPHABET[(31 - total % 31) % 31]


def id_number(number: int, birth: str = "19800101") -> str:
    """A made-up identity number of a man with a right check character."""
    body = f"110109{birth}{(number % 500) * 2 + 1:03d}"
    total = sum(int(d) * w for d, w in zip(body, ID_WEIGHTS, strict=True))
    return body + ID_CHECKS[total % 11]


E1, E2, AGENCY, CLINIC, LAB = (credit_code(n) for n in (1, 2, 3, 4, 5))
W1, W2 = id_number(1), id_number(2)

EMPLOYER: Row = {
    "credit_code": E1,
    "employer_name": "门头沟一厂",
    "site_no": "01",
    "town": "大峪街道",
    "industry": "C3311",
    "status": "在业",
    "valid_from": "2015-01-01",
}
POST: Row = {
    "credit_code": E1,
    "site_no": "01",
    "workshop": "一车间",
    "post": "打磨",
    "hazard": "F001",
    "valid_from": "2015-01-01",
}
WORKER: Row = {
    "id_type": "01",
    "id_number": W1,
    "worker_name": "张三",
    "sex": "男",
    "birth_on": "1980-01-01",
    "using_code": E1,
    "site_no": "01",
    "workshop": "一车间",
    "post": "打磨",
    "valid_from": "2016-01-01",
    "employment": "直接用工",
}
DECLARATION: Row = {
    "credit_code": E1,
    "site_no": "01",
    "kind": "初次",
    "declared_on": "2016-03-01",
}
MEASUREMENT: Row = {
    "institution_code": LAB,
    "institution_name": "检测所",
    "report_no": "R1",
    "sample_no": "S1",
    "report_kind": "10",
    "sampled_on": "2020-03-01",
    "issued_on": "2020-03-20",
    "using_code": E1,
    "site_no": "01",
    "workshop": "一车间",
    "post": "打磨",
    "hazard": "F001",
    "value_text": "0.5",
}
EXAM: Row = {
    "institution_code": CLINIC,
    "institution_name": "区医院",
    "exam_no": "T1",
    "id_type": "01",
    "id_number": W1,
    "worker_name": "张三",
    "sex": "男",
    "birth_on": "1980-01-01",
    "employer_code": E1,
    "site_no": "01",
    "exam_kind": "在岗期间",
    "exam_on": "2020-06-01",
    "examined": "F001",
    "hazard": "F001",
    "conclusion": "N",
    "reported_on": "2020-06-10",
}
WHOLE: dict[str, list[Row]] = {
    "employers": [EMPLOYER],
    "posts": [POST],
    "workers": [WORKER],
    "declarations": [DECLARATION],
    "measurements": [MEASUREMENT],
    "examinations": [EXAM],
}


def workbook(
    sheets: Mapping[str, Sequence[Row]], *, sender: str | None = None, through: str | None = None
) -> bytes:
    """A workbook with the rows given by sheet key; values are written as they are."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    for key, rows in sheets.items():
        sheet = SHEETS[key]
        page = write_frame(book, sheet, sender, through)
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for index, row in enumerate(rows, start=3):
            for place, column in enumerate(sheet.columns):
                value = row.get(column.key)
                if isinstance(value, str):
                    page.write_string(index, place, value)
                elif isinstance(value, date):
                    page.write_datetime(index, place, value, day)
                elif value is not None:
                    page.write(index, place, value)
    book.close()
    return out.getvalue()


def sent(name: str, sheets: Mapping[str, Sequence[Row]], **about: str) -> SentFile:
    """A file as it arrives."""
    return SentFile(name, workbook(sheets, **about))


def changed_exams(count: int) -> list[Row]:
    """``count`` exams of one worker, a number each."""
    return [{**EXAM, "exam_no": f"T{number}"} for number in range(count)]
