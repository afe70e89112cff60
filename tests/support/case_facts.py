"""The facts of spec cases: from what a YAML file says to versions of rows in a world.

A fact names things by short names: ``at: E1`` or ``at: E1/02`` is a site, ``who: W1`` a person,
``town: A`` the first township of the plan, ``hazard: 噪声`` a listed hazard. ``from`` is the first
day, ``to`` the day after the last. Any fact may say ``recorded`` and ``withdrawn``, the instants of
the second clock.
"""

from __future__ import annotations

from datetime import datetime, time
from typing import Any

from tests.support import rows as made
from tests.support.case_district import READERS, Made, site_at
from tests.support.case_places import hazard_code, towns
from tests.support.facts import FIRST, World
from zhifang.core.days import SHANGHAI


def instant(value: Any) -> datetime | None:
    """The instant a YAML value means; a bare day means its noon."""
    if value is None or isinstance(value, datetime):
        return value if value is None or value.tzinfo else value.replace(tzinfo=SHANGHAI)
    return datetime.combine(value, time(12), tzinfo=SHANGHAI)


def world_of(told: dict[str, list[dict[str, Any]]], prefix: str = "") -> World:
    """The world of the facts of a case; every name gets the prefix."""
    world = World()
    readers = {
        "sites": _site,
        "hazards": _post,
        "workers": _work,
        "declarations": _filing,
        "reports": _report,
        "exams": _exam,
        "coverage": _coverage,
        **READERS,
    }
    for kind in readers:
        for one in told.get(kind, []):
            row = dict(one)
            recorded = instant(row.pop("recorded", None)) or FIRST
            withdrawn = instant(row.pop("withdrawn", None))
            for sheet, made_row in readers[kind](row, prefix, world):
                world.add(sheet, made_row, recorded, withdrawn)
            if row:
                raise ValueError(f"{kind} knows nothing of {sorted(row)}")
    unknown = set(told) - set(readers)
    if unknown:
        raise ValueError(f"no such facts: {sorted(unknown)}")
    return world


def _site(row: dict[str, Any], prefix: str, world: World) -> Made:
    code, _, site_no = row.pop("site").partition("/")
    town = row.pop("town", "A")
    return [
        (
            "employers",
            made.employer(
                prefix + code,
                site_no=site_no or "01",
                valid_from=row.pop("from", made.BEGINNING),
                town=towns().get(town, town),
                industry=row.pop("industry", "C3311"),
                status=row.pop("status", "operating"),
                risk_class=row.pop("class", None),
                size=row.pop("size", "small"),
                name=row.pop("name", None),
                address=row.pop("address", None),
                legal_person=row.pop("legal", None),
            ),
        )
    ]


def _post(row: dict[str, Any], prefix: str, world: World) -> Made:
    code, site_no = site_at(row, prefix)
    return [
        (
            "posts",
            made.post(
                code,
                hazard_code(row.pop("hazard")),
                site_no=site_no,
                post=row.pop("post", "打磨"),
                valid_from=row.pop("from", made.BEGINNING),
                valid_to=row.pop("to", None),
                work_grade=row.pop("grade", None),
                graded_on=row.pop("graded", None),
                noise_level=row.pop("level", None),
            ),
        )
    ]


def _work(row: dict[str, Any], prefix: str, world: World) -> Made:
    code, site_no = site_at(row, prefix)
    agency = row.pop("agency", None)
    return [
        (
            "workers",
            made.work(
                prefix + row.pop("who"),
                code,
                site_no=site_no,
                post=row.pop("post", "打磨"),
                valid_from=row.pop("from"),
                valid_to=row.pop("to", None),
                agency=prefix + agency if agency else None,
                name=row.pop("name", None),
            ),
        )
    ]


def _filing(row: dict[str, Any], prefix: str, world: World) -> Made:
    code, site_no = site_at(row, prefix)
    return [
        (
            "declarations",
            made.declaration(code, row.pop("on"), kind=row.pop("kind", "initial"), site_no=site_no),
        )
    ]


def _report(row: dict[str, Any], prefix: str, world: World) -> Made:
    """A report samples every pair its site has on the day, or those listed under ``pairs``."""
    code, site_no = site_at(row, prefix)
    on = row.pop("on")
    number = row.pop("no", f"{code}/{site_no}/{on}")
    kind = str(row.pop("kind", "10"))
    institution = prefix + row.pop("by", "LAB")
    issued_on = row.pop("issued", on)
    pairs = [
        (pair.get("post", "打磨"), hazard_code(pair["hazard"]), pair.get("on", on))
        for pair in row.pop("pairs", [])
    ]
    if not pairs:
        pairs = sorted(
            {
                (v.row["post"], v.row["hazard"], on)
                for v in world.versions
                if v.sheet == "posts"
                and (v.row["credit_code"], v.row["site_no"]) == (code, site_no)
                and v.row["valid_from"] <= on
                and (v.row["valid_to"] is None or v.row["valid_to"] > on)
            }
        )
    return [
        (
            "measurements",
            made.sample(
                code,
                hazard,
                sampled_on,
                report_no=number,
                sample_no=f"{post} {hazard}",
                report_kind=kind,
                institution=institution,
                site_no=site_no,
                post=post,
                issued_on=issued_on,
            ),
        )
        for post, hazard, sampled_on in pairs
    ]


def _exam(row: dict[str, Any], prefix: str, world: World) -> Made:
    """An exam has one conclusion a hazard; the dusts of an exam share one."""
    code, site_no = site_at(row, prefix)
    who, on = prefix + row.pop("who"), row.pop("on")
    listed = row.pop("of")
    examined = tuple(hazard_code(h) for h in (listed if isinstance(listed, list) else [listed]))
    kind, number = row.pop("kind", "in"), row.pop("no", f"{who}/{on}")
    by = prefix + row.pop("by", "CLINIC")
    dusts = [hazard for hazard in examined if hazard.startswith("F")]
    concluded = [*dusts[:1], *(hazard for hazard in examined if not hazard.startswith("F"))]
    return [
        (
            "examinations",
            made.exam(
                who,
                hazard,
                on,
                code=code,
                exam_no=number,
                exam_kind=kind,
                examined=examined,
                institution=by,
                site_no=site_no,
            ),
        )
        for hazard in concluded
    ]


def _coverage(row: dict[str, Any], prefix: str, world: World) -> Made:
    by = row.pop("by")
    return [
        (
            "coverage",
            made.coverage(
                None if by == "district" else prefix + by, row.pop("sheet"), row.pop("through")
            ),
        )
    ]
