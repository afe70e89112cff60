"""I06, I07: archives of employers and workers, by the naive reference."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.support.register import Register
from zhifang.synthetic import reference
from zhifang.synthetic.reference.archives import FILES
from zhifang.synthetic.reference.targets import TargetRow
from zhifang.synthetic.reference.view import NOT_APPLICABLE

D = date(2020, 12, 31)
FILED = dict.fromkeys(FILES, True)


def check(register: Register, on: str, site_no: str = "1", **files: Any) -> None:
    register.add("employer_archives", credit_code="E1", site_no=site_no, checked_on=on,
                 **(FILED | files))  # fmt: skip


def rows_of(register: Register, target: str, **variant: str) -> list[TargetRow]:
    return reference.target(register.rows, target, D, {"variant": variant})[0]


def possible(register: Register, target: str, **variant: str) -> str:
    (row,) = rows_of(register, target, **variant)
    return " ".join(row.may_be)


@pytest.mark.parametrize(
    ("files", "six", "exists"),
    [
        ({}, "MET", "MET"),
        ({"project_file": NOT_APPLICABLE}, "MET", "MET"),
        ({"project_file": None}, "MET NOT", "MET"),
        ({"personal_file": False}, "NOT", "MET"),
        ({"personal_file": False, "project_file": None}, "NOT", "MET"),
        (dict.fromkeys(FILES, False), "NOT", "NOT"),
        (dict.fromkeys(FILES, False) | {"project_file": None}, "NOT", "MET NOT"),
        (dict.fromkeys(FILES), "MET NOT", "MET NOT"),
        (dict.fromkeys(FILES, NOT_APPLICABLE), "MET", "NOT"),
    ],
)
def test_six_files(files: dict[str, Any], six: str, exists: str) -> None:
    register = Register()
    register.employer("E1")
    check(register, "2020-06-01", **files)
    assert possible(register, "I06") == six
    assert possible(register, "I06", complete="exists") == exists


def test_the_latest_check_at_any_site_counts() -> None:
    register = Register()
    register.employer("E1")
    assert possible(register, "I06") == "NOT"  # never checked
    check(register, "2019-01-01", training_file=False)
    check(register, "2021-01-01", training_file=False)
    check(register, "2020-12-31", site_no="2")
    assert possible(register, "I06") == "MET"
    check(register, "2020-12-31", site_no="3", training_file=None)
    assert possible(register, "I06") == "MET NOT"  # on one day the highest site number
    check(register, "2020-12-31", site_no="1", training_file=False)
    assert possible(register, "I06") == "MET NOT"


def stated(register: Register, on: str, **values: Any) -> None:
    register.add("worker_archives", who="w", credit_code="E1", site_no="1", stated_on=on,
                 **({"archive": True, "work_history": True, "told_on": "2020-06-01"}
                 | values))  # fmt: skip


def worked(*exams: tuple[str, str]) -> Register:
    """A worker exposed at E1 with exams (day, using unit)."""
    register = Register()
    register.employer("E1", "B")
    register.job("w", "E1")
    for on, code in exams:
        register.add("examinations", who="w", using_code=code, employer_code="E9", hazard="W001",
                     examined=["W001"], exam_on=on, exam_kind="in")  # fmt: skip
    return register


EXAM = ("2020-05-01", "E1")


@pytest.mark.parametrize(
    ("exams", "values", "derived", "claimed"),
    [
        ([EXAM], {}, "MET", "MET"),
        ([EXAM], {"archive": False}, "MET", "NOT"),  # derived asks for the parts, not the claim
        ([EXAM], {"archive": None}, "MET", "MET NOT"),
        ([EXAM], {"work_history": False}, "MET NOT", "MET"),
        ([EXAM], {"work_history": None}, "MET NOT", "MET"),
        ([EXAM], {"work_history": False, "archive": False}, "NOT", "NOT"),
        ([EXAM], {"work_history": False, "archive": None}, "NOT", "MET NOT"),
        ([EXAM], {"told_on": None}, "MET NOT", "MET"),
        ([EXAM], {"told_on": "2020-05-01"}, "MET", "MET"),
        ([EXAM], {"told_on": "2020-04-30"}, "MET NOT", "MET"),  # told of an earlier one
        ([EXAM], {"told_on": "2021-01-01"}, "MET NOT", "MET"),  # told after the day
        ([EXAM, ("2020-07-01", "E1")], {}, "MET NOT", "MET"),
        ([EXAM, ("2021-07-01", "E1")], {}, "MET", "MET"),
        ([EXAM, ("2020-07-01", "E2")], {}, "MET", "MET"),  # of another holder
        ([("2020-05-01", "E2")], {}, "MET NOT", "MET"),
        ([], {"archive": False}, "NOT", "NOT"),
    ],
)
def test_parts_of_a_workers_archive(
    exams: list[tuple[str, str]], values: dict[str, Any], derived: str, claimed: str
) -> None:
    register = worked(*exams)
    stated(register, "2020-08-01", **values)
    assert possible(register, "I07") == derived
    assert possible(register, "I07", source="stated") == claimed


def test_the_latest_statement_speaks_and_any_may_say_that_the_result_was_told() -> None:
    register = worked(EXAM)
    stated(register, "2020-08-01")
    stated(register, "2020-10-01", told_on=None)
    assert possible(register, "I07") == "MET"
    stated(register, "2020-11-01", work_history=False, archive=False)
    stated(register, "2021-01-01")
    assert possible(register, "I07") == "NOT"
    assert possible(register, "I07", source="stated") == "NOT"


def test_without_a_statement_nothing_is_kept() -> None:
    register = worked(EXAM)
    assert possible(register, "I07") == "NOT"
    assert possible(register, "I07", source="stated") == "NOT"


def test_only_pairs_exposed_on_the_day_at_their_lowest_site() -> None:
    register = worked(EXAM)
    register.site("E1", "C", site_no="0")
    register.noise("E1", site_no="0")
    register.job("w", "E1", site_no="0", start="2020-12-01")
    register.job("left", "E1", valid_to="2020-12-31")
    register.job("comes", "E1", start="2021-01-01")
    register.job("agency", "E1", employer_code="E9")
    assert [(row.subject, row.town) for row in rows_of(register, "I07")] == [
        ("E1|01|agency", "B"),
        ("E1|01|w", "C"),
    ]
