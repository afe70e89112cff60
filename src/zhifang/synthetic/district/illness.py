"""Diagnosed cases, acute events and monitoring of the synthetic district."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from typing import Any

from zhifang.synthetic.district import profiles
from zhifang.synthetic.district.employers import Employer, Row, day_between, towns
from zhifang.synthetic.district.institutions import DIAGNOSIS_INSTITUTIONS, in_service
from zhifang.synthetic.district.workers import Life, Window, disease_code
from zhifang.synthetic.reference.view import NOT_APPLICABLE

#: Share of suspected cases that are diagnosed, and of dust workers who fall ill besides.
_CONFIRMED, _ILL = 0.6, 0.14
_SIZES: tuple[tuple[int, int, int], ...] = (
    (3, 0, 0), (5, 0, 0), (1, 0, 0), (2, 1, 0), (9, 0, 0), (12, 0, 0), (4, 0, 0), (0, 1, 0),
)  # fmt: skip
_EVENTS = ("有机溶剂急性中毒", "一氧化碳中毒", "硫化氢中毒", "氨气泄漏")


def _months_between(first: date, last: date) -> int:
    months = (last.year - first.year) * 12 + last.month - first.month
    return months - (1 if last.day < first.day else 0)


def disease_cases(seed: int, life: Life, window: Window) -> Iterator[Row]:
    """The cases of a worker in the ledgers: suspected ones that were confirmed, and others."""
    jobs, exams = life
    if not exams:
        return
    rng = Random(f"{seed}:illness:{exams[0]['id_number']}")  # noqa: S311 - a made world
    found: dict[str, tuple[date, Row]] = {}
    for exam in exams:
        if exam["conclusion"] == "S" and rng.random() < _CONFIRMED:
            day = exam["exam_on"] + timedelta(days=rng.randrange(40, 260))
            found.setdefault(profiles.DISEASES[exam["hazard"]], (day, exam))
    dusty = [exam for exam in exams if exam["hazard"] in profiles.PNEUMOCONIOSES]
    if dusty and rng.random() < _ILL:
        # it may come out before the first of these examinations, and long after the work
        exam, begun = rng.choice(dusty), jobs[0]["valid_from"]
        day = day_between(rng, max(begun + timedelta(days=400), window.first), window.last)
        found.setdefault(profiles.PNEUMOCONIOSES[exam["hazard"]], (day, exam))
    before = 0 if rng.random() < 0.45 else rng.randrange(10, 240)
    for name, (day, exam) in sorted(found.items()):
        if day > window.last or disease_code(name, day) is None:
            continue
        dust: dict[str, Any] = {"dust_years": NOT_APPLICABLE, "dust_months": NOT_APPLICABLE}
        dusts = name in profiles.PNEUMOCONIOSES.values()
        if dusts:
            left = jobs[-1]["valid_to"] or day
            months = max(5, _months_between(jobs[0]["valid_from"], min(day, left)))
            dust = {"dust_years": (before + months) // 12, "dust_months": (before + months) % 12}
        yield _case(rng, exam, name, day, "new", dust)
        if dusts and rng.random() < 0.08:  # another institution sends a card of its own
            yield _case(rng, exam, name, day + timedelta(days=rng.randrange(5, 500)), "new", dust)
        if dusts and rng.random() < 0.25:
            later = day + timedelta(days=rng.randrange(500, 1900))
            yield _case(rng, exam, name, later, "promoted", dust)


def _case(rng: Random, exam: Row, name: str, day: date, stage: str, dust: dict[str, Any]) -> Row:
    code, institution = rng.choice(in_service(day) or list(DIAGNOSIS_INSTITUTIONS))
    draw = rng.random()
    late = rng.randrange(1, 15) if draw < 0.8 else rng.randrange(15, 90)
    reported = day + timedelta(days=late) if draw < 0.93 else None
    number = f"ZD{day:%y%m%d}-{exam['id_number'][-8:]}"
    return {
        "institution_code": code,
        "institution_name": institution,
        "case_no": number,
        "credit_code": exam["using_code"],
        "site_no": exam["site_no"],
        "id_type": exam["id_type"],
        "id_number": exam["id_number"],
        "person_name": exam["worker_name"],
        "sex": exam["sex"],
        "birth_on": exam["birth_on"],
        "disease_code": disease_code(name, day),
        "stage": stage,
        "diagnosed_on": day,
        "reported_on": reported,
        **dust,
        "card_no": f"BK{number[2:]}" if reported else None,
    }


def acute_events(seed: int, employers: list[Employer], window: Window) -> Iterator[Row]:
    """A few acute events of every size, at employers open on the day."""
    rng = Random(f"{seed}:events")  # noqa: S311 - a made world, not a secret
    open_ones = [one for one in employers if one.posts and one.closed_on is None]
    if not open_ones:
        return
    years = window.last.year - window.first.year + 1
    for number in range(years + len(employers) // 20):
        employer = rng.choice(open_ones)
        year = date(window.first.year + number % years, 1, 1)
        day = year + timedelta(days=rng.randrange(0, 360))
        if not employer.founded < day <= window.last:
            continue
        cases, deaths, anthrax = _SIZES[number % len(_SIZES)]
        if employer.profile.industry.startswith("A03"):
            anthrax = 1
        yield {
            "event_no": f"SG{day:%Y}-{number + 1:03d}",
            "credit_code": employer.code,
            "site_no": "001",
            "title": rng.choice(_EVENTS),
            "occurred_on": day,
            "cases": cases,
            "deaths": deaths,
            "anthrax": anthrax,
            "reported_on": day + timedelta(days=rng.randrange(0, 4)),
        }


def monitoring_records(seed: int, window: Window) -> Iterator[Row]:
    """Key-disease monitoring, some townships not in every year."""
    for town in towns():
        for year in range(window.first.year, window.last.year + 1):
            rng = Random(f"{seed}:watch:{town['code']}:{year}")  # noqa: S311 - made world
            if rng.random() < 0.05:
                continue
            for number in range(rng.randrange(1, 4)):
                day = date(year, 1, 1) + timedelta(days=rng.randrange(20, 360))
                if day <= window.last:
                    yield {
                        "record_no": f"JC{year}-{town['code'][-3:]}-{number + 1}",
                        "town": town["code"],
                        "item": rng.choice(("尘肺病", "噪声聋", "职业性苯中毒", "铅中毒")),
                        "monitored_on": day,
                        "unit_name": "演示疾控中心",
                        "persons": rng.randrange(10, 300),
                    }
