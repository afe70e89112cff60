"""The work-injury insurance list (人社) of the synthetic district."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from zhifang.synthetic.district import numbers
from zhifang.synthetic.district.employers import Employer, Row, day_between
from zhifang.synthetic.district.workers import Life, Window, person

#: The department that keeps the list.
DEPARTMENT = (numbers.credit_code(980_000, "11"), "区人力社保局")
#: Running number of the first person on the list who works at no post of the register.
FIRST_OTHER = 4_000_000


def _stints(jobs: list[Row]) -> dict[str, list[tuple[date, date | None]]]:
    """The days a worker is employed by each unit, an agency for those it sends."""
    by_unit: dict[str, list[tuple[date, date | None]]] = defaultdict(list)
    for row in sorted(jobs, key=lambda row: row["valid_from"]):
        spans = by_unit[row["employer_code"]]
        start, end = row["valid_from"], row["valid_to"]
        if spans and (spans[-1][1] is None or start <= spans[-1][1]):
            before = spans[-1][1]
            spans[-1] = (spans[-1][0], None if None in (before, end) else max(before, end))
        else:
            spans.append((start, end))
    return by_unit


def insured_persons(seed: int, life: Life, window: Window) -> Iterator[Row]:
    """The insured periods of a worker: from a little late, and sometimes not at all."""
    jobs, _ = life
    if not jobs:
        return
    rng = Random(f"{seed}:insured:{jobs[0]['id_number']}")  # noqa: S311 - a made world
    for unit, spans in sorted(_stints(jobs).items()):
        for start, end in spans:
            if rng.random() < 0.06:
                continue
            begins = start + timedelta(days=rng.choice((0, 0, 0, 5, 20, 60)))
            ends = end
            if rng.random() < 0.04:  # it stops paying
                stops = day_between(rng, begins, window.last)
                ends = stops if end is None or stops < end else end
            if begins > window.last or (ends is not None and ends <= begins):
                continue
            yield {
                "employer_code": unit,
                "insured_no": f"GS{jobs[0]['id_number'][-11:]}",
                "id_type": jobs[0]["id_type"],
                "id_number": jobs[0]["id_number"],
                "person_name": jobs[0]["worker_name"],
                "birth_on": jobs[0]["birth_on"],
                "valid_from": begins,
                "valid_to": ends,
            }


def other_persons(seed: int, employer: Employer, window: Window) -> Iterator[Row]:
    """People of an employer who work at no post with hazards."""
    rng = Random(f"{seed}:office:{employer.index}")  # noqa: S311 - a made world, not a secret
    for number in range(rng.randrange(0, 3) if employer.index < 900_000 else 0):
        who = person(seed, FIRST_OTHER + 2 * employer.index + number, "演示职员")
        start = max(employer.founded, window.first) + timedelta(days=rng.randrange(0, 900))
        if start < window.last:
            yield {
                "employer_code": employer.code,
                "insured_no": f"GS{who.id_number[-11:]}",
                "id_type": who.id_type,
                "id_number": who.id_number,
                "person_name": who.name,
                "birth_on": who.birth,
                "valid_from": start,
                "valid_to": None,
            }
