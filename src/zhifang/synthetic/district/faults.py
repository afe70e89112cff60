"""The faults of the synthetic district: what is typed wrong, how often, and what intake answers.

Every fault touches a whole unit (an examination with all its rows, else one row), so that what
must be rejected never depends on the order in which intake looks.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from zhifang.core.days import add_months
from zhifang.statutes import catalogue
from zhifang.synthetic.district import fields, numbers, profiles
from zhifang.synthetic.district.columns import COLUMNS
from zhifang.synthetic.district.commands import Batch, Line
from zhifang.synthetic.district.rates import Rates
from zhifang.synthetic.district.workers import NO_RECHECK_FROM, disease_code

Unit = list[Line]


@dataclass(frozen=True)
class Fault:
    """``plant`` spoils a unit and says whether it could; ``sheets`` are where it may befall."""

    rate: str
    reason: str
    sheets: tuple[str, ...]
    plant: Callable[[Unit, Random, Batch], bool]
    also: tuple[str, ...] = ()


def _typed(field: str, value: Callable[[Line], Any]) -> Callable[[Unit, Random, Batch], bool]:
    def plant(unit: Unit, _rng: Random, _batch: Batch) -> bool:
        for line in unit:
            line.typed[field] = value(line)
        return True

    return plant


def _fixed(field: str, value: Any) -> Callable[[Unit, Random, Batch], bool]:
    return _typed(field, lambda _: value)


def _where(
    condition: Callable[[Line], bool], then: Callable[[Unit, Random, Batch], bool]
) -> Callable[[Unit, Random, Batch], bool]:
    def plant(unit: Unit, rng: Random, batch: Batch) -> bool:
        return all(condition(line) for line in unit) and then(unit, rng, batch)

    return plant


def _one_row(
    condition: Callable[[Line], bool], field: str, value: Any
) -> Callable[[Unit, Random, Batch], bool]:
    return _where(condition, lambda unit, rng, batch: (
        len(unit) == 1 and _fixed(field, value)(unit, rng, batch)
    ))  # fmt: skip


def _identity(line: Line) -> bool:
    return line.values["id_type"] == "01"


def _begun(line: Line) -> bool:
    return isinstance(line.values["exposure_started_on"], date)


def _mistyped_credit(unit: Unit, _rng: Random, _batch: Batch) -> bool:
    field = fields.CODE[unit[0].sheet]
    for line in unit:
        line.typed[field] = numbers.mistyped_credit(line.values[field])
    return True


def _unknown_code(unit: Unit, _rng: Random, _batch: Batch) -> bool:
    field, text = fields.LISTED[unit[0].sheet]
    for line in unit:
        line.typed[field] = text
    return True


def _impossible_date(unit: Unit, rng: Random, _batch: Batch) -> bool:
    field = fields.DAY[unit[0].sheet]
    text = rng.choice(("2019-02-30", "2018/13/05", "2020.4.31", "去年三月"))
    for line in unit:
        line.typed[field] = text
    return True


def _missing_cell(unit: Unit, _rng: Random, _batch: Batch) -> bool:
    for line in unit:
        line.typed[fields.REQUIRED[line.sheet]] = None
    return True


def _number_in_words(unit: Unit, _rng: Random, _batch: Batch) -> bool:
    for line in unit:
        line.typed[fields.NUMBER[line.sheet]] = "约三十人"
    return True


def _unknown_employer(unit: Unit, rng: Random, _batch: Batch) -> bool:
    code = numbers.credit_code(990_000 + rng.randrange(999))
    for line in unit:
        if line.sheet == "examinations":
            line.typed |= {"employer_code": code, "using_code": code}
        else:
            line.typed["credit_code"] = code
            if line.sheet == "workers" and line.values["employment"] == "direct":
                line.typed["employer_code"] = None
    return True


def _future(unit: Unit, rng: Random, batch: Batch) -> bool:
    day = batch.received_on + timedelta(days=rng.randrange(20, 400))
    for line in unit:
        if line.sheet == "examinations":
            if line.values["conclusion"] in ("R", "S"):
                return False
            line.typed |= {"exam_on": day, "reported_on": day}
        elif line.sheet == "measurements":
            line.typed |= {"sampled_on": day, "issued_on": day}
        else:
            line.typed[fields.DAY[line.sheet]] = day
    return True


def _end_before_start(unit: Unit, rng: Random, _batch: Batch) -> bool:
    for line in unit:
        line.typed["valid_to"] = line.values["valid_from"] - timedelta(days=rng.randrange(5, 300))
    return True


def _step_too_early(unit: Unit, rng: Random, _batch: Batch) -> bool:
    for line in unit:
        later, earlier = fields.STEPS[line.sheet]
        if line.values[later] is None:
            return False
        line.typed[later] = line.values[earlier] - timedelta(days=rng.randrange(3, 40))
    return True


def _out_of_range(unit: Unit, _rng: Random, _batch: Batch) -> bool:
    for line in unit:
        field, number = fields.OUT_OF_RANGE[line.sheet]
        line.typed[field] = number
    return True


def _out_of_order(unit: Unit, _rng: Random, _batch: Batch) -> bool:
    for line in unit:
        line.typed["reported_on"] = line.values["exam_on"] - timedelta(days=9)
    return True


def _child(unit: Unit, _rng: Random, _batch: Batch) -> bool:
    for line in unit:
        field = "valid_from" if line.sheet == "workers" else "exposure_started_on"
        line.typed[field] = add_months(line.values["birth_on"], 15 * 12 + 3)
    return True


def _other_edition(unit: Unit, _rng: Random, _batch: Batch) -> bool:
    for line in unit:
        if line.values["conclusion"] != "S":
            continue
        old = line.values["disease_code"].startswith("2013")
        day = date(2025, 12, 1) if old else date(2024, 1, 1)
        line.typed["disease_code"] = disease_code(profiles.DISEASES[line.values["hazard"]], day)
    return any(line.typed for line in unit)


def _diagnosed_by_the_other_edition(unit: Unit, _rng: Random, _batch: Batch) -> bool:
    for line in unit:
        code = line.values["disease_code"]
        other = date(2025, 12, 1) if code.startswith("2013") else date(2024, 1, 1)
        name = next(r["name_zh"] for r in catalogue("diseases") if r["disease_code"] == code)
        line.typed["disease_code"] = disease_code(name, other)
    return True


def _second_dust(unit: Unit, _rng: Random, _batch: Batch) -> bool:
    first = unit[0]
    dusts = [one for one in first.values["examined"] if one[0] == "F"]
    if len(dusts) < 2:
        return False
    extra = Line(
        first.sheet, first.values | {"hazard": dusts[1]}, first.command, first.file, first.unit
    )
    unit.append(extra)
    return True


def _missing_conclusion(unit: Unit, _rng: Random, _batch: Batch) -> bool:
    if len(unit) < 2:
        return False
    unit.pop()
    return True


def _hazard_not_examined(unit: Unit, _rng: Random, _batch: Batch) -> bool:
    if len(unit) != 1 or unit[0].values["conclusion"] not in ("N", "O"):
        return False
    unit[0].typed["hazard"] = "H055"
    return "H055" not in unit[0].values["examined"]


def _rows_differ(unit: Unit, _rng: Random, _batch: Batch) -> bool:
    if len(unit) < 2:
        return False
    unit[-1].typed["exam_on"] = unit[-1].values["exam_on"] + timedelta(days=1)
    return True


def _over_tested(unit: Unit, _rng: Random, _batch: Batch) -> bool:
    for line in unit:
        if not line.values["measured_this_year"]:
            return False
        line.typed["points_over"] = line.values["points_tested"] + 1
    return True


def _contradiction(unit: Unit, _rng: Random, _batch: Batch) -> bool:
    first = unit[0]
    values = first.values | fields.OTHERWISE[first.sheet]
    if values == first.values:
        return False
    unit.append(Line(first.sheet, values, first.command, first.file, first.unit))
    return True


def _two_conclusions(unit: Unit, _rng: Random, _batch: Batch) -> bool:
    first = unit[0]
    if len(unit) != 1 or first.values["conclusion"] != "N":
        return False
    values = first.values | {"conclusion": "O", "other_finding": "血压偏高"}
    unit.append(Line(first.sheet, values, first.command, first.file, first.unit))
    return True


EXAM = ("examinations",)
#: The first six sheets stand last: where nothing else was spoiled, the last of a fault's is.
FIRST = ("employers", "posts", "workers", "declarations", "measurements", "examinations")
WORKING = ("workers", "examinations")
PEOPLE = (*fields.PEOPLE, *WORKING)
_BORN = ("disease_cases", "insured_persons")


def _with(table: Iterable[str]) -> tuple[str, ...]:
    """The sheets of a table of fields, the first six last."""
    names = set(table)
    later = (sheet for sheet in COLUMNS if sheet in names and sheet not in FIRST)
    return (*later, *(sheet for sheet in FIRST if sheet in names))


ALL = _with(fields.CODE)
REFERRING = _with(
    sheet
    for sheet, columns in COLUMNS.items()
    if sheet != "employers" and any(column[0] == "site_no" for column in columns)
)

FAULTS: tuple[Fault, ...] = (
    Fault("mistyped_credit_code", "bad_credit_code", ALL, _mistyped_credit, ("unknown_site",)),
    Fault("mistyped_identity_number", "bad_id_number", PEOPLE, _where(
        _identity,
        _typed("id_number", lambda line: numbers.mistyped_identity(line.values["id_number"])),
    )),
    Fault("birth_day_not_of_the_number", "id_birth_mismatch", (*_BORN, *WORKING), _where(
        lambda line: _identity(line) and line.values["birth_on"] is not None,
        _typed("birth_on", lambda line: line.values["birth_on"] - timedelta(days=31)),
    )),
    Fault("sex_not_of_the_number", "id_sex_mismatch", ("disease_cases", *WORKING), _where(
        _identity,
        _typed("sex", lambda line: "女" if line.values["sex"] == "male" else "男"),
    )),
    Fault("unknown_code", "bad_code", _with(fields.LISTED), _unknown_code),
    Fault("impossible_date", "bad_date", _with(fields.DAY), _impossible_date),
    Fault("missing_required_cell", "required", _with(fields.REQUIRED), _missing_cell),
    Fault("number_in_words", "bad_number", _with(fields.NUMBER), _number_in_words),
    Fault("number_out_of_range", "bad_number", tuple(fields.OUT_OF_RANGE), _out_of_range),
    Fault("unknown_employer", "unknown_site", REFERRING, _unknown_employer),
    Fault("unknown_site", "unknown_site", REFERRING, _fixed("site_no", "999")),
    Fault("unknown_post", "unknown_post", ("workers", "measurements"),
          _fixed("post", "没有这个岗位")),
    Fault("future_date", "future_date", _with(fields.DAY.keys() - fields.MAY_BE_TO_COME), _future,
          ("recheck_after_2026", "disease_not_in_edition", "too_early")),
    Fault("end_before_start", "end_before_start", ("posts", "workers"), _end_before_start),
    Fault("period_ends_before_it_begins", "too_early", fields.PERIODS, _end_before_start),
    Fault("step_too_early", "too_early", tuple(fields.STEPS), _step_too_early),
    Fault("dates_out_of_order", "date_order", EXAM, _out_of_order),
    Fault("exposed_as_a_child", "under_age", WORKING, _where(
        lambda line: line.sheet == "workers" or _begun(line), _child)),
    Fault("twelve_months", "months_over_11", EXAM, _where(
        _begun, _fixed("exposure_months", 12))),
    Fault("suspected_without_code", "conclusion_fields", EXAM, _one_row(
        lambda line: line.values["conclusion"] == "S", "disease_code", None)),
    Fault("contraindication_without_name", "conclusion_fields", EXAM, _one_row(
        lambda line: line.values["conclusion"] == "C", "contraindication", None)),
    Fault("disease_of_the_other_edition", "disease_not_in_edition", EXAM, _where(
        lambda line: len(line.values["examined"]) == 1, _other_edition)),
    Fault("diagnosed_by_the_other_edition", "disease_not_in_edition", ("disease_cases",),
          _diagnosed_by_the_other_edition),
    Fault("recheck_after_2026", "recheck_after_2026", EXAM, _one_row(
        lambda line: line.values["exam_on"] >= NO_RECHECK_FROM
        and line.values["conclusion"] == "N", "conclusion", "复查")),
    Fault("two_dust_conclusions", "conclusion_per_hazard", EXAM, _second_dust),
    Fault("conclusion_missing", "conclusion_per_hazard", EXAM, _missing_conclusion),
    Fault("hazard_not_examined", "conclusion_per_hazard", EXAM, _hazard_not_examined),
    Fault("examination_rows_differ", "exam_rows_differ", EXAM, _rows_differ),
    Fault("agency_without_using_unit", "agency_same_unit", EXAM, _where(
        lambda line: line.values["employer_code"] != line.values["using_code"],
        lambda unit, rng, batch: _fixed("using_code", None)(unit, rng, batch)
        and _fixed("site_no", "001")(unit, rng, batch))),
    Fault("more_exposed_than_employed", "counts_exceed", ("declarations",), _typed(
        "exposed", lambda line: line.values["employees"] + line.values["dispatched"] + 5)),
    Fault("more_over_than_tested", "points_exceed", ("declarations",), _over_tested),
    Fault("agency_without_employer", "employment_unit", ("workers",), _where(
        lambda line: line.values["employment"] == "agency",
        _fixed("employer_code", None))),
    Fault("direct_with_other_employer", "employment_unit", ("workers",), _where(
        lambda line: line.values["employment"] == "direct",
        _fixed("employer_code", numbers.credit_code(900_000)))),
    Fault("contradictory_twice", "duplicate_key", _with(fields.OTHERWISE.keys() - {"employers"}),
          _contradiction),
    Fault("two_conclusions_for_one_hazard", "duplicate_key", EXAM, _two_conclusions,
          ("conclusion_per_hazard",)),
)  # fmt: skip


def _wanted(fault: Fault, sheet: str, candidates: list[Unit], rates: Rates, so_far: int) -> int:
    rate = getattr(rates, fault.rate)
    if rate <= 0:
        return 0
    wanted = round(rate * len(candidates))
    last = sheet == fault.sheets[-1] and so_far == 0
    cascading = sheet == "employers" and fault.rate == "mistyped_credit_code"
    return max(1, wanted) if last or cascading else wanted


def planted(units: Iterable[Unit], rates: Rates, rng: Random, sent: list[Batch]) -> None:
    """Spoils some units at the stated rates, each fault once at least where it can befall."""
    whole: dict[str, list[Unit]] = defaultdict(list)
    for unit in units:
        whole[unit[0].sheet].append(unit)
    for fault in FAULTS:
        so_far = 0
        for sheet in fault.sheets:
            possible = _SCARCE.get(fault.rate, bool)
            candidates = [unit for unit in whole[sheet] if possible(unit)]
            wanted = _wanted(fault, sheet, candidates, rates, so_far)
            for unit in rng.sample(candidates, min(len(candidates), wanted * 30)):
                if wanted == 0:
                    break
                if any(line.reason or line.typed for line in unit):
                    continue
                if not fault.plant(unit, rng, sent[unit[0].command]):
                    for line in unit:
                        line.typed.clear()
                    continue
                wanted -= 1
                so_far += 1
                for line in unit:
                    line.reason = fault.reason
                    line.also = list(fault.also)


def _concludes(letter: str) -> Callable[[Unit], bool]:
    return lambda unit: len(unit) == 1 and unit[0].values["conclusion"] == letter


_SCARCE: dict[str, Callable[[Unit], bool]] = {
    "suspected_without_code": _concludes("S"),
    "disease_of_the_other_edition": _concludes("S"),
    "contraindication_without_name": _concludes("C"),
    "recheck_after_2026": lambda unit: (
        len(unit) == 1 and unit[0].values["exam_on"] >= NO_RECHECK_FROM
    ),
    "agency_without_using_unit": lambda unit: (
        unit[0].values["employer_code"] != unit[0].values["using_code"]
    ),
    "agency_without_employer": lambda unit: unit[0].values["employment"] == "agency",
    "two_dust_conclusions": lambda unit: (
        sum(one[0] == "F" for one in unit[0].values["examined"]) > 1
    ),
}
