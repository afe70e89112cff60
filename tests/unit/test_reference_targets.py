"""The worked example of semantics section 6, at both instants, counted by the reference."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from zhifang.synthetic import reference

D = date(2020, 12, 31)


def day(text: str) -> date:
    return date.fromisoformat(text)


def known_at(second: bool) -> dict[str, list[dict[str, Any]]]:
    """The rows of the example; those recorded between T1 and T2 only when ``second``."""
    rows: dict[str, list[dict[str, Any]]] = {
        "employers": [], "posts": [], "workers": [],
        "declarations": [], "measurements": [], "examinations": [],
    }  # fmt: skip

    def state(code: str, town: str, start: str, status: str = "operating") -> None:
        rows["employers"].append(
            {"credit_code": code, "site_no": "1", "town": town, "industry": "C3311",
             "status": status, "risk_class": None, "valid_from": day(start)}
        )  # fmt: skip

    def hazard(code: str, hazard: str, start: str) -> None:
        rows["posts"].append(
            {"credit_code": code, "site_no": "1", "workshop": "S", "post": hazard,
             "hazard": hazard, "valid_from": day(start), "valid_to": None, "work_grade": None,
             "graded_on": None, "noise_level": 88.0 if hazard == "W001" else None}
        )  # fmt: skip

    def job(worker: str, code: str, hazard: str, start: str, end: str | None = None) -> None:
        rows["workers"].append(
            {"id_type": "01", "id_number": worker, "credit_code": code, "site_no": "1",
             "workshop": "S", "post": hazard, "valid_from": day(start),
             "valid_to": day(end) if end else None}
        )  # fmt: skip

    def exam(worker: str, hazard: str, on: str, kind: str = "in") -> None:
        rows["examinations"].append(
            {"institution_code": "H", "exam_no": f"{worker}{on}", "id_type": "01",
             "id_number": worker, "exam_kind": kind, "exam_on": day(on), "hazard": hazard,
             "examined": [hazard]}
        )  # fmt: skip

    def declared_and_sampled(code: str, declared: str, sampled: str, hazards: list[str]) -> None:
        rows["declarations"].append(
            {"credit_code": code, "site_no": "1", "kind": "initial", "declared_on": day(declared)}
        )
        for hazard in hazards:
            rows["measurements"].append(
                {"institution_code": "T", "report_no": code, "sample_no": hazard,
                 "report_kind": "10", "sampled_on": day(sampled), "credit_code": code,
                 "site_no": "1", "workshop": "S", "post": hazard, "hazard": hazard}
            )  # fmt: skip

    noise, silica = "W001", "F001"
    state("E1", "A", "2016-01-01")
    hazard("E1", noise, "2016-01-01")
    declared_and_sampled("E1", "2018-05-01", "2020-04-10", [noise])
    state("E2", "A", "2016-01-01")
    state("E2", "B", "2020-10-15")
    hazard("E2", noise, "2016-01-01")
    hazard("E2", silica, "2016-01-01")
    declared_and_sampled("E2", "2019-03-01", "2019-12-20", [noise, silica])
    state("E3", "B", "2016-01-01")
    state("E3", "B", "2020-09-01", "closed")
    hazard("E3", noise, "2016-01-01")
    declared_and_sampled("E3", "2016-05-01", "2019-05-01", [noise])
    job("1", "E1", noise, "2018-01-01")
    exam("1", noise, "2019-06-15")
    exam("1", noise, "2020-06-10")
    job("2", "E1", noise, "2018-01-01", "2020-08-15")
    exam("2", noise, "2019-09-01")
    job("3", "E1", noise, "2020-04-01")
    exam("3", noise, "2020-03-25", "pre")
    job("4", "E1", noise, "2019-02-01")
    exam("4", noise, "2019-01-20", "pre")
    job("5", "E2", silica, "2017-01-01")
    exam("5", silica, "2018-12-10")
    exam("5", silica, "2020-11-05")
    job("6", "E2", silica, "2017-01-01")
    exam("6", silica, "2019-07-01")
    job("7", "E2", noise, "2018-03-01", "2020-09-30")
    exam("7", noise, "2019-05-20")
    job("8", "E3", noise, "2018-03-01", "2020-09-01")
    exam("8", noise, "2019-06-01")
    job("9", "E1", noise, "2018-03-01")
    exam("9", noise, "2019-11-20")
    if second:
        state("E4", "B", "2020-06-01")
        hazard("E4", noise, "2020-06-01")
        exam("9", noise, "2020-11-18")
    return rows


def counts(totals: dict[str, int]) -> str:
    unknown = f" ({totals['unknown']})" if totals["unknown"] else ""
    return f"{totals['numerator']}/{totals['denominator']}{unknown}"


@pytest.mark.parametrize(
    ("target", "second", "a", "b", "everywhere"),
    [
        ("I01", False, "1/1", "1/1", "2/2"),
        ("I01", True, "1/1", "1/2", "2/3"),
        ("I02", False, "1/1", "0/1", "1/2"),
        ("I02", True, "1/1", "0/1", "1/2"),
        ("I03", False, "1/4", "1/2 (1)", "2/6 (1)"),
        ("I03", True, "2/4", "1/2 (1)", "3/6 (1)"),
    ],
)
def test_the_worked_example(target: str, second: bool, a: str, b: str, everywhere: str) -> None:
    _, totals, towns = reference.target(known_at(second), target, D)
    assert (counts(towns["A"]), counts(towns["B"]), counts(totals)) == (a, b, everywhere)


def test_the_rows_of_the_worked_example() -> None:
    rows, _, _ = reference.target(known_at(second=False), "I03", D)
    assert {(row.subject.split("|")[2], row.side, row.town) for row in rows} == {
        ("1", "numerator", "A"),
        ("2", "not_applicable", "A"),
        ("3", "pending", "A"),
        ("4", "missing", "A"),
        ("5", "numerator", "B"),
        ("6", "unknown", "B"),
        ("7", "missing", "A"),
        ("8", "missing", "B"),
        ("9", "missing", "A"),
    }
    assert [row.may_be for row in rows if row.side == "unknown"] == [("NOT", "OUT")]


def test_the_new_site_of_the_example_is_due_next_june() -> None:
    turns = reference.turns(known_at(second=True), "DET-01", D)
    (turn,) = [turn for turn in turns if turn.subject == "E4/1"]
    assert (turn.due_earliest, turn.due_latest) == (day("2021-06-01"), day("2021-06-01"))
    assert turn.outcome == "PENDING"


def test_an_employer_outside_the_key_industries_is_no_row_and_a_plan_may_name_others() -> None:
    rows = known_at(second=False)
    for row in rows["employers"]:
        row["industry"] = "C1811"
    assert reference.target(rows, "I01", D)[0] == []
    _, totals, _ = reference.target(rows, "I01", D, {"key_industries": ["C18"]})
    assert totals["denominator"] == 2


def test_the_lead_site_is_the_one_with_most_exposed_pairs() -> None:
    rows = known_at(second=False)
    rows["employers"].append(
        rows["employers"][0] | {"site_no": "2", "town": "B", "industry": "C1811"}
    )
    rows["posts"].append(rows["posts"][0] | {"site_no": "2"})
    assert [r.town for r in reference.target(rows, "I01", D)[0] if r.subject == "E1"] == ["A"]
    for row in rows["workers"]:
        if row["credit_code"] == "E1":
            row["site_no"] = "2"
    assert [r for r in reference.target(rows, "I01", D)[0] if r.subject == "E1"] == []


def test_a_worker_who_left_before_the_due_day_is_out_though_examined_early() -> None:
    rows = known_at(second=False)
    for row in rows["workers"]:
        if row["id_number"] == "1":
            row["valid_to"] = day("2020-06-12")
    found, _, _ = reference.target(rows, "I03", D)
    assert [row.side for row in found if row.subject == "E1|01|1"] == ["not_applicable"]
