"""Supervision in the synthetic district: supervisors, parties, visits, serious cases."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from random import Random

from zhifang.synthetic.district.employers import Employer, Row, day_between, towns
from zhifang.synthetic.district.workers import Window

_DEPARTMENTS = ("区卫生健康监督所", "区安全生产执法队")
_FINDINGS = ("未组织上岗前体检", "警示标识缺失", "防护用品未佩戴", "未公布检测结果")
_GROUNDS = ("安排有职业禁忌的劳动者作业", "超标逾期未治理", "隐瞒职业病危害", "未安排体检情节严重")


def supervisors(seed: int, window: Window) -> Iterator[Row]:
    """The supervisors of the district and of each township, one after the other in each place."""
    places = [(None, n) for n in range(6)] + [(town["code"], 0) for town in towns()]
    for place, (town, number) in enumerate(places):
        rng = Random(f"{seed}:supervisor:{town}:{number}")  # noqa: S311 - a made world
        day = window.first - timedelta(days=rng.randrange(0, 1500))
        turn = 0
        while day < window.last:
            end = day + timedelta(days=500 + int(rng.expovariate(1 / 2500)))
            yield {
                "supervisor_no": f"ZF{place + 1:03d}{turn:02d}",
                "person_name": f"演示监督员{place + 1:02d}{turn:02d}",
                "department": f"{town}镇街安监科" if town else _DEPARTMENTS[number % 2],
                "town": town,
                "duty": "职业卫生监督",
                "valid_from": day,
                "valid_to": end if end < window.last else None,
            }
            turn += 1
            day = end


def supervisor_trainings(seed: int, terms: list[Row], window: Window) -> Iterator[Row]:
    """A training a year for most of them."""
    for term in terms:
        rng = Random(f"{seed}:taught:{term['supervisor_no']}")  # noqa: S311 - a made world
        last = min(term["valid_to"] or window.last, window.last)
        for year in range(max(term["valid_from"], window.first).year, last.year + 1):
            day = date(year, 1, 1) + timedelta(days=rng.randrange(40, 340))
            if rng.random() < 0.93 and term["valid_from"] <= day <= last:
                yield {
                    "supervisor_no": term["supervisor_no"],
                    "course": f"{year}年职业卫生监督培训",
                    "trained_on": day,
                    "hours": rng.choice((8, 16, 24)),
                    "certificate_no": f"JD{year}{term['supervisor_no'][2:]}",
                }


def supervised_parties(
    seed: int,
    institutions: Iterable[tuple[str, Employer]],
    medical: Iterable[Employer],
    employers: list[Employer],
    window: Window,
) -> Iterator[Row]:
    """Who is entered beside the employers of the register; an employer or two stand there too."""
    entries = [*institutions, *(("medical_institution", one) for one in medical)]
    entries += [("employer", one) for one in employers[:2]]
    for kind, party in entries:
        rng = Random(f"{seed}:entered:{kind}:{party.code}")  # noqa: S311 - a made world
        start = max(window.first, party.founded) + timedelta(days=rng.randrange(0, 200))
        end = day_between(rng, start, window.last) if rng.random() < 0.08 else None
        if start < window.last:
            yield {
                "credit_code": party.code,
                "site_no": "001",
                "kind": kind,
                "valid_from": start,
                "valid_to": end if end is None or end > start else None,
            }


def inspections(seed: int, party: Employer, window: Window) -> Iterator[Row]:
    """The visits to a party, one in most years."""
    rng = Random(f"{seed}:visits:{party.code}")  # noqa: S311 - a made world, not a secret
    share = {"micro": 0.82, "small": 0.9, "medium": 0.95, "large": 0.98}[party.size]
    sites = party.site_numbers
    for year in range(window.first.year, window.last.year + 1):
        for number in range((rng.random() < share) + (rng.random() < 0.15)):
            day = date(year, 1, 1) + timedelta(days=rng.randrange(10, 355))
            if not party.founded < day < min(party.closed_on or window.last, window.last):
                continue
            draw = rng.random()
            result = "case" if draw < 0.035 else "order" if draw < 0.35 else "clean"
            yield {
                "inspection_no": f"JD{year}-{party.code[8:17]}-{number + 1}",
                "credit_code": party.code,
                "site_no": rng.choice(sites),
                "inspected_on": day,
                "kind": rng.choice(("routine", "routine", "random", "special", "complaint")),
                "result": result,
                "department": rng.choice(_DEPARTMENTS),
                "inspectors": f"演示监督员{rng.randrange(1, 20):02d}00",
                "findings": None if result == "clean" else rng.choice(_FINDINGS),
                "correct_by": day + timedelta(days=30) if result == "order" else None,
            }


def serious_cases(seed: int, visits: Iterable[Row]) -> Iterator[Row]:
    """The cases found on visits: filed, decided, some of them late or never."""
    for visit in visits:
        if visit["result"] != "case":
            continue
        rng = Random(f"{seed}:case:{visit['inspection_no']}")  # noqa: S311 - a made world
        found = visit["inspected_on"]
        filed = found + timedelta(days=rng.randrange(0, 20)) if rng.random() < 0.94 else None
        decided = None
        if filed and rng.random() < 0.92:
            late = rng.randrange(60, 300) if rng.random() < 0.12 else rng.randrange(10, 60)
            decided = filed + timedelta(days=late)
        yield {
            "case_no": f"AJ{visit['inspection_no'][2:]}",
            "credit_code": visit["credit_code"],
            "site_no": visit["site_no"],
            "found_on": found,
            "grounds": rng.choice(_GROUNDS),
            "filed_on": filed,
            "decided_on": decided,
            "decision_no": f"罚〔{decided.year}〕{rng.randrange(1, 300)}号" if decided else None,
            "decision": "警告并罚款" if decided else None,
        }
