"""Every rule case on DuckDB, on PostgreSQL and by the naive reference, against its expectation."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime

import pytest
from pytest_django.plugin import DjangoDbBlocker

from tests.support import district_relations
from tests.support import rows as made
from tests.support.cases import Case, Subject, cases
from tests.support.computing import (
    Engine,
    Snapshot,
    Told,
    by_subject,
    told_by_engine,
    told_by_reference,
)
from tests.support.database import fresh_database
from tests.support.facts import Numbers, World
from zhifang.installation.supervisor import Server
from zhifang.obligations.rules.rule import Choices

CASES = [case for case in cases() if case.rule]

#: What a computation gives: the turns of a case as told on a day, as known at an instant.
Telling = Callable[[Case, date, datetime | None], list[Told]]

#: Every snapshot that the cases ask about.
ASKED = list(
    dict.fromkeys(
        (number, one.known) for number, case in enumerate(CASES) for one in case.expectations
    )
)


def numbered() -> Numbers:
    """The ids of everything the cases name, alike on every engine."""
    numbers = Numbers()
    for case in CASES:
        case.world.recorded(numbers)
    for case in CASES:
        case.world.relations(numbers)
        district_relations.relations(case.world, numbers)
    return numbers


@pytest.fixture(scope="session")
def duckdb_engine() -> Engine:
    """All cases side by side in one DuckDB, each as known at each instant asked."""
    return Engine([Snapshot(CASES[number].world, known) for number, known in ASKED], numbered())


@pytest.fixture(scope="session")
def duckdb_telling(duckdb_engine: Engine) -> Telling:
    """What the engine tells of a case."""
    numbers = numbered()
    place = {(CASES[number].name, known): index for index, (number, known) in enumerate(ASKED)}

    def telling(case: Case, on: date, known: datetime | None) -> list[Told]:
        return told_by_engine(duckdb_engine.turns[place[case.name, known]][case.rule], on, numbers)

    return telling


@pytest.fixture(scope="session")
def postgresql_telling(server: Server, django_db_blocker: DjangoDbBlocker) -> Iterator[Telling]:
    """All cases in one PostgreSQL register, stored change by change; known_at picks the change."""
    from tests.support.stored import change_at, recompute, record, spoken_turns

    numbers = numbered()
    with django_db_blocker.unblock(), fresh_database(server):
        record([case.world for case in CASES], numbers)
        recompute()

        def telling(case: Case, on: date, known: datetime | None) -> list[Told]:
            rows = spoken_turns(change_at(known), on)
            mine = f"{case.file}-{case.id}-"
            told = told_by_engine([r for r in rows if r["rule"] == case.rule], on, numbers)
            return [one for one in told if one.subject.startswith(mine)]

        yield telling


def reference_telling(case: Case, on: date, known: datetime | None) -> list[Told]:
    """The naive computation."""
    return told_by_reference(case.world.rows(known), case.rule, on)


def held(told: list[Told], subject: Subject, *, product: bool) -> str:
    """What differs from the expectation, or nothing.

    The reference leaves out a turn that never came due; it says nothing of missing facts.
    """
    turns = by_subject(told).get(subject.name, [])
    expected = list(subject.turns)
    if not product:
        turns = [one for one in turns if one.outcome != "NOT_APPLICABLE"]
        if not subject.every and expected[0].outcome == "NOT_APPLICABLE":
            return ""
        expected = [one for one in expected if one.outcome != "NOT_APPLICABLE"]
    if not subject.every:
        turns = turns[-1:]
    if len(turns) != len(expected):
        return f"{subject.name}: {len(expected)} turns expected, {shown(turns)}"
    for turn, wanted in zip(turns, expected, strict=True):
        same = (
            turn.outcome == wanted.outcome
            and wanted.anchor in (None, turn.anchor)
            and (wanted.due is None or wanted.due == (turn.due_earliest, turn.due_latest))
            and wanted.late in (None, turn.days_late)
            and (not product or wanted.missing in (None, turn.missing))
            and (not product or wanted.ended in (None, turn.ended))
            and (not product or wanted.done in (None, turn.done))
            and (not product or wanted.kind in (None, turn.kind))
            and (not product or wanted.opened in (None, turn.opened))
        )
        if not same:
            return f"{subject.name}: {wanted.text} expected, {shown(turns)}"
    return ""


def shown(turns: list[Told]) -> str:
    """Turns for a person."""
    return (
        "; ".join(
            f"{t.outcome} from {t.anchor} opened {t.opened} due {t.due_earliest}..{t.due_latest} "
            f"late {t.days_late} missing {t.missing}"
            for t in turns
        )
        or "no turn"
    )


def differences(case: Case, telling: Telling, *, product: bool) -> list[str]:
    """Everything in which a computation differs from the case."""
    found = []
    for one in case.expectations:
        told = telling(case, one.on, one.known)
        for subject in one.subjects:
            difference = held(told, subject, product=product)
            if difference:
                found.append(f"on {one.on} known {one.known}: {difference}")
    return found


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_on_duckdb(case: Case, duckdb_telling: Telling) -> None:
    assert differences(case, duckdb_telling, product=True) == []


def test_measured_by_the_day_of_issue_on_duckdb() -> None:
    """The variant ``day: issued``: a report counts on its issue day, inside the episode only."""
    world = World()
    world.add("employers", made.employer("E1", risk_class="severe"))
    world.add(
        "posts", made.post("E1", "F001", valid_from=date(2020, 1, 1), valid_to=date(2020, 7, 1))
    )
    for number, (sampled, issued) in enumerate(
        (
            (date(2020, 2, 1), date(2020, 3, 1)),
            (date(2020, 6, 1), date(2020, 6, 30)),
            (date(2020, 6, 20), date(2020, 7, 1)),
        )
    ):
        world.add(
            "measurements",
            made.sample("E1", "F001", sampled, issued_on=issued, report_no=f"R{number}"),
        )
    anchors, done = {}, {}
    for measured_day in ("sampled", "issued"):
        numbers = Numbers()
        engine = Engine([Snapshot(world)], numbers, Choices(measured_day=measured_day), ["DET-01"])
        rows = engine.turns[0]["DET-01"]
        anchors[measured_day] = sorted({row["anchor_on"] for row in rows})
        done[measured_day] = max(row["done_on"] for row in rows if row["done_on"])
    start = date(2020, 1, 1)
    assert anchors["sampled"] == [start, date(2020, 2, 1), date(2020, 6, 1), date(2020, 6, 20)]
    assert anchors["issued"] == [start, date(2020, 3, 1), date(2020, 6, 30)]
    assert done == {"sampled": date(2020, 6, 20), "issued": date(2020, 6, 30)}


def test_a_gap_names_the_dosimeter_before_it_on_duckdb() -> None:
    """Of the same worker, and the one whose period ended on that day."""
    place = {"credit_code": "E1", "site_no": "01", "id_type": "01"}
    world, wanted = World(), {}
    for who, ends in (("W1", (1, 2)), ("W2", (1, 3))):
        start = {"medical": True, "valid_from": date(2020, 1, 1), "valid_to": None}
        world.add("radiation_posts", {**place, "id_number": who, **start})
        for number, month in enumerate(ends):
            period = {"valid_from": date(2020, month, 5), "valid_to": date(2020, month, 25)}
            report = {"institution_code": "D", "report_no": f"{who}{number}", "kind": "valid"}
            report |= {"reported_on": None}
            world.add("doses", {**place, "id_number": who, **report, **period})
            wanted[who, period["valid_to"]] = len(world.versions) - 1
    numbers = Numbers()
    rows = Engine([Snapshot(world)], numbers, rules=["RAD-01"]).turns[0]["RAD-01"]
    people = {number: name for (name,), number in numbers.named("worker")}
    found = {
        (people[row["worker_id"]], row["anchor_on"]): row["anchor_ref"]
        for row in rows
        if row["anchor_kind"] == "event"
    }
    assert found == {key: numbers.of("fact", id(world), place) for key, place in wanted.items()}


def test_cases_are_owed_from_the_first_day_of_the_guide_on_duckdb() -> None:
    """Cases of before 2011 have no disease of a catalogue here, so a spec case cannot name one."""
    world = World()
    for day in (date(2010, 12, 31), date(2011, 1, 1)):
        told = {"diagnosed_on": day, "reported_on": None, "disease_code": "", "stage": "new"}
        person = {"credit_code": "E1", "site_no": "01", "id_type": "01", "id_number": "W1"}
        key = {"institution_code": "H1", "case_no": str(day)}
        world.add("disease_cases", {**person, **key, **told})
    rows = Engine([Snapshot(world)], Numbers(), rules=["REP-01"]).turns[0]["REP-01"]
    assert [row["anchor_on"] for row in rows] == [date(2011, 1, 1)]


def test_rows_are_whole_on_duckdb(duckdb_engine: Engine) -> None:
    """Stretches of a turn follow each other without hole or overlap; an end has its reason."""
    for rules in duckdb_engine.turns:
        for rows in rules.values():
            stretches: dict[tuple[object, ...], list[tuple[date, date | None]]] = {}
            for row in rows:
                assert (row["ended_on"] is None) == (row["ended_why"] is None), row
                if "training_hours" in row["missing"]:
                    assert row["due_earliest"] < row["due_latest"], row
                names = ("worker_id", "hazard", "subject", "holder_id")
                subject = tuple(row.get(name) for name in names)
                site = row["site_id"] if row.get("worker_id") is None else None
                turn = (*subject, site, row["anchor_on"], row["opened_on"])
                stretches.setdefault(turn, []).append((row["law_from"], row["law_to"]))
            for spans in stretches.values():
                ordered = sorted(spans, key=lambda span: span[0])
                assert all(stop is None or stop > start for start, stop in ordered), ordered
                stops = [stop for _start, stop in ordered]
                assert stops == [*(start for start, _stop in ordered[1:]), stops[-1]], ordered


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_on_postgresql(case: Case, postgresql_telling: Telling) -> None:
    assert differences(case, postgresql_telling, product=True) == []


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_by_the_reference(case: Case) -> None:
    assert differences(case, reference_telling, product=False) == []


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_all_agree_on_what_is_not_asked(
    case: Case, duckdb_telling: Telling, postgresql_telling: Telling
) -> None:
    """Subjects that a case does not mention agree as well, on every day it asks about."""
    for one in case.expectations:
        fast = duckdb_telling(case, one.on, one.known)
        assert fast == postgresql_telling(case, one.on, one.known)
        naive = reference_telling(case, one.on, one.known)
        assert judged(fast) == judged(naive)


def judged(told: list[Told]) -> list[tuple[str, date, str]]:
    """What is compared with the reference, which leaves out turns that never came due."""
    return [one.judged for one in told if one.outcome != "NOT_APPLICABLE"]
