"""What became of a command of files: counts a sheet, refusals, problems, returns."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from zhifang.core.errors import UserError

from .problems import sentence
from .sheets import SHEETS

#: Problems kept with a received file; the return holds them all.
_MOST_KEPT = 500


@dataclass
class Counts:
    """Rows of one sheet: received = applied (new) + corrected + unchanged + rejected."""

    received: int = 0
    applied: int = 0
    corrected: int = 0
    unchanged: int = 0
    rejected: int = 0
    warnings: int = 0

    def add(self, other: Counts) -> None:
        """Adds another's rows."""
        for name in vars(self):
            setattr(self, name, getattr(self, name) + getattr(other, name))


@dataclass(frozen=True)
class Problem:
    """One problem of one cell: where it is, what is wrong and what to do. Holds no value."""

    sheet: str
    row: int
    column: str
    reason: str

    def text(self, lang: str) -> str:
        """The sentence in ``zh`` or ``en``."""
        return sentence(SHEETS[self.sheet], self.column, self.reason, lang)

    def as_json(self) -> dict[str, Any]:
        """For the API and for keeping: row and field, the reason, both sentences."""
        sheet = SHEETS[self.sheet]
        return {
            "sheet": self.sheet,
            "row": self.row,
            "field": self.column,
            "header": sheet.by_key[self.column].zh,
            "reason": self.reason,
            "zh": self.text("zh"),
            "en": self.text("en"),
        }


@dataclass
class FileResult:
    """One file: ``status`` applied or refused; its rows, its problems, its return workbook."""

    name: str
    file_id: int | None = None
    status: str = "checking"
    refusal: UserError | None = None
    sheets: dict[str, Counts] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)
    return_name: str | None = None
    return_content: bytes | None = None

    def as_json(self) -> dict[str, Any]:
        """What is kept beside the file: no cell's value."""
        said = self.refusal
        refusal = {"zh": said.text("zh"), "en": said.text("en")} if said else None
        return {
            "status": self.status,
            "refusal": refusal,
            "sheets": {key: vars(counts) for key, counts in self.sheets.items()},
            "problems": [problem.as_json() for problem in self.problems[:_MOST_KEPT]],
            "problems_total": len(self.problems),
            "warnings": [problem.as_json() for problem in self.warnings[:_MOST_KEPT]],
            "warnings_total": len(self.warnings),
        }


@dataclass
class Summary:
    """A whole command. ``change_id`` is None when nothing new was written."""

    files: list[FileResult] = field(default_factory=list)
    sheets: dict[str, Counts] = field(default_factory=dict)
    change_id: int | None = None
    coverage: int = 0

    @property
    def refused(self) -> list[FileResult]:
        """The files that were refused as a whole."""
        return [result for result in self.files if result.status == "refused"]

    @property
    def rejected(self) -> int:
        """How many rows were rejected."""
        return sum(counts.rejected for counts in self.sheets.values())

    @property
    def changed(self) -> int:
        """How many rows are new or corrected."""
        return sum(counts.applied + counts.corrected for counts in self.sheets.values())

    def as_json(self) -> dict[str, Any]:
        """For the API."""
        return {
            "change_id": self.change_id,
            "sheets": {key: vars(counts) for key, counts in self.sheets.items()},
            "files": [
                {"name": result.name, "id": result.file_id, **result.as_json()}
                for result in self.files
            ],
        }


def other_file_refused() -> UserError:
    """The refusal of a file because another of its command was refused."""
    return UserError(
        "同一次报送中另有文件被退回，按“要么全部、要么全不”未采用本文件；请改正后一并重报。",
        "Another file of the same command was refused and all or nothing was asked for; "
        "mend it and send all again.",
    )


def rows_rejected() -> UserError:
    """The refusal of a file because rows were rejected and all or nothing was asked for."""
    return UserError(
        "有行被退回，按“要么全部、要么全不”未采用任何一行；请按退回表改正后整份重报。",
        "Rows were rejected and all or nothing was asked for, so no row was applied; "
        "mend them by the return and send the whole file again.",
    )
