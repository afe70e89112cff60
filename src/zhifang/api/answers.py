"""The shapes of answers, for OpenAPI and for checking what is sent."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Literal

from ninja import Schema
from pydantic import ConfigDict


class Figures(Schema):
    """Counts and rate of a target or group (semantics section 10)."""

    numerator: int | None = None
    denominator: int | None = None
    unknown: int | None = None
    pending: int | None = None
    not_applicable: int | None = None
    value: float | None = None
    low: float | None = None
    high: float | None = None
    ci_low: float | None = None
    ci_high: float | None = None
    met: bool | None = None


class Group(Figures):
    """A target in one township, industry division or size."""

    code: str
    name: str
    unmet_incomplete: int = 0


class Variant(Schema):
    """A target counted in another way.

    An estimated total has its own ends (``low``, ``high``), how it was found (``estimate``), and
    that in words (``note``).
    """

    key: str
    numerator: int | None
    denominator: int | None
    unknown: int | None
    value: float | None
    met: bool | None
    low: float | None = None
    high: float | None = None
    estimate: dict[str, Any] | None = None
    note: str | None = None
    note_en: str | None = None
    reason: str | None = None
    reason_en: str | None = None


class TargetAnswer(Figures):
    """One target. ``value`` null with a ``reason``: not computed, or nothing to count.

    ``indicator`` null: no indicator of this product counts it. ``target_weight``: whether the
    plan's text was read (primary), quoted by others (secondary) or not checked (unverified).
    """

    id: str
    indicator: str | None
    title: str
    title_en: str
    unit: str
    comparison: str
    target: int | None
    target_weight: str
    nature: str | None = None
    note: str | None = None
    note_en: str | None = None
    unmet_incomplete: int | None = None
    period: list[date] | None = None
    variant: str | None = None
    variants: list[Variant] | None = None
    weight: str | None = None
    definition: str | None = None
    rows_digest: str | None = None
    reason: str | None = None
    reason_en: str | None = None
    groups: list[Group] | None = None


class PlanAnswer(Schema):
    """A plan's table."""

    plan: str
    title: str
    as_of: date
    known_at: datetime | None
    jurisdiction: str
    law_digest: str
    plan_digest: str
    targets: list[TargetAnswer]


class PlanEntry(Schema):
    """A plan there is."""

    id: str
    title_zh: str
    title_en: str
    level: str
    first_day: date
    last_day: date


class TargetRow(Schema):
    """A row behind a number; the columns of the exported CSV."""

    subject_kind: str
    subject_id: str
    party_id: int
    town: str | None
    side: str
    outcome: str
    may_be: str
    due_on: date | None
    done_on: date | None
    obligation_id: str | None


class TargetRows(Schema):
    """A page of rows. ``next``: the cursor of the following page, null on the last."""

    rows: list[TargetRow]
    next: str | None


class WorkItem(Schema):
    """An open duty. ``days``: past the due day; negative until it."""

    obligation_id: str
    rule: str
    band: str
    holder_id: int
    employer_name: str | None
    site_no: str | None
    town: str | None
    worker_id: int | None
    hazard: str | None
    due_earliest: date | None
    due_latest: date | None
    days: int | None
    outcome: str
    missing: list[str]


class Worklist(Schema):
    """A page of the worklist."""

    items: list[WorkItem]
    next: str | None


class Employer(Schema):
    """An employer with the state of its first site on the day."""

    id: int
    credit_code: str
    name: str
    town: str
    industry: str | None
    size: str | None
    status: str
    exposed: int | None


class Employers(Schema):
    """A page of employers."""

    employers: list[Employer]
    next: str | None


class Loose(Schema):
    """An answer with more fields than are named here."""

    model_config = ConfigDict(extra="allow")


class EmployerAnswer(Loose):
    """One employer: its sites on the day and the hazards of their posts."""

    credit_code: str
    sites: list[dict[str, Any]]
    hazards: list[dict[str, Any]]


class Duties(Schema):
    """The turns of an employer that speak on the day, each with its outcome."""

    duties: list[dict[str, Any]]


class Records(Schema):
    """A page of records, the latest received first.

    Each has ``id``, the ``day`` it is listed by, ``file_id`` and ``source_row``, and the columns of
    its sheet; identity numbers are masked.
    """

    records: list[dict[str, Any]]
    next: str | None


class Why(Loose):
    """Everything behind one obligation. Facts outside the view say only kind and day."""

    obligation_id: str
    rule: str
    duty_zh: str
    duty_en: str
    citation: str
    outcome: str
    facts: list[dict[str, Any]]
    law: list[dict[str, Any]]
    missing: list[dict[str, Any]]


class WorkerFile(Loose):
    """A worker's surveillance archive; the identity number is masked.

    ``statements`` are the employers'; ``missing`` is what the records in the view do not show.
    """

    id: int
    name: str
    id_masked: str
    exposures: list[dict[str, Any]]
    examinations: list[dict[str, Any]]
    radiation_posts: list[dict[str, Any]]
    doses: list[dict[str, Any]]
    cases: list[dict[str, Any]]
    statements: list[dict[str, Any]]
    offices: list[dict[str, Any]]
    trainings: list[dict[str, Any]]
    missing: list[dict[str, Any]]


class Submission(Loose):
    """A received file or payload and what became of it."""

    id: int
    name: str
    status: str


class Taken(Loose):
    """What became of the rows of a payload."""

    change_id: int | None
    sheets: dict[str, Any]
    files: list[dict[str, Any]]


class Kept(Schema):
    """The numbers under which files were kept; ask for each what became of it."""

    submissions: list[int]


class WithdrawnAnswer(Schema):
    """What a withdrawal did."""

    change_id: int
    removed: int
    restored: int


class Match(Schema):
    """An insured row without identity number, and the worker it may be."""

    id: int
    employer_code: str
    insured_no: str
    valid_from: date
    person_name: str
    birth_on: date | None
    worker_id: int
    id_masked: str
    worker_name: str | None
    worker_birth_on: date | None
    confidence: float
    leaves_open: bool
    decision: str | None
    decided_by: str | None


class Matches(Schema):
    """Candidates, likeliest first, and the cursor of the next page."""

    matches: list[Match]
    next: str | None


class Decision(Schema):
    """Whether a candidate is the same person, and why."""

    decision: Literal["accepted", "refused"]
    reason: str


class Decided(Schema):
    """The number of the match as decided."""

    id: int
    decision: str


class Reason(Schema):
    """Why something is taken back."""

    reason: str


class Payload(Schema):
    """Rows of one sheet: objects of column keys or Chinese headers; rows count from 1."""

    rows: list[dict[str, Any]]
    received_on: date | None = None
    credit_code: str | None = None
    complete_through: date | None = None
    all_or_nothing: bool = False
