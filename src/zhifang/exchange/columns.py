"""What a sheet is made of. One declaration makes template, reader, API schema, help, dictionary."""

from __future__ import annotations

from dataclasses import dataclass, field

from .codes import CodeList

#: Kinds of cells: what is written into them, and how it is read.
TEXT, NUMBER_TEXT, CREDIT_CODE, ID_NUMBER = "text", "number_text", "credit_code", "id_number"
DAY, BIRTH, WHOLE, DECIMAL, CODE, CODES = "day", "birth", "whole", "decimal", "code", "codes"

VERSION = 1


@dataclass(frozen=True)
class Column:
    """One column of a sheet.

    ``key`` is the name in code, API and database; ``zh`` and ``en`` the headers. ``codes`` are
    the values a ``code`` or ``codes`` cell may hold. ``least`` and ``most`` bound a number,
    ``places`` are the most digits a decimal has after the point.
    A column that is not ``kept`` is read and checked but no part of the fact's values; a blank
    in one with ``blank_means`` stands for what the column named there says.
    """

    key: str
    zh: str
    en: str
    kind: str = TEXT
    required: bool = False
    codes: CodeList | None = None
    zh_help: str = ""
    en_help: str = ""
    longest: int = 200
    least: float = 0
    most: float = 9_999_999
    places: int = 1
    not_future: bool = False
    kept: bool = True
    blank_means: str | None = None

    @property
    def header(self) -> str:
        """The header as printed: a required one ends with a star."""
        return f"{self.zh}*" if self.required else self.zh


@dataclass(frozen=True)
class Sheet:
    """One sheet: its columns in the order of the form, and the columns of its natural key.

    ``site_by``: the column with the credit code of the unit whose site a row is about, with
    ``site_no`` beside it; None where a row is about no site. ``town_by``: the column with the
    township of a row without a site. ``own``: the columns by which a row is a party's own, none
    where only officers send. ``institution``: the kind of party that ``institution_code`` shows.
    ``in_order``: pairs of day columns of which the second is never before the first.
    """

    key: str
    zh: str
    en: str
    columns: tuple[Column, ...]
    natural_key: tuple[str, ...]
    zh_help: str = ""
    en_help: str = ""
    version: int = VERSION
    site_by: str | None = None
    town_by: str | None = None
    own: tuple[str, ...] = ()
    institution: str | None = None
    in_order: tuple[tuple[str, str], ...] = ()
    by_key: dict[str, Column] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_key", {column.key: column for column in self.columns})

    @property
    def mark(self) -> str:
        """The version mark in the title, by which a template is known."""
        return f"zhifang-{self.key}-{self.version}"

    @property
    def title(self) -> str:
        """The text of cell A1."""
        return f"职防 {self.zh} 模板 {self.mark}"
