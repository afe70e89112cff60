"""Archives of the synthetic district: the six files of employers, the files of workers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from typing import Any

from zhifang.synthetic.district.employers import Employer, Row
from zhifang.synthetic.district.workers import Life, Window
from zhifang.synthetic.reference.view import NOT_APPLICABLE

FILES = (
    "project_file",
    "management_file",
    "training_file",
    "monitoring_file",
    "surveillance_file",
    "personal_file",
)


def employer_archives(seed: int, employer: Employer, window: Window) -> Iterator[Row]:
    """Checks of an employer's six files, every year or two; some are never checked."""
    for site_no in employer.site_numbers if employer.posts else ():
        rng = Random(f"{seed}:files:{employer.index}:{site_no}")  # noqa: S311 - made world
        if rng.random() < (0.12 - 0.1 * employer.care if site_no == "001" else 0.7):
            continue
        day = max(employer.founded, window.first) + timedelta(days=rng.randrange(30, 500))
        built = rng.random() < 0.6  # projects of its own
        while day < min(employer.closed_on or window.last, window.last):
            kept = 0.975 + 0.02 * employer.care
            files: dict[str, Any] = {name: rng.random() < kept for name in FILES}
            if not built:
                files["project_file"] = NOT_APPLICABLE
            yield {
                "credit_code": employer.code,
                "site_no": site_no,
                "checked_on": day,
                **files,
                "updated_on": day - timedelta(days=rng.randrange(5, 300)),
                "checked_by": f"演示核查员{employer.index % 7 + 1}",
            }
            day += timedelta(days=rng.randrange(250, 700))


def worker_archives(seed: int, life: Life, window: Window) -> Iterator[Row]:
    """What employers state of a worker's archive, mostly a month or so after an examination."""
    jobs, exams = life
    if not jobs:
        return
    rng = Random(f"{seed}:archive:{jobs[0]['id_number']}")  # noqa: S311 - a made world
    person = {name: jobs[0][name] for name in ("id_type", "id_number")}
    person["person_name"] = jobs[0]["worker_name"]
    told_of: dict[tuple[str, str, date], date] = {}
    for row in exams:
        told_of[row["using_code"], row["site_no"], row["exam_on"]] = row["reported_on"]
    for code, site_no, exam_on in sorted(told_of):
        if rng.random() < 0.3:
            continue
        told: date | None = told_of[code, site_no, exam_on] + timedelta(days=rng.randrange(1, 12))
        stated = exam_on + timedelta(days=rng.randrange(40, 75))
        if rng.random() < 0.04:
            told = None
        if stated <= window.last:
            yield _statement(rng, code, site_no, person, stated, told)
    if not exams and rng.random() < 0.4:
        stated = jobs[0]["valid_from"] + timedelta(days=rng.randrange(20, 300))
        if window.first <= stated <= window.last:
            first = jobs[0]
            yield _statement(rng, first["credit_code"], first["site_no"], person, stated, None)


def _statement(
    rng: Random, code: str, site_no: str, person: Row, stated: date, told: date | None
) -> Row:
    return {
        "credit_code": code,
        "site_no": site_no,
        **person,
        "stated_on": stated,
        "archive_no": f"DA{person['id_number'][-6:]}",
        "archive": rng.random() < 0.95,
        "work_history": rng.random() < 0.95,
        "told_on": told,
        "copy_given_on": None,
    }
