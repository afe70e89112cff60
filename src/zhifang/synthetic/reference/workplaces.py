"""I01, I02 and I03 of ``semantics`` section 5, counted by hand from the turns."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from itertools import product

from zhifang.core.days import add_days
from zhifang.synthetic.reference import det01, hex02
from zhifang.synthetic.reference.population import (
    pair_site,
    pair_subject,
    population,
    town_of,
)
from zhifang.synthetic.reference.rows import SIDE_OF, TargetRow, conjunction
from zhifang.synthetic.reference.turn import Turn
from zhifang.synthetic.reference.view import Facts


def _state_of_measurement(turns: list[Turn]) -> str:
    """State on D from the open turn (semantics 3, last paragraph)."""
    turn = turns[-1] if turns else None
    if turn is None or turn.ended_on is not None:
        return "OUT"
    if turn.outcome == "PENDING":
        return "MET" if turn.from_event else "PENDING"
    return {"NOT_MET": "NOT", "UNKNOWN": "UNKNOWN", "MET": "MET"}[turn.outcome]


def _state_of_declaration(turns: list[Turn]) -> str:
    outcome = turns[-1].outcome if turns else "NOT_APPLICABLE"
    return {"MET": "MET", "NOT_MET": "NOT", "PENDING": "PENDING"}.get(outcome, "OUT")


def employers_in_time(
    facts: Facts,
    turns: list[Turn],
    as_of: date,
    key: tuple[str, ...],
    measured: bool,
    district: str,
) -> list[TargetRow]:
    """I01 (declared) and I02 (measured): employers of the key industries, at all their sites."""
    by_subject: dict[str, list[Turn]] = defaultdict(list)
    for turn in turns:
        by_subject[turn.subject].append(turn)
    state = _state_of_measurement if measured else _state_of_declaration
    here = population(facts, as_of, district)
    found = []
    for holder, lead in here.leads.items():
        shown = [s.row for s in facts.states(lead, as_of) if s.start <= as_of < s.end]
        industry = (shown[0]["industry"] if shown else None) or ""
        if not industry.startswith(key):
            continue
        values = [state(by_subject[det01.subject_of(site)]) for site in here.sites[holder]]
        pending = "PENDING" in values
        value = conjunction(values)
        side = SIDE_OF["PENDING" if value == "OUT" and pending else value]
        found.append(TargetRow(holder, side, here.town(lead)))
    return found


def _contribution(
    turn: Turn, name: str, as_of: date, year_start: date, exposed_in_year: bool
) -> str:
    """What one occurrence adds if its due day is the ``name`` (earliest or latest) one."""
    due = turn.due_earliest if name == "earliest" else turn.due_latest
    done, ended = turn.done_on, turn.ended_on
    open_at_start = (done is None or done >= year_start) and (ended is None or ended > year_start)
    if due is None:  # nobody can say when: it may have been due, or not yet
        may_be_due = done is None and open_at_start and exposed_in_year and name == "earliest"
        return "NOT" if may_be_due else "OUT"
    in_year = year_start <= due <= as_of
    arrears = due < year_start and open_at_start and exposed_in_year
    if name in turn.lapsed or not (in_year or arrears):
        return "OUT"
    if done is not None:
        return "MET"
    if (ended is not None and ended <= due) or as_of <= due:
        return "OUT"
    return "NOT"


def _values_of_pair(by_hazard: list[tuple[list[Turn], bool]], as_of: date) -> set[str]:
    """What a pair's row may be: its conjunction under every completion of the missing facts.

    One completion holds for all turns of a hazard ("MET, both grades"); the hazards of a pair
    are completed independently of each other.
    """
    year_start = date(as_of.year, 1, 1)
    possible = []
    for turns, exposed in by_hazard:
        possible.append(
            {
                conjunction([_contribution(t, name, as_of, year_start, exposed) for t in turns])
                for name in ("earliest", "latest")
            }
        )
    return {conjunction(list(values)) for values in product(*possible)}


def examined(facts: Facts, turns: list[Turn], as_of: date) -> list[TargetRow]:
    """I03: pairs with examinations due in the year, or in arrears, where what makes them due is."""
    year_start = date(as_of.year, 1, 1)
    by_subject: dict[str, list[Turn]] = defaultdict(list)
    for turn in turns:
        by_subject[turn.subject].append(turn)
    found = []
    for pair in sorted(facts.exposure_rows):
        by_hazard = []
        spans = []
        for hazard, pieces in facts.pieces(pair, as_of).items():
            exposed = any(one.start <= as_of and one.end > year_start for one in pieces)
            owed = by_subject[hex02.subject_of(pair, hazard)]
            by_hazard.append((owed, exposed))
            if owed:
                spans += [(one.start, one.end, one.site) for one in pieces]
        values = _values_of_pair(by_hazard, as_of)
        value = values.pop() if len(values) == 1 else "UNKNOWN"
        last = max((min(end, add_days(as_of, 1)) for _, end, _ in spans), default=year_start)
        if last <= year_start and value == "OUT":
            continue
        day = add_days(last, -1)
        pending = any(turn.outcome == "PENDING" for turns, _ in by_hazard for turn in turns)
        side = SIDE_OF["PENDING" if value == "OUT" and pending else value]
        town = town_of(facts, pair_site(spans, day), day, as_of) if last > year_start else ""
        found.append(TargetRow(pair_subject(pair), side, town, tuple(sorted(values))))
    return found
