"""Which fields a plan file has, and of which kind each is: asked before what they mean.

The tables below are the schema; ``docs/reference/plan-file.md`` explains each field.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

TEXT, DAY, NUMBER, LIST, MAP, FLAG = "text", "day", "number", "list", "map", "flag"

_KINDS: dict[str, tuple[type, str, str]] = {
    TEXT: (str, "文字", "text"),
    DAY: (date, "日期（如 2016-01-01）", "a day such as 2016-01-01"),
    NUMBER: (int, "整数", "a whole number"),
    LIST: (list, "列表", "a list"),
    MAP: (dict, "一组字段", "a group of fields"),
    FLAG: (bool, "true 或 false", "true or false"),
}

#: field → kind; a name that ends with "?" may be left out.
PLAN_FIELDS = {
    "id": TEXT, "title": MAP, "document": MAP, "level?": TEXT, "from": DAY, "to": DAY,
    "base_year?": NUMBER, "district": MAP, "towns": LIST, "key_industries": LIST,
    "met_rule": TEXT, "choices": MAP, "departments": LIST, "targets": LIST, "goals?": LIST,
    "tasks?": LIST,
}  # fmt: skip
TITLE_FIELDS = {"zh": TEXT, "en": TEXT}
DOCUMENT_FIELDS = {"number": TEXT, "issuer": TEXT, "issued_on": DAY}
DISTRICT_FIELDS = {"code": TEXT, "zh": TEXT, "en": TEXT}
DEPARTMENT_FIELDS = {"id": TEXT, "zh": TEXT, "en": TEXT, "role": TEXT}
SOURCE_FIELDS = {"section": TEXT, "quote": TEXT}
BASE_FIELDS = {"numerator": NUMBER, "denominator": NUMBER, "unknown?": NUMBER}
TARGET_FIELDS = {
    "id": TEXT, "indicator": TEXT, "title": MAP, "unit": TEXT, "comparison": TEXT,
    "value?": NUMBER, "weight": TEXT, "nature?": TEXT, "source": MAP, "departments": LIST,
    "variant?": MAP, "key_industries?": LIST, "base?": MAP, "reason?": MAP, "note?": MAP,
}  # fmt: skip
GOAL_FIELDS = {"id": TEXT, "title": MAP, "source": MAP, "evidence": MAP, "shows?": TEXT}
TASK_FIELDS = {
    "id": TEXT, "title": MAP, "source": MAP, "departments": LIST, "towns?": FLAG, "stages": LIST,
}  # fmt: skip
STAGE_FIELDS = {
    "id": TEXT, "title": MAP, "opens_on?": DAY, "due_on": DAY, "weight": TEXT, "note?": MAP,
}  # fmt: skip

#: A fault inside the file: place, Chinese sentence, English sentence.
Fault = tuple[str, str, str]

_INNER: dict[str, Mapping[str, str]] = {
    "title": TITLE_FIELDS,
    "source": SOURCE_FIELDS,
    "evidence": TITLE_FIELDS,
    "reason": TITLE_FIELDS,
    "note": TITLE_FIELDS,
    "base": BASE_FIELDS,
    "document": DOCUMENT_FIELDS,
    "district": DISTRICT_FIELDS,
}


def shape_faults(content: dict[str, Any]) -> Iterator[Fault]:
    """Fields that are missing, unknown or of the wrong kind, over the whole file."""
    yield from field_faults(content, PLAN_FIELDS, "")
    yield from inner_faults(content, PLAN_FIELDS, "")
    yield from entry_faults(content, "departments", DEPARTMENT_FIELDS, "")
    yield from entry_faults(content, "targets", TARGET_FIELDS, "")
    yield from entry_faults(content, "goals", GOAL_FIELDS, "")
    yield from entry_faults(content, "tasks", TASK_FIELDS, "")
    tasks = content.get("tasks")
    for number, task in enumerate(tasks if isinstance(tasks, list) else [], start=1):
        if isinstance(task, dict):
            yield from entry_faults(task, "stages", STAGE_FIELDS, f"tasks[{number}].")


def field_faults(
    entry: Mapping[Any, Any], fields: Mapping[str, str], place: str
) -> Iterator[Fault]:
    """Fields of one group that are missing, unknown or of the wrong kind."""
    known = {name.removesuffix("?"): kind for name, kind in fields.items()}
    for name in entry:
        if name not in known:
            yield (
                f"{place}{name}",
                "没有这个字段，请删去或改正拼写。",
                "There is no such field; remove it or correct its spelling.",
            )
    for name, kind in known.items():
        value = entry.get(name)
        if value is None:
            if f"{name}?" not in fields:
                yield f"{place}{name}", "缺少这个字段，请补上。", "This field is missing; add it."
            continue
        accepted, zh, en = _KINDS[kind]
        odd = isinstance(value, datetime) or (isinstance(value, bool) and kind != FLAG)
        if not isinstance(value, accepted) or odd or value == "":
            yield f"{place}{name}", f"这里应填{zh}。", f"This must be {en}."


def inner_faults(
    entry: Mapping[Any, Any], fields: Mapping[str, str], place: str
) -> Iterator[Fault]:
    """The groups of fields inside an entry."""
    for name, inside in _INNER.items():
        asked = name in fields or f"{name}?" in fields
        if asked and isinstance(entry.get(name), dict):
            yield from field_faults(entry[name], inside, f"{place}{name}.")


def entry_faults(
    content: Mapping[Any, Any], name: str, fields: Mapping[str, str], outside: str
) -> Iterator[Fault]:
    """Faults of the groups of fields in a list."""
    entries = content.get(name)
    for number, entry in enumerate(entries if isinstance(entries, list) else [], start=1):
        place = f"{outside}{name}[{number}]."
        if not isinstance(entry, dict):
            yield place[:-1], "这里应填一组字段。", "This must be a group of fields."
            continue
        yield from field_faults(entry, fields, place)
        yield from inner_faults(entry, fields, place)
