"""Small random worlds for generative tests: few names, days that meet each other's due days."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from hypothesis import strategies as st

from tests.support import facts
from tests.support import rows as made
from tests.support.facts import FIRST, World
from tests.support.random_district import (
    add_changes,
    add_checks,
    add_institution,
    add_officer,
    add_radiation,
    add_trainings,
    corrected,
)
from zhifang.core.days import add_days, add_months

#: Days around which the law changes, and what lies whole cycles before them.
CHANGES = (date(2014, 10, 1), date(2021, 2, 1), date(2021, 3, 12), date(2026, 8, 1))
HAZARDS = ("F001", "F031", "W001", "H036", "H029", "H046", "H028", "F015", "H300")
INDUSTRIES = ("C3311", "C3670", "A0311", "C2110", None)
AS_OF = (
    date(2020, 12, 31),
    date(2021, 2, 1),
    date(2021, 3, 12),
    date(2023, 6, 1),
    date(2026, 7, 31),
    date(2026, 8, 1),
    date(2027, 6, 30),
)


@st.composite
def days(draw: st.DrawFn, start: date = date(2013, 1, 1), stop: date = date(2028, 12, 31)) -> date:
    """Any day, often one a whole number of months from a change of law, give or take a day."""
    if draw(st.booleans()):
        change = draw(st.sampled_from(CHANGES))
        moved = add_months(change, draw(st.sampled_from((-36, -24, -12, -6, 0, 12))))
        return add_days(moved, draw(st.integers(-1, 1)))
    return start + timedelta(days=draw(st.integers(0, (stop - start).days)))


@st.composite
def spans(draw: st.DrawFn) -> tuple[date, date | None]:
    """A start, and perhaps the day after the end."""
    start = draw(days(stop=date(2026, 12, 31)))
    if draw(st.booleans()):
        return start, None
    return start, add_days(start, draw(st.sampled_from((1, 30, 90, 91, 365, 730, 1500))))


@st.composite
def versions(draw: st.DrawFn, employers: int = 2, workers: int = 2) -> World:
    """A world of at most a few employers, posts and workers, all recorded at once."""
    world = World()
    codes = [f"E{n + 1}" for n in range(draw(st.integers(1, employers)))]
    sites = [(code, no) for code in codes for no in draw(st.sampled_from((("01",), ("01", "02"))))]
    for code, site_no in sites:
        world.add(
            "employers",
            made.employer(
                code,
                site_no=site_no,
                valid_from=date(2012, 1, 1),
                industry=draw(st.sampled_from(INDUSTRIES)),
                risk_class=draw(st.sampled_from(("severe", "general", None))),
            ),
        )
        for when in draw(st.lists(days(), max_size=2, unique=True)):
            world.add(
                "employers",
                made.employer(
                    code,
                    site_no=site_no,
                    valid_from=when,
                    town=draw(st.sampled_from(("110109001", "110109002"))),
                    industry=draw(st.sampled_from(INDUSTRIES)),
                    status=draw(st.sampled_from(("operating", "suspended", "closed"))),
                    risk_class=draw(st.sampled_from(("severe", "general", None))),
                    address=draw(st.sampled_from((None, "甲路1号", "甲路 1号", "乙路2号"))),
                    legal_person=draw(st.sampled_from((None, "演示甲", "演示乙"))),
                ),
            )
        _posts(draw, world, code, site_no)
        _filings(draw, world, code, site_no)
        _reports(draw, world, code, site_no)
        add_checks(draw, world, code, site_no, days)
    for number in range(draw(st.integers(0, workers))):
        _worker(draw, world, f"W{number + 1}", sites)
    if draw(st.booleans()):
        add_officer(draw, world, "W1", sites, days)
    for number in range(draw(st.integers(0, workers))):
        add_trainings(draw, world, f"W{number + 1}", sites, days)
    if draw(st.booleans()):
        add_radiation(draw, world, "W1", sites, days)
    if draw(st.integers(0, 3)) == 0:
        add_institution(draw, world, "H1", sites, days)
    return world


def _posts(draw: st.DrawFn, world: World, code: str, site_no: str) -> None:
    for name in ("打磨", "喷漆")[: draw(st.integers(1, 2))]:
        for hazard in draw(st.lists(st.sampled_from(HAZARDS), min_size=1, max_size=2, unique=True)):
            start, end = draw(spans())
            starts = {start}
            if draw(st.integers(0, 3)) == 0:
                starts.add(draw(days(stop=date(2026, 12, 31))))
            for when in sorted(starts):
                noise = draw(st.sampled_from((None, 79.9, 80.0, 84.9, 85.0)))
                grade = draw(st.sampled_from((None, 0, 1, 2)))
                graded = draw(st.one_of(st.none(), days()))
                world.add(
                    "posts",
                    made.post(
                        code,
                        hazard,
                        site_no=site_no,
                        post=name,
                        valid_from=when,
                        valid_to=end if end and end > when else None,
                        work_grade=None if hazard == "W001" else grade,
                        noise_level=noise if hazard == "W001" else None,
                        graded_on=graded,
                    ),
                )


def _filings(draw: st.DrawFn, world: World, code: str, site_no: str) -> None:
    seen = set()
    for when in draw(st.lists(days(), max_size=3)):
        kind = draw(st.sampled_from(("initial", "change", "annual", "closing")))
        if (kind, when) not in seen:
            seen.add((kind, when))
            world.add("declarations", made.declaration(code, when, kind=kind, site_no=site_no))
    add_changes(draw, world, code, site_no, days)


def _reports(draw: st.DrawFn, world: World, code: str, site_no: str) -> None:
    pairs = sorted(
        {
            (v.row["post"], v.row["hazard"])
            for v in world.versions
            if v.sheet == "posts" and (v.row["credit_code"], v.row["site_no"]) == (code, site_no)
        }
    )
    for number, when in enumerate(draw(st.lists(days(), max_size=4))):
        kind = draw(st.sampled_from(("10", "10", "31", "32", "20", "33")))
        left_out = draw(st.sampled_from((None, None, None, *pairs)))
        for place, (name, hazard) in enumerate(pairs):
            if (name, hazard) != left_out:
                world.add(
                    "measurements",
                    made.sample(
                        code,
                        hazard,
                        add_days(when, -(place % 2)),
                        site_no=site_no,
                        post=name,
                        report_no=f"{code}/{site_no}/R{number}",
                        sample_no=str(place),
                        report_kind=kind,
                        issued_on=add_days(when, 20),
                    ),
                )


def _worker(draw: st.DrawFn, world: World, who: str, sites: list[tuple[str, str]]) -> None:
    seen = set()
    hazards: set[str] = set()
    for _ in range(draw(st.integers(1, 3))):
        code, site_no = draw(st.sampled_from(sites))
        posts = sorted(
            {
                v.row["post"]
                for v in world.versions
                if v.sheet == "posts"
                and (v.row["credit_code"], v.row["site_no"]) == (code, site_no)
            }
        )
        name = draw(st.sampled_from(posts))
        start, end = draw(spans())
        hazards |= {
            v.row["hazard"]
            for v in world.versions
            if v.sheet == "posts" and v.row["credit_code"] == code
        }
        if (code, site_no, name, start) not in seen:
            seen.add((code, site_no, name, start))
            world.add(
                "workers",
                made.work(
                    who,
                    code,
                    site_no=site_no,
                    post=name,
                    valid_from=start,
                    valid_to=end,
                    agency=draw(st.sampled_from((None, "AGENCY"))),
                ),
            )
    for number, when in enumerate(draw(st.lists(days(), max_size=5, unique=True))):
        examined = draw(
            st.lists(st.sampled_from(sorted(hazards)), min_size=1, max_size=3, unique=True)
        )
        kind = draw(st.sampled_from(("in", "in", "in", "pre", "leaving", "emergency", "after")))
        dusts = [hazard for hazard in examined if hazard.startswith("F")]
        for hazard in [*dusts[:1], *(h for h in examined if not h.startswith("F"))]:
            world.add(
                "examinations",
                made.exam(
                    who,
                    hazard,
                    when,
                    code=sites[0][0],
                    exam_no=f"{who}/{number}",
                    exam_kind=kind,
                    examined=tuple(examined),
                ),
            )


@st.composite
def histories(draw: st.DrawFn) -> World:
    """A world whose facts were recorded in several changes, some corrected, some withdrawn."""
    world = draw(versions())
    steps = 4
    told = World()
    for version in world.versions:
        # Facts of a site are taken in only once the site is registered.
        step = 0 if version.sheet == "employers" else draw(st.integers(0, steps - 1))
        recorded = FIRST + timedelta(days=step)
        withdrawn = None
        if version.sheet != "employers" and draw(st.integers(0, 7)) == 0:
            withdrawn = FIRST + timedelta(days=draw(st.integers(step + 1, steps)))
        told.add(version.sheet, version.row, recorded, withdrawn)
        if draw(st.integers(0, 5)) == 0:
            corrected = _corrected(draw, version.sheet, version.row)
            when = FIRST + timedelta(days=draw(st.integers(step + 1, steps)))
            if corrected != version.row and withdrawn != when:
                told.add(version.sheet, corrected, when)
    return told


def _corrected(draw: st.DrawFn, sheet: str, row: facts.Row) -> facts.Row:
    """The same key with another value."""
    if sheet == "employers":
        return row | {"status": draw(st.sampled_from(("operating", "suspended", "closed")))}
    if sheet == "posts":
        field = "noise_level" if row["hazard"] == "W001" else "work_grade"
        return row | {field: draw(st.sampled_from((None, 1, 2))) if field == "work_grade" else 85.0}
    if sheet == "workers":
        return row | {"valid_to": add_days(row["valid_from"], draw(st.sampled_from((30, 400))))}
    if sheet == "examinations":
        return row | {"exam_on": draw(days()), "examined": row["examined"]}
    if sheet == "measurements":
        return row | {"report_kind": draw(st.sampled_from(("10", "20")))}
    return corrected(draw, sheet, row)


def moments(world: World) -> list[datetime]:
    """Every instant of the world, and one before it."""
    return [world.instants[0] - timedelta(days=1), *world.instants]


_NAMES = (
    "credit_code",
    "employer_code",
    "id_number",
    "institution_code",
    "exam_no",
    "report_no",
    "sender",
)


def renamed(world: World, prefix: str, later: timedelta = timedelta(0)) -> World:
    """The same world under other names, recorded later: worlds share a register unmixed."""
    told = World()
    for version in world.versions:
        row = {
            column: prefix + value if column in _NAMES and value else value
            for column, value in version.row.items()
        }
        told.add(
            version.sheet,
            row,
            version.recorded + later,
            version.withdrawn + later if version.withdrawn else None,
        )
    return told
