"""The cycles of the law tables, compared with figures read by hand from the standards."""

from __future__ import annotations

from datetime import date

import pytest

from zhifang.core.errors import UserError
from zhifang.statutes import (
    circumstance_kind,
    exam_cycle_rows,
    key_industry_match,
    measurement_cycle_rows,
    parameter,
    risk_class_of_industry_rows,
    risk_class_rows,
)

#: service from, months at least, months at most; a hazard's whole scale of service.
Scale = list[tuple[int, int, int]]

ALWAYS_12: Scale = [(0, 12, 12)]
ALWAYS_24: Scale = [(0, 24, 24)]
ALWAYS_36: Scale = [(0, 36, 36)]
FIRST_TWO_YEARS: Scale = [(0, 6, 6), (24, 12, 12)]


def _scale(hazard: str, circumstance: str, edition: str, range_cycle: str = "max") -> Scale | str:
    rows = [
        row
        for row in exam_cycle_rows(range_cycle)
        if (row.hazard, row.circumstance, row.edition) == (hazard, circumstance, edition)
    ]
    if len(rows) == 1 and rows[0].status != "mandatory":
        return rows[0].status
    return [(r.service_from_months, r.months_low or 0, r.months_high or 0) for r in rows]


@pytest.mark.parametrize(
    ("hazard", "circumstance", "under_2014", "under_2025"),
    [
        # chemical
        ("H001", "any", ALWAYS_12, ALWAYS_12),
        ("H025", "any", "none", "none"),
        ("H002", "grade:high", ALWAYS_12, ALWAYS_12),
        ("H002", "grade:low", ALWAYS_24, ALWAYS_24),
        ("H002", "grade:?", [(0, 12, 24)], ALWAYS_12),
        ("H028", "any", ALWAYS_12, ALWAYS_12),
        ("H029", "any", ALWAYS_12, "none"),
        ("H030", "any", ALWAYS_12, "none"),
        ("H036", "any", ALWAYS_36, ALWAYS_12),
        ("H041", "any", "none", ALWAYS_12),
        ("H015", "any", "none", ALWAYS_12),
        ("H046", "any", ALWAYS_12, FIRST_TWO_YEARS),
        ("H038", "any", ALWAYS_36, ALWAYS_36),
        ("H050", "any", ALWAYS_36, ALWAYS_36),
        ("H049", "any", ALWAYS_36, ALWAYS_12),
        ("H314", "any", FIRST_TWO_YEARS, FIRST_TWO_YEARS),
        ("H165", "any", ALWAYS_24, ALWAYS_24),
        ("H249", "any", FIRST_TWO_YEARS, FIRST_TWO_YEARS),  # acid anhydride and asthma agent
        ("H056", "any", "none", ALWAYS_12),
        ("H057", "any", "none", "none"),
        ("H256", "any", "unknown", "unknown"),
        # dust
        ("F001", "grade:high", ALWAYS_12, ALWAYS_12),
        ("F001", "grade:low", ALWAYS_24, ALWAYS_24),
        ("F001", "grade:?", [(0, 12, 24)], ALWAYS_12),
        ("F002", "grade:high", ALWAYS_24, ALWAYS_24),
        ("F002", "grade:low", ALWAYS_36, ALWAYS_36),
        ("F011", "grade:high", ALWAYS_36, ALWAYS_36),
        ("F011", "grade:low", [(0, 48, 48)], [(0, 48, 48)]),
        ("F011", "grade:?", [(0, 36, 48)], ALWAYS_36),
        ("F031", "grade:high", [(0, 12, 12), (12, 36, 36)], [(0, 12, 12), (12, 36, 36)]),
        ("F031", "grade:low", [(0, 12, 12), (12, 60, 60)], [(0, 12, 12), (12, 60, 60)]),
        ("F032", "grade:low", [(0, 12, 12), (12, 60, 60)], [(0, 6, 6), (24, 36, 36)]),
        ("F032", "grade:high", [(0, 12, 12), (12, 36, 36)], FIRST_TWO_YEARS),
        ("F032", "grade:?", [(0, 12, 12), (12, 36, 60)], FIRST_TWO_YEARS),
        ("F049", "grade:low", "none", ALWAYS_24),
        ("F051", "grade:?", "none", ALWAYS_12),
        ("F052", "grade:high", "unknown", "unknown"),
        # physical, biological, other
        ("W001", "noise:85", ALWAYS_12, ALWAYS_12),
        ("W001", "noise:80", ALWAYS_24, ALWAYS_24),
        ("W001", "noise:low", "none", "none"),
        ("W001", "noise:?", [(0, 12, 24)], [(0, 12, 24)]),
        ("W002", "any", ALWAYS_12, ALWAYS_12),
        ("W007", "any", "none", ALWAYS_36),
        ("W008", "any", "none", "none"),
        ("B005", "any", "none", "none"),
        ("B003", "any", "none", ALWAYS_12),
        ("B001", "any", "none", "none"),
        ("Q002", "any", "none", ALWAYS_24),
    ],
)
def test_the_in_service_cycle(
    hazard: str, circumstance: str, under_2014: Scale | str, under_2025: Scale | str
) -> None:
    assert _scale(hazard, circumstance, "2014") == under_2014
    assert _scale(hazard, circumstance, "2025") == under_2025


