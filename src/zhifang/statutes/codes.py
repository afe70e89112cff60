"""Codes and printed names of the catalogues: hazards, towns, industries, types, diseases."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import TypeVar

from zhifang.statutes.files import catalogue, day_or_none, folded
from zhifang.statutes.parameters import parameter

T = TypeVar("T")


@dataclass(frozen=True)
class Hazard:
    """A factor of 职业病危害因素分类目录 (国卫疾控发〔2015〕92号); ``code`` is ours, e.g. F001."""

    code: str
    category: str
    category_zh: str
    name_zh: str
    name_en: str
    open_clause: bool


@dataclass(frozen=True)
class Town:
    """A township-level division; ``code`` has 9 digits, ``alias_zh`` is its everyday name."""

    code: str
    name_zh: str
    alias_zh: str
    district: str


@dataclass(frozen=True)
class Industry:
    """A row of GB/T 4754-2017; ``full_code`` is section letter and digits, e.g. C3311."""

    full_code: str
    code: str
    level: int
    section: str
    name_zh: str


@dataclass(frozen=True)
class EconomicType:
    """A registration type. A code means different things in the two editions: keep ``key``."""

    edition: str
    code: str
    name_zh: str

    @property
    def key(self) -> str:
        """Edition and code, e.g. ``2011-110``."""
        return f"{self.edition}-{self.code}"


@dataclass(frozen=True)
class Disease:
    """A row of 职业病分类和目录; ``valid_to`` is exclusive, None for the edition in force."""

    code: str
    edition: str
    class_no: int
    class_zh: str
    subclass_zh: str
    name_zh: str
    name_en: str
    open_clause: bool
    valid_from: date
    valid_to: date | None


def _unique(pairs: Iterable[tuple[str, T]]) -> dict[str, T]:
    """Folded text to its one meaning; a text with two meanings is left out."""
    found: dict[str, T] = {}
    doubtful: set[str] = set()
    for text, value in pairs:
        key = folded(text)
        if key in found and found[key] != value:
            doubtful.add(key)
        found.setdefault(key, value)
    return {key: value for key, value in found.items() if key and key not in doubtful}


@cache
def _hazards() -> tuple[Hazard, ...]:
    return tuple(
        Hazard(
            code=row["code"],
            category=row["category"],
            category_zh=row["category_zh"],
            name_zh=row["name_zh"],
            name_en=row["name_en"],
            open_clause=row["open_clause"] == "1",
        )
        for row in catalogue("hazards")
    )


def hazards() -> list[Hazard]:
    """All listed hazards, in the order of the catalogue."""
    return list(_hazards())


@cache
def _hazard_texts() -> dict[str, Hazard]:
    codes = _unique((hazard.code, hazard) for hazard in _hazards())
    names = _unique((hazard.name_zh, hazard) for hazard in _hazards())
    short = _unique((hazard.name_zh.split("（")[0], hazard) for hazard in _hazards())
    return {**short, **names, **codes}


def hazard_by_text(text: str) -> Hazard | None:
    """The hazard of a code (F001) or a printed name, with or without its brackets.

    None when unknown, and for 铀及其化合物, which the catalogue lists twice: use the code.
    """
    return _hazard_texts().get(folded(text))


@cache
def _towns(district: str) -> tuple[Town, ...]:
    return tuple(
        Town(row["code"], row["name_zh"], row["alias_zh"], district)
        for row in catalogue("regions")
        if row["level"] == "4" and row["parent_code"] == district
    )


def towns(district: str = "110109") -> list[Town]:
    """The township-level divisions of a district (statistical codes as of 2023-06-30)."""
    return list(_towns(district))


@cache
def _town_texts(district: str) -> dict[str, Town]:
    known = _towns(district)
    return _unique(
        (text, town) for town in known for text in (town.code, town.name_zh, town.alias_zh)
    )


def town_by_text(text: str, district: str = "110109") -> Town | None:
    """The town of a 9-digit code, a name (永定地区) or an everyday name (永定镇)."""
    return _town_texts(district).get(folded(text))


@cache
def _industry_texts() -> tuple[dict[str, Industry], dict[str, str]]:
    """Codes with and without their letter; names to the deepest industry that bears them."""
    rows = catalogue("industries")
    known = [
        Industry(row["full_code"], row["code"], int(row["level"]), row["section"], row["name_zh"])
        for row in rows
    ]
    codes = _unique((text, entry) for entry in known for text in (entry.full_code, entry.code))
    names: dict[str, list[str]] = {}
    for row, entry in zip(rows, known, strict=True):
        for name in {row["name_zh"], row["name_zh_amended"]} - {""}:
            names.setdefault(folded(name), []).append(entry.full_code)
    deepest = {}
    for name, full_codes in names.items():
        longest = max(full_codes, key=len)
        if all(longest.startswith(code) for code in full_codes):
            deepest[name] = longest.casefold()
    return codes, deepest


def industry_by_text(text: str) -> Industry | None:
    """The industry of a GB/T 4754-2017 code (C3311 or 3311) or name.

    A name borne by a division and its only group and class (其他采矿业) means the class.
    """
    codes, names = _industry_texts()
    key = folded(text)
    return codes.get(names.get(key, key))


@cache
def economic_types() -> tuple[EconomicType, ...]:
    """All registration types of both editions."""
    return tuple(
        EconomicType(row["edition"], row["code"], row["name_zh"])
        for row in catalogue("economic_types")
    )


@cache
def _economic_texts(edition: str) -> dict[str, EconomicType]:
    known = [entry for entry in economic_types() if entry.edition == edition]
    return _unique(
        (text, entry) for entry in known for text in (entry.key, entry.code, entry.name_zh)
    )


def economic_type_by_text(text: str, on: date | None = None) -> EconomicType | None:
    """The registration type of a key (2011-110), a code (110) or a name.

    The edition in force on ``on`` is tried first (2011 when no day is given), then the other.
    """
    first = "2011"
    if on is not None:
        value = parameter("economic_type_edition").on(on)
        first = str(value.value) if value else "2011"
    for edition in (first, "2023" if first == "2011" else "2011"):
        found = _economic_texts(edition).get(folded(text))
        if found:
            return found
    return None


@cache
def _all_diseases() -> tuple[Disease, ...]:
    entries = []
    for row in catalogue("diseases"):
        last_day = day_or_none(row["effective_to"])
        entries.append(
            Disease(
                code=row["disease_code"],
                edition=row["edition"],
                class_no=int(row["class_no"]),
                class_zh=row["class_zh"],
                subclass_zh=row["subclass_zh"],
                name_zh=row["name_zh"],
                name_en=row["name_en"],
                open_clause=row["open_clause"] == "1",
                valid_from=date.fromisoformat(row["effective_from"]),
                valid_to=last_day + timedelta(days=1) if last_day else None,
            )
        )
    return tuple(entries)


@cache
def _diseases(on: date | None) -> tuple[Disease, ...]:
    return tuple(
        entry
        for entry in _all_diseases()
        if on is None
        or (entry.valid_from <= on and (entry.valid_to is None or on < entry.valid_to))
    )


def diseases(on: date | None = None) -> list[Disease]:
    """The diseases of the edition in force on ``on``; of both editions without a day."""
    return list(_diseases(on))


def disease_by_code(code: str, on: date) -> Disease | None:
    """The disease of a code (2013-01-101) if its edition is in force on ``on``."""
    key = folded(code)
    return next((entry for entry in _diseases(on) if folded(entry.code) == key), None)
