"""Rows of workplaces, workers and examinations; what a test does not care about is filled in."""

from __future__ import annotations

from datetime import date

from tests.support.facts import Row

BEGINNING = date(2010, 1, 1)

#: When everybody was born that a test says nothing else of.
BIRTH = date(1980, 1, 1)


def employer(
    code: str,
    *,
    site_no: str = "01",
    valid_from: date = BEGINNING,
    town: str = "110109001",
    industry: str | None = "C3311",
    status: str = "operating",
    risk_class: str | None = None,
    size: str | None = "small",
    name: str | None = None,
    address: str | None = None,
    legal_person: str | None = None,
) -> Row:
    """What a site is from a day on."""
    return {
        "credit_code": code,
        "site_no": site_no,
        "valid_from": valid_from,
        "town": town,
        "industry": industry,
        "status": status,
        "risk_class": risk_class,
        "size": size,
        "employer_name": name or code,
        "address": address,
        "legal_person": legal_person,
    }


def post(
    code: str,
    hazard: str,
    *,
    site_no: str = "01",
    post: str = "打磨",
    valid_from: date = BEGINNING,
    valid_to: date | None = None,
    work_grade: int | None = None,
    graded_on: date | None = None,
    noise_level: float | None = None,
) -> Row:
    """A hazard of a post."""
    return {
        "credit_code": code,
        "site_no": site_no,
        "workshop": "一车间",
        "post": post,
        "hazard": hazard,
        "valid_from": valid_from,
        "valid_to": valid_to,
        "work_grade": work_grade,
        "graded_on": graded_on,
        "noise_level": noise_level,
    }


def work(
    who: str,
    code: str,
    *,
    valid_from: date,
    valid_to: date | None = None,
    site_no: str = "01",
    post: str = "打磨",
    agency: str | None = None,
    name: str | None = None,
) -> Row:
    """A worker at a post of the using unit ``code``, sent by ``agency`` if not its own."""
    return {
        "id_type": "01",
        "id_number": who,
        "credit_code": code,
        "site_no": site_no,
        "workshop": "一车间",
        "post": post,
        "valid_from": valid_from,
        "valid_to": valid_to,
        "employer_code": agency or code,
        "worker_name": name or who,
        "birth_on": BIRTH,
    }


def declaration(code: str, declared_on: date, *, kind: str = "initial", site_no: str = "01") -> Row:
    """A declaration of a site."""
    return {"credit_code": code, "site_no": site_no, "kind": kind, "declared_on": declared_on}


def sample(
    code: str,
    hazard: str,
    sampled_on: date,
    *,
    report_no: str,
    sample_no: str = "1",
    report_kind: str = "10",
    institution: str = "LAB",
    site_no: str = "01",
    post: str = "打磨",
    issued_on: date | None = None,
) -> Row:
    """One sample of a measurement report."""
    return {
        "institution_code": institution,
        "report_no": report_no,
        "sample_no": sample_no,
        "hazard": hazard,
        "report_kind": report_kind,
        "sampled_on": sampled_on,
        "issued_on": issued_on or sampled_on,
        "credit_code": code,
        "site_no": site_no,
        "workshop": "一车间",
        "post": post,
    }


def exam(
    who: str,
    hazard: str,
    exam_on: date,
    *,
    code: str,
    exam_no: str | None = None,
    exam_kind: str = "in",
    examined: tuple[str, ...] = (),
    institution: str = "CLINIC",
    site_no: str = "01",
) -> Row:
    """One conclusion of an examination; ``examined`` is everything examined that day."""
    return {
        "institution_code": institution,
        "exam_no": exam_no or f"{who}/{exam_on}",
        "hazard": hazard,
        "id_type": "01",
        "id_number": who,
        "exam_kind": exam_kind,
        "exam_on": exam_on,
        "examined": list(examined or (hazard,)),
        "credit_code": code,
        "using_code": code,
        "site_no": site_no,
    }


def coverage(sender: str | None, sheet: str, complete_through: date) -> Row:
    """A sender's statement that its rows of a sheet are complete through a day."""
    return {"sender": sender, "sheet": sheet, "complete_through": complete_through}
