"""The employers of the synthetic district: sites, states, posts, hazards, grades."""

from __future__ import annotations

from bisect import bisect
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import accumulate, pairwise
from random import Random
from typing import Any

from zhifang.statutes import catalogue
from zhifang.synthetic.district import numbers, profiles
from zhifang.synthetic.district.profiles import Profile

Row = dict[str, Any]
DISTRICT = "110109"
_SIZES = (
    ("micro", 0.4, 3, 9),
    ("small", 0.4, 10, 60),
    ("medium", 0.16, 60, 250),
    ("large", 0.04, 250, 800),
)
_BATCHES = "甲乙丙丁戊己庚辛"
ECONOMIC_TYPES = ("国有企业", "集体企业", "私营企业", "其他企业", "外资企业", "个体户")


@dataclass
class Post:
    """A post of a site with its hazards and the days they were there, ``(hazard, from, to)``."""

    site_no: str
    workshop: str
    name: str
    present: list[tuple[str, date, date]] = field(default_factory=list)


@dataclass
class Employer:
    """One employer of the made world. ``last`` is the last day it could employ anybody."""

    index: int
    code: str
    name: str
    profile: Profile
    size: str
    headcount: int
    care: float
    founded: date
    closed_on: date | None
    posts: list[Post] = field(default_factory=list)
    states: list[Row] = field(default_factory=list)
    hazards: list[Row] = field(default_factory=list)
    town: str = ""

    @property
    def site_numbers(self) -> list[str]:
        return sorted({row["site_no"] for row in self.states})


def towns() -> list[dict[str, str]]:
    """The thirteen townships of the district."""
    return [
        row
        for row in catalogue("regions")
        if row["level"] == "4" and row["parent_code"] == DISTRICT
    ]


def day_between(rng: Random, first: date, last: date) -> date:
    """A day from ``first`` to ``last``, both included."""
    return first + timedelta(days=rng.randrange(max(1, (last - first).days + 1)))


def _state(employer: Employer, site_no: str, rng: Random, **values: Any) -> Row:
    dispatched = employer.headcount // 8 if employer.headcount > 20 else 0
    return {
        "credit_code": employer.code,
        "employer_name": employer.name,
        "site_no": site_no,
        "address": f"演示路{employer.index % 300 + 1}号",
        "town": employer.town,
        "industry": employer.profile.industry if rng.random() > 0.03 else None,
        "economic_type": rng.choice(ECONOMIC_TYPES),
        "size": employer.size if rng.random() > 0.04 else None,
        "status": "operating",
        "valid_from": employer.founded,
        "risk_class": None,
        "employees": employer.headcount + rng.randrange(3, 30),
        "exposed": employer.headcount,
        "dispatched": dispatched,
        "legal_person": f"演示法人{employer.index:04d}",
        "contact": f"演示联系人{employer.index:04d}",
        "phone": f"010-6980{employer.index % 10000:04d}",
    } | values


def _recorded_class(employer: Employer, rng: Random) -> str:
    usual = "general" if employer.profile.industry in profiles.GENERAL else "severe"
    if rng.random() < 0.1:
        return "severe" if usual == "general" else "general"
    return usual


