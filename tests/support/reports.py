"""Reports made by hand, and what a finished file says: its text, its numbers, its directions."""

from __future__ import annotations

import io
import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import docx
from openpyxl.reader.excel import load_workbook
from pypdf import PdfReader

from zhifang import statutes
from zhifang.calc import Counts, cut, met, wilson
from zhifang.calc.exact import clopper_pearson, garwood
from zhifang.core.days import SHANGHAI
from zhifang.reports.figures import Figure, Town, Year
from zhifang.reports.material import Entry, Facts, Material, Party, Variant
from zhifang.reports.readings import READINGS, reading
from zhifang.reports.wording import Words

PLAN = "mentougou-2016-2020"
KNOWN_AT = datetime(2021, 1, 15, 9, 30, tzinfo=SHANGHAI)

#: (n, N) and, where there is something unknown, how many may be what.
Made = tuple[int, int] | tuple[int, int, dict[str, int]]


def row(made: Made, target: statutes.Target) -> dict[str, Any]:
    """A row of the plan's table, as the queries give it, of counts."""
    numerator, denominator = made[0], made[1]
    unknown: dict[str, int] = made[2] if len(made) > 2 else {}  # type: ignore[misc]
    counts = Counts(numerator, denominator - numerator, unknown)
    found = {
        "numerator": numerator,
        "denominator": denominator,
        "unknown": counts.unknowns,
        "pending": 0,
        "not_applicable": 0,
        "unmet_incomplete": 0,
    }
    if target.unit == "count":
        low, high = numerator, numerator + counts.unknowns
        interval = garwood(numerator)
        decided: bool | None = False if numerator else None if counts.unknowns else True
        ends = (float(interval[0]), float(interval[1]))
        return found | _shown(numerator, low, high, ends, decided)
    exact = clopper_pearson if target.unit == "share" else wilson
    interval_of = exact(numerator, denominator)
    decided = None
    if target.comparison in (">=", "="):
        decided = met(counts, target.comparison, target.value or 0)
    return found | _shown(
        _number(cut(numerator, denominator)),
        _number(cut(*counts.least())),
        _number(cut(*counts.greatest())),
        (_number(interval_of[0]), _number(interval_of[1])) if interval_of else (None, None),
        decided,
    )


def _shown(value: Any, low: Any, high: Any, interval: Any, decided: bool | None) -> dict[str, Any]:
    return {
        "value": value,
        "low": low,
        "high": high,
        "ci_low": interval[0],
        "ci_high": interval[1],
        "met": decided,
    }


def _number(value: Any) -> float | None:
    return None if value is None else float(value)


def figure(made: Made, target_id: str = "I03") -> Figure:
    """A figure of counts, judged as a target of the plan."""
    target = statutes.plan(PLAN).target(target_id)
    return Figure.of(row(made, target), target.unit)


def facts(
    target: statutes.Target,
    now: Made,
    *,
    towns: Iterable[tuple[str, str, Made]] = (),
    years: Iterable[tuple[int, Made]] = (),
    parties: Iterable[Party] = (),
    weight: str = "primary",
    decided: bool | None = None,
    base: Made | None = None,
) -> Facts:
    """The facts of a target made by hand; ``decided`` for a target that should fall."""
    document = {
        **row(now, target),
        "id": target.id,
        "variant": ";".join(f"{key}={option}" for key, option in target.variant.items()),
        "period": ["2020-01-01", "2020-12-31"],
        "definition": f"{target.id}/1:0123456789abcdef",
        "rows_digest": "ab" * 32,
        "weight": weight,
    }
    if target.comparison == "falls":
        document["met"] = decided
    read = reading(target.indicator)
    return Facts(
        figure=Figure.of(document, target.unit),
        document=document,
        towns=tuple(
            Town(code, name, Figure.of(row(made, target), target.unit))
            for code, name, made in towns
        ),
        years=tuple(
            Year(year, f"{year}-12-31", Figure.of(row(made, target), target.unit))
            for year, made in years
        ),
        variants=(
            Variant("some=other", "另一种口径", Figure.of(row(now, target), target.unit), ""),
            Variant("some=none", "算不出的口径", None, "没有名单。"),
        ),
        parties=tuple(parties),
        done_in_period=0,
        words=Words(*read.subject, read.done, read.undone),
        base=Figure.of(row(base, target), target.unit) if base is not None else None,
    )


