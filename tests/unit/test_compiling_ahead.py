"""Rules are compiled before anybody asks."""

from __future__ import annotations

from zhifang.obligations import running
from zhifang.obligations.rules import RULES


def test_nothing_is_left_to_compile_for_the_first_who_asks() -> None:
    """After the thread has ended, asking for a text of any rule compiles nothing."""
    running._narrowed_text.cache_clear()
    running._rule_text.cache_clear()
    running.compile_ahead().join(60)
    compiled = [running._narrowed_text.cache_info().misses, running._rule_text.cache_info().misses]
    assert compiled == [len(RULES), len(RULES)]
    for rule_id in RULES:
        running.narrowed_text(rule_id)
        running.turns_text(rule_id)
    assert compiled == [
        running._narrowed_text.cache_info().misses,
        running._rule_text.cache_info().misses,
    ]
