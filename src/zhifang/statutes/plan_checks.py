"""What a plan file must say; each fault is one sentence that tells where and what to do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

import yaml

from zhifang.core.errors import UserError
from zhifang.statutes.codes import industry_by_text, towns
from zhifang.statutes.files import catalogue
from zhifang.statutes.indicators import IndicatorEntry, indicators
from zhifang.statutes.parameters import parameters

COMPARISONS = (">=", "=", "falls")
MET_RULES = ("all_completions", "known_only")
ROLES = ("lead", "participant")

TEXT, DAY, NUMBER, LIST, MAP = "text", "day", "number", "list", "map"

_KINDS = {
    TEXT: (str, "文字", "text"),
    DAY: (date, "日期（如 2016-01-01）", "a day such as 2016-01-01"),
    NUMBER: (int, "整数", "a whole number"),
    LIST: (list, "列表", "a list"),
    MAP: (dict, "一组字段", "a group of fields"),
}

#: field → kind; a name that ends with "?" may be left out.
PLAN_FIELDS = {
    "id": TEXT, "title": MAP, "document": MAP, "from": DAY, "to": DAY, "base_year?": NUMBER,
    "district": MAP, "towns": LIST, "key_industries": LIST, "met_rule": TEXT, "choices": MAP,
    "departments": LIST, "targets": LIST, "goals?": LIST,
}  # fmt: skip
TITLE_FIELDS = {"zh": TEXT, "en": TEXT}
DOCUMENT_FIELDS = {"number": TEXT, "issuer": TEXT, "issued_on": DAY}
DISTRICT_FIELDS = {"code": TEXT, "zh": TEXT, "en": TEXT}
DEPARTMENT_FIELDS = {"id": TEXT, "zh": TEXT, "en": TEXT, "role": TEXT}
SOURCE_FIELDS = {"section": TEXT, "quote": TEXT}
TARGET_FIELDS = {
    "id": TEXT, "indicator": TEXT, "title": MAP, "unit": TEXT, "comparison": TEXT,
    "value?": NUMBER, "source": MAP, "departments": LIST, "variant": MAP, "waits_for?": TEXT,
}  # fmt: skip
GOAL_FIELDS = {"id": TEXT, "title": MAP, "source": MAP, "evidence": MAP, "waits_for?": TEXT}

#: A fault inside the file: place, Chinese sentence, English sentence.
Fault = tuple[str, str, str]


def read_document(path: Path) -> dict[str, Any]:
    """The content of a plan file; a UserError when it cannot be read as one."""
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise UserError(
            "找不到这个文件，请核对路径。",
            "The file is not there; check the path.",
            where=str(path),
        ) from None
    except (ValueError, IsADirectoryError, yaml.YAMLError) as error:
        mark = getattr(error, "problem_mark", None)
        place = f"{path}:{mark.line + 1}" if mark else str(path)
        raise UserError(
            "文件不是有效的 UTF-8 YAML，请改正后再试。",
            "The file is not valid YAML in UTF-8; mend it and try again.",
            where=place,
        ) from None
    if not isinstance(content, dict):
        raise UserError(
            "文件应是一组“字段: 内容”。", "The file must hold fields and values.", where=str(path)
        )
    return content


def plan_faults(path: Path) -> list[UserError]:
    """Every fault of a plan file, in the order of the file's parts; empty when it is good."""
    try:
        content = read_document(path)
    except UserError as error:
        return [error]
    return [
        UserError(zh, en, where=f"{path.name} {place}".strip())
        for place, zh, en in _faults(content, path)
    ]


def _faults(content: dict[str, Any], path: Path) -> Iterator[Fault]:
    shape = list(_shape(content))
    yield from shape
    if shape:
        return  # what a field means is only asked once every field is there and of its kind
    if content["id"] != path.stem:
        yield "id", "id 必须与文件名相同。", "The id must be the name of the file."
    yield from _period(content)
    yield from _places(content)
    yield from _choices(content)
    yield from _departments(content)
    yield from _unique(content["targets"], "targets")
    yield from _unique(content.get("goals") or [], "goals")
    for entry in content["targets"]:
        yield from _target(entry, content)


def _shape(content: dict[str, Any]) -> Iterator[Fault]:
    """Fields that are missing, unknown or of the wrong kind, over the whole file."""
    yield from _fields(content, PLAN_FIELDS, "")
    yield from _inner(content, "title", TITLE_FIELDS, "")
    yield from _inner(content, "document", DOCUMENT_FIELDS, "")
    yield from _inner(content, "district", DISTRICT_FIELDS, "")
    yield from _entries(content, "departments", DEPARTMENT_FIELDS, {})
    inner = {"title": TITLE_FIELDS, "source": SOURCE_FIELDS}
    yield from _entries(content, "targets", TARGET_FIELDS, inner)
    yield from _entries(content, "goals", GOAL_FIELDS, {**inner, "evidence": TITLE_FIELDS})


def _fields(entry: Mapping[Any, Any], fields: Mapping[str, str], place: str) -> Iterator[Fault]:
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
        if not isinstance(value, accepted) or isinstance(value, bool | datetime) or value == "":
            yield f"{place}{name}", f"这里应填{zh}。", f"This must be {en}."


def _inner(
    entry: Mapping[str, Any], name: str, fields: Mapping[str, str], place: str
) -> Iterator[Fault]:
    if isinstance(entry.get(name), dict):
        yield from _fields(entry[name], fields, f"{place}{name}.")


