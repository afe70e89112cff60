"""The workers of the synthetic district: careers by post, and their examinations."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from random import Random
from typing import Any

from zhifang.core.days import add_months
from zhifang.statutes import catalogue
from zhifang.synthetic.district import numbers, profiles
from zhifang.synthetic.district.employers import Employer, Post, Row, day_between
from zhifang.synthetic.reference.view import NOT_APPLICABLE

#: Codes of the made institutions; the last of each kind never says how far its data go.
EXAM_INSTITUTIONS = tuple(
    (numbers.credit_code(950_000 + n, "12"), f"演示体检机构{n + 1}") for n in range(3)
)
#: The exposure rows and the examination rows of one worker.
Life = tuple[list[Row], list[Row]]
#: GBZ 188-2025 knows no 复查 from this day.
NO_RECHECK_FROM = date(2026, 8, 1)


@dataclass(frozen=True)
class Window:
    """The days the district's files speak of."""

    first: date
    last: date


@dataclass
class Person:
    """Somebody who works; the number is well formed and nobody's."""

    index: int
    id_type: str
    id_number: str
    name: str
    sex: str
    birth: date


@cache
def disease_code(name: str, day: date) -> str | None:
    """The code of a disease in the edition in force on a day."""
    for row in catalogue("diseases"):
        last = row["effective_to"] or "9999-12-31"
        if row["name_zh"] == name and row["effective_from"] <= day.isoformat() <= last:
            return row["disease_code"]
    return None


def person(seed: int, index: int, called: str = "演示劳动者") -> Person:
    """The ``index``-th person; most have an identity card, a few a passport or another paper."""
    rng = Random(f"{seed}:person:{index}")  # noqa: S311 - a made world, not a secret
    male = rng.random() < 0.72
    number, birth = numbers.identity_number(index, male)
    kind, draw = "01", rng.random()
    if draw < 0.006:
        kind, number = "03", f"E{70000000 + index}"
    elif draw < 0.008:
        kind, number = "99", f"YS{index:07d}"
    sex = "male" if male else "female"
    return Person(index, kind, number, f"{called}{index:06d}", sex, birth)


def _post_at(employer: Employer, rng: Random) -> Post:
    return rng.choice(employer.posts)


class Careers:
    """Everything the workers of a district do; one pass over :meth:`lives` makes all rows."""

    def __init__(
        self, seed: int, employers: list[Employer], agencies: list[Employer], window: Window
    ) -> None:
        self.seed = seed
        self.window = window
        self.agencies = agencies
        self.employers = [employer for employer in employers if employer.posts]
        self._weights: list[int] = []
        total = 0
        for employer in self.employers:
            total += employer.headcount
            self._weights.append(total)

    def _employer(self, rng: Random) -> Employer:
        return self.employers[bisect(self._weights, rng.randrange(self._weights[-1]))]

    def lives(self, count: int, first: int = 1) -> Iterator[Life]:
        """(exposure rows, examination rows) of each worker, numbered from ``first``."""
        for index in range(first, first + count):
            yield self._life(index)

    def _life(self, index: int) -> Life:
        rng = Random(f"{self.seed}:life:{index}")  # noqa: S311 - a made world, not a secret
        who = person(self.seed, index)
        jobs: dict[tuple[Any, ...], Row] = {}
        exams: list[Row] = []
        employer = self._employer(rng)
        window = self.window
        adult = add_months(who.birth, 216)
        earliest = max(adult, window.first - timedelta(days=1800))
        start = day_between(rng, earliest, window.last - timedelta(days=30))
        for _ in range(4):
            start = max(start, employer.founded, adult)
            limit = min(employer.closed_on or window.last, window.last)
            if start >= limit - timedelta(days=10):
                break
            end: date | None = start + timedelta(days=12 + int(rng.expovariate(1 / 1900)))
            if end is not None and end >= limit:
                left_open = employer.closed_on is None or rng.random() < 0.5
                end = None if left_open else employer.closed_on
            self._stint(rng, who, employer, start, end, jobs, exams)
            if end is None:
                break
            draw = rng.random()
            if draw < 0.35:
                employer = self._employer(rng)
                start = end + timedelta(days=rng.randrange(1, 200))
            elif draw < 0.55:
                start = end + timedelta(days=rng.choice((10, 35, 60, 89, 90, 91, 120, 200)))
            else:
                break
        return list(jobs.values()), exams

    def _stint(
        self,
        rng: Random,
        who: Person,
        employer: Employer,
        start: date,
        end: date | None,
        jobs: dict[tuple[Any, ...], Row],
        exams: list[Row],
    ) -> None:
        agency = rng.choice(self.agencies) if rng.random() < 0.08 else None
        paying = agency.code if agency else employer.code
        migrant = rng.choice((True, False, None, NOT_APPLICABLE)) if rng.random() < 0.6 else False
        until = end or self.window.last + timedelta(days=1)

        def job(post: Post, first: date, last: date | None) -> None:
            key = (employer.code, post.site_no, post.workshop, post.name, first)
            jobs[key] = {
                "id_type": who.id_type,
                "id_number": who.id_number,
                "worker_name": who.name,
                "sex": who.sex,
                "birth_on": who.birth,
                "credit_code": employer.code,
                "site_no": post.site_no,
                "workshop": post.workshop,
                "post": post.name,
                "valid_from": first,
                "valid_to": last,
                "employment": "agency" if agency else "direct",
                "employer_code": paying,
                "migrant": migrant,
                "job": post.name,
            }

        post = _post_at(employer, rng)
        moved_on = None
        other = post
        if rng.random() < 0.14 and (until - start).days > 200:
            moved_on = day_between(rng, start + timedelta(days=60), until - timedelta(days=60))
            other = _post_at(employer, rng)
        if moved_on and other is not post:
            job(post, start, moved_on)
            job(other, moved_on, end)
        else:
            moved_on = None
            job(post, start, end)
        if rng.random() < 0.05:
            second = _post_at(employer, rng)
            if second is not post and second is not other:
                job(second, start + timedelta(days=rng.randrange(10)), end)

        def meets(day: date) -> tuple[str, list[str]]:
            now = other if moved_on and day >= moved_on else post
            return now.site_no, [h for h, a, b in now.present if a <= max(day, start) < b]

        def exam(day: date, kind: str) -> None:
            site_no, hazards = meets(day)
            number = f"{who.index:06d}{day:%y%m%d}"
            outside = day < self.window.first or day > self.window.last
            if outside or not hazards or any(row["exam_no"] == number for row in exams):
                return
            begun = None if kind == "pre" else start
            exams.extend(
                examination_rows(
                    rng, who, day, kind, hazards, number, paying, employer.code, site_no, begun
                )
            )

        if rng.random() < 0.6 + 0.35 * employer.care:
            exam(start - timedelta(days=rng.randrange(0, 80)), "pre")
        self._in_service(rng, employer, start, until, exam)
        if end is not None and rng.random() < 0.3 + 0.4 * employer.care:
            exam(end - timedelta(days=rng.randrange(1, 30)), "leaving")

    def _in_service(
        self, rng: Random, employer: Employer, start: date, until: date, exam: Any
    ) -> None:
        months = rng.choice((12, 12, 12, 24)) if rng.random() < 0.4 else 12
        day = start if start >= self.window.first else day_between(
            rng, self.window.first, self.window.first + timedelta(days=420)
        )  # fmt: skip
        while True:
            draw = rng.random()
            steps = 2 if draw > 0.9 + 0.08 * employer.care else 1
            if draw < 0.5 + 0.3 * employer.care:
                drift = -rng.randrange(0, 30)
            elif draw < 0.9:
                drift = rng.randrange(0, 70)
            else:
                drift = rng.randrange(60, 320)
            day = add_months(day, months * steps) + timedelta(days=drift)
            if day >= until:
                return
            exam(day, "in" if rng.random() > 0.004 else "emergency")


