"""The files of the district in the order they were sent, and what intake must do with each row.

A :class:`Line` is one row somebody wrote. The world of the other modules is cut into batches by
the day it could be known; each batch is one command of several workbooks.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from zhifang.synthetic.district.employers import Employer, Row

Key = tuple[Any, ...]

KEYS: dict[str, tuple[str, ...]] = {
    "employers": ("credit_code", "site_no", "valid_from"),
    "posts": ("credit_code", "site_no", "workshop", "post", "hazard", "valid_from"),
    "workers": (
        "id_type", "id_number", "credit_code", "site_no", "workshop", "post", "valid_from"
    ),
    "declarations": ("credit_code", "site_no", "kind", "declared_on"),
    "measurements": ("institution_code", "report_no", "sample_no", "hazard"),
    "examinations": ("institution_code", "exam_no", "hazard"),
}  # fmt: skip

#: The day a row of each sheet can first be sent.
KNOWN_ON = {
    "employers": "valid_from",
    "posts": "valid_from",
    "workers": "valid_from",
    "declarations": "declared_on",
    "measurements": "issued_on",
    "examinations": "reported_on",
}


@dataclass(frozen=True)
class Batch:
    """What one command sends: everything known by ``upto``, received on a day a month later."""

    upto: date
    received_on: date


@dataclass(slots=True)
class Line:
    """One written row. ``values`` is what it says when right; ``typed`` are cells typed otherwise.

    ``reason`` is the planted fault, ``also`` further reasons intake may give for the same row.
    """

    sheet: str
    values: Row
    command: int
    file: str
    unit: Key
    typed: dict[str, Any] = field(default_factory=dict)
    reason: str = ""
    also: list[str] = field(default_factory=list)
    expect: str = ""
    row: int = 0

    @property
    def key(self) -> Key:
        return tuple(self.values[name] for name in KEYS[self.sheet])


def batches(first: date, last: date) -> list[Batch]:
    """Up to four batches of whole years; the last ends on ``last``."""
    years = list(range(first.year, last.year))
    step = max(1, -(-len(years) // 3)) if years else 1
    ends = [date(year, 12, 31) for year in years[step - 1 :: step]]
    found = [Batch(day, day + timedelta(days=31)) for day in ends if day < last]
    return [*found, Batch(last, last + timedelta(days=14))]


def batch_of(day: date, sent: list[Batch]) -> int | None:
    """The first batch that can know a day, None when none can."""
    return next((n for n, batch in enumerate(sent) if day <= batch.upto), None)


def as_known(sheet: str, row: Row, upto: date) -> Row:
    """A row as it could be written on a day: no end and no grade report from later days."""
    known = dict(row)
    if known.get("valid_to") and known["valid_to"] - timedelta(days=1) > upto:
        known["valid_to"] = None
    if sheet == "posts" and known["graded_on"] and known["graded_on"] > upto:
        known |= {"work_grade": None, "grade_edition": None, "graded_on": None}
        known["noise_level"] = None
    return known


def unit_of(sheet: str, row: Row) -> Key:
    """What is written together and fails together: an examination, else a row."""
    if sheet == "examinations":
        return sheet, row["institution_code"], row["exam_no"]
    return sheet, *(row[name] for name in KEYS[sheet])


def file_of(sheet: str, row: Row, homes: dict[str, Employer], number: int, upto: date) -> str:
    """The workbook a row is written in."""
    if sheet in ("employers", "posts", "workers"):
        town = homes[row["credit_code"]].town
        return f"{number}-用人单位与劳动者-{TOWN_NAMES[town]}.xlsx"
    if sheet == "declarations":
        return f"{number}-职业病危害项目申报-至{upto.year}年.xlsx"
    if sheet == "measurements":
        return f"{number}-检测结果-{row['institution_name']}-至{upto.year}年.xlsx"
    return f"{number}-职业健康检查-{row['institution_name']}-{row['exam_on'].year}年.xlsx"


TOWN_NAMES: dict[str, str] = {}


def versions(sheet: str, row: Row, sent: list[Batch]) -> Iterable[tuple[int, Row]]:
    """(batch, row as known then) for each batch that has something new to say of a row."""
    before: Row | None = None
    start = batch_of(row[KNOWN_ON[sheet]], sent)
    if start is None:
        return
    for number in range(start, len(sent)):
        known = as_known(sheet, row, sent[number].upto)
        if known != before:
            yield number, known
            before = known
        if sheet not in ("posts", "workers"):
            return


class Register:
    """What intake must have in its register, judged by what the generator knows it planted."""

    def __init__(self) -> None:
        self.rows: dict[str, dict[Key, Row]] = {sheet: {} for sheet in KEYS}
        self.sites: set[tuple[str, str]] = set()
        self.posts: set[tuple[str, ...]] = set()

    def missing_reference(self, sheet: str, values: Row) -> str:
        """unknown_site or unknown_post when the row refers to what is not registered."""
        if sheet == "employers":
            return ""
        code = values["using_code"] if sheet == "examinations" else values["credit_code"]
        if (code, values["site_no"]) not in self.sites:
            return "unknown_site"
        if sheet in ("workers", "measurements"):
            post = (code, values["site_no"], values["workshop"], values["post"])
            if post not in self.posts:
                return "unknown_post"
        return ""

    def take(self, lines: list[Line]) -> None:
        """Judge the lines of one command, in key order, and keep what is good."""
        for sheet in KEYS:
            for line in (one for one in lines if one.sheet == sheet):
                self._judge(line)

    def _judge(self, line: Line) -> None:
        missing = self.missing_reference(line.sheet, line.values)
        if line.reason:
            line.expect = "reject"
            if missing:
                line.also.append(missing)
            return
        if missing:
            line.expect, line.reason = "reject", missing
            return
        known = self.rows[line.sheet].get(line.key)
        line.expect = (
            "apply" if known is None else "unchanged" if known == line.values else "correct"
        )
        self.rows[line.sheet][line.key] = line.values
        if line.sheet == "employers":
            self.sites.add((line.values["credit_code"], line.values["site_no"]))
        if line.sheet == "posts":
            names = ("credit_code", "site_no", "workshop", "post")
            self.posts.add(tuple(line.values[name] for name in names))