def _entries(
    content: Mapping[str, Any],
    name: str,
    fields: Mapping[str, str],
    inner: Mapping[str, Mapping[str, str]],
) -> Iterator[Fault]:
    entries = content.get(name)
    for number, entry in enumerate(entries if isinstance(entries, list) else [], start=1):
        place = f"{name}[{number}]."
        if not isinstance(entry, dict):
            yield place[:-1], "这里应填一组字段。", "This must be a group of fields."
            continue
        yield from _fields(entry, fields, place)
        for part, part_fields in inner.items():
            yield from _inner(entry, part, part_fields, place)


def _unique(entries: list[Any], name: str) -> Iterator[Fault]:
    seen = set()
    for entry in entries:
        if entry["id"] in seen:
            yield (
                f"{name}.{entry['id']}",
                "编号重复，每个编号只能用一次。",
                "The id is used twice; use each id once.",
            )
        seen.add(entry["id"])


def _period(content: dict[str, Any]) -> Iterator[Fault]:
    if content["from"] > content["to"]:
        yield "to", "结束日期早于开始日期。", "The last day is before the first."
    if content["met_rule"] not in MET_RULES:
        yield "met_rule", *_one_of(MET_RULES)


def _places(content: dict[str, Any]) -> Iterator[Fault]:
    district = content["district"]["code"]
    if district not in {row["code"] for row in catalogue("regions") if row["level"] == "3"}:
        yield (
            "district.code",
            "不是县级行政区划代码（6位，需加引号）。",
            "This is no county-level code (6 digits, in quotes).",
        )
        return
    known = {town.code for town in towns(district)}
    for code in content["towns"]:
        if not isinstance(code, str) or code not in known:
            yield (
                f"towns.{code}",
                "不是本区的镇街代码（9位，需加引号）。",
                "This is no township code of the district (9 digits, in quotes).",
            )
    for code in content["key_industries"]:
        entry = industry_by_text(str(code))
        if entry is None or entry.full_code != code:
            yield (
                f"key_industries.{code}",
                "不是 GB/T 4754-2017 的行业代码，请写门类字母加数字，如 C33。",
                "This is no GB/T 4754-2017 code; write the letter and digits, such as C33.",
            )


def _one_of(options: tuple[Any, ...]) -> tuple[str, str]:
    listed = ", ".join(str(option) for option in options)
    return f"只能是：{listed}。", f"This must be one of: {listed}."


def _choices(content: dict[str, Any]) -> Iterator[Fault]:
    for name, value in content["choices"].items():
        entry = parameters().get(name)
        if entry is None or entry.kind != "choice":
            yield (
                f"choices.{name}",
                "法规没有把这一项留给区里选择，请删去。",
                "The law leaves no such choice to a district; remove it.",
            )
        elif value not in entry.choices or isinstance(value, bool):
            yield f"choices.{name}", *_one_of(entry.choices)


def _departments(content: dict[str, Any]) -> Iterator[Fault]:
    yield from _unique(content["departments"], "departments")
    for entry in content["departments"]:
        if entry["role"] not in ROLES:
            yield f"departments.{entry['id']}.role", *_one_of(ROLES)


def _target(entry: dict[str, Any], content: dict[str, Any]) -> Iterator[Fault]:
    place = f"targets.{entry['id']}"
    indicator = indicators().get(entry["indicator"])
    if indicator is None:
        yield f"{place}.indicator", *_one_of(tuple(indicators()))
        return
    if entry["unit"] != indicator.unit:
        yield f"{place}.unit", *_one_of((indicator.unit,))
    yield from _value(entry, content, place)
    named = {department["id"] for department in content["departments"]}
    for department in entry["departments"]:
        if not isinstance(department, str) or department not in named:
            yield (
                f"{place}.departments",
                f"“{department}”不在 departments 中，请先列出该部门。",
                f'"{department}" is not among the departments; list it there first.',
            )
    yield from _variant(entry["variant"], indicator, place)


def _value(entry: dict[str, Any], content: dict[str, Any], place: str) -> Iterator[Fault]:
    comparison, value = entry["comparison"], entry.get("value")
    if comparison not in COMPARISONS:
        yield f"{place}.comparison", *_one_of(COMPARISONS)
    elif comparison == "falls":
        if value is not None:
            yield f"{place}.value", "“falls”不填目标值。", 'A target that "falls" has no value.'
        if content.get("base_year") is None:
            yield (
                "base_year",
                "有“falls”的指标，须填基准年。",
                'A target "falls": give the base year.',
            )
    elif value is None:
        yield f"{place}.value", "缺少目标值，请补上。", "The value is missing; add it."
    elif value < 0 or (entry["unit"] == "percent" and value > 100):
        yield f"{place}.value", "目标值超出可能的范围。", "The value is outside what is possible."


def _variant(variant: Mapping[str, Any], indicator: IndicatorEntry, place: str) -> Iterator[Fault]:
    for key, option in variant.items():
        options = tuple(indicator.options_of(key))
        if not options:
            yield (
                f"{place}.variant.{key}",
                "这个指标没有这个口径，请删去。",
                "The indicator has no such variant; remove it.",
            )
        elif option not in options:
            yield f"{place}.variant.{key}", *_one_of(options)
    for key in indicator.defaults:
        if key not in variant:
            yield (
                f"{place}.variant.{key}",
                "缺少这个口径，请补上。",
                "This variant is missing; add it.",
            )
