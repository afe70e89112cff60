"""Principals and occupational-health managers of the synthetic district, and their trainings."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from zhifang.core.days import add_months
from zhifang.synthetic.district.employers import Employer, Row
from zhifang.synthetic.district.workers import Life, Person, Window, person

#: Running number of the first officer; eight are kept for each employer.
FIRST_OFFICER = 2_000_000
#: Employers that are numbered high (hospitals) are moved together with the others.
_HIGH, _MOVED = 900_000, 700_000
_CALLED = {"principal": "演示负责人", "manager": "演示管理员"}
_WITHOUT_MANAGER = {"micro": 0.3, "small": 0.12, "medium": 0.04, "large": 0.01}
_ORGANISERS = ("演示培训中心", "演示行业协会", "演示技术学校")

Term = tuple[Person, str, date, date | None]


def _officer(seed: int, index: int, number: int, role: str) -> Person:
    place = index - _MOVED if index >= _HIGH else index
    return person(seed, FIRST_OFFICER + 8 * place + number, _CALLED[role])


def _terms(
    rng: Random, start: date, last: date, vacant: float
) -> Iterator[tuple[date, date | None]]:
    """Terms of office one after the other; a post may stand vacant between two."""
    day = start
    while day < last:
        end = day + timedelta(days=400 + int(rng.expovariate(1 / 2200)))
        yield day, end if end < last else None
        gap = rng.randrange(20, 300) if rng.random() < vacant else 0
        day = end + timedelta(days=gap)


def _offices(seed: int, employer: Employer, window: Window) -> Iterator[Term]:
    rng = Random(f"{seed}:officers:{employer.index}")  # noqa: S311 - a made world, not a secret
    last = employer.closed_on or window.last
    if rng.random() > 0.04:  # else nobody told who leads the unit
        for number, (start, end) in enumerate(_terms(rng, employer.founded, last, 0.03)):
            who = _officer(seed, employer.index, number % 3, "principal")
            yield who, "principal", start, end
    if rng.random() < _WITHOUT_MANAGER[employer.size]:
        return
    for place in range(2 if employer.size == "large" else 1):
        begins = employer.founded + timedelta(days=rng.randrange(0, 400))
        for number, (start, end) in enumerate(_terms(rng, begins, last, 0.15)):
            # a few look after the unit next door as well
            home = employer.index - 1 if rng.random() < 0.04 else employer.index
            who = _officer(seed, home, 3 + 2 * place + number % 2, "manager")
            yield who, "manager", start, end


def officers(seed: int, employer: Employer, window: Window) -> Iterator[Row]:
    """Who leads an employer and who manages its occupational health."""
    for who, role, start, end in _offices(seed, employer, window):
        yield {
            "credit_code": employer.code,
            "site_no": "001",
            "role": role,
            "id_type": who.id_type,
            "id_number": who.id_number,
            "person_name": who.name,
            "valid_from": start,
            "valid_to": end,
            "appointed_no": f"任〔{start.year}〕{employer.index % 997 + 1}号",
        }


def trainings(seed: int, employer: Employer, window: Window) -> Iterator[Row]:
    """The trainings of an employer's officers: late, too short and left out ones too."""
    for who, role, start, end in _offices(seed, employer, window):
        rng = Random(f"{seed}:trains:{who.index}:{start}")  # noqa: S311 - made world
        if rng.random() < 0.12 - 0.08 * employer.care:
            continue
        day = start + timedelta(days=rng.randrange(-30, 150))
        first = True
        while day < (end or employer.closed_on or window.last):
            enough = rng.random() < 0.82 + 0.15 * employer.care
            hours: float = rng.choice((16, 16, 20, 24)) if first else rng.choice((8, 8, 8, 10, 16))
            if not enough:
                hours = rng.choice((4, 6, 7.5) if not first else (8, 12))
            if window.first <= day <= window.last:
                yield _training(employer, who, role, day, hours, rng, first)
            first = False
            drift = -rng.randrange(0, 45) if rng.random() < 0.55 + 0.4 * employer.care else (
                rng.randrange(0, 150)
            )  # fmt: skip
            years = 2 if rng.random() < 0.1 - 0.08 * employer.care else 1
            day = add_months(day, 12 * years) + timedelta(days=drift)


def worker_trainings(seed: int, life: Life, window: Window) -> Iterator[Row]:
    """The trainings of a worker before the work and in it: late, too short, left out ones too."""
    jobs, _exams = life
    taken: set[date] = set()
    for job in jobs:
        key = f"{seed}:taught:{job['id_number']}:{job['valid_from']}"
        rng = Random(key)  # noqa: S311 - a made world
        if rng.random() < 0.15:
            continue
        day = job["valid_from"] + timedelta(days=rng.randrange(-20, 5))
        first = True
        while day < (job["valid_to"] or window.last):
            if window.first <= day <= window.last and day not in taken:
                taken.add(day)
                short = rng.random() < 0.06
                yield {
                    "credit_code": job["credit_code"],
                    "site_no": job["site_no"],
                    **{name: job[name] for name in ("id_type", "id_number")},
                    "person_name": job["worker_name"],
                    "role": "worker",
                    "course": f"劳动者{'上岗前' if first else '在岗期间'}职业卫生培训",
                    "trained_on": day,
                    "hours": rng.choice((2, 3) if short else (8, 8, 12) if first else (4, 4, 6)),
                    "organiser": None,
                    "certificate_no": None,
                    "expires_on": None,
                }
            first = False
            day = add_months(day, 12) + timedelta(days=rng.randrange(-45, 40))


def _training(
    employer: Employer,
    who: Person,
    role: str,
    day: date,
    hours: float,
    rng: Random,
    first: bool,
) -> Row:
    kind = "主要负责人" if role == "principal" else "职业卫生管理人员"
    return {
        "credit_code": employer.code,
        "site_no": "001",
        "id_type": who.id_type,
        "id_number": who.id_number,
        "person_name": who.name,
        "role": role if rng.random() > 0.04 else "worker",
        "course": f"{kind}{'初次培训' if first else '继续教育'}",
        "trained_on": day,
        "hours": hours,
        "organiser": rng.choice(_ORGANISERS),
        "certificate_no": f"PX{day:%Y}-{who.index}",
        "expires_on": add_months(day, 12) if rng.random() < 0.8 else None,
    }
