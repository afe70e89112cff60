"""Random persons in office and their trainings, for generative tests."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from hypothesis import strategies as st

from tests.support.facts import Row, World
from zhifang.core.days import add_days, add_months

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
                "hours": draw(st.sampled_from((None, 7.5, 8, 15.5, 16, 16))),
                "course": f"职业卫生{number}",
                "role": draw(st.sampled_from(roles)),
            },
        )


def corrected(draw: st.DrawFn, sheet: str, row: Row) -> Row:
    """The same key with another value."""
    if sheet == "officers":
        days = draw(st.sampled_from((30, 400)))
        return row | {"valid_to": add_days(row["valid_from"], days)}
    if sheet == "trainings":
        return row | {"hours": draw(st.sampled_from((None, 8, 16)))}
    return row
