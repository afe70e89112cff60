"""From the made world to the rows that were sent: what is left out, late, wrong, and mended."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from zhifang.synthetic.district import commands, surveys
from zhifang.synthetic.district.commands import Batch, Key, Line, Register
from zhifang.synthetic.district.employers import (
    Employer,
    Row,
    made_agencies,
    made_employers,
    towns,
)
from zhifang.synthetic.district.faults import planted
from zhifang.synthetic.district.rates import Rates
from zhifang.synthetic.district.workers import Careers, Window

Tables = dict[str, list[Row]]


@dataclass(frozen=True)
class Size:
    """How large a district, over which years."""

    seed: int
    employers: int
    workers: int
    first_year: int
    last_year: int

    @property
    def window(self) -> Window:
        """The days its files speak of; nothing is known after 2026-09-30."""
        last = min(date(self.last_year, 12, 31), date(2026, 9, 30))
        return Window(date(self.first_year, 1, 1), last)


@dataclass
class World:
    """Everything that really happened, by sheet, and the employers it happened at."""

    size: Size
    tables: Tables
    homes: dict[str, Employer]


def made_world(size: Size) -> World:
    """The district as it really was; the same one for the same size and seed."""
    window = size.window
    employers = made_employers(size.seed, size.employers, window.first, window.last)
    agencies = made_agencies(size.seed, size.employers, window.first)
    tables: Tables = {sheet: [] for sheet in commands.KEYS}
    for employer in employers:
        tables["posts"] += employer.hazards
        tables["declarations"] += surveys.declarations(size.seed, employer, window)
        tables["measurements"] += surveys.measurements(size.seed, employer, window)
    for employer in (*agencies, *employers):
        tables["employers"] += employer.states
    for jobs, exams in Careers(size.seed, employers, agencies, window).lives(size.workers):
        tables["workers"] += jobs
        tables["examinations"] += exams
    for sheet, rows in tables.items():
        unique = {tuple(row[name] for name in commands.KEYS[sheet]): row for row in rows}
        tables[sheet] = list(unique.values())
    homes = {employer.code: employer for employer in (*agencies, *employers)}
    return World(size, tables, homes)


def _chance(seed: int, what: str, key: Any, share: float) -> bool:
    return Random(f"{seed}:{what}:{key}").random() < share  # noqa: S311 - a made world


def _never_sent(sheet: str, row: Row, seed: int, rates: Rates) -> bool:
    key, share = {
        "examinations": (lambda: row["exam_no"], rates.examination_never_sent),
        "measurements": (lambda: row["report_no"], rates.report_never_sent),
        "declarations": (
            lambda: (row["credit_code"], row["declared_on"]), rates.declaration_never_sent
        ),
        "workers": (lambda: row["id_number"], rates.worker_never_sent),
    }.get(sheet, (str, 0.0))  # fmt: skip
    return share > 0 and _chance(seed, f"never:{sheet}", key(), share)


def _batch_delay(sheet: str, row: Row, seed: int, rates: Rates) -> int:
    if sheet != "examinations":
        return 0
    return int(_chance(seed, "late", row["exam_no"], rates.sent_a_batch_late))


class Sender:
    """Cuts a world into commands, plants the faults, and keeps what intake must have taken."""

    def __init__(self, world: World, rates: Rates) -> None:
        self.world = world
        self.rates = rates
        self.seed = world.size.seed
        self.rng = Random(f"{self.seed}:sending")  # noqa: S311 - a made world, not a secret
        self.batches = commands.batches(world.size.window.first, world.size.window.last)
        after = self.batches[-1].received_on + timedelta(days=14)
        self.sent = [*self.batches, Batch(self.batches[-1].upto, after)]
        self.register = Register()
        self.lines: list[list[Line]] = []
        if not commands.TOWN_NAMES:
            commands.TOWN_NAMES.update(
                {row["code"]: row["alias_zh"] or row["name_zh"] for row in towns()}
            )

    def send(self) -> list[list[Line]]:
        """The lines of every command, judged; the last command mends and repeats."""
        first: list[dict[Key, list[Line]]] = [defaultdict(list) for _ in self.batches]
        for sheet, rows in self.world.tables.items():
            for row in rows:
                if _never_sent(sheet, row, self.seed, self.rates):
                    continue
                delay = _batch_delay(sheet, row, self.seed, self.rates)
                for number, known in commands.versions(sheet, row, self.batches):
                    at = min(number + delay, len(self.batches) - 1)
                    line = self._line(sheet, known, at)
                    first[at][line.unit].append(line)
        self._write_some_wrong_first(first)
        every = [unit for units in first for unit in units.values()]
        planted(every, self.rates, self.rng, self.sent)
        for units in first:
            self._write_some_twice(units)
            self._take([line for unit in units.values() for line in unit])
        self._take(self._mended_and_repeated())
        return self.lines

    def _line(self, sheet: str, values: Row, number: int) -> Line:
        upto = self.sent[number].upto
        if number < len(self.batches):
            file = commands.file_of(sheet, values, self.world.homes, number + 1, upto)
        elif sheet in ("measurements", "examinations"):
            file = f"{number + 1}-补报与更正-{values['institution_name']}.xlsx"
        else:
            file = f"{number + 1}-补报与更正-用人单位.xlsx"
        return Line(sheet, values, number, file, commands.unit_of(sheet, values))

    def _take(self, lines: list[Line]) -> None:
        order = list(commands.KEYS)
        lines.sort(key=lambda line: (line.file, order.index(line.sheet)))
        rows: dict[tuple[str, str], int] = defaultdict(lambda: 3)
        for line in lines:
            rows[line.file, line.sheet] += 1
            line.row = rows[line.file, line.sheet]
        self.register.take(lines)
        self.lines.append(lines)

    def _write_some_wrong_first(self, first: list[dict[Key, list[Line]]]) -> None:
        """Some rows are sent with a wrong value, which the last command corrects."""
        for units in first:
            for key, unit in units.items():
                if not _chance(self.seed, "wrong", key, self.rates.corrected_later):
                    continue
                for line in unit:
                    line.values = line.values | _wrong(line.values, line.sheet)

    def _write_some_twice(self, units: dict[Key, list[Line]]) -> None:
        for key, unit in units.items():
            if key[0] == "examinations" or any(line.reason for line in unit):
                continue
            if _chance(self.seed, "twice", key, self.rates.written_twice):
                one = unit[0]
                unit.append(Line(one.sheet, one.values, one.command, one.file, one.unit))

    def _mended_and_repeated(self) -> list[Line]:
        number = len(self.batches)
        found: dict[Key, list[Line]] = defaultdict(list)
        tried = {line.unit for lines in self.lines for line in lines}
        for sheet, rows in self.world.tables.items():
            known = self.register.rows[sheet]
            for row in rows:
                unit = commands.unit_of(sheet, row)
                if unit not in tried:
                    continue
                values = commands.as_known(sheet, row, self.batches[-1].upto)
                key = tuple(values[name] for name in commands.KEYS[sheet])
                if key not in known:
                    share = self.rates.rejected_rows_sent_again
                    code = row.get("using_code") or row["credit_code"]
                    again = _chance(self.seed, "mended", code, share)
                elif known[key] != values:
                    again = _chance(self.seed, "corrected", unit, 0.85)
                else:
                    share = self.rates.sent_again_unchanged
                    again = _chance(self.seed, "repeated", unit, share)
                if again:
                    found[unit].append(self._line(sheet, values, number))
        self._whole_examinations(found)
        return [line for unit in found.values() for line in unit]

    def _whole_examinations(self, found: dict[Key, list[Line]]) -> None:
        """An examination is sent again with all its rows or not at all."""
        size: dict[Key, int] = defaultdict(int)
        for row in self.world.tables["examinations"]:
            size[commands.unit_of("examinations", row)] += 1
        for key in [key for key in found if key[0] == "examinations"]:
            if len(found[key]) != size[key]:
                del found[key]


def _wrong(values: Row, sheet: str) -> dict[str, Any]:
    if sheet == "employers":
        return {"contact": "演示联系人旧"}
    if sheet == "posts":
        return {"exposed_count": 55}
    if sheet == "workers":
        return {"job": "旧工种"}
    if sheet == "declarations":
        return {"receipt_no": "SB-旧号"}
    if sheet == "measurements":
        return {"value_text": "0.55"}
    begun = values["exposure_started_on"]
    day = values["exam_on"] - timedelta(days=6)
    if isinstance(begun, date) and day <= begun:
        return {"other_finding": values["other_finding"]}
    if date(2025, 8, 1) <= values["exam_on"] < date(2025, 8, 8):
        return {}
    return {"exam_on": day}
