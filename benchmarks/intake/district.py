"""A made-up district for the intake benchmark: 2,000 employers, 60,000 workers, exams."""

from __future__ import annotations

import io
import random
from collections.abc import Iterator
from datetime import date, timedelta

import xlsxwriter

from tests.support.workbooks import Row, credit_code, workbook
from zhifang.core.identity import ID_CHECKS, ID_WEIGHTS
from zhifang.exchange.sheets import SHEETS

EMPLOYERS, WORKERS = 2_000, 60_000
TOWNS = ("110109001", "110109002", "110109003", "110109005", "110109006", "110109101")
HAZARDS = ("F001", "F002", "H001", "H028", "W001")


def employers() -> bytes:
    """The workbook of employers, a site each."""
    rows: list[Row] = [
        {
            "credit_code": credit_code(number),
            "employer_name": f"单位{number}",
            "site_no": "01",
            "town": TOWNS[number % len(TOWNS)],
            "status": "在业",
            "valid_from": "2015-01-01",
        }
        for number in range(EMPLOYERS)
    ]
    return workbook({"employers": rows})


def identity(worker: int) -> tuple[str, date]:
    """The identity number and birth date of a worker."""
    born = date(1965, 1, 1) + timedelta(days=worker // 400)
    body = f"110109{born:%Y%m%d}{(worker % 400) * 2 + 1:03d}"
    total = sum(int(d) * w for d, w in zip(body, ID_WEIGHTS, strict=True))
    return body + ID_CHECKS[total % 11], born


def exams(count: int, seed: int = 1) -> Iterator[dict[str, str]]:
    """``count`` exam rows, one hazard and conclusion each."""
    rng = random.Random(seed)
    clinics = [credit_code(9_000_000 + number) for number in range(8)]
    for number in range(count):
        worker = number % WORKERS
        document, born = identity(worker)
        day = date(2016, 1, 1) + timedelta(days=rng.randrange(1700))
        hazard = rng.choice(HAZARDS)
        yield {
            "institution_code": clinics[number % 8],
            "institution_name": f"医院{number % 8}",
            "exam_no": f"T{number:07d}",
            "id_type": "居民身份证",
            "id_number": document,
            "worker_name": f"工人{worker}",
            "sex": "男",
            "birth_on": born.isoformat(),
            "employer_code": credit_code(worker % EMPLOYERS),
            "site_no": "01",
            "exam_kind": "在岗期间",
            "exam_on": day.strftime("%Y/%m/%d"),
            "examined": hazard,
            "hazard": hazard,
            "conclusion": "目前未见异常",
            "exposure_started_on": "2010-01-05",
            "exposure_years": str(day.year - 2010),
            "exposure_months": "3",
            "reported_on": (day + timedelta(days=10)).isoformat(),
        }


def exam_workbook(count: int) -> bytes:
    """The workbook of ``count`` exams, written row by row."""
    sheet = SHEETS["examinations"]
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"constant_memory": True})
    page = book.add_worksheet(sheet.zh)
    page.write_string(0, 0, sheet.title)
    page.write_string(1, 0, "填报单位统一社会信用代码")
    page.write_string(1, 2, "数据完整至")
    for place, column in enumerate(sheet.columns):
        page.write_string(2, place, column.header)
    numeric = {"exposure_years", "exposure_months"}
    for index, row in enumerate(exams(count), start=3):
        for place, column in enumerate(sheet.columns):
            value = row.get(column.key)
            if value is None:
                continue
            if column.key in numeric:
                page.write_number(index, place, int(value))
            else:
                page.write_string(index, place, value)
    book.close()
    return out.getvalue()
