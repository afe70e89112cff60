"""Values of law by date, one YAML file a value, each with its citation and weight."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from zhifang.core.errors import UserError
from zhifang.statutes.files import folder

WEIGHTS = ("primary", "secondary", "unverified")

Scalar = int | str | bool | date


@dataclass(frozen=True)
class Citation:
    """Where a value is written: the law or standard and its article or clause."""

    law: str
    article: str


@dataclass(frozen=True)
class Value:
    """One value on ``[valid_from, valid_to)``; an open end is None.

    ``weight``: primary = the text itself was read, secondary = quoted by others, unverified =
    from knowledge or a district's own choice.
    """

    valid_from: date
    valid_to: date | None
    value: Scalar
    citation: Citation
    weight: str
    checked_on: date

    def speaks_on(self, day: date) -> bool:
        """Whether this value is in force on ``day``."""
        return self.valid_from <= day and (self.valid_to is None or day < self.valid_to)


@dataclass(frozen=True)
class Parameter:
    """A value of law through time. ``choices``: what a plan may choose where law is silent."""

    id: str
    chapter: str
    title_zh: str
    title_en: str
    unit: str
    kind: str
    values: tuple[Value, ...]
    choices: tuple[Scalar, ...]
    note: str

    def on(self, day: date) -> Value | None:
        """The value in force on ``day``; None before the first and in a gap."""
        return next((value for value in self.values if value.speaks_on(day)), None)


def _broken(path: Path, zh: str, en: str) -> UserError:
    return UserError(zh, en, where=f"statutes/parameters/{path.parent.name}/{path.name}")


def _value(path: Path, entry: Any) -> Value:
    """One entry of ``values``, checked: days, citation, weight, the day it was checked."""
    if not isinstance(entry, dict) or "value" not in entry:
        raise _broken(path, "每个取值都要写明 value。", "Every entry needs a value.")
    citation = entry.get("citation") or {}
    law, article = citation.get("law", ""), citation.get("article", "")
    if not law or not article:
        raise _broken(path, "有取值没有写明法规和条款。", "A value has no law and article.")
    if entry.get("weight") not in WEIGHTS:
        raise _broken(
            path,
            "依据的可靠程度必须是 primary、secondary 或 unverified。",
            "The weight must be primary, secondary or unverified.",
        )
    days = [entry.get("from"), entry.get("to"), entry.get("checked_on")]
    if not isinstance(days[0], date) or not isinstance(days[2], date):
        raise _broken(
            path, "生效日和核对日必须是日期。", "The days from and checked_on must be dates."
        )
    return Value(
        valid_from=days[0],
        valid_to=days[1],
        value=entry["value"],
        citation=Citation(str(law), str(article)),
        weight=str(entry["weight"]),
        checked_on=days[2],
    )


def read_parameter(path: Path) -> Parameter:
    """One parameter file; raises a UserError that names the file and what is wrong."""
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    if not isinstance(content, dict) or content.get("id") != path.stem:
        raise _broken(path, "id 必须与文件名相同。", "The id must be the name of the file.")
    title = content.get("title") or {}
    if not title.get("zh") or not title.get("en"):
        raise _broken(path, "缺少中文或英文标题。", "A title in both languages is needed.")
    values = [_value(path, entry) for entry in content.get("values") or []]
    if not values:
        raise _broken(path, "没有任何取值。", "There is no value.")
    return Parameter(
        id=path.stem,
        chapter=path.parent.name,
        title_zh=title["zh"],
        title_en=title["en"],
        unit=str(content.get("unit", "")),
        kind=str(content.get("kind", "law")),
        values=tuple(_in_order(path, values)),
        choices=tuple(content.get("choices") or ()),
        note=str(content.get("note", "")),
    )


def _in_order(path: Path, values: list[Value]) -> list[Value]:
    """The values with each open end closed by the next start; refuses overlap and disorder."""
    closed = []
    for value, following in zip(values, [*values[1:], None], strict=True):
        end = value.valid_to
        if following is not None:
            end = end or following.valid_from
            if end > following.valid_from:
                raise _broken(path, "取值的时段重叠。", "The stretches of two values overlap.")
        if end is not None and end <= value.valid_from:
            raise _broken(path, "取值的日期顺序不对。", "The days of a value are out of order.")
        closed.append(
            Value(
                value.valid_from, end, value.value, value.citation, value.weight, value.checked_on
            )
        )
    return closed


@cache
def parameters() -> dict[str, Parameter]:
    """Every parameter by id; an id names one file, whatever its chapter."""
    found: dict[str, Parameter] = {}
    for path in sorted((folder() / "parameters").glob("*/*.yaml")):
        if path.stem in found:
            raise _broken(path, "同名的取值文件已存在。", "Another chapter has a file of this id.")
        found[path.stem] = read_parameter(path)
    return found


def parameter(parameter_id: str) -> Parameter:
    """The parameter of an id, e.g. ``measurement_cycle_general_months``."""
    try:
        return parameters()[parameter_id]
    except KeyError:
        raise UserError(
            f"法规数据中没有名为“{parameter_id}”的取值。",
            f'The law data has no value called "{parameter_id}".',
        ) from None
