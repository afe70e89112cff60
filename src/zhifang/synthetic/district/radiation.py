"""Radiation workers of the synthetic district and the doses they were given each quarter."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from zhifang.core.days import add_months
from zhifang.synthetic.district import numbers, profiles
from zhifang.synthetic.district.employers import Row
from zhifang.synthetic.district.workers import Life, Window

DOSIMETRY_INSTITUTIONS = tuple(
    (numbers.credit_code(965_000 + n), f"演示剂量监测机构{n + 1}") for n in range(2)
)
#: Welders who test seams by X-ray: radiation workers outside medicine.
_INDUSTRIAL = ("焊接车间", 0.01)


def radiation_posts(seed: int, life: Life) -> Iterator[Row]:
    """The posts of a worker at which radiation is met."""
    for job in life[0]:
        medical = job["workshop"] == profiles.RADIOLOGY
        if not medical:
            workshop, share = _INDUSTRIAL
            rng = Random(f"{seed}:x-ray:{job['id_number']}:{job['post']}")  # noqa: S311 - made
            if job["workshop"] != workshop or rng.random() >= share:
                continue
        yield {
            "credit_code": job["credit_code"],
            "site_no": job["site_no"],
            "id_type": job["id_type"],
            "id_number": job["id_number"],
            "person_name": job["worker_name"],
            "medical": medical,
            "category": "诊断放射学" if medical else "工业探伤",
            "area": job["post"],
            "valid_from": job["valid_from"],
            "valid_to": job["valid_to"],
        }


def _quarters(first: date, last: date, shift: int) -> Iterator[tuple[date, date]]:
    """(first day, day after the last) of three months each that touch the days.

    ``shift``: how many months after January, April, July, October they begin.
    """
    start = add_months(date(first.year, (first.month - 1) // 3 * 3 + 1, 1), shift - 3)
    while start <= last:
        end = add_months(start, 3)
        yield start, end
        start = end


def doses(seed: int, posts: list[Row], window: Window) -> Iterator[Row]:
    """A dosimeter a person and quarter; lost ones, missing ones, units that skip a quarter."""
    for post in posts:
        code = post["credit_code"]
        rng = Random(f"{seed}:doses:{post['id_number']}:{post['valid_from']}")  # noqa: S311
        skips = rng.random() < 0.12
        institution, name = DOSIMETRY_INSTITUTIONS[sum(map(ord, code)) % 2]
        first = max(post["valid_from"], window.first)
        last = min(post["valid_to"] or window.last, window.last)
        for start, end in _quarters(first, last, sum(map(ord, code)) % 3):
            worn_from, worn_to = max(start, first), min(end, post["valid_to"] or end)
            unit = Random(f"{seed}:quarter:{code}:{start}")  # noqa: S311 - a made world
            if (worn_to - worn_from).days < 5 or unit.random() < 0.015:
                continue
            if rng.random() < (0.12 if skips else 0.01):
                continue
            kind = rng.choices(("valid", "nominal", "invalid"), (0.965, 0.025, 0.01))[0]
            value = round(rng.expovariate(1 / 0.12) + 0.001, 3)
            small = value < 0.02
            yield {
                "institution_code": institution,
                "institution_name": name,
                "report_no": f"JL{code[-7:]}-{start:%Y%m}",
                "credit_code": code,
                "site_no": post["site_no"],
                "id_type": post["id_type"],
                "id_number": post["id_number"],
                "person_name": post["person_name"],
                "valid_from": worn_from,
                "valid_to": worn_to,
                "dose_text": None if kind == "invalid" else "<0.02" if small else f"{value:g}",
                "dose_msv": None if kind == "invalid" else 0.01 if small else value,
                "kind": kind,
                "reported_on": worn_to + timedelta(days=rng.randrange(8, 50)),
            }
