"""I13, personal doses of radiation workers in medical institutions, in plain words."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from zhifang.core.days import add_days
from zhifang.synthetic.reference.days import Span, joined, seen_end, without
from zhifang.synthetic.reference.population import Pair, pair_subject, town_of
from zhifang.synthetic.reference.rows import TargetRow, by_subject, row_of
from zhifang.synthetic.reference.view import Facts, State, Worker, running, site_of, worker_of

#: 卫生部令第55号 art. 11: a dosimeter is worn for at most so many days.
MOST_DAYS = 90
COVERING = ("valid", "nominal")


def _days(spans: list[Span]) -> int:
    return sum((end - start).days for start, end in spans)


def value_of(in_post: list[Span], worn: list[Span], cover: str = "no_gap_90") -> str:
    """MET, NOT or OUT. ``in_post``: days of the year in post, ``worn``: days with a dose."""
    in_post = joined(in_post)
    if _days(in_post) <= MOST_DAYS:
        return "OUT"
    bare = without(in_post, worn)
    if cover == "any_period":
        return "MET" if _days(bare) < _days(in_post) else "NOT"
    return "MET" if all((end - start).days <= MOST_DAYS for start, end in bare) else "NOT"


def dosed(
    facts: Facts, as_of: date, *, cover: str = "no_gap_90", medical: bool = True
) -> list[TargetRow]:
    """I13: (radiation worker, medical unit) with more than 90 days in post this year.

    Not ``medical``: the units that are no medical ones.
    """
    year: Span = (date(as_of.year, 1, 1), add_days(as_of, 1))
    worn: dict[Worker, list[Span]] = defaultdict(list)
    for row in facts.of("doses"):
        if row["kind"] in COVERING and row["valid_from"] <= as_of:
            worn[worker_of(row)].append((row["valid_from"], seen_end(row["valid_to"], as_of)))
    posts: dict[Pair, list[State]] = defaultdict(list)
    shown = running(facts.of("radiation_posts"), lambda row: (site_of(row), worker_of(row)), as_of)
    for states in shown.values():
        for state in states:
            start, end = max(state.start, year[0]), min(state.end, year[1])
            if start < end and state.row["medical"] != (not medical):
                pair = (state.row["credit_code"], worker_of(state.row))
                posts[pair].append(State(start, end, state.row))
    found = []
    for pair, states in sorted(posts.items()):
        doses = joined(worn[pair[1]])
        # a blank "medical" may be yes or no
        surely = [(s.start, s.end) for s in states if s.row["medical"] is medical]
        perhaps = [(s.start, s.end) for s in states]
        values = [value_of(spans, doses, cover) for spans in (surely, perhaps)]
        end = max(state.end for state in states)
        last = add_days(end, -1)
        site = min(site_of(state.row) for state in states if state.end == end)
        found.append(row_of(pair_subject(pair), town_of(facts, site, last, as_of), *values))
    return by_subject(found)