def _add_states(employer: Employer, rng: Random, first: date, last: date) -> None:
    later = max(employer.founded, first)
    for site_no in ("001", "002") if rng.random() < 0.1 else ("001",):
        town = employer.town if site_no == "001" else rng.choice(towns())["code"]
        row = _state(employer, site_no, rng, town=town)
        if rng.random() < 0.25:
            row["risk_class"] = _recorded_class(employer, rng)
        found = {employer.founded: row}

        def change(day: date, found: dict[date, Row] = found, values: Row | None = None) -> None:
            limit = employer.closed_on or last
            if day in found or not min(found) < day < limit:
                return
            before = found[max(one for one in found if one < day)]
            found[day] = before | (values or {}) | {"valid_from": day}

        if rng.random() < 0.07:
            change(day_between(rng, later, last), values={"town": rng.choice(towns())["code"]})
        if rng.random() < 0.08:
            stops = day_between(rng, later, last)
            change(stops, values={"status": "suspended"})
            if stops in found and rng.random() < 0.85:
                resumes = stops + timedelta(days=rng.randrange(40, 260))
                change(resumes, values={"status": "operating"})
        if rng.random() < 0.12:
            day = day_between(rng, date(2021, 1, 1), date(2023, 12, 31))
            change(day, values={"risk_class": _recorded_class(employer, rng)})
        if employer.closed_on:
            before = found[max(one for one in found if one < employer.closed_on)]
            closing = {"status": "closed", "valid_from": employer.closed_on}
            found[employer.closed_on] = before | closing
        employer.states += [found[day] for day in sorted(found)]


def _add_new_person(employer: Employer, rng: Random, first: date, last: date) -> None:
    """Some employers get another legal representative once, at all their sites."""
    day = day_between(rng, max(employer.founded, first) + timedelta(days=1), last)
    if rng.random() >= 0.15 or day >= (employer.closed_on or last):
        return
    name = f"演示新任法人{employer.index:04d}"
    for site_no in employer.site_numbers:
        states = [row for row in employer.states if row["site_no"] == site_no]
        before = [row for row in states if row["valid_from"] <= day]
        for row in states:
            if row["valid_from"] >= day:
                row["legal_person"] = name
        if before and before[-1]["valid_from"] < day:
            employer.states.append(before[-1] | {"valid_from": day, "legal_person": name})
    employer.states.sort(key=lambda row: (row["site_no"], row["valid_from"]))


def _grade(rng: Random, hazard: str) -> dict[str, Any]:
    if hazard == "W001":
        value = rng.choice((78.4, 79.9, 80.0, 81.5, 83.2, 84.9, 85.0, 86.3, 88.7, 91.0, 94.6))
        return {"noise_level": value}
    return {"work_grade": rng.choice((0, 1, 1, 1, 2, 2, 3))}


def _hazard_rows(
    employer: Employer, post: Post, hazard: str, rng: Random, first: date, last: date
) -> list[Row]:
    start = employer.founded
    if rng.random() < 0.12:
        start = day_between(rng, start, last)
    end = day_between(rng, start, last) if rng.random() < 0.05 else None
    blank: Row = {
        "credit_code": employer.code,
        "site_no": post.site_no,
        "workshop": post.workshop,
        "post": post.name,
        "hazard": hazard,
        "valid_from": start,
        "valid_to": end,
        "work_grade": None,
        "grade_edition": None,
        "graded_on": None,
        "noise_level": None,
        "exposed_count": rng.randrange(1, 9),
    }
    rows = [blank]
    graded = hazard == "W001" or (hazard[0] in "FH" and rng.random() < 0.7)
    if not graded or (hazard == "W001" and rng.random() < 0.15):
        return rows
    for number in range(2 if rng.random() < 0.25 else 1):
        day = day_between(rng, max(start, first) + timedelta(days=number * 700), last)
        if not start < day < (end or last):
            continue
        level = _grade(rng, hazard)
        if "work_grade" in level:
            level["grade_edition"] = "2025" if day >= date(2026, 2, 1) else "2010"
        if number == 0 and rng.random() < 0.5:
            rows[0].update(level, graded_on=day)
        elif number == 0 and rng.random() < 0.5:
            rows[0].update(level)  # no report day stated: from the start
        elif day not in {row["valid_from"] for row in rows}:
            row = blank | {"work_grade": None, "noise_level": None, "grade_edition": None}
            rows.append(row | level | {"valid_from": day, "graded_on": day})
    rows.sort(key=lambda row: row["valid_from"])
    for before, after in pairwise(rows):
        before["valid_to"] = after["valid_from"] if rng.random() < 0.5 else None
    return rows


