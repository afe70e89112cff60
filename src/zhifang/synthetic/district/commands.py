"""The files of the district in the order they were sent, and what intake must do with each row.

A :class:`Line` is one row somebody wrote. The world of the other modules is cut into batches by
the day it could be known; each batch is one command of several workbooks.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from zhifang.synthetic.district.coordination import held_on
from zhifang.synthetic.district.employers import Row

Key = tuple[Any, ...]

KEYS: dict[str, tuple[str, ...]] = {
    "employers": ("credit_code", "site_no", "valid_from"),
    "posts": ("credit_code", "site_no", "workshop", "post", "hazard", "valid_from"),
    "workers": (
        "id_type", "id_number", "credit_code", "site_no", "workshop", "post", "valid_from"
    ),
    "declarations": ("credit_code", "site_no", "kind", "declared_on"),
    "reportable_changes": ("credit_code", "site_no", "kind", "changed_on"),
    "measurements": ("institution_code", "report_no", "sample_no", "hazard"),
    "examinations": ("institution_code", "exam_no", "hazard"),
    "officers": ("id_type", "id_number", "credit_code", "site_no", "role", "valid_from"),
    "trainings": ("id_type", "id_number", "trained_on", "course"),
    "employer_archives": ("credit_code", "site_no", "checked_on"),
    "worker_archives": ("id_type", "id_number", "credit_code", "site_no", "stated_on"),
    "insured_persons": ("employer_code", "insured_no", "valid_from"),
    "radiation_posts": ("id_type", "id_number", "credit_code", "site_no", "valid_from"),
    "doses": ("institution_code", "report_no", "id_type", "id_number", "valid_from"),
    "diagnosis_institutions": ("institution_code", "valid_from"),
    "monthly_reports": ("institution_code", "year", "month"),
    "disease_cases": ("institution_code", "case_no"),
    "acute_events": ("event_no",),
    "monitoring_records": ("record_no",),
    "supervisors": ("supervisor_no", "valid_from"),
    "supervisor_trainings": ("supervisor_no", "trained_on", "course"),
    "supervised_parties": ("credit_code", "site_no", "kind", "valid_from"),
    "inspections": ("inspection_no",),
    "serious_cases": ("case_no",),
    "meetings": ("meeting_no",),
    "meeting_items": ("meeting_no", "item_no"),
    "data_exchanges": ("exchange_no",),
    "capacities": ("institution_code", "year", "service"),
    "task_reports": ("plan", "task", "department", "town", "stage", "done_on"),
}  # fmt: skip

#: The day a row of each sheet can first be sent, as far as a column tells it.
_KNOWN_ON = {
    "declarations": "declared_on",
    "reportable_changes": "changed_on",
    "measurements": "issued_on",
    "examinations": "reported_on",
    "trainings": "trained_on",
    "employer_archives": "checked_on",
    "worker_archives": "stated_on",
    "doses": "reported_on",
    "monthly_reports": "confirmed_on",
    "disease_cases": "diagnosed_on",
    "acute_events": "occurred_on",
    "monitoring_records": "monitored_on",
    "supervisor_trainings": "trained_on",
    "inspections": "inspected_on",
    "serious_cases": "found_on",
    "meetings": "held_on",
    "data_exchanges": "exchanged_on",
    "task_reports": "done_on",
}

#: Days of a row that may come after it was first sent, and what is known from each of them on.
_LATER: dict[str, dict[str, tuple[str, ...]]] = {
    "posts": {"graded_on": ("work_grade", "grade_edition", "noise_level")},
    "reportable_changes": {"known_on": ()},
    "disease_cases": {"reported_on": ("card_no",)},
    "acute_events": {"reported_on": ()},
    "serious_cases": {"filed_on": (), "decided_on": ("decision_no", "decision")},
    "meeting_items": {"done_on": ("outcome",)},
}
#: The sheets whose rows are sent again when an end or a later day becomes known.
GROWING = {
    "posts", "workers", "officers", "insured_persons", "radiation_posts",
    "diagnosis_institutions", "supervisors", "supervised_parties", *_LATER,
}  # fmt: skip


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


def known_on(sheet: str, row: Row) -> date:
    """The day a row can first be sent."""
    if sheet == "capacities":
        return date(row["year"], 1, 20)
    if sheet == "meeting_items":
        return held_on(row["meeting_no"])
    day: date = row[_KNOWN_ON.get(sheet, "valid_from")]
    return day


def as_known(sheet: str, row: Row, upto: date) -> Row:
    """A row as it could be written on a day: no end and nothing else of later days."""
    known = dict(row)
    if known.get("valid_to") and known["valid_to"] - timedelta(days=1) > upto:
        known["valid_to"] = None
    for day, told in _LATER.get(sheet, {}).items():
        if isinstance(known[day], date) and known[day] > upto:
            known |= dict.fromkeys((day, *told))
    return known


def unit_of(sheet: str, row: Row) -> Key:
    """What is written together and fails together: an examination, else a row."""
    if sheet == "examinations":
        return sheet, row["institution_code"], row["exam_no"]
    return sheet, *(row[name] for name in KEYS[sheet])


def party_of(row: Row) -> str:
    """The unit that answers for a row, "" for the district."""
    names = ("using_code", "credit_code", "institution_code", "employer_code")
    return next((row[name] for name in names if name in row), "")


def versions(sheet: str, row: Row, sent: list[Batch]) -> Iterable[tuple[int, Row]]:
    """(batch, row as known then) for each batch that has something new to say of a row."""
    before: Row | None = None
    start = batch_of(known_on(sheet, row), sent)
    if start is None:
        return
    for number in range(start, len(sent)):
        known = as_known(sheet, row, sent[number].upto)
        if known != before:
            yield number, known
            before = known
        if sheet not in GROWING:
            return


class Register:
    """What intake must have in its register, judged by what the generator knows it planted."""

    def __init__(self) -> None:
        self.rows: dict[str, dict[Key, Row]] = {sheet: {} for sheet in KEYS}
        self.sites: set[tuple[str, str]] = set()
        self.posts: set[tuple[str, ...]] = set()

    def missing_reference(self, sheet: str, values: Row) -> str:
        """unknown_site or unknown_post when the row refers to what is not registered."""
        if sheet == "employers" or "site_no" not in values:
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
