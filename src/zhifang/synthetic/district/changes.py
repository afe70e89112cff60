"""Changes of the synthetic district's sites that are to be declared, and the filings after them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from random import Random

from zhifang.synthetic.district import surveys
from zhifang.synthetic.district.employers import Employer, Row, day_between
from zhifang.synthetic.district.workers import Window
from zhifang.synthetic.reference.view import NOT_APPLICABLE

_CONTENTS = {
    "project": ("扩建车间通过竣工验收", "技术改造项目通过竣工验收"),
    "process": ("喷漆改用水性漆", "增加一道打磨工序", "更换主要原料"),
    "result": ("检测新发现噪声岗位", "评价新增危害因素"),
    "principal": ("更换主要负责人",),
}
_SOURCES = ("竣工验收文件", "现场检查记录", "检测报告", None)
#: How many changes of each kind a site of ten years has.
_SHARE = {"project": 0.12, "process": 0.2, "result": 0.25, "principal": 0.3}


def reportable_changes(seed: int, employer: Employer, window: Window) -> Iterator[Row]:
    """The changes of an employer's sites; of a result it is not always known when it came."""
    years = (window.last - window.first).days / 365.25
    for site_no in employer.site_numbers if employer.posts else ():
        rng = Random(f"{seed}:changes:{employer.index}:{site_no}")  # noqa: S311 - made world
        first = max(window.first, employer.founded)
        for kind, share in _SHARE.items():
            if rng.random() >= share * years / 10:
                continue
            day = day_between(rng, first, window.last)
            known_on = NOT_APPLICABLE
            if kind == "result":
                later = day + timedelta(days=rng.randrange(0, 20))
                known_on = later if rng.random() < 0.85 and later <= window.last else None
            yield {
                "credit_code": employer.code,
                "site_no": site_no,
                "kind": kind,
                "changed_on": day,
                "known_on": known_on,
                "content": rng.choice(_CONTENTS[kind]),
                "source": rng.choice(_SOURCES),
            }


def _changed_states(employer: Employer, site_no: str) -> Iterator[date]:
    """The days on which a site got another place or legal representative."""
    states = [row for row in employer.states if row["site_no"] == site_no]
    for before, after in pairwise(states):
        if any(before[name] != after[name] for name in ("town", "legal_person")):
            yield after["valid_from"]


def declarations(seed: int, employer: Employer, window: Window) -> Iterator[Row]:
    """The declarations of an employer's sites, and those that tell its changes, in time or not."""
    filed = list(surveys.declarations(seed, employer, window))
    yield from filed
    last = min(employer.closed_on or window.last, window.last)
    recorded = list(reportable_changes(seed, employer, window))
    for site_no in employer.site_numbers:
        rng = Random(f"{seed}:tells:{employer.index}:{site_no}")  # noqa: S311 - made world
        days = [row["changed_on"] for row in recorded if row["site_no"] == site_no]
        for changed_on in sorted((*days, *_changed_states(employer, site_no))):
            day = changed_on + timedelta(days=rng.choice((3, 9, 14, 15, 16, 31, 60, 200)))
            kinds = [
                row["kind"]
                for row in sorted(filed, key=lambda row: row["declared_on"])
                if row["site_no"] == site_no and row["declared_on"] <= day
            ]
            if rng.random() < 0.75 and kinds and kinds[-1] != "closing" and day < last:
                yield surveys.declaration(rng, employer, site_no, "change", day)