def material(given: dict[str, dict[str, Any]], *, town: str = "") -> Material:
    """The plan with the targets of ``given`` computed and all others waiting."""
    plan = statutes.plan(PLAN)
    return Material(
        plan=plan,
        as_of=date(2020, 12, 31),
        known_at=KNOWN_AT,
        place="大峪街道" if town else plan.district_zh,
        town=town,
        law_digest="cd" * 32,
        entries=tuple(
            Entry(target, facts(target, **given[target.id]), "")
            if target.id in given
            else Entry(target, None, f"指标 {target.id} 尚未接入计算。")
            for target in plan.targets
        ),
    )


def without_stamp(made: Material) -> Material:
    """The same before anything was recorded."""
    return replace(made, known_at=None)


# What a file says.


def docx_texts(content: bytes) -> Iterator[str]:
    """Every paragraph outside tables, in order."""
    for paragraph in docx.Document(io.BytesIO(content)).paragraphs:
        if paragraph.text.strip():
            yield paragraph.text


def docx_rows(content: bytes) -> Iterator[list[str]]:
    """Every row of every table; a cell that spans several columns once."""
    for table in docx.Document(io.BytesIO(content)).tables:
        for line in table.rows:
            cells: list[str] = []
            seen: list[Any] = []
            for cell in line.cells:
                if cell._tc not in seen:
                    seen.append(cell._tc)
                    cells.append(cell.text)
            yield cells


def pdf_text(content: bytes) -> str:
    """The whole text without page numbers, line breaks and spaces: a line may break anywhere."""
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(content)).pages]
    return squeezed("".join(re.sub(r"—\s*\d+\s*—\s*$", "", text.strip()) for text in pages))


def squeezed(text: str) -> str:
    """Without spaces, line breaks and marks that only allow a break."""
    return re.sub(r"[\s\u200b]+", "", text)


def xlsx_cells(content: bytes) -> dict[str, list[list[Any]]]:
    """The values of every sheet."""
    book = load_workbook(io.BytesIO(content))
    return {
        sheet.title: [list(line) for line in sheet.iter_rows(values_only=True)] for sheet in book
    }


# What of it are numbers that were computed.

_FIXED = (
    r"\d{4}年\d{1,2}月\d{1,2}日(?:\d+时\d+分\d+秒)?",
    r"\d{4}-\d\d-\d\dT[\d:.+]+",
    r"\d{4}-\d\d-\d\d",
    r"\d{4}-\d{4}年?",
    r"〔\d{4}〕\d+号",
    r"\d{4}年",
    r"[INM]\d\d(?!\d)",
    r"95% ?区间",
    r"GB/T ?9704",
    r"_GB2312",
    r"^\d+\. ?",
    r"^[图表]\d+",
    r"p ?< ?0\.05",
)


def numbers(text: str, *, less: Iterable[str] = ()) -> set[str]:
    """The numbers of a text that somebody must have computed.

    What is not looked at: days, ids, and fixed texts (``less``: titles, quotes, readings).
    """
    for fixed in sorted(less, key=len, reverse=True):
        text = text.replace(fixed, "")
    for pattern in _FIXED:
        text = re.sub(pattern, "", text, flags=re.MULTILINE)
    return {number.removesuffix("%") for number in re.findall(r"−?\d+(?:\.\d+)?%?", text)}


def fixed_texts(plan: statutes.Plan) -> list[str]:
    """Titles, quotes and readings: texts with numbers that no count gave."""
    found = [plan.title_zh, plan.document_number]
    for target in plan.targets:
        found += [target.title_zh, target.source_quote, target.source_section]
    for entry in statutes.indicators().values():
        found += [entry.title_zh, *(option.title_zh for option in entry.options)]
    for read in READINGS.values():
        found += [read.counted, read.met, read.left_out, read.ask, read.done, read.undone]
    return [text for text in found if re.search(r"\d", text)]