def examination_rows(
    rng: Random,
    who: Person,
    day: date,
    kind: str,
    hazards: list[str],
    number: str,
    paying: str,
    using: str,
    site_no: str,
    begun: date | None,
) -> list[Row]:
    """One examination: a row for every hazard examined, one for all its dusts together."""
    examined = list(hazards)
    if len(examined) > 1 and rng.random() < 0.05:
        examined.remove(rng.choice(examined))
    institution, name = EXAM_INSTITUTIONS[int(who.index) % len(EXAM_INSTITUTIONS)]
    if begun and begun > day:
        begun = None  # examined before the exposure it is about began
    months = (day.year - begun.year) * 12 + day.month - begun.month if begun else None
    if begun and months is not None and day.day < begun.day:
        months -= 1
    dusts = [hazard for hazard in examined if hazard[0] == "F"]
    concluded = dusts[:1] + [hazard for hazard in examined if hazard[0] != "F"]
    base: Row = {
        "institution_code": institution,
        "institution_name": name,
        "exam_no": number,
        "id_type": who.id_type,
        "id_number": who.id_number,
        "worker_name": who.name,
        "sex": who.sex,
        "birth_on": who.birth,
        "employer_code": paying,
        "using_code": using,
        "site_no": site_no,
        "exam_kind": kind,
        "exam_on": day,
        "examined": examined,
        "exposure_started_on": begun or (NOT_APPLICABLE if who.index % 3 == 0 else None),
        "exposure_years": months // 12 if months is not None else None,
        "exposure_months": months % 12 if months is not None else None,
        "reported_on": day + timedelta(days=rng.randrange(3, 24)),
    }
    return [base | _conclusion(rng, hazard, day) for hazard in concluded]


def _conclusion(rng: Random, hazard: str, day: date) -> Row:
    draw = rng.random()
    found: Row = {
        "hazard": hazard,
        "conclusion": "N",
        "disease_code": None,
        "contraindication": None,
        "other_finding": None,
    }
    if draw < 0.07:
        found |= {"conclusion": "O", "other_finding": rng.choice(profiles.FINDINGS)}
    elif draw < 0.09 and day < NO_RECHECK_FROM:
        found |= {"conclusion": "R"}
    elif draw < 0.1:
        found |= {"conclusion": "C", "contraindication": rng.choice(profiles.CONTRAINDICATIONS)}
    elif draw < 0.107 and hazard in profiles.DISEASES:
        code = disease_code(profiles.DISEASES[hazard], day)
        if code:
            found |= {"conclusion": "S", "disease_code": code}
    return found
