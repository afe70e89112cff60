"""Row 2 of a sheet: who fills it in and through which day its data are complete."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import polars as pl
from django.db import connections

from zhifang.core.errors import UserError
from zhifang.core.identity import check_credit_code

from . import folding
from .reading import SENDER_LABEL, THROUGH_LABEL, RawSheet
from .senders import Sender


@dataclass(frozen=True)
class Statement:
    """The sender's code (of row 2, else of whoever sends) and the day of completeness."""

    sender_code: str | None
    complete_through: date | None


def statement_of(raw: RawSheet, sender: Sender, received_on: date) -> Statement:
    """What row 2 says, read and checked; a wrong cell refuses the file, as it speaks for all."""
    code = _folded(raw.sender_code)
    if code:
        code = code.replace(" ", "").upper()
        if not check_credit_code(code):
            raise UserError(
                f"“{SENDER_LABEL}”不是有效的代码；请按营业执照核对，或留空。",
                f'"{SENDER_LABEL}" is no valid credit code; check it or leave it blank.',
                where=raw.sheet.zh,
            )
        restricted = not sender.everything and not sender.towns
        if restricted and code != sender.credit_code:
            raise UserError(
                f"“{SENDER_LABEL}”不是登录单位的代码；请填本单位代码，或留空。",
                f'"{SENDER_LABEL}" is not the code of the unit that signed in; '
                "put your own code or leave it blank.",
                where=raw.sheet.zh,
            )
        if sender.towns and not _stands_in(code, sender.towns):
            raise UserError(
                f"“{SENDER_LABEL}”在您的镇街没有登记的场所；请填本镇街单位的代码，新单位请留空。",
                f'"{SENDER_LABEL}" has no registered site in your township; put the code of a '
                "unit of your township, or leave it blank for a new one.",
                where=raw.sheet.zh,
            )
    text = _folded(raw.complete_through)
    through = None
    if text:
        through = folding.days(pl.Series([text]), folding.EARLIEST)[0]
        if through is None or through > received_on:
            raise UserError(
                f"“{THROUGH_LABEL}”应是不晚于收到日的日期，如 2020-12-31；请改正或留空。",
                f'"{THROUGH_LABEL}" must be a day not after the day of receipt, like 2020-12-31; '
                "mend it or leave it blank.",
                where=raw.sheet.zh,
            )
    return Statement(code or sender.credit_code, through)


def _stands_in(code: str, towns: tuple[str, ...]) -> bool:
    """Whether the party has a site that is known to have stood in one of the towns."""
    with connections["engine"].cursor() as cursor:
        cursor.execute(
            "select exists (select from organisation o join site on site.organisation_id = o.id "
            "join site_scope scope on scope.site_id = site.id "
            "where o.credit_code = %s and scope.town = any(%s))",
            [code, list(towns)],
        )
        return bool(cursor.fetchone()[0])


def _folded(text: str | None) -> str | None:
    return folding.folded_text(pl.Series("text", [text], dtype=pl.String))[0]
