"""Declarations and measurement reports of the synthetic district's sites."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from zhifang.core.days import add_months
from zhifang.synthetic.district import numbers, profiles
from zhifang.synthetic.district.employers import Employer, Row
from zhifang.synthetic.district.workers import Window

TECHNICAL_INSTITUTIONS = tuple(
    (numbers.credit_code(960_000 + n), f"演示检测机构{n + 1}") for n in range(3)
)
_CLASSES = {"F": "dust", "H": "chemical", "W": "physical", "R": "radioactive", "B": "biological"}
_LIMITS = {"F": ("mg/m3", 4.0), "H": ("mg/m3", 50.0), "W": ("dB(A)", 85.0)}


def _present(employer: Employer, site_no: str, day: date) -> list[tuple[str, str, str]]:
    return [
        (post.workshop, post.name, hazard)
        for post in employer.posts
        if post.site_no == site_no
        for hazard, start, end in post.present
        if start <= day < end
    ]


def _hazards_begin(employer: Employer, site_no: str) -> date:
    return min(
        start for post in employer.posts if post.site_no == site_no for _, start, _ in post.present
    )


def declarations(seed: int, employer: Employer, window: Window) -> Iterator[Row]:
    """The declarations of an employer's sites; some never declare, some close and come back."""
    for site_no in employer.site_numbers if employer.posts else ():
        rng = Random(f"{seed}:declares:{employer.index}:{site_no}")  # noqa: S311 - made world
        begins = _hazards_begin(employer, site_no)
        ends = employer.closed_on or window.last
        if rng.random() < 0.07:
            continue
        late = rng.randrange(0, 500) if rng.random() < 0.6 - 0.4 * employer.care else 0
        day = max(begins - timedelta(days=rng.randrange(0, 20)), window.first) + timedelta(late)
        kind = "initial"
        while day < ends:
            yield declaration(rng, employer, site_no, kind, day)
            draw = rng.random()
            if draw < 0.02:
                closing = day + timedelta(days=rng.randrange(60, 300))
                if closing < ends:
                    yield declaration(rng, employer, site_no, "closing", closing)
                day = closing + timedelta(days=rng.randrange(30, 400))
                kind = "initial"
            elif draw < 0.1:
                day = day + timedelta(days=rng.randrange(40, 200))
                kind = "change"
            else:
                day = add_months(day, 12) + timedelta(days=rng.randrange(-29, 90))
                kind = "annual"
            if rng.random() < 0.3 - 0.25 * employer.care:
                day += timedelta(days=rng.randrange(100, 700))
        if employer.closed_on and rng.random() < 0.5:
            closing = employer.closed_on + timedelta(days=rng.randrange(1, 15))
            if closing <= window.last:
                yield declaration(rng, employer, site_no, "closing", closing)


def declaration(rng: Random, employer: Employer, site_no: str, kind: str, day: date) -> Row:
    """A filing of a site on a day."""
    exposed = employer.headcount
    counts = dict.fromkeys((*_CLASSES.values(), "other"), 0)
    for _, _, hazard in _present(employer, site_no, day):
        counts[_CLASSES.get(hazard[0], "other")] = exposed
    measured = rng.random() < 0.75
    tested = rng.randrange(2, 40)
    return {
        "credit_code": employer.code,
        "site_no": site_no,
        "kind": kind,
        "declared_on": day,
        "change_reason": "工艺变化" if kind == "change" else None,
        "receipt_no": f"SB{employer.index:05d}{day:%Y%m%d}",
        "employees": exposed + rng.randrange(2, 20),
        "exposed": exposed,
        "dispatched": employer.headcount // 8,
        **{f"{name}_exposed": counts[name] for name in (*_CLASSES.values(), "other")},
        "measured_this_year": measured,
        "points_tested": tested if measured else 0,
        "points_over": rng.randrange(0, tested // 2 + 1) if measured else 0,
    }


def measurements(seed: int, employer: Employer, window: Window) -> Iterator[Row]:
    """Sample rows of an employer's reports: late, partial, supervisory and evaluation kinds too."""
    for site_no in employer.site_numbers if employer.posts else ():
        rng = Random(f"{seed}:measures:{employer.index}:{site_no}")  # noqa: S311 - made world
        begins = max(_hazards_begin(employer, site_no), window.first)
        ends = employer.closed_on or window.last
        skips = {"large": 0.05, "medium": 0.1, "small": 0.25, "micro": 0.45}[employer.size]
        general = employer.profile.industry in profiles.GENERAL
        day = begins + timedelta(days=rng.randrange(0, 380))
        number = 0
        while day < ends:
            number += 1
            kind = "10"
            draw = rng.random()
            if number % 3 == 0 and employer.size in ("large", "medium"):
                kind = "31"
            elif draw < 0.05:
                kind = "20"
            elif draw < 0.08:
                kind = "32"
            elif draw < 0.09:
                kind = "33"
            yield from _report(rng, employer, site_no, kind, day)
            cycle = 36 if general and day >= date(2020, 6, 1) else 12
            if rng.random() < skips * (1.2 - employer.care):
                cycle *= 2
            drift = rng.randrange(-40, 10) if rng.random() < 0.5 + 0.4 * employer.care else 0
            late = rng.randrange(0, 200) if drift == 0 else 0
            day = add_months(day, cycle) + timedelta(days=drift + late)


def _report(rng: Random, employer: Employer, site_no: str, kind: str, day: date) -> Iterator[Row]:
    code, name = TECHNICAL_INSTITUTIONS[employer.index % len(TECHNICAL_INSTITUTIONS)]
    pairs = _present(employer, site_no, day)
    if len(pairs) > 1 and rng.random() < 0.12:
        pairs.remove(rng.choice(pairs))
    issued = day + timedelta(days=rng.randrange(8, 40))
    days = 3 if kind == "31" else 1
    sample = 0
    for workshop, post, hazard in pairs:
        for _ in range(rng.choice((1, 1, 2))):
            sample += 1
            unit, limit = _LIMITS.get(hazard[0], ("-", 1.0))
            value = round(limit * rng.uniform(0.05, 1.1), 2)
            yield {
                "institution_code": code,
                "institution_name": name,
                "report_no": f"JC{employer.index:05d}{site_no}{day:%Y%m%d}",
                "sample_no": f"{sample:03d}",
                "report_kind": kind,
                "sampled_from": day - timedelta(days=days - 1) if days > 1 else None,
                "sampled_on": day - timedelta(days=sample % days) if sample > 1 else day,
                "issued_on": issued,
                "credit_code": employer.code,
                "site_no": site_no,
                "workshop": workshop,
                "post": post,
                "hazard": hazard,
                "value_text": f"{value:g}",
                "unit": unit,
                "limit_text": f"{limit:g}",
                "judgement": "over" if value > limit else "pass",
            }
