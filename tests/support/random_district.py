"""Random trainings, radiation workers and diagnosis institutions, for generative tests."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from hypothesis import strategies as st

from tests.support.facts import Row, World
from zhifang.core.days import add_days, add_months
from zhifang.synthetic.reference.archives import FILES
from zhifang.synthetic.reference.view import NOT_APPLICABLE

Days = Callable[..., st.SearchStrategy[date]]

#: The law on hours begins; what lies whole cycles beside it meets it.
HOURS_FROM = date(2015, 12, 1)


def add_officer(
    draw: st.DrawFn, world: World, who: str, sites: list[tuple[str, str]], days: Days
) -> None:
    """A person in office at some of the sites, with trainings that meet terms and due days."""
    person = {"id_type": "01", "id_number": who}
    roles = ("principal", "manager")
    starts = set()
    marks = [HOURS_FROM]
    for _ in range(draw(st.integers(1, 3))):
        code, site_no = draw(st.sampled_from(sites))
        role = draw(st.sampled_from(roles))
        start = draw(st.one_of(days(), st.just(date(2014, 1, 1)), st.sampled_from(marks)))
        length = draw(st.sampled_from((None, None, 1, 90, 365, 800)))
        end = add_days(start, length) if length else None
        marks += [start, *([end] if end else [])]
        if (code, site_no, role, start) in starts:
            continue
        starts.add((code, site_no, role, start))
        place = {"credit_code": code, "site_no": site_no}
        told = {"role": role, "valid_from": start, "valid_to": end}
        world.add("officers", {**place, **person, **told})
    add_trainings(draw, world, who, sites, days, marks, roles)


def add_trainings(
    draw: st.DrawFn,
    world: World,
    who: str,
    sites: list[tuple[str, str]],
    days: Days,
    around: Sequence[date] = (HOURS_FROM,),
    roles: Sequence[str] = ("worker",),
) -> None:
    """Trainings of a person a year after each other or after some days, and on any days."""
    person = {"id_type": "01", "id_number": who}
    marks = list(around)
    for number in range(draw(st.integers(0, 5))):
        mark = draw(st.sampled_from(marks))
        near = add_days(add_months(mark, draw(st.sampled_from((-12, 0, 6, 12)))), -1)
        on = draw(st.one_of(days(), st.just(add_days(near, draw(st.integers(0, 2))))))
        marks.append(on)
        code, site_no = draw(st.sampled_from(sites))
        world.add(
            "trainings",
            {
                "credit_code": code,
                "site_no": site_no,
                **person,
                "trained_on": on,
                "hours": draw(st.sampled_from((None, 3.5, 4, 7.5, 8, 15.5, 16, 16))),
                "course": f"职业卫生{roles[0]}{number}",
                "role": draw(st.sampled_from(roles)),
            },
        )


def add_radiation(
    draw: st.DrawFn, world: World, who: str, sites: list[tuple[str, str]], days: Days
) -> None:
    """A radiation worker at some of the sites, with dosimeters that meet, overlap and leave out."""
    person = {"id_type": "01", "id_number": who}
    starts, marks = set(), [date(2020, 10, 1)]
    for _ in range(draw(st.integers(1, 3))):
        code, site_no = draw(st.sampled_from(sites))
        start = draw(st.one_of(days(), st.sampled_from(marks), st.just(date(2007, 10, 1))))
        length = draw(st.sampled_from((None, 1, 90, 91, 365)))
        end = add_days(start, length) if length else None
        marks += [start, *([end] if end else [])]
        if (code, site_no, start) not in starts:
            starts.add((code, site_no, start))
            told = {"medical": True, "valid_from": start, "valid_to": end}
            place = {"credit_code": code, "site_no": site_no}
            world.add("radiation_posts", {**place, **person, **told})
    for number in range(draw(st.integers(0, 6))):
        code, site_no = draw(st.sampled_from(sites))
        gap = draw(st.sampled_from((-30, -1, 0, 0, 1, 90, 91)))
        start = draw(st.one_of(days(), st.just(add_days(draw(st.sampled_from(marks)), gap))))
        end = add_days(start, draw(st.sampled_from((1, 30, 89, 90, 91, 92, 120))))
        marks += [start, end]
        world.add(
            "doses",
            {
                "credit_code": code,
                "site_no": site_no,
                **person,
                "institution_code": "DOSIMETRY",
                "report_no": f"{who}/{number}",
                "valid_from": start,
                "valid_to": end,
                "kind": draw(st.sampled_from(("valid", "valid", "nominal", "lost"))),
                "reported_on": draw(
                    st.sampled_from((None, *(add_days(end, after) for after in (-1, 29, 31, 90))))
                ),
            },
        )


def add_checks(draw: st.DrawFn, world: World, code: str, site_no: str, days: Days) -> None:
    """Checks of the employer's archive, on days of their own or of another site's."""
    often = st.sampled_from((date(2018, 3, 1), date(2019, 3, 1)))
    for on in draw(st.lists(st.one_of(days(), often), max_size=3, unique=True)):
        files = {name: draw(st.sampled_from((True, True, True, False, None))) for name in FILES[:2]}
        rest = dict.fromkeys(FILES[2:5], True) | {FILES[5]: NOT_APPLICABLE}
        told = {"credit_code": code, "site_no": site_no, "checked_on": on}
        world.add("employer_archives", {**told, **files, **rest})


def add_institution(
    draw: st.DrawFn, world: World, code: str, sites: list[tuple[str, str]], days: Days
) -> None:
    """A diagnosis institution in service with breaks, its months and its cases."""
    starts = set(draw(st.lists(days(), min_size=1, max_size=2, unique=True)))
    for start in sorted(starts):
        length = draw(st.sampled_from((None, 1, 31, 400)))
        end = add_days(start, length) if length else None
        told = {"town": "110109001", "valid_from": start, "valid_to": end}
        world.add("diagnosis_institutions", {"institution_code": code, **told})
    months = draw(st.lists(days(), max_size=4, unique_by=lambda day: (day.year, day.month)))
    for day in months:
        due = add_months(day.replace(day=10), 1)
        told = {"year": day.year, "month": day.month, "cases": 0}
        told["confirmed_on"] = add_days(due, draw(st.sampled_from((-20, 0, 1, 60))))
        world.add("monthly_reports", {"institution_code": code, **told})
    for number, day in enumerate(draw(st.lists(days(), max_size=3))):
        site = draw(st.sampled_from(sites))
        after = draw(st.sampled_from((None, 0, 15, 16, 100)))
        world.add(
            "disease_cases",
            {
                "credit_code": site[0],
                "site_no": site[1],
                "id_type": "01",
                "id_number": "W1",
                "institution_code": code,
                "case_no": str(number),
                "disease_code": "D-01-01",
                "stage": "new",
                "diagnosed_on": day,
                "reported_on": None if after is None else add_days(day, after),
                "dust_years": None,
                "dust_months": None,
            },
        )


def add_changes(draw: st.DrawFn, world: World, code: str, site_no: str, days: Days) -> None:
    """Changes that are to be declared, and filings around their last days."""
    seen = set()
    for _ in range(draw(st.integers(0, 2))):
        kind = draw(st.sampled_from(("project", "process", "result", "principal")))
        on = draw(days())
        if (kind, on) in seen:
            continue
        seen.add((kind, on))
        after = draw(st.sampled_from((None, 0, 20)))
        world.add(
            "reportable_changes",
            {
                "credit_code": code,
                "site_no": site_no,
                "kind": kind,
                "changed_on": on,
                "known_on": None if after is None else add_days(on, after),
            },
        )
        filed = add_days(on, draw(st.sampled_from((-1, 0, 15, 16, 30, 35))))
        what = draw(st.sampled_from(("change", "initial", "annual", "closing")))
        taken = {
            (v.row["credit_code"], v.row["site_no"], v.row["kind"], v.row["declared_on"])
            for v in world.versions
            if v.sheet == "declarations"
        }
        if (code, site_no, what, filed) not in taken:
            told = {"credit_code": code, "site_no": site_no, "kind": what, "declared_on": filed}
            world.add("declarations", told)


def corrected(draw: st.DrawFn, sheet: str, row: Row) -> Row:
    """The same key with another value."""
    if sheet == "officers":
        days = draw(st.sampled_from((30, 400)))
        return row | {"valid_to": add_days(row["valid_from"], days)}
    if sheet == "trainings":
        return row | {"hours": draw(st.sampled_from((None, 8, 16)))}
    if sheet == "employer_archives":
        return row | {FILES[0]: draw(st.sampled_from((True, False, None)))}
    if sheet == "reportable_changes":
        return row | {"known_on": add_days(row["changed_on"], draw(st.sampled_from((0, 3))))}
    if sheet == "doses":
        reported = draw(st.sampled_from((None, add_days(row["valid_to"], 10))))
        return row | {"kind": draw(st.sampled_from(("valid", "lost"))), "reported_on": reported}
    if sheet == "monthly_reports":
        return row | {"confirmed_on": add_days(row["confirmed_on"], 7)}
    if sheet == "disease_cases":
        return row | {"reported_on": add_days(row["diagnosed_on"], 3)}
    return row
