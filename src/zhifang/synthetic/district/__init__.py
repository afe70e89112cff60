"""The synthetic district: a made world, written as the workbooks users fill.

``write`` makes files and ``truth.json``; ``tables`` gives bare rows for benchmarks.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

from zhifang.synthetic.district import surveys
from zhifang.synthetic.district.commands import Line
from zhifang.synthetic.district.employers import Row, made_agencies, made_employers
from zhifang.synthetic.district.rates import Rates
from zhifang.synthetic.district.sending import Sender, Size, made_world
from zhifang.synthetic.district.truth import truth
from zhifang.synthetic.district.workbooks import Statement, write_workbook
from zhifang.synthetic.district.workers import EXAM_INSTITUTIONS, Careers

#: The names of the workbooks ``write`` makes; those of an earlier run are removed first.
_OURS = re.compile(
    r"\d-(用人单位与劳动者|职业病危害项目申报|检测结果|职业健康检查|补报与更正)-.*\.xlsx"
)

DEFAULT = Size(seed=20161231, employers=120, workers=2500, first_year=2014, last_year=2026)

__all__ = ["DEFAULT", "Rates", "Size", "tables", "write"]


def _statement(lines: list[Line], upto: date) -> Callable[[str], Statement]:
    """Who fills a workbook, and through when its data are complete; some never say."""

    def statement(sheet: str) -> Statement:
        one = next(line for line in lines if line.sheet == sheet)
        if sheet not in ("measurements", "examinations"):
            return None, None
        code = one.values["institution_code"]
        silent = {EXAM_INSTITUTIONS[-1][0], surveys.TECHNICAL_INSTITUTIONS[-1][0]}
        return code, None if code in silent else upto

    return statement


def write(
    out: Path,
    size: Size = DEFAULT,
    rates: Rates | None = None,
    *,
    judged: bool = True,
    step: Callable[[str], None] = lambda _: None,
) -> dict[str, Any]:
    """Writes the workbooks, ``commands.txt`` and ``truth.json`` into ``out``; returns the truth.

    A line of ``commands.txt`` is a number and a day: the files whose names begin with the number
    are loaded together, as received on the day.

    ``step`` is told, in English, what is being done. Raises OSError when ``out`` cannot be
    written.
    """
    rates = rates or Rates()
    out.mkdir(parents=True, exist_ok=True)
    for old in out.iterdir():
        if _OURS.fullmatch(old.name):
            old.unlink()
    step("world")
    world = made_world(size)
    step("commands")
    sender = Sender(world, rates)
    sender.send()
    for number, lines in enumerate(sender.lines):
        by_file: dict[str, list[Line]] = defaultdict(list)
        for line in lines:
            by_file[line.file].append(line)
        for name, inside in sorted(by_file.items()):
            step(name)
            rng = Random(f"{size.seed}:{name}")  # noqa: S311 - a made world, not a secret
            statement = _statement(inside, sender.sent[number].upto)
            write_workbook(out / name, inside, rng, statement)
    received = [one.received_on.isoformat() for one in sender.sent]
    numbered = "".join(f"{number} {day}\n" for number, day in enumerate(received, 1))
    (out / "commands.txt").write_text(numbered, encoding="utf-8")
    step("truth.json")
    found = truth(world, sender, rates, judged=judged)
    text = json.dumps(found, ensure_ascii=False, separators=(",", ":"))
    (out / "truth.json").write_text(text + "\n", encoding="utf-8")
    return found


def tables(
    seed: int, employers: int, workers: int, years: tuple[int, int] = (2014, 2026)
) -> dict[str, Iterator[Row]]:
    """Rows of the made world by sheet, without faults, each an iterator of its own.

    The rows are dictionaries as the reference reads them. Nothing is kept: workers and their
    examinations are made as they are asked for, so any size fits into memory.
    """
    size = Size(seed, employers, workers, *years)
    window = size.window
    made = made_employers(seed, employers, window.first, window.last)
    agencies = made_agencies(seed, employers, window.first)
    careers = Careers(seed, made, agencies, window)
    return {
        "employers": (row for one in (*agencies, *made) for row in one.states),
        "posts": (row for one in made for row in one.hazards),
        "workers": (row for jobs, _ in careers.lives(workers) for row in jobs),
        "declarations": (r for one in made for r in surveys.declarations(seed, one, window)),
        "measurements": (r for one in made for r in surveys.measurements(seed, one, window)),
        "examinations": (row for _, exams in careers.lives(workers) for row in exams),
    }
