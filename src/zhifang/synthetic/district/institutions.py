"""The institutions of the synthetic district: registered, in service, reporting each month."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from random import Random

from zhifang.core.days import add_months
from zhifang.synthetic.district import numbers
from zhifang.synthetic.district.employers import Employer, Row, towns
from zhifang.synthetic.district.profiles import Profile
from zhifang.synthetic.district.radiation import DOSIMETRY_INSTITUTIONS
from zhifang.synthetic.district.surveys import TECHNICAL_INSTITUTIONS
from zhifang.synthetic.district.workers import EXAM_INSTITUTIONS, Window

DIAGNOSIS_INSTITUTIONS = tuple(
    (numbers.credit_code(970_000 + n, "12"), f"演示诊断机构{n + 1}") for n in range(3)
)
#: (which institution, first day, day after the last): one is there throughout, one stops for
#: two months and comes back elsewhere, one comes later.
_SERVICE: tuple[tuple[int, date, date | None], ...] = (
    (0, date(2009, 5, 1), None),
    (1, date(2012, 3, 15), date(2019, 7, 1)),
    (1, date(2019, 9, 1), None),
    (2, date(2017, 4, 20), None),
)
#: Kind as the register of supervision has it, institutions, industry.
_KINDS = (
    ("exam_institution", EXAM_INSTITUTIONS, Profile("Q8411", "体检", ())),
    ("diagnosis_institution", DIAGNOSIS_INSTITUTIONS, Profile("Q8431", "诊断", ())),
    ("technical_institution", TECHNICAL_INSTITUTIONS, Profile("M7452", "检测", ())),
    ("dosimetry_institution", DOSIMETRY_INSTITUTIONS, Profile("M7452", "剂量", ())),
)


def in_service(day: date) -> list[tuple[str, str]]:
    """The diagnosis institutions in service on a day."""
    return [
        DIAGNOSIS_INSTITUTIONS[number]
        for number, start, end in _SERVICE
        if start <= day and (end is None or day < end)
    ]


def made_institutions(seed: int, first: date) -> list[tuple[str, Employer]]:
    """(kind, institution) of every institution, each a party with one site and no hazard."""
    found: list[tuple[str, Employer]] = []
    for kind, institutions, profile in _KINDS:
        for number, (code, name) in enumerate(institutions):
            rng = Random(f"{seed}:institution:{code}")  # noqa: S311 - a made world
            founded = first - timedelta(days=rng.randrange(30, 1500))
            index = 920_000 + 100 * len(found) + number
            town = rng.choice(towns())["code"]
            one = Employer(index, code, name, profile, "small", 20, 1.0, founded, None, town=town)
            one.states.append(_state(one))
            found.append((kind, one))
    return found


def _state(one: Employer) -> Row:
    return {
        "credit_code": one.code,
        "employer_name": one.name,
        "site_no": "001",
        "address": f"演示路{one.index % 300 + 1}号",
        "town": one.town,
        "industry": one.profile.industry,
        "economic_type": None,
        "size": one.size,
        "status": "operating",
        "valid_from": one.founded,
        "risk_class": None,
        "employees": one.headcount,
        "exposed": 0,
        "dispatched": 0,
        "legal_person": f"演示法人{one.index}",
        "contact": None,
        "phone": None,
    }


def diagnosis_institutions(seed: int) -> Iterator[Row]:
    """Who diagnoses occupational diseases, and since when."""
    for number, start, end in _SERVICE:
        code, name = DIAGNOSIS_INSTITUTIONS[number]
        rng = Random(f"{seed}:serves:{code}:{start}")  # noqa: S311 - a made world
        yield {
            "institution_code": code,
            "name": name,
            "town": rng.choice(towns())["code"],
            "scope": "职业性尘肺病及其他呼吸系统疾病；职业性噪声聋",
            "valid_from": start,
            "valid_to": end,
        }


def monthly_reports(seed: int, cases: Iterable[Row], window: Window) -> Iterator[Row]:
    """The confirmation of every month in service: a few late, a few missing."""
    diagnosed = Counter(
        (row["institution_code"], row["diagnosed_on"].replace(day=1)) for row in cases
    )
    for code, _ in DIAGNOSIS_INSTITUTIONS:
        month = window.first.replace(day=1)
        while (following := add_months(month, 1)) <= window.last:
            rng = Random(f"{seed}:month:{code}:{month}")  # noqa: S311 - a made world
            serves = any(one == code for one, _ in in_service(following - timedelta(days=1)))
            draw = rng.random()
            if serves and draw > 0.012:
                late = rng.randrange(10, 40) if draw < 0.035 else rng.randrange(0, 10)
                yield {
                    "institution_code": code,
                    "year": month.year,
                    "month": month.month,
                    "cases": diagnosed[code, month],
                    "confirmed_on": following + timedelta(days=late),
                }
            month = following


def capacities(seed: int, window: Window) -> Iterator[Row]:
    """How many persons a year each institution can examine or diagnose."""
    services = (
        ("examination", EXAM_INSTITUTIONS, 400, 1500),
        ("diagnosis", DIAGNOSIS_INSTITUTIONS, 20, 80),
    )
    for service, institutions, least, most in services:
        for code, _ in institutions:
            rng = Random(f"{seed}:capacity:{code}")  # noqa: S311 - a made world
            for year in range(window.first.year, window.last.year + 1):
                yield {
                    "institution_code": code,
                    "year": year,
                    "service": service,
                    "persons": rng.randrange(least, most),
                }
