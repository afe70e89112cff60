"""Who sends, and which rows a sender may write ("may this sender?", not "is the row right?")."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from zhifang.core.errors import UserError
from zhifang.core.identity import check_credit_code

from .columns import Sheet
from .problems import none, problems
from .sheets import SHEETS


@dataclass(frozen=True)
class Sender:
    """Who sends. ``everything``: district or operator; else one party, or the towns given.

    ``credit_code`` names the sending party also where everything may be written.
    """

    credit_code: str | None = None
    towns: tuple[str, ...] = ()
    everything: bool = False

    @staticmethod
    def operator(credit_code: str | None = None) -> Sender:
        """The district or the operator of the command line, perhaps for a party."""
        return Sender(credit_code=credit_code, everything=True)

    @staticmethod
    def party(credit_code: str) -> Sender:
        """An employer or institution: its own rows only."""
        code = credit_code.strip().upper()
        if not check_credit_code(code):
            raise UserError(
                "报送单位的统一社会信用代码不对；请核对。",
                "The sender's credit code is not valid; please check it.",
            )
        return Sender(credit_code=code)

    @staticmethod
    def township(towns: list[str] | tuple[str, ...]) -> Sender:
        """A township office: the sites of its towns."""
        return Sender(towns=tuple(towns))


def may_send(sender: Sender, sheet: Sheet) -> bool:
    """Whether some row of the sheet may be one that ``sender`` may write."""
    if sender.everything:
        return True
    if sender.towns:
        return sheet.site_by is not None or sheet.town_by is not None
    return bool(sheet.own)


def permission_problems(sender: Sender, key: str, typed: pl.DataFrame) -> pl.DataFrame:
    """Rows that this sender may not write. ``typed`` has ``site_towns`` (list) of known sites."""
    if sender.everything:
        return none()
    sheet = SHEETS[key]
    if sender.towns:
        here = list(sender.towns)
        of_site = pl.col("site_towns").list.eval(pl.element().is_in(here)).list.any()
        allowed = of_site.fill_null(False)
        if key == "employers":
            new_site = pl.col("site_towns").is_null()
            allowed = pl.col("town").is_in(here) & (new_site | allowed)
            return problems(typed, pl.col("town").is_not_null() & ~allowed, "town", "no_permission")
        if sheet.site_by is None:
            place = sheet.town_by or sheet.columns[0].key
            mine = pl.col(place).is_in(here) if sheet.town_by else pl.lit(False)
            return problems(typed, ~mine.fill_null(False), place, "no_permission")
        known = pl.col("site_towns").is_not_null()
        return problems(typed, known & ~allowed, "site_no", "no_permission")
    if not sheet.own:
        return problems(typed, pl.lit(True), sheet.columns[0].key, "no_permission")
    columns = sheet.own
    own = pl.any_horizontal(
        (pl.col(column) == sender.credit_code).fill_null(False) for column in columns
    )
    readable = pl.col(columns[0]).is_not_null()
    reason = "institution_reports" if columns == ("institution_code",) else "no_permission"
    return problems(typed, readable & ~own, columns[0], reason)
