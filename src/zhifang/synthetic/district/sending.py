"""From the made world to the rows that were sent: what is left out, late, wrong, and mended."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from random import Random
from typing import Any

from zhifang.synthetic.district import commands, fields
from zhifang.synthetic.district.commands import Batch, Key, Line, Register
from zhifang.synthetic.district.employers import Row
from zhifang.synthetic.district.faults import planted
from zhifang.synthetic.district.files import Files, statement
from zhifang.synthetic.district.rates import Rates
from zhifang.synthetic.district.world import Tables, World
from zhifang.synthetic.district.writing import as_written, chance

#: What is left out together, and the name of the rate at which it is never sent.
_NEVER = {
    "examinations": (("exam_no",), "examination_never_sent"),
    "measurements": (("report_no",), "report_never_sent"),
    "declarations": (("credit_code", "declared_on"), "declaration_never_sent"),
    "workers": (("id_number",), "worker_never_sent"),
    "trainings": (("id_number", "trained_on"), "training_never_sent"),
    "employer_archives": (("credit_code", "checked_on"), "archive_never_sent"),
    "worker_archives": (("id_number", "stated_on"), "archive_never_sent"),
    "doses": (("report_no",), "dose_report_never_sent"),
    "inspections": (("inspection_no",), "inspection_never_sent"),
    "supervisor_trainings": (("supervisor_no", "trained_on"), "training_never_sent"),
    "disease_cases": (("case_no",), "case_never_sent"),
}


def _never_sent(sheet: str, row: Row, seed: int, rates: Rates) -> bool:
    if sheet not in _NEVER:
        return False
    names, rate = _NEVER[sheet]
    share = getattr(rates, rate)
    key = row[names[0]] if len(names) == 1 else tuple(row[name] for name in names)
    return share > 0 and chance(seed, f"never:{sheet}", key, share)


def _batch_delay(sheet: str, row: Row, seed: int, rates: Rates) -> int:
    if sheet != "examinations":
        return 0
    return int(chance(seed, "late", row["exam_no"], rates.sent_a_batch_late))


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
        self.files = Files(world.homes)
        self.written: Tables = {
            sheet: [as_written(sheet, row, self.seed, rates) for row in rows]
            for sheet, rows in world.tables.items()
        }

    def send(self) -> list[list[Line]]:
        """The lines of every command, judged; the last command mends and repeats."""
        first: list[dict[Key, list[Line]]] = [defaultdict(list) for _ in self.batches]
        for sheet, rows in self.written.items():
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

    def coverage(self) -> list[Row]:
        """What the sheets of every command state: through when whose data are complete."""
        found = {}
        for number, lines in enumerate(self.lines):
            for line in lines:
                sender, through = statement(line.sheet, line.values, self.sent[number])
                if sender and through:
                    row = {"sheet": line.sheet, "sender": sender, "complete_through": through}
                    found[line.sheet, sender, through] = row
        return list(found.values())

    def _line(self, sheet: str, values: Row, number: int) -> Line:
        if number < len(self.batches):
            file = self.files.name(sheet, values, number + 1, self.sent[number].upto)
        else:
            file = self.files.mended(sheet, values, number + 1)
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
                if not chance(self.seed, "wrong", key, self.rates.corrected_later):
                    continue
                for line in unit:
                    line.values = line.values | _wrong(line.values, line.sheet)

    def _write_some_twice(self, units: dict[Key, list[Line]]) -> None:
        for key, unit in units.items():
            if key[0] == "examinations" or any(line.reason for line in unit):
                continue
            if chance(self.seed, "twice", key, self.rates.written_twice):
                one = unit[0]
                unit.append(Line(one.sheet, one.values, one.command, one.file, one.unit))

    def _mended_and_repeated(self) -> list[Line]:
        number = len(self.batches)
        found: dict[Key, list[Line]] = defaultdict(list)
        tried = {line.unit for lines in self.lines for line in lines}
        for sheet, rows in self.written.items():
            known = self.register.rows[sheet]
            for row in rows:
                unit = commands.unit_of(sheet, row)
                if unit not in tried:
                    continue
                values = commands.as_known(sheet, row, self.batches[-1].upto)
                key = tuple(values[name] for name in commands.KEYS[sheet])
                if key not in known:
                    share = self.rates.rejected_rows_sent_again
                    again = chance(self.seed, "mended", commands.party_of(row), share)
                elif known[key] != values:
                    again = chance(self.seed, "corrected", unit, 0.85)
                else:
                    share = self.rates.sent_again_unchanged
                    again = chance(self.seed, "repeated", unit, share)
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
    if sheet != "examinations":
        return fields.AT_FIRST.get(sheet, {})
    begun = values["exposure_started_on"]
    day = values["exam_on"] - timedelta(days=6)
    if isinstance(begun, date) and day <= begun:
        return {"other_finding": values["other_finding"]}
    if date(2025, 8, 1) <= values["exam_on"] < date(2025, 8, 8):
        return {}
    return {"exam_on": day}
