"""What the scheme of a yearly appraisal must mean; each fault is one sentence with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

from zhifang.core.errors import UserError
from zhifang.statutes.parameters import WEIGHTS
from zhifang.statutes.plan_lines import read_document
from zhifang.statutes.plan_shape import (
    DAY,
    FLAG,
    LIST,
    MAP,
    NUMBER,
    TEXT,
    Fault,
    entry_faults,
    field_faults,
    inner_faults,
)
from zhifang.statutes.plans import Plan

#: Who may be appraised.
WHO = ("towns", "departments")
#: How a share becomes a part of the weight.
SCORINGS = ("proportional", "bands", "met")
#: What becomes of the weight of a target that is not scored.
UNSCORED = ("redistribute", "neutral")
#: What an undecided target counts.
UNDECIDED = ("certain", "neutral", "known_only")
#: How places are numbered after a tie: 1, 2, 2, 4 or 1, 2, 2, 3.
NUMBERINGS = ("competition", "dense")
#: Sides of a target whose rows may be deducted for.
DEDUCTED = ("numerator", "missing")
#: A tie is decided by the deductions (fewer is better) or by a target.
BY_DEDUCTIONS = "deductions"

SCHEME_FIELDS = {
    "id": TEXT, "title": MAP, "plan": TEXT, "years": LIST, "issued_on?": DAY, "source": MAP,
    "weight": TEXT, "note?": MAP, "full_marks": NUMBER, "decimals": NUMBER, "towns?": LIST,
    "departments": FLAG, "objection_days": NUMBER, "known_on": TEXT, "small": MAP,
    "undecided": TEXT, "ties": MAP, "targets": LIST, "deductions?": LIST, "grades": LIST,
}  # fmt: skip
SMALL_FIELDS = {"below": NUMBER, "rule": TEXT, "neutral_part?": NUMBER, "least_scored": NUMBER}
TIES_FIELDS = {"by": LIST, "numbering": TEXT}
TARGET_FIELDS = {
    "id": TEXT, "weight": NUMBER, "who": LIST, "score": TEXT, "floor?": NUMBER, "bands?": LIST,
    "small_counts?": FLAG,
}  # fmt: skip
BAND_FIELDS = {"at_least": NUMBER, "part": NUMBER}
DEDUCTION_FIELDS = {
    "id": TEXT, "title": MAP, "target": TEXT, "side": TEXT, "points": NUMBER, "most": NUMBER,
    "who": LIST, "grade_at_most?": TEXT,
}  # fmt: skip
GRADE_FIELDS = {"id": TEXT, "title": MAP, "at_least": NUMBER}

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")
_MONTH_DAY = re.compile(r"[0-9]{2}-[0-9]{2}")


def scheme_faults(path: Path, plans: Mapping[str, Plan]) -> list[UserError]:
    """Every fault of a scheme file, by its line; empty when it is good."""
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
        for place, zh, en in _faults(document.content, path, plans)
    )
    return [
        UserError(zh, en, where=f"{path.name}:{line} {place}")
        for line, place, zh, en in sorted((*again, *found), key=lambda fault: fault[0])
    ]


def _faults(content: dict[str, Any], path: Path, plans: Mapping[str, Plan]) -> Iterator[Fault]:
    shape = list(_shape(content))
    yield from shape
    if shape:
        return  # what a field means is only asked once every field is there and of its kind
    if content["id"] != path.stem or not _ID.fullmatch(content["id"]):
        yield (
            "id",
            "id 必须与文件名相同，只用字母、数字、“-”和“_”。",
            "The id must be the name of the file, in letters, digits, - and _.",
        )
    if content["weight"] not in WEIGHTS:
        yield "weight", *one_of(WEIGHTS)
    plan = plans.get(content["plan"])
    if plan is None:
        yield "plan", *one_of(tuple(plans))
        return
    yield from _years(content, plan)
    yield from _rules(content)
    for name in ("targets", "deductions", "grades"):
        yield from _ids(content.get(name) or [], name)
    for entry in content["targets"]:
        yield from _target(entry, plan)
    yield from _weights(content)
    for entry in content.get("deductions") or []:
        yield from _deduction(entry, content, plan)
    yield from _grades(content)
    yield from _ties(content)


def _shape(content: dict[str, Any]) -> Iterator[Fault]:
    yield from field_faults(content, SCHEME_FIELDS, "")
    yield from inner_faults(content, SCHEME_FIELDS, "")
    for name, fields in (("small", SMALL_FIELDS), ("ties", TIES_FIELDS)):
        if isinstance(content.get(name), dict):
            yield from field_faults(content[name], fields, f"{name}.")
    yield from entry_faults(content, "targets", TARGET_FIELDS, "")
    yield from entry_faults(content, "deductions", DEDUCTION_FIELDS, "")
    yield from entry_faults(content, "grades", GRADE_FIELDS, "")
    targets = content.get("targets")
    for number, entry in enumerate(targets if isinstance(targets, list) else [], start=1):
        if isinstance(entry, dict):
            yield from entry_faults(entry, "bands", BAND_FIELDS, f"targets[{number}].")


def one_of(options: tuple[Any, ...]) -> tuple[str, str]:
    """The sentence that lists what may stand in a place (zh, en)."""
    listed = ", ".join(str(option) for option in options)
    return f"只能是：{listed}。", f"This must be one of: {listed}."


def _ids(entries: list[dict[str, Any]], name: str) -> Iterator[Fault]:
    seen: set[str] = set()
    for entry in entries:
        place = f"{name}.{entry['id']}"
        if not _ID.fullmatch(entry["id"]):
            yield (
                place,
                "编号只能用字母、数字、“-”和“_”。",
                "An id has only letters, digits, - and _.",
            )
        if entry["id"] in seen:
            yield place, "编号重复，每个编号只能用一次。", "The id is used twice; use each id once."
        seen.add(entry["id"])


def _years(content: dict[str, Any], plan: Plan) -> Iterator[Fault]:
    first, last = plan.first_day.year, plan.last_day.year
    if not content["years"]:
        yield "years", "请至少写一个年度。", "Write at least one year."
    for year in content["years"]:
        if isinstance(year, bool) or not isinstance(year, int) or not first <= year <= last:
            yield (
                f"years.{year}",
                f"考核年度应在规划期 {first}—{last} 年之内。",
                f"An appraised year lies within the plan, {first} to {last}.",
            )
    if len(set(map(str, content["years"]))) != len(content["years"]):
        yield "years", "年度重复，请只留一处。", "A year is listed twice."
    for code in content.get("towns") or []:
        if code not in plan.towns:
            yield (
                f"towns.{code}",
                "不是规划所列的镇街代码（9位，需加引号）。",
                "This is no township of the plan (9 digits, in quotes).",
            )


def _between(value: int, least: int, most: int, place: str) -> Iterator[Fault]:
    if not least <= value <= most:
        yield (
            place,
            f"应在 {least} 到 {most} 之间。",
            f"This must be from {least} to {most}.",
        )


def _is_day_of_every_year(text: str) -> bool:
    if not _MONTH_DAY.fullmatch(text):
        return False
    try:
        date.fromisoformat(f"2001-{text}")
    except ValueError:
        return False
    return True


def _rules(content: dict[str, Any]) -> Iterator[Fault]:
    yield from _between(content["full_marks"], 1, 10_000, "full_marks")
    yield from _between(content["decimals"], 0, 4, "decimals")
    yield from _between(content["objection_days"], 1, 180, "objection_days")
    if not _is_day_of_every_year(content["known_on"]):
        yield (
            "known_on",
            "请写次年的月和日，如 01-31（加引号）。",
            "Write the month and day of the next year, such as 01-31 (in quotes).",
        )
    small = content["small"]
    yield from _between(small["below"], 1, 100, "small.below")
    if small["rule"] not in UNSCORED:
        yield "small.rule", *one_of(UNSCORED)
    if (small["rule"] == "neutral") != ("neutral_part" in small):
        yield (
            "small.neutral_part",
            "rule 为 neutral 时须写给权重的百分之几，为 redistribute 时不写。",
            "With the rule neutral, write which percent of the weight is given; else nothing.",
        )
    yield from _between(small.get("neutral_part", 0), 0, 100, "small.neutral_part")
    yield from _between(small["least_scored"], 1, 100, "small.least_scored")
    if content["undecided"] not in UNDECIDED:
        yield "undecided", *one_of(UNDECIDED)


def _who(entry: dict[str, Any], place: str) -> Iterator[Fault]:
    if not entry["who"] or len(set(map(str, entry["who"]))) != len(entry["who"]):
        yield (
            f"{place}.who",
            "请写明考核对象，每个只写一次。",
            "Say who is appraised, each once.",
        )
    for who in entry["who"]:
        if who not in WHO:
            yield f"{place}.who.{who}", *one_of(WHO)


def _target(entry: dict[str, Any], plan: Plan) -> Iterator[Fault]:
    place = f"targets.{entry['id']}"
    yield from _who(entry, place)
    yield from _between(entry["weight"], 1, 10_000, f"{place}.weight")
    known = {target.id: target for target in plan.targets}
    if entry["id"] not in known:
        yield place, *one_of(tuple(known))
        return
    target = known[entry["id"]]
    if not target.indicator:
        yield (
            place,
            "本系统不计算这项指标，不能计分；请删去。",
            "This target is not computed here and cannot be scored; remove it.",
        )
    if entry["score"] not in SCORINGS:
        yield f"{place}.score", *one_of(SCORINGS)
    elif entry["score"] != "met" and (target.unit != "percent" or target.comparison == "rises"):
        yield (
            f"{place}.score",
            "不是百分率目标，只能按是否达标（met）计分。",
            "The target is no rate to be reached; score it by whether it is met.",
        )
    if target.comparison in ("falls", "rises") and "towns" in entry["who"]:
        yield (
            f"{place}.who",
            "与基准年比较的指标只考核部门，不考核镇街。",
            "A target compared with a base year is for departments, not for townships.",
        )
    yield from _parts(entry, place)


def _parts(entry: dict[str, Any], place: str) -> Iterator[Fault]:
    if "floor" in entry:
        yield from _between(entry["floor"], 0, 100, f"{place}.floor")
        if entry["score"] != "proportional":
            yield (
                f"{place}.floor",
                "只有按比例计分（proportional）有起分线，请删去。",
                "Only a proportional score has a floor; remove it.",
            )
    bands = entry.get("bands") or []
    if (entry["score"] == "bands") != bool(bands):
        yield (
            f"{place}.bands",
            "按分档计分（bands）须写分档，其他方式不写。",
            "A score by bands needs bands; any other has none.",
        )
    for number, band in enumerate(bands, start=1):
        yield from _between(band["at_least"], 0, 100, f"{place}.bands[{number}].at_least")
        yield from _between(band["part"], 0, 100, f"{place}.bands[{number}].part")
    steps = [(band["at_least"], band["part"]) for band in bands]
    if any(a[0] <= b[0] or a[1] <= b[1] for a, b in pairwise(steps)):
        yield (
            f"{place}.bands",
            "分档应从高到低，率和得分比例都逐档下降。",
            "Bands go from high to low, both in the rate and in the part given.",
        )


def _weights(content: dict[str, Any]) -> Iterator[Fault]:
    total = sum(entry["weight"] for entry in content["targets"] if "towns" in entry["who"])
    if total not in (0, content["full_marks"]):
        yield (
            "targets",
            f"镇街各项权重之和为 {total}，应等于满分 {content['full_marks']}。",
            f"The weights for townships add up to {total}, not to {content['full_marks']}.",
        )
    named = {who for entry in content["targets"] for who in entry["who"]}
    if content["departments"] != ("departments" in named):
        yield (
            "departments",
            "departments 为 true 时至少有一项指标考核部门，为 false 时没有。",
            "With departments: true at least one target is for them; with false none is.",
        )


def _deduction(entry: dict[str, Any], content: dict[str, Any], plan: Plan) -> Iterator[Fault]:
    place = f"deductions.{entry['id']}"
    yield from _who(entry, place)
    computed = tuple(target.id for target in plan.targets if target.indicator)
    if entry["target"] not in computed:
        yield f"{place}.target", *one_of(computed)
    if entry["side"] not in DEDUCTED:
        yield f"{place}.side", *one_of(DEDUCTED)
    yield from _between(entry["points"], 1, content["full_marks"], f"{place}.points")
    yield from _between(entry["most"], entry["points"], content["full_marks"], f"{place}.most")
    grades = tuple(grade["id"] for grade in content["grades"])
    if entry.get("grade_at_most") not in (None, *grades):
        yield f"{place}.grade_at_most", *one_of(grades)


def _grades(content: dict[str, Any]) -> Iterator[Fault]:
    levels = [grade["at_least"] for grade in content["grades"]]
    if not levels or levels[-1] != 0 or levels != sorted(set(levels), reverse=True):
        yield (
            "grades",
            "等次应从高到低，最后一档从 0 分起。",
            "Grades go from high to low; the last begins at 0 points.",
        )


def _ties(content: dict[str, Any]) -> Iterator[Fault]:
    if content["ties"]["numbering"] not in NUMBERINGS:
        yield "ties.numbering", *one_of(NUMBERINGS)
    keys = (BY_DEDUCTIONS, *(entry["id"] for entry in content["targets"]))
    for key in content["ties"]["by"]:
        if key not in keys:
            yield f"ties.by.{key}", *one_of(keys)
