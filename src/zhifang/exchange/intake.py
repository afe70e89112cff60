"""Intake: the single entry for files and payloads, from whatever door.

Keep as received, read, check cells, then references, then logic, apply the good rows of all
files in one transaction in key order, hand back the rejected ones. A process killed at any
moment leaves all of a command's good rows or none.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl
from django.db import connections, transaction
from django.db.backends.utils import CursorWrapper

from zhifang.core.errors import UserError
from zhifang.registry.changes.operations import open_change, stage
from zhifang.registry.coverage.operations import COVERAGE, record_coverage
from zhifang.registry.parties.operations import ensure_organisations, organisation_ids

from . import logic, payloads, references, returns, staging
from .cells import Stacked, stack
from .parser import Parser
from .problems import errors_of, warning_reasons
from .reading import RawSheet, read_workbook
from .received import SentFile, keep, mark_failed, settle
from .senders import Sender, permission_problems
from .sheets import SHEETS, sheet_by_key
from .statements import Statement, statement_of
from .summary import (
    Counts,
    FileResult,
    Problem,
    Summary,
    other_file_refused,
    rows_rejected,
)

Progress = Callable[[str, int, int], None]
_SHOWN = ["file", "pos", "row", "column", "reason"]


@dataclass
class _File:
    """A file under way: its sheets as read and what row 2 of each says."""

    result: FileResult
    raws: list[RawSheet]
    statements: dict[str, Statement]


def submit(
    files: Sequence[SentFile],
    *,
    actor: str,
    sender: Sender,
    received_on: date,
    all_or_nothing: bool = False,
    progress: Progress | None = None,
    kept: Sequence[int] | None = None,
    lang: str = "zh",
) -> Summary:
    """Takes workbooks in. ``progress(stage, done, total)`` is called as the work goes on.

    ``kept``: the ids under which a page already kept these files; ``lang``: what the returns
    are written in. Never raises for what a sender did wrong: a file refused as a whole stands
    in the summary.
    """
    steps = _Steps(progress, len(files) + 2 * len(SHEETS))
    under_way = []
    with Parser() as parser:
        for number, file in enumerate(files):
            if kept is None:
                file_id = keep(file, actor=actor, sender=sender, received_on=received_on)
            else:
                file_id = kept[number]
            one = _File(FileResult(file.name, file_id), [], {})
            under_way.append(one)
            try:
                one.raws = read_workbook(file.content, parser)
                one.statements = {
                    raw.sheet.key: statement_of(raw, sender, received_on) for raw in one.raws
                }
            except UserError as error:
                _refuse(one.result, error)
            except BaseException:
                mark_failed(
                    [*(kept or ()), *(f.result.file_id for f in under_way if f.result.file_id)]
                )
                raise
            steps.done("read")
    return _take_in(under_way, steps, actor, sender, received_on, all_or_nothing, lang)


def submit_rows(
    sheet: str,
    rows: Sequence[Mapping[str, Any]],
    *,
    actor: str,
    sender: Sender,
    received_on: date,
    all_or_nothing: bool = False,
    complete_through: str | None = None,
) -> Summary:
    """Takes rows of one sheet in from the API: the same checks and the same sentences.

    A row is an object of column keys (or Chinese headers); rows count from 1.
    """
    declared = sheet_by_key(sheet)
    raw, content = payloads.raw_sheet(declared, rows, sender.credit_code, complete_through)
    file = SentFile(f"{sheet}.json", content)
    kept = keep(file, actor=actor, sender=sender, received_on=received_on)
    under_way = _File(FileResult(file.name, kept), [raw], {})
    try:
        under_way.statements[sheet] = statement_of(raw, sender, received_on)
    except UserError as error:
        _refuse(under_way.result, error)
    steps = _Steps(None, 1)
    return _take_in([under_way], steps, actor, sender, received_on, all_or_nothing)


class _Steps:
    """Counts the steps of a command for whoever watches."""

    def __init__(self, progress: Progress | None, total: int) -> None:
        self._progress, self._total, self._done = progress, total, 0

    def done(self, stage_name: str) -> None:
        self._done += 1
        if self._progress:
            self._progress(stage_name, min(self._done, self._total), self._total)


def _refuse(result: FileResult, error: UserError) -> None:
    result.status, result.refusal = "refused", error


def _take_in(
    files: list[_File],
    steps: _Steps,
    actor: str,
    sender: Sender,
    received_on: date,
    all_or_nothing: bool,
    lang: str = "zh",
) -> Summary:
    summary = Summary([file.result for file in files])
    if all_or_nothing and summary.refused:
        for file in files:
            if file.result.status != "refused":
                _refuse(file.result, other_file_refused())
    try:
        run = _Run(files, summary, steps, sender, received_on, all_or_nothing, lang)
        run.check()
        run.apply(actor)
    except BaseException:
        mark_failed([file.result.file_id for file in files if file.result.file_id])
        raise
    return summary


class _Run:
    """One command: its stacked sheets, checked, then applied in one transaction."""

    def __init__(
        self,
        files: list[_File],
        summary: Summary,
        steps: _Steps,
        sender: Sender,
        received_on: date,
        all_or_nothing: bool,
        lang: str,
    ) -> None:
        self.lang = lang
        self.files, self.summary, self.steps = files, summary, steps
        self.sender, self.received_on, self.all_or_nothing = sender, received_on, all_or_nothing
        self.stacks: dict[str, Stacked] = {}
        self.outcomes: dict[str, pl.DataFrame] = {}

    def check(self) -> None:
        """Cells, repetitions and the logic within rows: what needs no database."""
        for key, sheet in SHEETS.items():
            raws = [
                (number, raw)
                for number, file in enumerate(self.files)
                if file.result.status != "refused"
                for raw in file.raws
                if raw.sheet.key == key
            ]
            if raws:
                self.stacks[key] = stacked = stack(sheet, raws, self.received_on)
                stacked.add(logic.row_checks(key, stacked.typed))
                for _, raw in raws:
                    raw.frame = raw.frame.clear()  # the stack holds the rows from here on
            self.steps.done("check")

    def apply(self, actor: str) -> None:
        """Everything that reads or writes the register, under the writers' lock."""
        with (
            transaction.atomic(using="engine"),
            connections["engine"].cursor() as cursor,
            open_change(cursor, actor=actor, verb="load") as change,
        ):
            sources = self._sources(cursor)
            for key in SHEETS:
                if key in self.stacks:
                    self._apply_sheet(cursor, key, sources, change, actor)
                self.steps.done("apply")
            self._count()
            refused = self.all_or_nothing and self.summary.rejected > 0
            if not refused:
                self.summary.coverage = self._record_coverage(cursor, sources, change)
            written = self.summary.changed or self.summary.coverage
            if refused or not written:
                transaction.set_rollback(True, using="engine")
            else:
                self.summary.change_id = change
                self._settle(cursor, refused)
        if refused:
            for counts in self._all_counts():
                counts.applied = counts.corrected = counts.unchanged = 0
        if refused or not written:
            with transaction.atomic(using="engine"), connections["engine"].cursor() as cursor:
                self._settle(cursor, refused)

    def _sources(self, cursor: CursorWrapper) -> list[dict[str, staging.Source]]:
        """For each file and sheet: the file's id and the organisation that sent it."""
        codes = {
            statement.sender_code
            for file in self.files
            for statement in file.statements.values()
            if statement.sender_code
        }
        known = ensure_organisations(cursor, codes)
        return [
            {
                key: staging.Source(
                    file.result.file_id or 0, known.get(statement.sender_code or "")
                )
                for key, statement in file.statements.items()
            }
            for file in self.files
        ]

    def _apply_sheet(
        self,
        cursor: CursorWrapper,
        key: str,
        sources: list[dict[str, staging.Source]],
        change: int,
        actor: str,
    ) -> None:
        stacked = self.stacks[key]
        typed = references.with_sites(cursor, references.with_units(key, stacked.typed))
        if key in ("workers", "measurements"):
            typed = references.with_posts(cursor, typed)
        organisations = organisation_ids(cursor, staging.credit_codes(typed))
        stacked.add(
            permission_problems(self.sender, key, typed),
            references.reference_problems(key, typed),
            references.agency_problems(cursor, key, typed),
            references.foreign_versions(cursor, key, typed, self.sender, organisations),
        )
        if key == "examinations":
            stacked.add(references.exam_problems(cursor, stacked.typed, organisations))
        stacked.problems = stacked.problems.unique(maintain_order=True)
        rejected = errors_of(stacked.problems)["pos"].unique()
        aside = pl.concat([rejected, stacked.repeated])
        accepted = typed.filter(~pl.col("pos").is_in(aside.implode()))
        del typed
        corrected: tuple[int, ...] = ()
        unchanged: tuple[int, ...] = ()
        if len(accepted):
            merged = staging.record(
                cursor,
                key,
                accepted,
                sources,
                change=change,
                received_on=self.received_on,
                actor=actor,
                sender=self.sender,
            )
            corrected, unchanged = merged.corrected, merged.unchanged
        self.outcomes[key] = _outcomes(stacked, rejected, corrected, unchanged)

    def _count(self) -> None:
        """Rows by what became of them, for the command and for each file."""
        for key, outcomes in self.outcomes.items():
            warned = self.stacks[key].problems.filter(pl.col("reason").is_in(warning_reasons()))
            table = outcomes.with_columns(
                pl.col("pos").is_in(warned["pos"].implode()).alias("warned")
            )
            by_file = table.group_by("file").agg(
                pl.len().alias("received"),
                *(
                    (pl.col("outcome") == name).sum().alias(name)
                    for name in ("applied", "corrected", "unchanged", "rejected")
                ),
                pl.col("warned").sum().alias("warnings"),
            )
            total = self.summary.sheets.setdefault(key, Counts())
            for row in by_file.rows(named=True):
                counts = Counts(**{name: n for name, n in row.items() if name != "file"})
                self.files[row["file"]].result.sheets[key] = counts
                total.add(counts)
        for number, file in enumerate(self.files):
            if file.result.status != "refused":
                self._report(number, file)

    def _report(self, number: int, file: _File) -> None:
        """The problems of a file and its return."""
        returned = []
        for raw in file.raws:
            file.result.sheets.setdefault(raw.sheet.key, Counts())
            stacked = self.stacks[raw.sheet.key]
            found = stacked.problems.join(
                stacked.sent.filter(pl.col("file") == number).select("file", "pos", "row"),
                on="pos",
            ).sort("row")
            for _, _, row, column, reason in found.select(_SHOWN).rows():
                problem = Problem(raw.sheet.key, row, column, reason)
                warning = reason in warning_reasons()
                (file.result.warnings if warning else file.result.problems).append(problem)
            errors = errors_of(found)
            rows = stacked.sent.filter(pl.col("pos").is_in(errors["pos"].implode()))
            if len(rows):
                returned.append(returns.Returned(raw, rows, errors))
        if returned:
            file.result.return_name = returns.return_name(file.result.name)
            file.result.return_content = returns.build(file.result.name, returned, self.lang)

    def _all_counts(self) -> list[Counts]:
        per_file = [c for file in self.files for c in file.result.sheets.values()]
        return [*self.summary.sheets.values(), *per_file]

    def _record_coverage(
        self, cursor: CursorWrapper, sources: list[dict[str, staging.Source]], change: int
    ) -> int:
        """Whose data of which sheet are complete through which day; gives how many are new."""
        latest: dict[tuple[int, str], tuple[date, int]] = {}
        for file, source in zip(self.files, sources, strict=True):
            if file.result.status == "refused":
                continue
            for key, statement in file.statements.items():
                sender_id = source[key].sender_id
                if statement.complete_through and sender_id:
                    said = (statement.complete_through, source[key].file_id)
                    latest[sender_id, key] = max(latest.get((sender_id, key), said), said)
        if not latest:
            return 0
        frame = pl.DataFrame(
            [
                (pos, file_id, None, self.received_on, sender_id, [], key, day)
                for pos, ((sender_id, key), (day, file_id)) in enumerate(latest.items())
            ],
            schema={
                "pos": pl.Int64,
                "file_id": pl.Int64,
                "source_row": pl.Int64,
                "received_on": pl.Date,
                "sender_id": pl.Int64,
                "not_applicable": pl.List(pl.String),
                "sheet": pl.String,
                "complete_through": pl.Date,
            },
            orient="row",
        )
        stage(cursor, COVERAGE, frame)
        return record_coverage(cursor, change).written

    def _settle(self, cursor: CursorWrapper, refused: bool) -> None:
        for file in self.files:
            if file.result.status != "refused":
                file.result.status = "applied"
                if refused:
                    _refuse(file.result, rows_rejected())
            settle(cursor, file.result, self.summary.change_id)


def _outcomes(
    stacked: Stacked,
    rejected: pl.Series,
    corrected: tuple[int, ...],
    unchanged: tuple[int, ...],
) -> pl.DataFrame:
    """Each row's ``file``, ``pos`` and ``outcome``; a row that repeats another is unchanged."""
    same = pl.concat([pl.Series(unchanged, dtype=pl.UInt32), stacked.repeated])
    pos = pl.col("pos")
    return stacked.sent.select(
        "file",
        "pos",
        pl.when(pos.is_in(rejected.implode()))
        .then(pl.lit("rejected"))
        .when(pos.is_in(same.implode()))
        .then(pl.lit("unchanged"))
        .when(pos.is_in(pl.Series(corrected, dtype=pl.UInt32).implode()))
        .then(pl.lit("corrected"))
        .otherwise(pl.lit("applied"))
        .alias("outcome"),
    )