def test_a_district_may_choose_the_short_end_of_a_printed_range() -> None:
    assert _scale("F011", "grade:high", "2014", "min") == ALWAYS_24
    assert _scale("F011", "grade:?", "2014", "min") == [(0, 24, 48)]
    assert _scale("F031", "grade:low", "2025", "min") == [(0, 12, 12), (12, 48, 48)]
    assert _scale("F001", "grade:high", "2014", "min") == ALWAYS_12
    with pytest.raises(UserError, match="max or min"):
        exam_cycle_rows("middle")


def test_the_twelfth_month_of_cotton_work_still_belongs_to_the_first_stretch() -> None:
    first, then = (
        row
        for row in exam_cycle_rows()
        if (row.hazard, row.circumstance, row.edition) == ("F031", "grade:high", "2014")
    )
    assert (first.service_to_months, first.service_to_inclusive) == (12, True)
    assert (then.service_from_months, then.service_from_exclusive) == (12, True)
    later = [row for row in exam_cycle_rows() if (row.hazard, row.edition) == ("H314", "2025")]
    assert (later[0].service_to_months, later[0].service_to_inclusive) == (24, False)


def test_what_a_cycle_depends_on_is_one_kind_for_both_editions() -> None:
    assert circumstance_kind("W001") == "noise"
    assert circumstance_kind("F049") == "grade"
    assert [circumstance_kind(code) for code in ("H002", "H010", "H037", "H048")] == ["grade"] * 4
    assert circumstance_kind("H028") == "any"
    assert circumstance_kind("H999") == "any"


def test_a_hazard_outside_the_standard_does_not_appear() -> None:
    appearing = {row.hazard for row in exam_cycle_rows()}
    assert not appearing & {"R003", "H269", "W012", "H308"}


def test_periodic_measurement_splits_on_the_first_of_february_2021() -> None:
    def months(risk_class: str, day: date) -> list[tuple[int, int]]:
        return [
            (row.months_low, row.months_high)
            for row in measurement_cycle_rows()
            if row.risk_class == risk_class
            and row.valid_from <= day
            and (row.valid_to is None or day < row.valid_to)
        ]

    before, change = date(2021, 1, 31), date(2021, 2, 1)
    assert months("severe", before) == months("severe", change) == [(12, 12)]
    assert months("general", before) == [(12, 12)]
    assert months("general", change) == [(36, 36)]
    assert months("unknown", before) == [(12, 12)]
    assert months("unknown", change) == [(12, 36)]
    weights = {(row.valid_from, row.weight) for row in measurement_cycle_rows()}
    assert weights == {(date(2002, 5, 1), "unverified"), (change, "secondary")}


@pytest.mark.parametrize(
    ("industry", "risk_class"),
    [
        ("C331", "severe"),
        ("C3311", "severe"),
        ("C131", "general"),
        ("C1311", "general"),
        ("A031", "unknown"),  # cattle and sheep severe, other general
        ("D4411", "unknown"),
        ("G541", "unknown"),  # only urban rail is named
        ("F5265", "general"),
        ("O811", "solvent"),
        ("O8111", "solvent"),
        ("C2110", "solvent"),
    ],
)
def test_the_risk_class_of_an_industry(industry: str, risk_class: str) -> None:
    found = [row for row in risk_class_of_industry_rows() if row.industry == industry]
    assert [row.risk_class for row in found] == [risk_class]
    assert found[0].valid_from == date(2021, 3, 12)


def test_an_industry_code_has_one_class_and_unlisted_ones_none() -> None:
    codes = [row.industry for row in risk_class_of_industry_rows()]
    assert len(codes) == len(set(codes))
    assert not {"C33", "F526", "P831"} & set(codes)
    assert len(risk_class_rows()) == 291


@pytest.mark.parametrize(
    ("industry", "matches"),
    [
        ("C3311", True),
        ("C3070", True),
        ("C3099", False),
        ("O8111", True),
        (None, False),
        ("", False),
    ],
)
def test_key_industries_match_by_prefix(industry: str | None, matches: bool) -> None:
    assert key_industry_match(industry, ["C307", "C308", "C33", "C36", "O811"]) is matches


def test_a_parameter_speaks_from_its_first_day() -> None:
    recheck = parameter("recheck_conclusion_allowed")
    assert recheck.on(date(2014, 9, 30)) is None
    last, first = recheck.on(date(2026, 7, 31)), recheck.on(date(2026, 8, 1))
    assert last is not None
    assert first is not None
    assert (last.value, first.value) == (True, False)
    with pytest.raises(UserError, match="no value called"):
        parameter("unheard_of")
