"""The synthetic district: a made world, written as the workbooks users fill.

``write`` makes files and ``truth.json``; ``tables`` gives bare rows for benchmarks.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import Any

from zhifang.synthetic.district.commands import Batch, Line
from zhifang.synthetic.district.employers import Row
from zhifang.synthetic.district.files import WORKBOOKS, statement
from zhifang.synthetic.district.rates import Rates
from zhifang.synthetic.district.sending import Sender
from zhifang.synthetic.district.truth import truth
from zhifang.synthetic.district.workbooks import Statement, write_workbook
from zhifang.synthetic.district.world import Size, made_world, streams

#: The names of the workbooks ``write`` makes; those of an earlier run are removed first.
_OURS = re.compile(rf"\d-({'|'.join(WORKBOOKS)})-.*\.xlsx")

DEFAULT = Size(seed=20161231, employers=120, workers=2500, first_year=2014, last_year=2026)

__all__ = ["DEFAULT", "Rates", "Size", "tables", "write"]


def _stated(lines: list[Line], batch: Batch) -> Callable[[str], Statement]:
    """What the sheets of a workbook state, by sheet."""
    first: dict[str, Row] = {}
    for line in lines:
        first.setdefault(line.sheet, line.values)
    return lambda sheet: statement(sheet, first[sheet], batch)


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
            write_workbook(out / name, inside, rng, _stated(inside, sender.sent[number]))
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

    The rows are dictionaries as the reference reads them. Workers and what follows from their
    lives are made as they are asked for, so any size fits into memory.
    """
    return streams(Size(seed, employers, workers, *years))
