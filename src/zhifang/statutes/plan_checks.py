"""What a plan file must mean; each fault is one sentence that tells where and what to do."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from zhifang.core.errors import UserError
from zhifang.statutes.codes import industry_by_text, towns
from zhifang.statutes.files import catalogue
from zhifang.statutes.indicators import IndicatorEntry, indicators
from zhifang.statutes.parameters import WEIGHTS, parameters
from zhifang.statutes.plan_lines import read_document
from zhifang.statutes.plan_shape import Fault, shape_faults

#: How a value stands to its target, by the unit of the indicator.
COMPARISONS = {
    "percent": (">=", "=", "rises"),
    "share": ("falls",),
    "count": ("=", ">=", "rises"),
}
#: Comparisons with a base year.
BASED = ("falls", "rises")
MET_RULES = ("all_completions", "known_only")
ROLES = ("lead", "participant")
LEVELS = ("national", "city", "district")
NATURES = ("binding", "expected")
#: What the register can show about a goal without a number.
SHOWN = ("meetings", "exchanges", "capacity", "supervisors")
#: A target whose indicator is not computed here; it gives a reason instead of a variant.
NONE = "none"
#: Indicators counted over the key industries of the plan.
KEY_INDUSTRY = ("I01", "I02")
#: Words with a meaning of their own beside ids.
RESERVED = ("tasks", "goals", "towns")
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")


def plan_faults(path: Path) -> list[UserError]:
    """Every fault of a plan file, by its line; empty when it is good."""
    try:
        document = read_document(path)
    except UserError as error:
        return [error]
    again = (
        (line, place, "这个字段写了两次，请只留一处。", "This field is written twice; keep one.")
        for place, line in document.repeated
    )
    found = (
        (document.line_of(place), place, zh, en)
        for place, zh, en in _faults(document.content, path)
    )
    return [
        UserError(zh, en, where=f"{path.name}:{line} {place}")
        for line, place, zh, en in sorted((*again, *found), key=lambda fault: fault[0])
    ]


def _faults(content: dict[str, Any], path: Path) -> Iterator[Fault]:
    shape = list(shape_faults(content))
    yield from shape
    if shape:
        return  # what a field means is only asked once every field is there and of its kind
    if content["id"] != path.stem:
        yield "id", "id 必须与文件名相同。", "The id must be the name of the file."
    yield from _ids([content], "", here="id")
    yield from _period(content)
    yield from _places(content)
    yield from _industries(content["key_industries"], "key_industries")
    yield from _choices(content)
    yield from _departments(content)
    for name in ("targets", "goals", "tasks"):
        yield from _ids(content.get(name) or [], name)
    for entry in content["targets"]:
        yield from _target(entry, content)
    for entry in content.get("goals") or []:
        if entry.get("shows") not in (None, *SHOWN):
            yield f"goals.{entry['id']}.shows", *_one_of(SHOWN)
    for entry in content.get("tasks") or []:
        yield from _task(entry, content)


def _ids(entries: list[Any], name: str, *, here: str = "") -> Iterator[Fault]:
    """Ids that are used twice or cannot stand in an address."""
    seen = set()
    for entry in entries:
        place = here or f"{name}.{entry['id']}"
        if not _ID.fullmatch(entry["id"]) or entry["id"] in RESERVED:
            yield (
                place,
                "编号只能用字母、数字、“-”和“_”，且不能是 tasks、goals 或 towns。",
                "An id has only letters, digits, - and _, and is not tasks, goals or towns.",
            )
        if entry["id"] in seen:
            yield (
                place,
                "编号重复，每个编号只能用一次。",
                "The id is used twice; use each id once.",
            )
        seen.add(entry["id"])


def _period(content: dict[str, Any]) -> Iterator[Fault]:
    if content["from"] > content["to"]:
        yield "to", "结束日期早于开始日期。", "The last day is before the first."
    if content["met_rule"] not in MET_RULES:
        yield "met_rule", *_one_of(MET_RULES)
    if content.get("level", "district") not in LEVELS:
        yield "level", *_one_of(LEVELS)
    base_year = content.get("base_year")
    if base_year is not None and not 1950 <= base_year <= content["to"].year:
        yield (
            "base_year",
            "基准年应是1950年以后、规划结束之前的年份。",
            "The base year must be from 1950 to the plan's last year.",
        )


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
    seen = set()
    for code in content["towns"]:
        if not isinstance(code, str) or code not in known:
            yield (
                f"towns.{code}",
                "不是本区的镇街代码（9位，需加引号）。",
                "This is no township code of the district (9 digits, in quotes).",
            )
        elif code in seen:
            yield f"towns.{code}", "镇街重复，请只留一处。", "The township is listed twice."
        else:
            seen.add(code)


def _industries(codes: list[Any], place: str) -> Iterator[Fault]:
    for code in codes:
        entry = industry_by_text(str(code))
        if entry is None or entry.full_code != code:
            yield (
                f"{place}.{code}",
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
    yield from _ids(content["departments"], "departments")
    for entry in content["departments"]:
        if entry["role"] not in ROLES:
            yield f"departments.{entry['id']}.role", *_one_of(ROLES)


def _owners(entry: dict[str, Any], content: dict[str, Any], place: str) -> Iterator[Fault]:
    """Departments that the file does not declare."""
    named = {department["id"] for department in content["departments"]}
    for department in entry["departments"]:
        if not isinstance(department, str) or department not in named:
            yield (
                f"{place}.departments",
                f"“{department}”不在 departments 中，请先列出该部门。",
                f'"{department}" is not among the departments; list it there first.',
            )


def _weight(entry: dict[str, Any], place: str) -> Iterator[Fault]:
    if entry["weight"] not in WEIGHTS:
        yield f"{place}.weight", *_one_of(WEIGHTS)


def _target(entry: dict[str, Any], content: dict[str, Any]) -> Iterator[Fault]:
    place = f"targets.{entry['id']}"
    yield from _weight(entry, place)
    yield from _owners(entry, content, place)
    if not entry["departments"]:
        yield (
            f"{place}.departments",
            "没有责任部门，请至少写一个。",
            "No department answers for the target; name at least one.",
        )
    if entry.get("nature") not in (None, *NATURES):
        yield f"{place}.nature", *_one_of(NATURES)
    if entry["indicator"] == NONE:
        yield from _not_computed(entry, place)
        units = tuple(COMPARISONS)
    else:
        indicator = indicators().get(entry["indicator"])
        if indicator is None:
            yield f"{place}.indicator", *_one_of((*indicators(), NONE))
            return
        units = (indicator.unit,)
        yield from _computed(entry, indicator, place)
    if entry["unit"] not in units:
        yield f"{place}.unit", *_one_of(units)
    else:
        yield from _value(entry, content, place)
    yield from _base(entry, place)


def _not_computed(entry: dict[str, Any], place: str) -> Iterator[Fault]:
    if "reason" not in entry:
        yield (
            f"{place}.reason",
            "本系统不计算的指标须写明原因（reason，中英文）。",
            "A target that is not computed here needs its reason in both languages.",
        )
    for name in ("variant", "key_industries", "base"):
        if name in entry:
            yield (
                f"{place}.{name}",
                "本系统不计算的指标没有口径、行业和基数，请删去。",
                "A target that is not computed here has no variant, industries or base; "
                "remove this.",
            )


def _computed(entry: dict[str, Any], indicator: IndicatorEntry, place: str) -> Iterator[Fault]:
    if "reason" in entry:
        yield (
            f"{place}.reason",
            "reason 只用于本系统不计算的指标（indicator: none），请删去或改用 note。",
            "A reason is only for targets not computed here (indicator: none); "
            "remove it or write a note.",
        )
    yield from _variant(entry.get("variant", {}), indicator, place)
    if "key_industries" in entry:
        yield from _industries(entry["key_industries"], f"{place}.key_industries")
        if indicator.id not in KEY_INDUSTRY or not entry["key_industries"]:
            yield (
                f"{place}.key_industries",
                "只有按重点行业统计的指标（I01、I02）可以写行业，且不能为空。",
                "Only indicators over key industries (I01, I02) take industries, at least one.",
            )


def _value(entry: dict[str, Any], content: dict[str, Any], place: str) -> Iterator[Fault]:
    unit, comparison, value = entry["unit"], entry["comparison"], entry.get("value")
    if comparison not in COMPARISONS[unit]:
        yield f"{place}.comparison", *_one_of(COMPARISONS[unit])
        return
    if comparison in BASED and content.get("base_year") is None:
        yield (
            "base_year",
            f"有“{comparison}”的指标，须填基准年。",
            f'A target "{comparison}": give the base year.',
        )
    if comparison == "falls":
        if value is not None:
            yield f"{place}.value", "“falls”不填目标值。", 'A target that "falls" has no value.'
        return
    if value is None:
        if comparison != "rises":
            yield f"{place}.value", "缺少目标值，请补上。", "The value is missing; add it."
    elif value < 0 or (unit == "percent" and value > 100):
        yield f"{place}.value", "目标值超出可能的范围。", "The value is outside what is possible."
    counted = unit == "count" and entry["indicator"] != NONE
    if counted and (comparison, value) != ("=", 0):
        yield (
            f"{place}.value",
            "按起数统计的指标只能判断“= 0”，请改正。",
            'An indicator that counts events can only be judged by "= 0"; mend it.',
        )


def _base(entry: dict[str, Any], place: str) -> Iterator[Fault]:
    base = entry.get("base")
    if base is None or entry["indicator"] == NONE:
        return
    if entry["comparison"] not in BASED:
        yield (
            f"{place}.base",
            "只有与基准年比较的指标（falls、rises）有基数，请删去。",
            "Only a target compared with a base year (falls, rises) has a base; remove it.",
        )
    if not 0 <= base["numerator"] <= base["denominator"] or base.get("unknown", 0) < 0:
        yield (
            f"{place}.base",
            "基数应为非负整数，分子不大于分母。",
            "The base has whole numbers from 0, the numerator at most the denominator.",
        )


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


def _task(entry: dict[str, Any], content: dict[str, Any]) -> Iterator[Fault]:
    place = f"tasks.{entry['id']}"
    yield from _owners(entry, content, place)
    if not entry["departments"] and not entry.get("towns"):
        yield (
            f"{place}.departments",
            "没有责任单位；请写部门，或写 towns: true。",
            "Nobody owes the task; name departments, or write towns: true.",
        )
    if not entry["stages"]:
        yield f"{place}.stages", "请至少写一个阶段。", "Write at least one stage."
    yield from _ids(entry["stages"], f"{place}.stages")
    for stage in entry["stages"]:
        where = f"{place}.stages.{stage['id']}"
        yield from _weight(stage, where)
        earliest = max(content["from"], content["document"]["issued_on"])
        if not earliest <= stage["due_on"] <= content["to"]:
            yield (
                f"{where}.due_on",
                "期限应在规划印发之后、规划期之内，请改正。",
                "The due day must be after the plan was issued and within its period; mend it.",
            )
        if stage.get("opens_on", content["from"]) > stage["due_on"]:
            yield (
                f"{where}.opens_on",
                "开始日期晚于期限，请改正。",
                "The stage opens after its due day; mend one of the two.",
            )
