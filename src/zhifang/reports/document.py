"""The neutral document: what a report says, in order, before it is Word, PDF or a workbook."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from zhifang.core.days import SHANGHAI

#: The instant of a report on nothing recorded.
NEVER = datetime(1980, 1, 1, tzinfo=SHANGHAI)


#: Tables of up to so many rows are not broken over pages.
SHORT = 8


@dataclass(frozen=True)
class Heading:
    """``level`` 1: 一、 · 2: （一） · 3: a line of its own in the body's face."""

    level: int
    text: str


@dataclass(frozen=True)
class Paragraph:
    """Running text; ``lead`` is its bold opening ("1. 完成情况。")."""

    text: str
    lead: str = ""


@dataclass(frozen=True)
class Column:
    """``width`` in millimetres of the text block; ``align`` left, center or right."""

    title: str
    width: float
    align: str = "center"


@dataclass(frozen=True)
class Grid:
    """A table with its caption; ``note`` stands below.

    A row has one text for each column; where it has fewer, the last one spans the rest.
    """

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""

    @property
    def together(self) -> bool:
        """Whether it is short enough to stand on one page, caption and all."""
        return len(self.rows) <= SHORT


@dataclass(frozen=True)
class Mark:
    """One row of a chart. ``label`` is printed beside it; what is None is not drawn."""

    name: str
    label: str
    value: Decimal | None = None
    ci_low: Decimal | None = None
    ci_high: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    goal: int | None = None


@dataclass(frozen=True)
class Chart:
    """Marks over a scale of percent or of counts: ``kind`` bars (rows) or trend (years).

    ``alt`` says in words what the picture shows.
    """

    kind: str
    caption: str
    alt: str
    marks: tuple[Mark, ...]
    percent: bool = True
    goal: int | None = None


Block = Heading | Paragraph | Grid | Chart


@dataclass(frozen=True)
class Report:
    """A whole report. ``title`` has one text for each line; ``signed_by`` may be empty.

    ``stamp`` is the instant of knowledge: the only time a written file carries.
    """

    title: tuple[str, ...]
    subtitle: str
    addressee: str
    blocks: tuple[Block, ...]
    closing: str
    annexes: tuple[str, ...]
    annex_blocks: tuple[Block, ...]
    signed_by: str = ""
    stamp: datetime = NEVER
    keywords: tuple[str, ...] = field(default=())
