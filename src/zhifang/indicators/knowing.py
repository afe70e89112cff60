"""What questions read of the stored: everything known at a change, as SQL for PostgreSQL."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db.backends.utils import CursorWrapper

from zhifang.indicators.asking import Question
from zhifang.indicators.compiling import relations_of
from zhifang.indicators.definitions.known import TURNS, Known
from zhifang.indicators.sources import TURN, source
from zhifang.obligations.law import exam_cycles
from zhifang.obligations.rules import RULES
from zhifang.obligations.rules.rule import Choices
from zhifang.obligations.running import relations, turns_text, whole_joins


def rules_of(questions: Sequence[Question]) -> list[str]:
    """The rules whose turns the questions read."""
    definitions = [question.definition for question in questions]
    read = {rule for one in definitions for rule in (one.rule, *one.reads)}
    return sorted(read & RULES.keys())


def known_texts(cursor: CursorWrapper, questions: Sequence[Question]) -> Mapping[Known, str]:
    """The SQL of what the questions read, by relation. Parameters: ``change``, ``rules``.

    They have the same change and choices. Turns under choices other than the stored ones are
    made afresh into temporary tables, so the texts hold in this transaction only.
    """
    needed = {
        known: source(known.name)
        for question in questions
        for relation in relations_of(question)
        for known in relation.needs
    }
    if TURNS in needed and questions[0].choices != Choices():
        needed[TURNS] = _made_afresh(cursor, questions)
    return needed


def _made_afresh(cursor: CursorWrapper, questions: Sequence[Question]) -> str:
    choices, change_id = questions[0].choices, questions[0].change_id
    if choices.range_cycle != "max":
        _other_exam_cycles(cursor, choices.range_cycle)
    rules = rules_of(questions)
    needs = tuple(need for rule_id in rules for need in RULES[rule_id].needs)
    parts = []
    with relations(cursor, needs, change_id=change_id):
        for rule_id in rules:
            name = f"turns_{rule_id.lower().replace('-', '_')}"
            with whole_joins(cursor):
                cursor.execute(
                    f"create temporary table {name} on commit drop as "
                    f"{turns_text(rule_id, choices)}",
                    {"change": change_id},
                )
            parts.append(f"select {TURN} from {name} t join site on site.id = t.site_id")
    return " union all ".join(parts)


def _other_exam_cycles(cursor: CursorWrapper, range_cycle: str) -> None:
    """The exam cycles under the other end of the ranges, hiding the stored ones."""
    rows = list(exam_cycles(range_cycle))
    columns = list(rows[0])
    cursor.execute("create temporary table exam_cycles (like public.exam_cycles) on commit drop")
    cursor.executemany(
        f"insert into exam_cycles ({', '.join(columns)}) "
        f"values ({', '.join(['%s'] * len(columns))})",
        [[row[c] for c in columns] for row in rows],
    )
