"""The targets I01, I02 and I03 of ``semantics`` section 5, counted by hand."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date
from itertools import product

from zhifang.core.days import add_days
from zhifang.synthetic.reference import dec01, det01, hex02
from zhifang.synthetic.reference.turn import Turn
from zhifang.synthetic.reference.view import Facts, Site, Worker

#: The key industries the plan names (机动车维修 = O811).
KEY_INDUSTRIES = ("C307", "C308", "C33", "C36", "O811")
SIDES = ("numerator", "missing", "unknown", "pending", "not_applicable")
_SIDE_OF = {"MET": "numerator", "NOT": "missing", "UNKNOWN": "unknown"}


@dataclass
class TargetRow:
    """One subject of a target: the side it is on, its town ("" = unattributed)."""

    subject: str
    side: str
    town: str
    may_be: tuple[str, ...] = ()  # every side it may fall on, by completion


def conjunction(values: list[str]) -> str:
    """Any NOT: NOT; else any UNKNOWN: UNKNOWN; else any MET: MET; else OUT."""
    for value in ("NOT", "UNKNOWN", "MET"):
        if value in values:
            return value
    return "OUT"


def pair_sites(
    facts: Facts, pair: tuple[str, Worker], as_of: date
) -> list[tuple[date, date, Site]]:
    """(first day, day after the last, site) of everything the pair is exposed to."""
    pieces = facts.pieces(pair, as_of)
    return [(one.start, one.end, one.site) for hazard in pieces for one in pieces[hazard]]


def pair_site(spans: list[tuple[date, date, Site]], day: date) -> Site | None:
    """The site of a pair on a day: the lowest one it is exposed at."""
    return min((site for start, end, site in spans if start <= day < end), default=None)


def town_of(facts: Facts, site: Site | None, day: date, as_of: date) -> str:
    """The township of a site on a day, "" when it cannot be said."""
    if site is None:
        return ""
    for state in facts.states(site, as_of):
        if state.start <= day < state.end:
            return state.row["town"] or ""
    return ""


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


def _employers_here(facts: Facts, as_of: date) -> dict[str, list[Site]]:
    """H: employers in business with a site here that has a listed hazard on the day."""
    found: dict[str, list[Site]] = defaultdict(list)
    for site in sorted(facts.posts_of_site):
        if any(start <= as_of < end for start, end in facts.hazard_days(site, as_of)):
            found[site[0]].append(site)
    return found


def _lead_sites(facts: Facts, here: dict[str, list[Site]], as_of: date) -> dict[str, Site]:
    """The site with the most exposed pairs on the day, the lowest code on a tie."""
    exposed: Counter[Site] = Counter()
    for pair in facts.exposure_rows:
        spans = pair_sites(facts, pair, as_of)
        exposed.update({site for start, end, site in spans if start <= as_of < end})
    return {
        holder: min(sites, key=lambda site: (-exposed[site], site))
        for holder, sites in here.items()
    }


def _state_target(
    facts: Facts, turns: list[Turn], as_of: date, key: tuple[str, ...], measured: bool
) -> list[TargetRow]:
    by_subject: dict[str, list[Turn]] = defaultdict(list)
    for turn in turns:
        by_subject[turn.subject].append(turn)
    state = _state_of_measurement if measured else _state_of_declaration
    here = _employers_here(facts, as_of)
    found = []
    for holder, lead in sorted(_lead_sites(facts, here, as_of).items()):
        shown = [s.row for s in facts.states(lead, as_of) if s.start <= as_of < s.end]
        industry = (shown[0]["industry"] if shown else None) or ""
        if not industry.startswith(key):
            continue
        values = [state(by_subject[det01.subject_of(site)]) for site in here[holder]]
        pending = "PENDING" in values
        value = conjunction(values)
        side = _SIDE_OF.get(value, "pending" if pending else "not_applicable")
        found.append(TargetRow(holder, side, town_of(facts, lead, as_of, as_of)))
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


def _examined(facts: Facts, turns: list[Turn], as_of: date) -> list[TargetRow]:
    year_start = date(as_of.year, 1, 1)
    by_subject: dict[str, list[Turn]] = defaultdict(list)
    for turn in turns:
        by_subject[turn.subject].append(turn)
    found = []
    for pair in sorted(facts.exposure_rows):
        by_hazard = []
        for hazard, pieces in facts.pieces(pair, as_of).items():
            exposed = any(one.start <= as_of and one.end > year_start for one in pieces)
            by_hazard.append((by_subject[hex02.subject_of(pair, hazard)], exposed))
        values = _values_of_pair(by_hazard, as_of)
        value = values.pop() if len(values) == 1 else "UNKNOWN"
        spans = pair_sites(facts, pair, as_of)
        last = max((min(end, add_days(as_of, 1)) for _, end, _ in spans), default=year_start)
        if last <= year_start and value == "OUT":
            continue
        day = add_days(last, -1)
        pending = any(turn.outcome == "PENDING" for turns, _ in by_hazard for turn in turns)
        side = _SIDE_OF.get(value, "pending" if pending else "not_applicable")
        town = town_of(facts, pair_site(spans, day), day, as_of) if last > year_start else ""
        subject = f"{pair[0]}|{pair[1][0]}|{pair[1][1]}"
        found.append(TargetRow(subject, side, town, tuple(sorted(values))))
    return found


def rows_of_target(
    facts: Facts,
    target: str,
    as_of: date,
    *,
    turns: list[Turn] | None = None,
    key_industries: tuple[str, ...] = KEY_INDUSTRIES,
) -> list[TargetRow]:
    """The rows of I01, I02 or I03 on a day, sorted by subject."""
    rule = {"I01": dec01, "I02": det01, "I03": hex02}[target]
    given = rule.turns(facts, as_of) if turns is None else turns
    if target == "I03":
        return _examined(facts, given, as_of)
    return _state_target(facts, given, as_of, key_industries, measured=target == "I02")


def totals(rows: list[TargetRow]) -> dict[str, int]:
    """numerator, denominator, unknown, pending, not_applicable of some rows."""
    sides = Counter(row.side for row in rows)
    return {
        "numerator": sides["numerator"],
        "denominator": sides["numerator"] + sides["missing"],
        "unknown": sides["unknown"],
        "pending": sides["pending"],
        "not_applicable": sides["not_applicable"],
    }


def by_town(rows: list[TargetRow]) -> dict[str, dict[str, int]]:
    """The totals of each township; "" holds the unattributed rows."""
    found: dict[str, list[TargetRow]] = defaultdict(list)
    for row in rows:
        found[row.town].append(row)
    return {town: totals(found[town]) for town in sorted(found)}