#: A change in words: direction, size, interval, and what follows.
MOVED = re.compile(
    r"较[^，。；（]{1,8}?(?P<word>上升|下降)[^（。；]*"
    r"（95% ?区间 ?(?P<low>−?\d+\.\d)～(?P<high>−?\d+\.\d)）"
    r"(?P<after>，差异不能排除偶然)?"
)


def loose_directions(text: str, *, less: Iterable[str] = ()) -> list[str]:
    """Every 上升 and 下降 that stands without its interval, or whose interval covers zero
    without the clause; empty when all is said as it must be."""
    for fixed in sorted(less, key=len, reverse=True):
        text = text.replace(fixed, "")
    faults = []
    for match in MOVED.finditer(text):
        covers = _signed(match["low"]) <= 0 <= _signed(match["high"])
        if covers != bool(match["after"]):
            faults.append(match[0])
    rest = MOVED.sub("", text)
    rest = re.sub(r"下降（单侧 ?Fisher ?精确检验 ?p ?< ?0\.05）", "", rest)
    rest = re.sub(r"目标(值)?为下降|[IN]\d\d下降", "", rest)  # the target itself, also in its table
    faults += re.findall(r".{0,12}(?:上升|下降).{0,12}", rest)
    return faults


def _signed(number: str) -> float:
    return float(number.replace("−", "-"))


# The same numbers once more, with other means.


def change_numbers(now: dict[str, Any], before: dict[str, Any]) -> set[str]:
    """Difference, interval and possible range of a change, from two rows of the plan's table.

    Newcombe's method 10 by its formula in floating point; an end next to a tenth may be printed
    as either.
    """
    found: set[str] = set()
    if not now["denominator"] or not before["denominator"]:
        return found
    p, q = (each["numerator"] / each["denominator"] for each in (now, before))
    (l1, u1), (l2, u2) = (_wilson(each) for each in (now, before))
    down = p - q - math.sqrt((p - l1) ** 2 + (u2 - q) ** 2)
    up = p - q + math.sqrt((u1 - p) ** 2 + (q - l2) ** 2)
    for slack in (-1e-9, 1e-9):
        found.add(_tenths(math.floor(1000 * down + slack)))
        found.add(_tenths(math.ceil(1000 * up + slack)))
        found.add(_tenths(abs(math.trunc(1000 * (p - q) + slack))))
    for one, other in (("low", "high"), ("high", "low")):
        if now.get(one) is not None and before.get(other) is not None:
            found.add(_tenths(round(10 * now[one]) - round(10 * before[other])))
    return found


def _wilson(counted: dict[str, Any]) -> tuple[float, float]:
    n, total, z = counted["numerator"], counted["denominator"], 1.959963984540054
    p = n / total
    half = z * math.sqrt(p * (1 - p) / total + z * z / (4 * total * total))
    middle, scale = p + z * z / (2 * total), 1 + z * z / total
    return max(0.0, (middle - half) / scale), min(1.0, (middle + half) / scale)


def _tenths(number: int) -> str:
    return f"{number / 10:.1f}".replace("-", "−")


def row_numbers(counted: dict[str, Any]) -> set[str]:
    """Every number of one row of the plan's table as it is printed."""
    found: set[str] = set()
    for name in ("numerator", "denominator", "unknown", "pending", "not_applicable",
                 "unmet_incomplete"):  # fmt: skip
        if counted.get(name) is not None:
            found.add(str(counted[name]))
    if counted.get("denominator") is not None:
        found.add(str(counted["denominator"] - counted["numerator"]))
    for name in ("value", "low", "high", "ci_low", "ci_high"):
        if counted.get(name) is not None:
            found |= {f"{counted[name]:.1f}", f"{counted[name]:g}"}
    return found
