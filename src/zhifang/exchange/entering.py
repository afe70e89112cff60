"""Entering one fact by hand: a one-row payload of a sheet through the same intake as a file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from zhifang.access.permissions import may
from zhifang.access.readers import Reader
from zhifang.access.roles import Role
from zhifang.core.errors import UserError

from .columns import Sheet
from .handing_in import sender_of, stamp_of
from .intake import submit_rows
from .senders import Sender, may_send
from .sheets import SHEETS
from .summary import Problem


@dataclass(frozen=True)
class Entered:
    """What became of the row: ``outcome`` is applied, corrected, unchanged or rejected.

    ``problems`` and ``warnings`` name columns; ``refusal`` speaks of the row as a whole.
    """

    outcome: str
    file_id: int | None
    problems: tuple[Problem, ...]
    warnings: tuple[Problem, ...]
    refusal: UserError | None


def offered(reader: Reader) -> tuple[Sheet, ...]:
    """The sheets of which ``reader`` may write some row.

    To an employer those that only institutions report are not offered.
    """
    if not may(reader, "upload"):
        return ()
    sender = sender_of(reader)
    return tuple(
        sheet
        for sheet in SHEETS.values()
        if may_send(sender, sheet)
        and not (reader.role == Role.EMPLOYER and sheet.own == ("institution_code",))
    )


def own_code(reader: Reader) -> str | None:
    """The credit code of the party that ``reader`` writes for; None for an officer."""
    return sender_of(reader).credit_code if reader.party is not None else None


def enter(
    sheet: Sheet,
    row: Mapping[str, str],
    *,
    reader: Reader,
    received_on: date | None = None,
    credit_code: str | None = None,
) -> Entered:
    """Takes one row in, checked as a file's are. ``row``: texts by column key, blanks left out.

    ``credit_code``: for whom an officer sends. UserError for a wrong stamp or sender.
    """
    sender: Sender = sender_of(reader, credit_code)
    summary = submit_rows(
        sheet.key,
        [row],
        actor=reader.actor,
        sender=sender,
        received_on=stamp_of(received_on),
        all_or_nothing=True,
    )
    (file,) = summary.files
    counts = summary.sheets.get(sheet.key)
    if file.status == "refused" or counts is None:
        # a row's own problems say more than that one row refused the whole
        refusal = None if file.problems else file.refusal
        return Entered("rejected", file.file_id, tuple(file.problems), (), refusal)
    outcome = next(name for name in ("applied", "corrected", "unchanged") if getattr(counts, name))
    return Entered(outcome, file.file_id, (), tuple(file.warnings), None)
