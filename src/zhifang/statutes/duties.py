"""The list of statutory duties and our rule ids for them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from zhifang.statutes.files import catalogue, folder, rows_of


@dataclass(frozen=True)
class Duty:
    """A duty of the law: ``id`` as in the list, who owes it, and the tag of its source."""

    id: str
    section: str
    name_zh: str
    owner: str
    source: str


@dataclass(frozen=True)
class RuleId:
    """A duty's rule id of ours and its row in statutory_periods.csv, if any.

    ``waits_for`` is empty when the rule is implemented, else the issue (B, C) or later.
    """

    rule: str
    duty: str
    statutory_period: str
    waits_for: str


@cache
def duties() -> tuple[Duty, ...]:
    """Every duty of the list, in its order."""
    return tuple(
        Duty(row["id"], row["section"], row["name_zh"], row["owner"], row["source"])
        for row in catalogue("duty_list")
    )


@cache
def rule_ids() -> tuple[RuleId, ...]:
    """The rows of ``statutes/rule_ids.csv``."""
    return tuple(
        RuleId(row["rule"], row["duty"], row["statutory_period"], row["waits_for"])
        for row in rows_of(folder() / "rule_ids.csv")
    )