def _add_posts(employer: Employer, rng: Random, first: date, last: date) -> None:
    copies = max(1, min(len(_BATCHES), employer.headcount // 60))
    for site_no in employer.site_numbers:
        for workshop, name, hazards in employer.profile.posts:
            for copy in range(copies):
                title = name if copies == 1 else f"{name}{_BATCHES[copy]}班"
                post = Post(site_no, workshop, title)
                employer.posts.append(post)
                for hazard in hazards:
                    rows = _hazard_rows(employer, post, hazard, rng, first, last)
                    employer.hazards += rows
                    start = rows[0]["valid_from"]
                    ends = rows[-1]["valid_to"] or date(9999, 12, 31)
                    post.present.append((hazard, start, ends))


def made_employers(seed: int, count: int, first: date, last: date) -> list[Employer]:
    """``count`` employers between two days; the same ones for the same seed."""
    found = []
    names = towns()
    for index in range(1, count + 1):
        rng = Random(f"{seed}:employer:{index}")  # noqa: S311 - a made world, not a secret
        profile = rng.choice(profiles.KEY if rng.random() < 0.6 else profiles.OTHER)
        at = bisect(list(accumulate(share for _, share, _, _ in _SIZES)), rng.random())
        size, _, low, high = _SIZES[min(at, len(_SIZES) - 1)]
        long_ago = first - timedelta(days=3650)
        founded = day_between(
            rng, *((long_ago, first) if rng.random() < 0.65 else (first, last - timedelta(400)))
        )
        closed = rng.random() < 0.08
        lower = max(founded, first) + timedelta(days=200)
        employer = Employer(
            index,
            numbers.credit_code(index),
            f"演示{profile.word}有限公司{index:04d}",
            profile,
            size,
            rng.randrange(low, high),
            rng.random(),
            founded,
            day_between(rng, lower, last) if closed and lower < last else None,
            town=rng.choice(names)["code"],
        )
        _add_states(employer, rng, first, last)
        persons = Random(f"{seed}:representative:{index}")  # noqa: S311 - a made world
        _add_new_person(employer, persons, first, last)
        _add_posts(employer, rng, first, last)
        found.append(employer)
    return found


def made_agencies(seed: int, count: int, first: date) -> list[Employer]:
    """Labour agencies: registered employers without a hazard of their own."""
    found = []
    for number in range(max(2, count // 60)):
        rng = Random(f"{seed}:agency:{number}")  # noqa: S311 - a made world, not a secret
        index = 900_000 + number
        founded = first - timedelta(days=rng.randrange(30, 2000))
        employer = Employer(
            index,
            numbers.credit_code(index),
            f"演示劳务派遣有限公司{number + 1:03d}",
            profiles.AGENCY,
            "small",
            12,
            1.0,
            founded,
            None,
            town=rng.choice(towns())["code"],
        )
        row = _state(employer, "001", rng, industry="L7263", exposed=0, dispatched=0)
        employer.states.append(row)
        found.append(employer)
    return found


def made_hospitals(seed: int, count: int, first: date, last: date) -> list[Employer]:
    """Hospitals beside the ``count`` employers, so that every district has radiation workers."""
    found = []
    for number in range(max(2, count // 40)):
        rng = Random(f"{seed}:hospital:{number}")  # noqa: S311 - a made world, not a secret
        index = 910_000 + number
        hospital = Employer(
            index,
            numbers.credit_code(index, "12"),
            f"演示区医院{number + 1:02d}",
            profiles.HOSPITAL,
            "medium",
            rng.randrange(12, 40),
            rng.random(),
            first - timedelta(days=rng.randrange(200, 3000)),
            None,
            town=rng.choice(towns())["code"],
        )
        _add_states(hospital, rng, first, last)
        _add_posts(hospital, rng, first, last)
        found.append(hospital)
    return found
