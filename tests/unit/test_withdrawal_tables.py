"""Withdrawing a file reaches every table that files bring facts into."""

from __future__ import annotations

from zhifang.exchange.staging import FACTS
from zhifang.registry.changes.withdrawals import FACT_TABLES


def test_the_facts_of_every_sheet_can_be_taken_back_with_their_file() -> None:
    taken_back = {fact.table for fact in FACT_TABLES}
    assert {fact.table for fact, _ in FACTS.values()} <= taken_back
    assert "coverage" in taken_back
